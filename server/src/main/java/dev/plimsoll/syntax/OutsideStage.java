package dev.plimsoll.syntax;

import org.jspecify.annotations.Nullable;

/** Only ARG may stand before the first FROM. One error says so, at the first other instruction: one FROM mends all. */
final class OutsideStage {

  private OutsideStage() {}

  /** The first instruction that belongs to a stage but stands before the first one, or null. */
  static @Nullable Instruction first(Iterable<Instruction> instructions) {
    for (Instruction instruction : instructions) {
      switch (instruction.keyword()) {
        case FROM -> {
          return null;
        }
        case ARG, UNKNOWN -> {}
        default -> {
          return instruction;
        }
      }
    }
    return null;
  }

  /** The error, relative to the start of the instruction. */
  static SyntaxError error(Instruction instruction) {
    return SyntaxError.inInstruction(
        instruction.source().keywordRange(),
        instruction.keyword() + " belongs to a stage: begin one with FROM before it.",
        "no build stage in current context");
  }
}

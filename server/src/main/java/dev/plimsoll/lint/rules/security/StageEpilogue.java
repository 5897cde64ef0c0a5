package dev.plimsoll.lint.rules.security;

import dev.plimsoll.rewrite.InstructionEdits;
import dev.plimsoll.rewrite.Surroundings;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.TextEdit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of a stage, where nothing is built any more and instructions say how the image is run. What stands before it
 * needs root, to install and to copy; what stands in it doesn't.
 *
 * @param file the file
 * @param stage the stage
 * @param first the first instruction of the epilogue, or null where the stage has none
 */
record StageEpilogue(Dockerfile file, Stage stage, @Nullable Instruction first) {

  /** What instructions have in common next to which lines are inserted otherwise than next to most. */
  static final Trait IS_UNUSUAL = element -> element instanceof Instruction instruction
      && (instruction.source().keywordRange().start() > 0
          || instruction.text().endsWith("\r\n")
          || !instruction.text().endsWith("\n")
          || !Surroundings.isFinished(instruction));

  static StageEpilogue of(Dockerfile file, Stage stage) {
    Instruction first = null;
    for (Instruction instruction : stage.instructions()) {
      switch (instruction.keyword()) {
        case CMD, ENTRYPOINT, EXPOSE, HEALTHCHECK, STOPSIGNAL ->
          first = first == null ? instruction : first;
        case ARG, ENV, LABEL, MAINTAINER -> {}
        default -> first = null;
      }
    }
    return new StageEpilogue(file, stage, first);
  }

  /**
   * Inserts instructions before the epilogue, above the comments that belong to its first instruction; at the end of the
   * stage if it has none. Null where the stage ends in the middle of an instruction.
   *
   * @param lines without indentation and line ending
   */
  @Nullable TextEdit insert(List<String> lines) {
    if (!new Surroundings(file, last()).isFinished()) {
      return null;
    }
    return first == null
        ? InstructionEdits.insertBelow(file, last(), lines)
        : InstructionEdits.insertAbove(file, first, lines);
  }

  private Instruction last() {
    List<Instruction> instructions = stage.instructions();
    return instructions.isEmpty() ? stage.from() : instructions.get(instructions.size() - 1);
  }
}

package dev.plimsoll.syntax;

import com.google.common.collect.ImmutableList;

/** What BuildKit finds wrong with an instruction when it judges it on its own. */
final class InstructionErrors {

  private InstructionErrors() {}

  static ImmutableList<SyntaxError> of(Instruction instruction) {
    return instruction.source().parseErrors();
  }
}

package dev.plimsoll.syntax;

import dev.plimsoll.text.TextRange;

/**
 * One word of an instruction, as the instruction's own reader splits it.
 *
 * @param value the word as BuildKit's parser has it: quotes and escapes kept, JSON strings decoded
 * @param range where it stands, relative to the start of the instruction; it may span continuations
 * @param inLine where it stands in the instruction's {@linkplain InstructionText#line() logical line}
 */
public record Word(String value, TextRange range, TextRange inLine) {

  public boolean isEmpty() {
    return value.isEmpty();
  }
}

package dev.plimsoll.syntax;

import dev.plimsoll.text.TextRange;

/** Where parts of a flag's value stand. */
final class FlagValue {

  private FlagValue() {}

  /** The place of {@code value[part)}; the whole value where quotes, escapes or continuations are in between. */
  static TextRange range(InstructionText source, Flag flag, TextRange part) {
    TextRange whole = flag.valueRange();
    return whole.of(source.text()).equals(flag.value()) ? part.shift(whole.start()) : whole;
  }

  /** The whole value, or the whole flag where the value is empty. */
  static TextRange range(Flag flag) {
    return flag.valueRange().isEmpty() ? flag.range() : flag.valueRange();
  }
}

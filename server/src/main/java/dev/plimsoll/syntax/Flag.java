package dev.plimsoll.syntax;

import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/**
 * A builder flag such as {@code --from=build}: a word before the first argument that begins with two dashes.
 *
 * @param word the whole flag, quotes and escapes removed
 * @param name the name without dashes, as written; empty in {@code --=x}
 * @param nameRange where the name stands, dashes left out, relative to the start of the instruction
 * @param value the value, null where there is no equals sign
 * @param valueRange where the value stands, quotes included; empty at the end of the flag where there is none
 */
public record Flag(
    Word word, String name, TextRange nameRange, @Nullable String value, TextRange valueRange) {

  public TextRange range() {
    return word.range();
  }

  /** The value, or the empty text where there is none: to BuildKit an empty value means unset. */
  public String valueOrEmpty() {
    return value == null ? "" : value;
  }
}

package dev.plimsoll.shell;

import dev.plimsoll.program.Option;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/**
 * An option as it is given to a program. Several may stand in one word: {@code -yq}.
 *
 * @param option null where the program or the option isn't known
 * @param spelling how it is written: {@code -y}, {@code --yes}
 * @param word the word in which it stands
 * @param value its value: the end of the word, or the next word; null where it has none
 */
public record GivenOption(
    @Nullable Option option,
    String spelling,
    ShellWord word,
    @Nullable ShellWord value) {

  /** The name by which it is known: {@code -y} of {@code --yes}. */
  public String name() {
    return option == null ? spelling : option.name();
  }

  /** Whether it is the option of a spelling, in whichever of its spellings it is written. */
  public boolean is(String other) {
    return spelling.equals(other) || (option != null && option.is(other));
  }

  /** Whether its value is a word of its own. */
  public boolean hasSeparateValue() {
    return value != null && value.range().start() > word.range().end();
  }

  /** The value where it is literal; null where it isn't, or where there is none. */
  public @Nullable String literalValue() {
    return value == null ? null : value.literal();
  }

  /** The word with its value, in the script. */
  public TextRange range() {
    return value == null ? word.range() : word.range().hull(value.range());
  }
}

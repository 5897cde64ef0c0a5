package dev.plimsoll.shell;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.TextRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the shell takes as one word before it expands it.
 *
 * @param raw as it is written, quotes included
 * @param literal the value after the removal of quotes; null where it has an expansion or a pattern
 */
public record Word(TextRange range, String raw, ImmutableList<WordPart> parts, @Nullable String literal) {

  /** A word that is nothing but plain characters. */
  static Word plain(TextRange range, String raw) {
    return new Word(range, raw, ImmutableList.of(new WordPart.Literal(range, raw)), raw);
  }

  static Word of(TextRange range, String raw, List<WordPart> parts) {
    StringBuilder value = new StringBuilder(raw.length());
    boolean whole = appendLiteral(parts, value);
    return new Word(range, raw, ImmutableList.copyOf(parts), whole ? value.toString() : null);
  }

  public boolean isEmpty() {
    return parts.isEmpty();
  }

  public boolean isLiteral(String value) {
    return value.equals(literal);
  }

  /** The value as far as it is known: up to the first expansion or pattern. */
  public String literalPrefix() {
    if (literal != null) {
      return literal;
    }
    StringBuilder value = new StringBuilder();
    appendLiteral(parts, value);
    return value.toString();
  }

  /** Appends the value of the parts up to the first that has none; tells whether all had one. */
  private static boolean appendLiteral(List<WordPart> parts, StringBuilder value) {
    for (WordPart part : parts) {
      if (part instanceof WordPart.Literal literal) {
        value.append(literal.text());
      } else if (part instanceof WordPart.SingleQuoted quoted) {
        value.append(quoted.text());
      } else if (part instanceof WordPart.Escaped escaped) {
        value.append(escaped.text());
      } else if (!(part instanceof WordPart.DoubleQuoted quoted && appendLiteral(quoted.parts(), value))) {
        return false;
      }
    }
    return true;
  }
}

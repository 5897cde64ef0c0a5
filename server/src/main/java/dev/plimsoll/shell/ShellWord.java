package dev.plimsoll.shell;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.TextRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the shell takes as one word before it expands it. */
public final class ShellWord {

  private final TextRange range;
  private final String code;
  private final int start;
  private final int end;
  private final ImmutableList<WordPart> parts;
  private final @Nullable String literal;

  /**
   * A word at {@code code[start, end)}, which is not copied: words nest, and each would hold the text of all within it.
   *
   * @param range its place in the outermost code
   */
  ShellWord(
      TextRange range,
      String code,
      int start,
      int end,
      ImmutableList<WordPart> parts,
      @Nullable String literal) {
    this.range = range;
    this.code = code;
    this.start = start;
    this.end = end;
    this.parts = parts;
    this.literal = literal;
  }

  /** A word that is nothing but plain characters. */
  static ShellWord plain(TextRange range, String code, int start, int end) {
    String text = code.substring(start, end);
    return new ShellWord(
        range, code, start, end, ImmutableList.of(new WordPart.Literal(range, text)), text);
  }

  static ShellWord of(
      TextRange range, String code, int start, int end, ImmutableList<WordPart> parts) {
    return new ShellWord(range, code, start, end, parts, literalOf(parts));
  }

  public TextRange range() {
    return range;
  }

  /** As it is written, quotes included. */
  public String raw() {
    return code.substring(start, end);
  }

  public ImmutableList<WordPart> parts() {
    return parts;
  }

  /** The value after the removal of quotes; null where it has an expansion or a pattern. */
  public @Nullable String literal() {
    return literal;
  }

  public boolean isEmpty() {
    return start == end;
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

  /**
   * What follows the last slash, which is the name of a program wherever its directory is: {@code pip} of {@code
   * $VENV/bin/pip}. Null where that isn't literal.
   */
  @Nullable String lastName() {
    String value = literal;
    if (value == null && !parts.isEmpty()) {
      WordPart last = parts.get(parts.size() - 1);
      if (last instanceof WordPart.DoubleQuoted quoted && parts.size() == 1) {
        last =
            quoted.parts().isEmpty() ? last : quoted.parts().get(quoted.parts().size() - 1);
      }
      value = last instanceof WordPart.Literal text && text.text().indexOf('/') >= 0
          ? text.text()
          : null;
    }
    return value == null ? null : value.substring(value.lastIndexOf('/') + 1);
  }

  /**
   * Whether the shell may make an option of it, or several: it is nothing but an expansion, or begins with one that isn't
   * quoted. What a variable is called says nothing.
   */
  public boolean mayBeOption() {
    if (literal != null || parts.isEmpty()) {
      return false;
    }
    WordPart first = parts.get(0);
    return isExpansion(first)
        || (parts.size() == 1
            && first instanceof WordPart.DoubleQuoted quoted
            && quoted.parts().size() == 1
            && isExpansion(quoted.parts().get(0)));
  }

  private static boolean isExpansion(WordPart part) {
    return part instanceof WordPart.Parameter || part instanceof WordPart.CommandSubstitution;
  }

  /** What follows the first {@code from} characters of the value; where those are quoted it keeps the whole range. */
  ShellWord tail(int from) {
    String rest = literal == null ? null : literal.substring(from);
    if (!(parts.get(0) instanceof WordPart.Literal first) || first.text().length() < from) {
      return new ShellWord(range, code, start, end, parts, rest);
    }
    int homeStart = first.range().start() + from;
    ImmutableList.Builder<WordPart> tail = ImmutableList.builder();
    if (first.text().length() > from) {
      TextRange text = new TextRange(homeStart, first.range().end());
      tail.add(new WordPart.Literal(text, first.text().substring(from)));
    }
    tail.addAll(parts.subList(1, parts.size()));
    return new ShellWord(
        new TextRange(homeStart, range.end()), code, start + from, end, tail.build(), rest);
  }

  private static @Nullable String literalOf(ImmutableList<WordPart> parts) {
    if (parts.size() == 1 && parts.get(0) instanceof WordPart.SingleQuoted quoted) {
      return quoted.text();
    }
    if (!hasLiteral(parts)) {
      return null;
    }
    StringBuilder value = new StringBuilder();
    appendLiteral(parts, value);
    return value.toString();
  }

  private static boolean hasLiteral(List<WordPart> parts) {
    for (WordPart part : parts) {
      boolean literal = part instanceof WordPart.Literal
          || part instanceof WordPart.SingleQuoted
          || part instanceof WordPart.Escaped
          || (part instanceof WordPart.DoubleQuoted quoted && hasLiteral(quoted.parts()));
      if (!literal) {
        return false;
      }
    }
    return true;
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
      } else if (!(part instanceof WordPart.DoubleQuoted quoted
          && appendLiteral(quoted.parts(), value))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ShellWord that && range.equals(that.range) && parts.equals(that.parts);
  }

  @Override
  public int hashCode() {
    return 31 * range.hashCode() + parts.hashCode();
  }

  @Override
  public String toString() {
    return raw();
  }
}

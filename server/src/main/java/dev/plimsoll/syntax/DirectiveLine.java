package dev.plimsoll.syntax;

import com.google.common.base.Ascii;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/**
 * A comment that reads as a parser directive: {@code # name=value}.
 *
 * @param name the name in lower case
 * @param nameRange where the name stands in the text that was read
 * @param valueRange where the value stands there, white space around it left out
 */
record DirectiveLine(String name, TextRange nameRange, String value, TextRange valueRange) {

  /** Reads {@code text[from, to)}, which begins with {@code prefix}; null where it is no directive. */
  static @Nullable DirectiveLine read(String text, int from, int to, String prefix) {
    if (!text.startsWith(prefix, from)) {
      return null;
    }
    int end = to;
    while (end > from && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return readLine(text, from + prefix.length(), end);
  }

  private static @Nullable DirectiveLine readLine(String text, int from, int to) {
    int name = Whitespace.skipUnicode(text, from, to);
    int nameEnd = name;
    while (nameEnd < to
        && (isLetter(text.charAt(nameEnd)) || (nameEnd > name && isDigit(text.charAt(nameEnd))))) {
      nameEnd++;
    }
    int equals = skipSpace(text, nameEnd, to);
    if (nameEnd == name || equals == to || text.charAt(equals) != '=') {
      return null;
    }
    int value = skipSpace(text, equals + 1, to);
    int valueEnd = to;
    while (valueEnd > value && isSpace(text.charAt(valueEnd - 1))) {
      valueEnd--;
    }
    if (value == valueEnd) {
      if (to == equals + 1) {
        return null;
      }
      // A value there must be: where nothing but white space stands, the last of it is taken.
      value = to - 1;
      valueEnd = to;
    }
    return new DirectiveLine(
        Ascii.toLowerCase(text.substring(name, nameEnd)),
        new TextRange(name, nameEnd),
        text.substring(value, valueEnd),
        new TextRange(value, valueEnd));
  }

  /** Whether BuildKit knows the directive; the first line that is none ends the search for more. */
  boolean isKnown() {
    return name.equals("syntax") || name.equals("escape") || name.equals("check");
  }

  private static int skipSpace(String text, int from, int to) {
    int i = from;
    while (i < to && isSpace(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /** What Go's regular expressions call {@code \s}. */
  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\f' || c == '\r';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}

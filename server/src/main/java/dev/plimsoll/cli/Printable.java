package dev.plimsoll.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/**
 * Text as it may be shown: what a file, a file's name or an argument says must not be able to command the terminal. Each
 * character that could is one visible character instead: U+0000 to U+001F and U+007F their pictures (␛), what else
 * controls the terminal or turns the direction of writing U+FFFD, and so does a byte that is no UTF-8.
 */
final class Printable {

  private static final char REPLACEMENT = '\uFFFD';
  private static final int PICTURES = 0x2400;
  private static final char PICTURE_OF_DELETE = '\u2421';

  private Printable() {}

  /** One line: line endings and tabs are shown too. */
  static String line(String text) {
    return of(text, "");
  }

  /** Line feeds and tabs stay. */
  static String lines(String text) {
    return of(text, "\n\t");
  }

  /** A part of a line in which tabs stay, so that what stands below it can be as wide. */
  static String code(String text) {
    return of(text, "\t");
  }

  private static String of(String text, String kept) {
    StringBuilder result = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (kept.indexOf(c) < 0 && (isControl(c) || isLoneSurrogate(text, i))) {
        result = result == null ? new StringBuilder(text) : result;
        result.setCharAt(i, picture(c));
      }
    }
    return result == null ? text : result.toString();
  }

  private static char picture(char c) {
    return c < ' ' ? (char) (PICTURES + c) : c == '\u007F' ? PICTURE_OF_DELETE : REPLACEMENT;
  }

  private static boolean isLoneSurrogate(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }

  /** The control characters of ISO 6429 and Unicode's controls of direction and of lines. */
  static boolean isControl(char c) {
    return Character.isISOControl(c)
        || c == '\u061C'
        || (c >= '\u200E' && c <= '\u200F')
        || (c >= '\u2028' && c <= '\u202E')
        || (c >= '\u2066' && c <= '\u2069');
  }

  /**
   * JSON in which no such character stands as itself, and no byte that is no UTF-8. JSON writers escape only some; outside
   * of strings, where it would be wrong, JSON has none but line feeds.
   */
  static Writer json(Writer out) {
    return new JsonFilter(out);
  }

  private static final class JsonFilter extends FilterWriter {

    private char previous;

    JsonFilter(Writer out) {
      super(out);
    }

    @Override
    public void write(int unit) throws IOException {
      write(String.valueOf((char) unit), 0, 1);
    }

    @Override
    public void write(char[] buffer, int offset, int length) throws IOException {
      write(new String(buffer, offset, length), 0, length);
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
      StringBuilder safe = new StringBuilder(length);
      for (int i = offset; i < offset + length; i++) {
        char c = text.charAt(i);
        if (c != '\n' && isControl(c)) {
          safe.append(String.format("\\u%04x", (int) c));
        } else {
          boolean lone = Character.isLowSurrogate(c) && !Character.isHighSurrogate(previous);
          safe.append(lone ? REPLACEMENT : c);
        }
        previous = c;
      }
      out.write(safe.toString());
    }
  }
}

package dev.plimsoll.syntax;

/** The two notions of white space that BuildKit uses side by side. */
final class Whitespace {

  private Whitespace() {}

  /** What separates a keyword from its arguments, and the arguments of a list: tab, VT, FF, CR, blank. */
  static boolean isAscii(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\u000B';
  }

  /** What is trimmed from lines and arguments and separates key/value words: Unicode's {@code White_Space}. */
  static boolean isUnicode(char c) {
    if (c <= ' ') {
      return c == ' ' || (c >= '\t' && c <= '\r');
    }
    if (c < 0x1680) {
      return c == 0x85 || c == 0xA0;
    }
    return c == 0x1680
        || (c >= 0x2000 && c <= 0x200A)
        || c == 0x2028
        || c == 0x2029
        || c == 0x202F
        || c == 0x205F
        || c == 0x3000;
  }

  static int skipUnicode(CharSequence text, int from, int to) {
    int i = from;
    while (i < to && isUnicode(text.charAt(i))) {
      i++;
    }
    return i;
  }

  static int trimUnicodeEnd(CharSequence text, int from, int to) {
    int i = to;
    while (i > from && isUnicode(text.charAt(i - 1))) {
      i--;
    }
    return i;
  }

  /** Without Unicode's white space at both ends. */
  static String trim(String text) {
    int from = skipUnicode(text, 0, text.length());
    return text.substring(from, trimUnicodeEnd(text, from, text.length()));
  }

  static int skipAscii(CharSequence text, int from, int to) {
    int i = from;
    while (i < to && isAscii(text.charAt(i))) {
      i++;
    }
    return i;
  }

  static int skipToAscii(CharSequence text, int from, int to) {
    int i = from;
    while (i < to && !isAscii(text.charAt(i))) {
      i++;
    }
    return i;
  }
}

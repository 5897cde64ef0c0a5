package dev.plimsoll.shell;

/** The escapes of {@code $'…'}, as bash's manual lists them. */
final class AnsiQuoting {

  private AnsiQuoting() {}

  /** The value of what stands between the quotes; an escape that bash doesn't know stays as it is. */
  static String decode(String raw) {
    if (raw.indexOf('\\') < 0) {
      return raw;
    }
    StringBuilder value = new StringBuilder(raw.length());
    int i = 0;
    while (i < raw.length()) {
      char c = raw.charAt(i);
      if (c != '\\' || i + 1 == raw.length()) {
        value.append(c);
        i++;
      } else {
        i = escape(raw, i + 1, value);
      }
    }
    return value.toString();
  }

  /** Decodes the escape whose letter stands at {@code i}; returns the offset after it. */
  private static int escape(String raw, int i, StringBuilder value) {
    char letter = raw.charAt(i);
    int known = "abeEfnrtv\\'\"?".indexOf(letter);
    if (known >= 0) {
      value.append("\u0007\b\u001b\u001b\f\n\r\t\u000b\\'\"?".charAt(known));
      return i + 1;
    }
    return switch (letter) {
      case 'x' -> number(raw, i + 1, 2, 16, letter, value);
      case 'u' -> number(raw, i + 1, 4, 16, letter, value);
      case 'U' -> number(raw, i + 1, 8, 16, letter, value);
      case '0', '1', '2', '3', '4', '5', '6', '7' -> number(raw, i, 3, 8, letter, value);
      default -> {
        value.append('\\').append(letter);
        yield i + 1;
      }
    };
  }

  private static int number(
      String raw, int start, int maxDigits, int radix, char letter, StringBuilder value) {
    int code = 0;
    int i = start;
    while (i < raw.length()
        && i < start + maxDigits
        && Character.digit(raw.charAt(i), radix) >= 0) {
      code = code * radix + Character.digit(raw.charAt(i++), radix);
    }
    if (i == start || !Character.isValidCodePoint(code)) {
      value.append('\\').append(letter);
      return start;
    }
    value.appendCodePoint(code);
    return i;
  }
}

package dev.plimsoll.text;

/** Text in double quotes as Go's {@code %q} prints it, which is how Docker and BuildKit quote what a message is about. */
public final class GoQuoted {

  private GoQuoted() {}

  /** The text with quotes around it and escapes for what cannot be printed. A lone surrogate becomes U+FFFD. */
  public static String of(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      append(out, text.codePointAt(i));
    }
    return out.append('"').toString();
  }

  private static void append(StringBuilder out, int c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case 0x07 -> out.append("\\a");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case 0x0B -> out.append("\\v");
      default -> {
        if (Character.getType(c) == Character.SURROGATE) {
          out.append('\uFFFD');
        } else if (isPrintable(c)) {
          out.appendCodePoint(c);
        } else {
          appendHex(out, c);
        }
      }
    }
  }

  /** What Go prints as it is: letters, marks, numbers, punctuation, symbols, and of all spaces only U+0020. */
  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR -> false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }

  private static void appendHex(StringBuilder out, int c) {
    int digits = c < 0x80 ? 2 : c < 0x10000 ? 4 : 8;
    out.append('\\').append(digits == 2 ? 'x' : digits == 4 ? 'u' : 'U');
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
      out.append(Character.forDigit(c >> shift & 0xF, 16));
    }
  }
}

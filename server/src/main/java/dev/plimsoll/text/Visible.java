package dev.plimsoll.text;

/**
 * Text of a file as it can be shown to people: one line, in which every character can be seen. A control character could
 * drive a terminal, one that turns the direction of writing could make a line read as another than it is, and one without a width
 * hides.
 */
public final class Visible {

  /** Where Unicode has pictures of the control characters, in their order. */
  private static final int PICTURES = 0x2400;

  private static final int PICTURE_OF_DELETE = 0x2421;
  private static final int DELETE = 0x7F;
  private static final int LAST_CONTROL = 0x9F;
  private static final char REPLACEMENT = '\uFFFD';

  private Visible() {}

  /** The text in one line: what breaks lines, and tabs, become blanks. */
  public static String of(String text) {
    return isVisible(text, false) ? text : converted(text, false);
  }

  /** The same of several lines, which stay lines; tabs stay too. */
  public static String lines(String text) {
    return isVisible(text, true) ? text : converted(text, true);
  }

  private static boolean isVisible(String text, boolean lines) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < DELETE) {
        continue;
      }
      boolean keeps = lines && (c == '\n' || c == '\t');
      if (!keeps && (isControl(c) || Character.isSurrogate(c) || isHidden(c))) {
        return false;
      }
    }
    return true;
  }

  private static String converted(String text, boolean lines) {
    StringBuilder shown = new StringBuilder(text.length() + 16);
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      int next = i + Character.charCount(c);
      if (c == '\r' && next < text.length() && text.charAt(next) == '\n') {
        i = next;
        continue;
      }
      if (c == '\n' || c == '\r' || c == '\t') {
        shown.append(!lines ? ' ' : c == '\t' ? '\t' : '\n');
      } else if (isControl(c)) {
        shown.append(picture(c));
      } else if (isHidden(c)) {
        shown.append(String.format("[U+%04X]", c));
      } else if (c <= Character.MAX_VALUE && Character.isSurrogate((char) c)) {
        shown.append(REPLACEMENT);
      } else {
        shown.appendCodePoint(c);
      }
      i = next;
    }
    return shown.toString();
  }

  private static boolean isControl(int c) {
    return c < ' ' || c >= DELETE && c <= LAST_CONTROL;
  }

  private static char picture(int control) {
    return control == DELETE
        ? (char) PICTURE_OF_DELETE
        : control < ' ' ? (char) (PICTURES + control) : REPLACEMENT;
  }

  /** What has no width or turns what follows; but for the joiners, of which scripts and emoji are made. */
  private static boolean isHidden(int c) {
    return c == 0xAD
        || c == 0x61C
        || c == 0x180E
        || c == 0x200B
        || c == 0x200E
        || c == 0x200F
        || c >= 0x2028 && c <= 0x202E
        || c >= 0x2060 && c <= 0x206F
        || c == 0xFEFF
        || c >= 0xFFF9 && c <= 0xFFFB
        || c >= 0xE0000 && c <= 0xE007F;
  }
}

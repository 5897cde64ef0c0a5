package dev.plimsoll.cli;

/** How many columns of a terminal a character takes: two for most of East Asia's and for emoji, none for what combines. */
final class TerminalWidth {

  /** First and last code points of what is wide or full width in Unicode's East Asian Width. */
  private static final int[] WIDE = {
    0x1100, 0x115F, 0x2E80, 0x303E, 0x3041, 0x4DBF, 0x4E00, 0xA4CF, 0xA960, 0xA97C, 0xAC00, 0xD7A3,
    0xF900, 0xFAFF, 0xFE30, 0xFE6F, 0xFF01, 0xFF60, 0xFFE0, 0xFFE6, 0x1F300, 0x1F64F, 0x1F680,
    0x1F6FF, 0x1F900, 0x1F9FF, 0x1FA70, 0x1FAFF, 0x20000, 0x3FFFD
  };

  private TerminalWidth() {}

  static int of(String text) {
    return text.codePoints().map(TerminalWidth::of).sum();
  }

  static int of(int c) {
    if (c < WIDE[0]) {
      return isCombining(c) ? 0 : 1;
    }
    for (int i = 0; i < WIDE.length; i += 2) {
      if (c >= WIDE[i] && c <= WIDE[i + 1]) {
        return 2;
      }
    }
    return isCombining(c) ? 0 : 1;
  }

  private static boolean isCombining(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
  }
}

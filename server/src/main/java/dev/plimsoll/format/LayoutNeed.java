package dev.plimsoll.format;

/** A glance at an instruction, which spares most of them a second look. */
final class LayoutNeed {

  private LayoutNeed() {}

  /** Whether more than one blank, or a tab, stands between two words of a line. */
  static boolean hasWideGap(String text) {
    boolean inCode = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        inCode = false;
      } else if (c == '\t' || (c == ' ' && i + 1 < text.length() && text.charAt(i + 1) == ' ')) {
        if (inCode) {
          return true;
        }
      } else if (c != ' ') {
        inCode = true;
      }
    }
    return false;
  }
}

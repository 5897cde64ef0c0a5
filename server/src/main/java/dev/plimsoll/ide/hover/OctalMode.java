package dev.plimsoll.ide.hover;

import dev.plimsoll.ide.Markup;

/** What an octal number permits, in words. */
final class OctalMode {

  private OctalMode() {}

  /**
   * What a mode such as {@code 755} or {@code 0755} gives to owner, group and others; false where it is no octal number of
   * three digits, or of four.
   */
  static boolean describe(String octal, Markup out) {
    if (octal.length() < 3 || octal.length() > 4) {
      return false;
    }
    StringBuilder mode = new StringBuilder();
    for (int i = octal.length() - 3; i < octal.length(); i++) {
      int bits = octal.charAt(i) - '0';
      if (bits < 0 || bits > 7) {
        return false;
      }
      mode.append((bits & 4) != 0 ? 'r' : '-')
          .append((bits & 2) != 0 ? 'w' : '-')
          .append((bits & 1) != 0 ? 'x' : '-');
    }
    out.paragraph().text("Mode ").strong(octal).text(" · ").code(mode.toString());
    out.paragraph("Owner " + mode.substring(0, 3) + ", group " + mode.substring(3, 6) + ", others "
        + mode.substring(6) + ".");
    return true;
  }
}

package dev.plimsoll.cli;

import dev.plimsoll.text.Visible;

/** Text in XML 1.0, which has no way to say most control characters. */
final class Xml {

  private Xml() {}

  /**
   * One line of text as it stands in an element or, in quotes, in an attribute.
   *
   * @param text of which what can't be seen, or can't stand in XML, is shown as {@link Visible} does
   */
  static String text(String text) {
    String visible = Visible.of(text);
    StringBuilder escaped = new StringBuilder(visible.length() + 16);
    for (int i = 0; i < visible.length(); i++) {
      char c = visible.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&apos;");
        case '\uFFFE', '\uFFFF' -> escaped.append('\uFFFD');
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}

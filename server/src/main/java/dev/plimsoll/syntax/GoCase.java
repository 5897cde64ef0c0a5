package dev.plimsoll.syntax;

/** Go's {@code strings.ToLower} and {@code ToUpper}: letter by letter, so that a text keeps its length. */
final class GoCase {

  private GoCase() {}

  static String lower(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      lower.appendCodePoint(Character.toLowerCase(text.codePointAt(i)));
    }
    return lower.toString();
  }

  static String upper(String text) {
    StringBuilder upper = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      upper.appendCodePoint(Character.toUpperCase(text.codePointAt(i)));
    }
    return upper.toString();
  }
}

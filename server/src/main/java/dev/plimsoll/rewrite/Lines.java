package dev.plimsoll.rewrite;

import dev.plimsoll.text.TextRange;

/** What goes away with a piece of a continued instruction, so that neither an empty line nor a doubled blank is left. */
final class Lines {

  private Lines() {}

  /**
   * A piece of a text with the blanks before it; where it begins a line the blanks behind it, and where it is all of a
   * continued line that line.
   */
  static TextRange around(String text, TextRange piece, char escape) {
    int before = piece.start();
    while (before > 0 && isBlank(text.charAt(before - 1))) {
      before--;
    }
    int after = piece.end();
    while (after < text.length() && isBlank(text.charAt(after))) {
      after++;
    }
    boolean beginsLine = before > 0 && text.charAt(before - 1) == '\n';
    if (!beginsLine) {
      return new TextRange(before, piece.end());
    }
    int next = afterContinuation(text, after, escape);
    return next < 0 ? new TextRange(piece.start(), after) : new TextRange(before, next);
  }

  /** Where the next line begins if nothing but a continuation stands at an offset, else -1. */
  private static int afterContinuation(String text, int offset, char escape) {
    if (offset >= text.length() || text.charAt(offset) != escape) {
      return -1;
    }
    int end = offset + 1;
    while (end < text.length() && (isBlank(text.charAt(end)) || text.charAt(end) == '\r')) {
      end++;
    }
    return end < text.length() && text.charAt(end) == '\n' ? end + 1 : -1;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}

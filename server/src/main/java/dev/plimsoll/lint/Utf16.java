package dev.plimsoll.lint;

import dev.plimsoll.syntax.Dockerfile;

/**
 * A text that an editor has read as UTF-8, although the file is in UTF-16: every other character is NUL. It gets one error,
 * where each of its lines would have one.
 */
public final class Utf16 {

  /** The rule that says so. */
  public static final String RULE = "syntax-error";

  private static final String BYTE_ORDER_MARKS =
      "\uFEFF\uFFFD"; // as such, and as bytes that are no UTF-8

  private Utf16() {}

  public static boolean isTextOf(Dockerfile file) {
    if (file.elements().isEmpty()) {
      return false;
    }
    String text = file.element(0).text();
    int start = 0;
    while (start < text.length() && BYTE_ORDER_MARKS.indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    return start + 1 < text.length() && (text.charAt(start) == 0) != (text.charAt(start + 1) == 0);
  }

  static boolean covers(Problem problem) {
    return !problem.rule().name().equals(RULE);
  }
}

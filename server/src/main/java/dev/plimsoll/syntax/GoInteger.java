package dev.plimsoll.syntax;

import org.jspecify.annotations.Nullable;

/**
 * A number as Go's {@code strconv.ParseInt(text, 10, 32)} reads it.
 *
 * @param value 0 where there is an error
 * @param error Go's text, or null
 */
record GoInteger(int value, @Nullable String error) {

  private static final long MAX_UNSIGNED = 0xFFFF_FFFFL;

  static GoInteger parse(String text) {
    boolean negative = text.startsWith("-");
    int at = negative || text.startsWith("+") ? 1 : 0;
    if (at == text.length()) {
      return failure(text, "invalid syntax");
    }
    long value = 0;
    // Go reads an unsigned number first and stops at the digit that is too much, whatever follows.
    for (; at < text.length() && value <= MAX_UNSIGNED; at++) {
      char c = text.charAt(at);
      if (c < '0' || c > '9') {
        return failure(text, "invalid syntax");
      }
      value = value * 10 + c - '0';
    }
    long signed = negative ? -value : value;
    return signed == (int) signed
        ? new GoInteger((int) signed, null)
        : failure(text, "value out of range");
  }

  private static GoInteger failure(String text, String reason) {
    return new GoInteger(0, "strconv.ParseInt: parsing " + GoQuote.of(text) + ": " + reason);
  }
}

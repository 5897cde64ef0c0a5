package dev.plimsoll.syntax;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A duration such as {@code 1h30m} or {@code .5s} as Go's {@code time.ParseDuration} reads it.
 *
 * @param nanoseconds 0 where there is an error
 * @param error Go's text, or null
 */
record GoDuration(long nanoseconds, @Nullable String error) {

  static GoDuration parse(String text) {
    return new Reader(text).read();
  }

  private static final class Reader {

    /** 2⁶³, the largest magnitude, as an unsigned number. */
    private static final long LIMIT = Long.MIN_VALUE;

    private final String text;
    private int at;
    /** The digits after the point as an unsigned number, and the power of ten that they are to be divided by. */
    private long fraction;

    private double scale;

    Reader(String text) {
      this.text = text;
    }

    GoDuration read() {
      boolean negative = text.startsWith("-");
      if (negative || text.startsWith("+")) {
        at = 1;
      }
      if (text.length() == at + 1 && text.charAt(at) == '0') {
        return new GoDuration(0, null);
      }
      if (at == text.length()) {
        return invalid();
      }
      long total = 0;
      while (at < text.length()) {
        GoDuration part = part();
        if (part.error != null) {
          return part;
        }
        total += part.nanoseconds;
        if (Long.compareUnsigned(total, LIMIT) > 0) {
          return invalid();
        }
      }
      if (negative) {
        return new GoDuration(-total, null);
      }
      return total == LIMIT ? invalid() : new GoDuration(total, null);
    }

    /** One number and its unit, in nanoseconds as an unsigned number. */
    private GoDuration part() {
      int start = at;
      long whole = 0;
      for (; at < text.length() && isDigit(text.charAt(at)); at++) {
        if (Long.compareUnsigned(whole, Long.divideUnsigned(LIMIT, 10)) > 0) {
          return invalid();
        }
        whole = whole * 10 + text.charAt(at) - '0';
        if (Long.compareUnsigned(whole, LIMIT) > 0) {
          return invalid();
        }
      }
      int afterWhole = at;
      readFraction();
      boolean noDigits = afterWhole == start && at - afterWhole < 2;
      return noDigits ? invalid() : withUnit(whole);
    }

    /** The digits after the point, as many as fit an integer; the others are passed over. */
    private void readFraction() {
      fraction = 0;
      scale = 1;
      if (at == text.length() || text.charAt(at) != '.') {
        return;
      }
      at++;
      boolean full = false;
      for (; at < text.length() && isDigit(text.charAt(at)); at++) {
        full |= fraction < 0 || fraction > Long.MAX_VALUE / 10;
        long longer = fraction * 10 + text.charAt(at) - '0';
        full |= Long.compareUnsigned(longer, LIMIT) > 0;
        if (!full) {
          fraction = longer;
          scale *= 10;
        }
      }
    }

    private GoDuration withUnit(long whole) {
      int from = at;
      while (at < text.length() && text.charAt(at) != '.' && !isDigit(text.charAt(at))) {
        at++;
      }
      if (from == at) {
        return new GoDuration(0, "time: missing unit in duration " + quote(text));
      }
      String name = text.substring(from, at);
      long unit = unit(name);
      if (unit == 0) {
        return new GoDuration(
            0, "time: unknown unit " + quote(name) + " in duration " + quote(text));
      }
      if (Long.compareUnsigned(whole, Long.divideUnsigned(LIMIT, unit)) > 0) {
        return invalid();
      }
      // In this order, because Go rounds in this order.
      double part = (fraction == LIMIT ? 0x1p63 : fraction) * (unit / scale);
      long nanoseconds = whole * unit + (long) part;
      return Long.compareUnsigned(nanoseconds, LIMIT) > 0
          ? invalid()
          : new GoDuration(nanoseconds, null);
    }

    private static long unit(String name) {
      return switch (name) {
        case "ns" -> 1L;
        case "us", "\u00b5s", "\u03bcs" -> 1_000L;
        case "ms" -> 1_000_000L;
        case "s" -> 1_000_000_000L;
        case "m" -> 60_000_000_000L;
        case "h" -> 3_600_000_000_000L;
        default -> 0L;
      };
    }

    private static boolean isDigit(char c) {
      return c >= '0' && c <= '9';
    }

    private GoDuration invalid() {
      return new GoDuration(0, "time: invalid duration " + quote(text));
    }

    /** Package time's own quoting: bytes outside printable ASCII in hexadecimal, but DEL as it is. */
    private static String quote(String text) {
      StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
      for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
        if (b < ' ') { // a byte beyond ASCII is negative
          quoted.append("\\x").append(HexFormat.of().toHexDigits(b));
        } else {
          quoted.append(b == '"' || b == '\\' ? "\\" : "").append((char) b);
        }
      }
      return quoted.append('"').toString();
    }
  }
}

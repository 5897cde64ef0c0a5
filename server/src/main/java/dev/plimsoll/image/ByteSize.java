package dev.plimsoll.image;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers of bytes for people, in the decimal units that registries use: 1 MB is 1,000,000 bytes. */
public final class ByteSize {

  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

  private ByteSize() {}

  /** Three or four significant digits: {@code 3.62 MB}, {@code 55.8 MB}, {@code 424 MB}. */
  public static String format(long bytes) {
    double value = bytes;
    int unit = 0;
    while (Math.abs(value) >= 999.5 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    int decimals = unit == 0 || Math.abs(value) >= 99.95 ? 0 : Math.abs(value) >= 9.995 ? 1 : 2;
    // Not by String.format, which takes longer than all else that is said of an image in a list.
    return BigDecimal.valueOf(bytes, 3 * unit).setScale(decimals, RoundingMode.HALF_UP) + " "
        + UNITS[unit];
  }

  /** The same with its sign, a real minus sign where it is negative: {@code −312 MB}, {@code +1.20 MB}. */
  public static String formatDifference(long bytes) {
    return bytes < 0 ? "−" + format(-bytes) : bytes == 0 ? "same" : "+" + format(bytes);
  }
}

package dev.plimsoll.semantics;

import com.google.common.base.Ascii;

/** Sizes in bytes as {@code --mount=type=tmpfs,size=} takes them: the grammar of github.com/docker/go-units. */
final class ByteCount {

  private ByteCount() {}

  static boolean isValid(String size) {
    int last = size.length() - 1;
    while (last >= 0 && "0123456789. ".indexOf(size.charAt(last)) < 0) {
      last--;
    }
    if (last < 0) {
      return false;
    }
    String number = size.substring(0, size.charAt(last) == ' ' ? last : last + 1);
    return isNumber(number) && isSuffix(Ascii.toLowerCase(size.substring(last + 1)));
  }

  /** A decimal number that is not negative, perhaps with an exponent. */
  private static boolean isNumber(String number) {
    int i = number.startsWith("+") ? 1 : 0;
    int digits = 0;
    boolean point = false;
    for (;
        i < number.length() && (isDigit(number.charAt(i)) || number.charAt(i) == '.' && !point);
        i++) {
      point |= number.charAt(i) == '.';
      digits += number.charAt(i) == '.' ? 0 : 1;
    }
    if (digits == 0 || i == number.length()) {
      return digits > 0;
    }
    if (Ascii.toLowerCase(number.charAt(i++)) != 'e') {
      return false;
    }
    i += i < number.length() && "+-".indexOf(number.charAt(i)) >= 0 ? 1 : 0;
    int exponent = i;
    while (i < number.length() && isDigit(number.charAt(i))) {
      i++;
    }
    return i > exponent && i == number.length();
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isSuffix(String suffix) {
    if (suffix.isEmpty() || suffix.equals("b")) {
      return true;
    }
    String rest = suffix.substring(1);
    return "kmgtp".indexOf(suffix.charAt(0)) >= 0
        && (rest.isEmpty() || rest.equals("b") || rest.equals("ib"));
  }
}

package dev.plimsoll.semantics;

/** File modes as {@code --chmod} takes them: octal up to 07777, or symbolic as chmod(1) has it. */
final class FileMode {

  private static final int MAX = 07777;

  private FileMode() {}

  static boolean isValid(String mode) {
    return isOctal(mode) || isSymbolic(mode);
  }

  private static boolean isOctal(String mode) {
    if (mode.length() > 10) {
      return false;
    }
    long value = 0;
    for (int i = 0; i < mode.length(); i++) {
      char c = mode.charAt(i);
      if (c < '0' || c > '7') {
        return false;
      }
      value = value * 8 + (c - '0');
    }
    return value <= MAX;
  }

  /** Clauses between commas, each of users, then operators with permissions. */
  private static boolean isSymbolic(String mode) {
    int i = 0;
    while (true) {
      while (i < mode.length() && "ugoa".indexOf(mode.charAt(i)) >= 0) {
        i++;
      }
      int operators = 0;
      while (i < mode.length() && "+-=".indexOf(mode.charAt(i)) >= 0) {
        i++;
        operators++;
        while (i < mode.length() && "rwxXstugo".indexOf(mode.charAt(i)) >= 0) {
          i++;
        }
      }
      if (operators == 0) {
        return false;
      }
      if (i == mode.length()) {
        return true;
      }
      if (mode.charAt(i++) != ',') {
        return false;
      }
    }
  }
}

package dev.plimsoll.syntax;

/** The name that {@code FROM image AS name} gives to a build stage. */
public final class StageName {

  private StageName() {}

  /** Whether BuildKit takes it: a letter, then letters, digits, {@code -}, {@code _} and {@code .}, in any case. */
  public static boolean isValid(String name) {
    if (name.isEmpty() || !isLetter(name.charAt(0))) {
      return false;
    }
    for (int i = 1; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!isLetter(c) && (c < '0' || c > '9') && c != '-' && c != '_' && c != '.') {
        return false;
      }
    }
    return true;
  }

  /** BuildKit lower-cases first, so that the Kelvin sign and the dotted capital I are letters too. */
  private static boolean isLetter(char c) {
    char lower = Character.toLowerCase(c);
    return lower >= 'a' && lower <= 'z';
  }
}

package dev.plimsoll.lint.rules.security;

import com.google.common.base.Splitter;
import com.google.common.primitives.Ints;
import dev.plimsoll.text.Regex;
import java.util.regex.Matcher;

/**
 * A range of versions as Poetry writes it, {@code >=3.9,<3.12} or {@code ~3.10}, and so PEP 440, or as Ruby and Elixir do,
 * {@code ~> 3.1}, asked about releases with two numbers.
 */
final class MinorRange {

  private static final Splitter ALTERNATIVES = Splitter.on('|').omitEmptyStrings();

  private static final Regex RANGE = Regex.of("[\\s\\d.,*|<>=!~^]{1,200}");

  private static final Regex COMPARATOR = Regex.of(
      "(~[=>]|={2,3}|!=|>=|<=|[<>~^])?\\s{0,9}(\\d{1,3})(?:\\.(\\d{1,3}))?((?:\\.[\\d*]{1,5}){0,2})");

  private MinorRange() {}

  /** Whether the newest version of a release may be in a range; so it may where the range isn't understood. */
  static boolean mayHave(String range, int major, int minor) {
    if (!RANGE.matcher(range).matches()) {
      return true;
    }
    for (String alternative : ALTERNATIVES.split(range)) {
      if (isIn(alternative, major, minor)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isIn(String alternative, int major, int minor) {
    Matcher comparator = COMPARATOR.matcher(alternative);
    while (comparator.find()) {
      if (!holds(comparator, major, minor)) {
        return false;
      }
    }
    return true;
  }

  private static boolean holds(Matcher comparator, int major, int minor) {
    int first = number(comparator.group(2));
    boolean isAnyMinor = comparator.group(3) == null;
    int second = isAnyMinor ? 0 : number(comparator.group(3));
    String rest = comparator.group(4);
    boolean isSame = major == first && (isAnyMinor || minor == second);
    boolean isBefore = major < first || major == first && minor < second;
    return switch (comparator.group(1) == null ? "" : comparator.group(1)) {
      case ">=", ">" -> !isBefore;
      case "<", "<=" -> isBefore; // 3.12 is 3.12.0 there
      case "!=" -> !isSame || !rest.endsWith("*");
      case "^" -> major == first && !isBefore;
      case "~=", "~>" -> rest.isEmpty() ? major == first && !isBefore : isSame;
      default -> isSame;
    };
  }

  private static int number(String digits) {
    Integer number = Ints.tryParse(digits);
    return number == null ? 0 : number;
  }
}

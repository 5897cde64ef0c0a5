package dev.plimsoll.lint.rules.security;

import com.google.common.base.Splitter;
import com.google.common.primitives.Ints;
import dev.plimsoll.text.Regex;
import java.util.regex.Matcher;

/** A range of versions of Python as PEP 440 and Poetry write them, {@code >=3.9,<3.12} or {@code ~3.10}, asked about releases of Python 3. */
final class PythonRange {

  private static final int MAJOR = 3;

  private static final Splitter ALTERNATIVES = Splitter.on('|').omitEmptyStrings();

  private static final Regex RANGE = Regex.of("[\\s\\d.,*|<>=!~^]{1,200}");

  private static final Regex COMPARATOR = Regex.of(
      "(~=|={2,3}|!=|>=|<=|[<>~^])?\\s{0,9}(\\d{1,3})(?:\\.(\\d{1,3}))?((?:\\.[\\d*]{1,5}){0,2})");

  private PythonRange() {}

  /** Whether the newest version of Python 3.minor may be in a range; so it may where the range isn't understood. */
  static boolean mayHave(String range, int minor) {
    if (!RANGE.matcher(range).matches()) {
      return true;
    }
    for (String alternative : ALTERNATIVES.split(range)) {
      if (isIn(alternative, minor)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isIn(String alternative, int minor) {
    Matcher comparator = COMPARATOR.matcher(alternative);
    while (comparator.find()) {
      if (!holds(comparator, minor)) {
        return false;
      }
    }
    return true;
  }

  private static boolean holds(Matcher comparator, int minor) {
    int major = number(comparator.group(2));
    boolean isAnyMinor = comparator.group(3) == null;
    int number = isAnyMinor ? 0 : number(comparator.group(3));
    String rest = comparator.group(4);
    boolean isSame = major == MAJOR && (isAnyMinor || minor == number);
    boolean isBefore = MAJOR < major || MAJOR == major && minor < number;
    return switch (comparator.group(1) == null ? "" : comparator.group(1)) {
      case ">=", ">" -> !isBefore;
      case "<", "<=" -> isBefore; // 3.12 is 3.12.0 there
      case "!=" -> !isSame || !rest.endsWith("*");
      case "^" -> major == MAJOR && !isBefore;
      case "~=" -> rest.isEmpty() ? major == MAJOR && !isBefore : isSame;
      default -> isSame;
    };
  }

  private static int number(String digits) {
    Integer number = Ints.tryParse(digits);
    return number == null ? 0 : number;
  }
}

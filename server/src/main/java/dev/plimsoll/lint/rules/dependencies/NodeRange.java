package dev.plimsoll.lint.rules.dependencies;

import com.google.common.base.Splitter;
import com.google.common.primitives.Ints;
import dev.plimsoll.text.Regex;
import java.util.regex.Matcher;

/** A range of versions as npm writes them, {@code >=20 <23} or {@code ^18.12 || 20.x}, asked about major releases. */
public final class NodeRange {

  private static final Splitter ALTERNATIVES = Splitter.on("||");

  private static final Regex HYPHEN = Regex.of(
      "\\s{0,9}v?(\\d{1,3})[\\d.x*]{0,20}\\s{1,9}-\\s{1,9}v?(\\d{1,3})[\\d.x*]{0,20}\\s{0,9}");

  private static final Regex COMPARATOR =
      Regex.of("(>=|<=|[<>=^~])?\\s{0,9}v?(\\d{1,3})((?:\\.[\\dx*]{1,5}){0,2})");

  private NodeRange() {}

  /** Whether the newest version of a major release may be in a range; so it may where the range isn't understood. */
  public static boolean mayHave(String range, int major) {
    for (String alternative : ALTERNATIVES.split(range)) {
      if (isIn(alternative, major)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isIn(String alternative, int major) {
    Matcher hyphen = HYPHEN.matcher(alternative);
    if (hyphen.matches()) {
      return number(hyphen.group(1)) <= major && major <= number(hyphen.group(2));
    }
    Matcher comparator = COMPARATOR.matcher(alternative);
    while (comparator.find()) {
      int number = number(comparator.group(2));
      boolean isBounded = comparator.group(3).matches(".*[1-9].*");
      boolean holds = switch (comparator.group(1) == null ? "" : comparator.group(1)) {
        case ">=" -> major >= number;
        case ">" -> major > number || major == number && isBounded;
        case "<" -> major < number;
        case "<=" -> major < number || major == number && !isBounded;
        default -> major == number;
      };
      if (!holds) {
        return false;
      }
    }
    return true;
  }

  private static int number(String digits) {
    Integer number = Ints.tryParse(digits);
    return number == null ? 0 : number;
  }
}

package dev.plimsoll.lint.rules.correctness;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.EditDistance;
import java.util.List;

/** Whether a name of a variable is another one, misspelt, and not one with another word in it: DB_PORT is no slip of DB_HOST. */
final class SlipOfName {

  private static final Splitter PARTS = Splitter.on('_');

  /** Up to so many letters, two slips make another word: MAJOR and MINOR. */
  private static final int SHORT = 6;

  /** Up to so many, another letter makes another word, too: UID and GID. */
  private static final int VERY_SHORT = 4;

  private SlipOfName() {}

  static boolean isBetween(String written, String meant) {
    if (!digits(written).equals(digits(meant))) {
      return false;
    }
    List<String> from = PARTS.splitToList(Ascii.toLowerCase(written));
    List<String> to = PARTS.splitToList(Ascii.toLowerCase(meant));
    if (from.size() != to.size()) {
      return String.join("", from).equals(String.join("", to));
    }
    boolean differs = false;
    for (int i = 0; i < from.size(); i++) {
      if (!from.get(i).equals(to.get(i))) {
        if (differs || !isSlip(from.get(i), to.get(i))) {
          return false;
        }
        differs = true;
      }
    }
    return true;
  }

  private static boolean isSlip(String written, String meant) {
    int length = Math.min(written.length(), meant.length());
    if (length <= VERY_SHORT && written.length() == meant.length()) {
      return sorted(written).equals(sorted(meant));
    }
    int distance = EditDistance.ofTyping(written, meant);
    return distance == 1 || distance == 2 && length > SHORT;
  }

  private static String digits(String name) {
    return CharMatcher.inRange('0', '9').retainFrom(name);
  }

  private static ImmutableList<Integer> sorted(String word) {
    return word.chars().sorted().boxed().collect(ImmutableList.toImmutableList());
  }
}

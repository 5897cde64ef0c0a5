package dev.plimsoll.syntax;

import org.jspecify.annotations.Nullable;

/** How far words are from each other: what "did you mean" is decided by, in BuildKit's messages and in ours. */
public final class EditDistance {

  /** How far away a word may be and still be meant, as in BuildKit. */
  private static final int MAX = 2;

  /** In a word of so many letters nearly every other one is two changes away. */
  private static final int SHORT = 4;

  private EditDistance() {}

  /** Levenshtein's distance: how many characters must be inserted, deleted or replaced to make one word the other. */
  public static int between(String from, String to) {
    int[] a = from.codePoints().toArray();
    int[] b = to.codePoints().toArray();
    int[] row = new int[b.length + 1];
    for (int j = 0; j <= b.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length; i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length; j++) {
        int replaced = a[i - 1] == b[j - 1] ? diagonal : diagonal + 1;
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length];
  }

  /**
   * How many slips of the fingers make one word the other: a character too many, too few or wrong, two neighbours that
   * changed places, and letters in another case, which cost nothing.
   */
  public static int ofTyping(String from, String to) {
    int[] a = GoCase.lower(from).codePoints().toArray();
    int[] b = GoCase.lower(to).codePoints().toArray();
    int[] beforeLast = new int[b.length + 1];
    int[] last = new int[b.length + 1];
    for (int j = 0; j <= b.length; j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length; i++) {
      int[] row = new int[b.length + 1];
      row[0] = i;
      for (int j = 1; j <= b.length; j++) {
        int replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(row[j - 1], last[j]));
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
          row[j] = Math.min(row[j], 1 + beforeLast[j - 2]);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last[b.length];
  }

  /**
   * The candidate that somebody meant who typed {@code word}: the first of the nearest, at most two slips away, one in a
   * word of up to four letters, none in a single letter; or null.
   */
  public static @Nullable String meant(String word, Iterable<String> candidates) {
    String meant = null;
    int length = length(word);
    int least = (length == 1 ? 0 : length <= SHORT ? 1 : MAX) + 1;
    for (String candidate : candidates) {
      if (Math.abs(length(candidate) - length) < least) { // which is no more than the distance
        int distance = ofTyping(word, candidate);
        if (distance < least) {
          meant = candidate;
          least = distance;
        }
      }
    }
    return meant;
  }

  /** The candidate that BuildKit takes to be meant: the first of the nearest ones, at most two changes away; or null. */
  public static @Nullable String nearest(String word, Iterable<String> candidates) {
    String nearest = null;
    int length = length(word);
    int least = MAX + 1;
    for (String candidate : candidates) {
      if (Math.abs(length(candidate) - length) < least) { // which is no more than the distance
        int distance = between(word, candidate);
        if (distance < least) {
          nearest = candidate;
          least = distance;
        }
      }
    }
    return nearest;
  }

  private static int length(String word) {
    return word.codePointCount(0, word.length());
  }
}

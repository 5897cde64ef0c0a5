package dev.plimsoll.syntax;

import org.jspecify.annotations.Nullable;

/** Levenshtein's distance between words: what "did you mean" is decided by. */
public final class EditDistance {

  /** How far away a word may be and still be meant, as in BuildKit. */
  private static final int MAX = 2;

  private EditDistance() {}

  /** How many characters must be inserted, deleted or replaced to make one word the other. */
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

  /** The candidate that was probably meant: the first of the nearest ones, at most two changes away; or null. */
  public static @Nullable String nearest(String word, Iterable<String> candidates) {
    String nearest = null;
    int least = MAX + 1;
    for (String candidate : candidates) {
      // The length alone keeps a very long word from being compared; an emoji counts as one but is
      // two long.
      if (Math.abs(candidate.length() - word.length()) <= 2 * MAX) {
        int distance = between(word, candidate);
        if (distance < least) {
          nearest = candidate;
          least = distance;
        }
      }
    }
    return nearest;
  }
}

package dev.plimsoll.ide.tokens;

import java.util.List;

/**
 * How the tokens of a document became others: one stretch of numbers was replaced.
 *
 * @param start the index of the first number that goes
 * @param deleted how many go
 * @param inserted what comes in their place
 */
public record TokenChange(int start, int deleted, List<Integer> inserted) {

  /** The numbers of one token; an editor is never given a part of it. */
  private static final int TOKEN = 5;

  public static TokenChange between(List<Integer> before, List<Integer> after) {
    int most = Math.min(before.size(), after.size());
    int head = 0;
    while (head < most && equal(before, head, after, head)) {
      head += TOKEN;
    }
    int tail = 0;
    while (tail < most - head
        && equal(before, before.size() - tail - TOKEN, after, after.size() - tail - TOKEN)) {
      tail += TOKEN;
    }
    return new TokenChange(
        head, before.size() - tail - head, after.subList(head, after.size() - tail));
  }

  private static boolean equal(List<Integer> before, int at, List<Integer> after, int atAfter) {
    for (int i = 0; i < TOKEN; i++) {
      if (before.get(at + i).intValue() != after.get(atAfter + i).intValue()) {
        return false;
      }
    }
    return true;
  }

  public boolean isEmpty() {
    return deleted == 0 && inserted.isEmpty();
  }
}

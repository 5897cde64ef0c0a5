package dev.plimsoll.text;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The lines in which two texts differ, by Myers' greedy algorithm ("An O(ND) Difference Algorithm and Its Variations",
 * 1986). Lines end at LF.
 *
 * @param before the lines of one text, endings included
 * @param after the lines of the other
 * @param changes in order; between two of them lie equal lines
 */
public record LineDiff(
    ImmutableList<String> before, ImmutableList<String> after, ImmutableList<Change> changes) {

  /** Beyond this many deleted and inserted lines the effort, which is its square, isn't worth the shorter result. */
  private static final int MAX_DISTANCE = 1000;

  /** Lines {@code [start, end)} of the one text stand in the place of lines {@code [afterStart, afterEnd)}. */
  public record Change(int start, int end, int afterStart, int afterEnd) {}

  public static LineDiff between(String before, String after) {
    ImmutableList<String> a = lines(before);
    ImmutableList<String> b = lines(after);
    int head = 0;
    while (head < a.size() && head < b.size() && a.get(head).equals(b.get(head))) {
      head++;
    }
    int aEnd = a.size();
    int bEnd = b.size();
    while (aEnd > head && bEnd > head && a.get(aEnd - 1).equals(b.get(bEnd - 1))) {
      aEnd--;
      bEnd--;
    }
    return new LineDiff(a, b, new Search(a, head, aEnd, b, head, bEnd).changes());
  }

  /** The edits that make the second text of the first, whole lines each. */
  public ImmutableList<TextEdit> edits() {
    ImmutableList.Builder<TextEdit> edits = ImmutableList.builderWithExpectedSize(changes.size());
    int offset = 0;
    int line = 0;
    for (Change change : changes) {
      offset += length(before, line, change.start);
      int end = offset + length(before, change.start, change.end);
      edits.add(TextEdit.replace(
          new TextRange(offset, end),
          String.join("", after.subList(change.afterStart, change.afterEnd))));
      offset = end;
      line = change.end;
    }
    return edits.build();
  }

  private static int length(List<String> lines, int from, int to) {
    int length = 0;
    for (String line : lines.subList(from, to)) {
      length += line.length();
    }
    return length;
  }

  private static ImmutableList<String> lines(String text) {
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    int start = 0;
    for (int end = text.indexOf('\n') + 1; end > 0; end = text.indexOf('\n', end) + 1) {
      lines.add(text.substring(start, end));
      start = end;
    }
    if (start < text.length()) {
      lines.add(text.substring(start));
    }
    return lines.build();
  }

  /** The shortest way through the edit graph of two stretches of lines. */
  private record Search(
      List<String> a, int aStart, int aEnd, List<String> b, int bStart, int bEnd) {

    ImmutableList<Change> changes() {
      if (aStart == aEnd && bStart == bEnd) {
        return ImmutableList.of();
      }
      int n = aEnd - aStart;
      int m = bEnd - bStart;
      int max = Math.min(n + m, MAX_DISTANCE);
      int[] furthest = new int[2 * max + 3]; // by diagonal k = x - y, from -max-1 to max+1
      int zero = max + 1;
      List<int[]> trace = new ArrayList<>();
      for (int d = 0; d <= max; d++) {
        trace.add(Arrays.copyOfRange(furthest, zero - d - 1, zero + d + 2));
        for (int k = -d; k <= d; k += 2) {
          boolean down = k == -d || (k != d && furthest[zero + k - 1] < furthest[zero + k + 1]);
          int x = down ? furthest[zero + k + 1] : furthest[zero + k - 1] + 1;
          int y = x - k;
          while (x < n && y < m && a.get(aStart + x).equals(b.get(bStart + y))) {
            x++;
            y++;
          }
          furthest[zero + k] = x;
          if (x >= n && y >= m) {
            return walkBack(trace, n, m);
          }
        }
      }
      return ImmutableList.of(new Change(aStart, aEnd, bStart, bEnd));
    }

    /** Follows the way from its end to its start and joins steps without equal lines between them. */
    private ImmutableList<Change> walkBack(List<int[]> trace, int n, int m) {
      List<Change> changes = new ArrayList<>();
      int x = n;
      int y = m;
      for (int d = trace.size() - 1; d > 0; d--) {
        int[] furthest = trace.get(d); // diagonal k stands at k + d + 1
        int k = x - y;
        boolean down = k == -d || (k != d && furthest[k + d] < furthest[k + d + 2]);
        int fromX = furthest[(down ? k + 1 : k - 1) + d + 1];
        int fromY = fromX - (down ? k + 1 : k - 1);
        int toX = down ? fromX : fromX + 1;
        int toY = down ? fromY + 1 : fromY;
        Change step = new Change(aStart + fromX, aStart + toX, bStart + fromY, bStart + toY);
        int last = changes.size() - 1;
        if (last >= 0
            && changes.get(last).start == step.end
            && changes.get(last).afterStart == step.afterEnd) {
          Change later = changes.get(last);
          changes.set(last, new Change(step.start, later.end, step.afterStart, later.afterEnd));
        } else {
          changes.add(step);
        }
        x = fromX;
        y = fromY;
      }
      Collections.reverse(changes);
      return ImmutableList.copyOf(changes);
    }
  }
}

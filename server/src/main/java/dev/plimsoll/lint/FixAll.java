package dev.plimsoll.lint;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Applies all safe fixes. */
public final class FixAll {

  /** Two rules that undo each other's fixes must not keep us forever. */
  private static final int MAX_ROUNDS = 20;

  private FixAll() {}

  /**
   * The text of a file after its safe fixes, and those that they make possible, until none is left. Of fixes that
   * overlap the first one is applied; the other one is looked at again in the file that results.
   *
   * @param lint finds the problems of a file
   */
  public static String apply(Dockerfile file, Function<Dockerfile, ImmutableList<Problem>> lint) {
    Dockerfile current = file;
    for (int round = 0; round < MAX_ROUNDS; round++) {
      List<TextEdit> edits = safeEdits(lint.apply(current));
      String fixed = TextEdit.apply(current.text(), edits);
      if (fixed.equals(current.text())) {
        break;
      }
      current = Dockerfile.parse(fixed);
    }
    return current.text();
  }

  /** The edits of the first safe fix of each problem, those of a fix together or not at all, without overlaps. */
  private static List<TextEdit> safeEdits(ImmutableList<Problem> problems) {
    NavigableMap<Integer, TextRange> taken = new TreeMap<>();
    List<TextEdit> edits = new ArrayList<>();
    for (Problem problem : problems) {
      for (Fix fix : problem.fixes()) {
        if (fix.isSafe()) {
          if (isFree(fix, taken)) {
            for (TextEdit edit : fix.edits()) {
              taken.merge(edit.range().start(), edit.range(), TextRange::hull);
              edits.add(edit);
            }
          }
          break;
        }
      }
    }
    return edits;
  }

  private static boolean isFree(Fix fix, NavigableMap<Integer, TextRange> taken) {
    for (TextEdit edit : fix.edits()) {
      TextRange range = edit.range();
      Map.Entry<Integer, TextRange> before = taken.lowerEntry(range.end());
      Map.Entry<Integer, TextRange> after = taken.ceilingEntry(range.end());
      if ((before != null && collide(before.getValue(), range))
          || (after != null && collide(after.getValue(), range))) {
        return false;
      }
    }
    return true;
  }

  /** Two insertions at one place, or one at the edge of a replacement, have no order of their own. */
  private static boolean collide(TextRange a, TextRange b) {
    return a.isEmpty() || b.isEmpty() ? a.touches(b) : a.overlaps(b);
  }
}

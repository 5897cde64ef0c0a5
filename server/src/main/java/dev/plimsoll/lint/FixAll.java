package dev.plimsoll.lint;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.Arrays;
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
   * What became of a file.
   *
   * @param repairs what was done to it, in the order in which it was done
   */
  public record Outcome(String text, ImmutableList<Repair> repairs) {}

  /**
   * A fix that was applied.
   *
   * @param offset where its problem stood in the file as it was; where an earlier fix made the problem, where that fix stood
   */
  public record Repair(RuleInfo rule, Fix fix, int offset) {}

  /**
   * The text of a file after its safe fixes, and those that they make possible, until none is left. Of fixes that
   * overlap the first one is applied; the other one is looked at again in the file that results.
   *
   * @param lint finds the problems of a file
   */
  public static String apply(Dockerfile file, Function<Dockerfile, ImmutableList<Problem>> lint) {
    return repair(file, lint).text();
  }

  /** The same, with what was done. */
  public static Outcome repair(Dockerfile file, Function<Dockerfile, ImmutableList<Problem>> lint) {
    Dockerfile current = file;
    ImmutableList.Builder<Repair> repairs = ImmutableList.builder();
    List<Origins> origins = new ArrayList<>();
    for (int round = 0; round < MAX_ROUNDS; round++) {
      List<Repair> chosen = safeFixes(lint.apply(current));
      List<TextEdit> edits = new ArrayList<>();
      chosen.forEach(repair -> edits.addAll(repair.fix.edits()));
      String fixed = TextEdit.apply(current.text(), edits);
      if (fixed.equals(current.text())) {
        break;
      }
      for (Repair repair : chosen) {
        repairs.add(new Repair(repair.rule, repair.fix, Origins.first(origins, repair.offset)));
      }
      origins.add(0, Origins.of(edits));
      current = Dockerfile.parse(fixed);
    }
    return new Outcome(current.text(), repairs.build());
  }

  /**
   * Where the places of a text were before its edits.
   *
   * @param starts of what each edit wrote, in the text after the edits, ascending
   * @param edits in the same order
   */
  private record Origins(int[] starts, ImmutableList<TextEdit> edits) {

    static Origins of(List<TextEdit> edits) {
      ImmutableList<TextEdit> ordered = TextEdit.inOrder(edits);
      int[] starts = new int[ordered.size()];
      int by = 0;
      for (int i = 0; i < starts.length; i++) {
        TextEdit edit = ordered.get(i);
        starts[i] = edit.range().start() + by;
        by += edit.newText().length() - edit.range().length();
      }
      return new Origins(starts, ordered);
    }

    /** @param rounds the last one first */
    static int first(List<Origins> rounds, int offset) {
      int origin = offset;
      for (Origins round : rounds) {
        origin = round.of(origin);
      }
      return origin;
    }

    private int of(int offset) {
      int found = Arrays.binarySearch(starts, offset);
      int i = found >= 0 ? found : -found - 2;
      if (i < 0) {
        return offset;
      }
      TextEdit edit = edits.get(i);
      int behind = offset - starts[i] - edit.newText().length();
      return behind < 0 ? edit.range().start() : edit.range().end() + behind;
    }
  }

  /** The first safe fix of each problem, without those that overlap an earlier one. */
  private static List<Repair> safeFixes(ImmutableList<Problem> problems) {
    NavigableMap<Integer, TextRange> taken = new TreeMap<>();
    List<Repair> fixes = new ArrayList<>();
    for (Problem problem : problems) {
      for (Fix fix : problem.fixes()) {
        if (fix.isSafe()) {
          if (isFree(fix, taken)) {
            for (TextEdit edit : fix.edits()) {
              taken.merge(edit.range().start(), edit.range(), TextRange::hull);
            }
            fixes.add(new Repair(problem.rule(), fix, problem.range().start()));
          }
          break;
        }
      }
    }
    return fixes;
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

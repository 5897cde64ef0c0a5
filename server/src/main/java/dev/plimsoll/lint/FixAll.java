package dev.plimsoll.lint;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMultiset;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Multisets;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Applies all safe fixes. */
public final class FixAll {

  /** Two rules that undo each other's fixes must not keep us forever. */
  private static final int MAX_ROUNDS = 20;

  private final Function<Dockerfile, ImmutableList<Problem>> lint;
  private final ImmutableList.Builder<Repair> repairs = ImmutableList.builder();
  private final ImmutableSet.Builder<Repair> refused = ImmutableSet.builder();
  /** Of each round, the last one first. */
  private final List<Origins> origins = new ArrayList<>();

  private Judged current;

  private FixAll(Dockerfile file, Function<Dockerfile, ImmutableList<Problem>> lint) {
    this.lint = lint;
    this.current = judge(file);
  }

  /**
   * What became of a file.
   *
   * @param repairs what was done to it, in the order in which it was done
   * @param refused fixes that were left out, because with them the file would have had an error that it didn't have
   * @param settled whether there was an end to it; else rules go on undoing each other's fixes
   */
  public record Outcome(
      String text, ImmutableList<Repair> repairs, ImmutableSet<Repair> refused, boolean settled) {}

  /**
   * A fix that was applied.
   *
   * @param offset where its problem stood in the file as it was; where an earlier fix made the problem, where that fix stood
   */
  public record Repair(RuleInfo rule, Fix fix, int offset) {}

  /**
   * The text of a file after its safe fixes, and those that they make possible, until none is left. Of fixes that
   * overlap that of the weightier {@link Category} is applied, and of two of one category the first one; the other one is
   * looked at again in the file that results. A fix that would bring an error about is left out.
   *
   * @param lint finds the problems of a file
   */
  public static String apply(Dockerfile file, Function<Dockerfile, ImmutableList<Problem>> lint) {
    return repair(file, lint).text();
  }

  /** The same, with what was done. */
  public static Outcome repair(Dockerfile file, Function<Dockerfile, ImmutableList<Problem>> lint) {
    return new FixAll(file, lint).run();
  }

  private Outcome run() {
    boolean settled = false;
    for (int round = 0; round < MAX_ROUNDS && !settled; round++) {
      settled = !repair();
    }
    return new Outcome(current.file.text(), repairs.build(), refused.build(), settled);
  }

  /** Applies what can be applied at once; whether that changes anything. */
  private boolean repair() {
    List<Repair> chosen = safeFixes(current.problems);
    Judged next = with(chosen);
    if (next.errors.hasMoreThan(current.errors)) {
      chosen = harmless(chosen);
      next = with(chosen);
    }
    if (next.file.text().equals(current.file.text())) {
      return false;
    }
    for (Repair repair : chosen) {
      repairs.add(moved(repair));
    }
    origins.add(0, Origins.of(edits(chosen)));
    current = next;
    return true;
  }

  /** Those that bring no error, each tried together with those before it. */
  private List<Repair> harmless(List<Repair> chosen) {
    List<Repair> harmless = new ArrayList<>();
    for (Repair repair : chosen) {
      harmless.add(repair);
      if (with(harmless).errors.hasMoreThan(current.errors)) {
        harmless.remove(harmless.size() - 1);
        refused.add(moved(repair));
      }
    }
    return harmless;
  }

  private Judged with(List<Repair> chosen) {
    List<TextEdit> edits = edits(chosen);
    return edits.isEmpty()
        ? current
        : judge(Dockerfile.parse(TextEdit.apply(current.file.text(), edits)));
  }

  private static List<TextEdit> edits(List<Repair> repairs) {
    List<TextEdit> edits = new ArrayList<>();
    repairs.forEach(repair -> edits.addAll(repair.fix.edits()));
    return edits;
  }

  /** A repair with the place where its problem stood in the beginning. */
  private Repair moved(Repair repair) {
    return new Repair(repair.rule, repair.fix, Origins.first(origins, repair.offset));
  }

  private Judged judge(Dockerfile file) {
    ImmutableList<Problem> problems = lint.apply(file);
    return new Judged(file, problems, Errors.of(file, problems));
  }

  private record Judged(Dockerfile file, ImmutableList<Problem> problems, Errors errors) {}

  /** What is wrong with a file that no fix may bring about. */
  private record Errors(ImmutableMultiset<String> messages) {

    static Errors of(Dockerfile file, ImmutableList<Problem> problems) {
      ImmutableMultiset.Builder<String> messages = ImmutableMultiset.builder();
      file.errors().forEach(error -> messages.add(error.message()));
      SemanticModel.of(file).buildErrors().forEach(error -> messages.add(error.message()));
      for (Problem problem : problems) {
        if (problem.severity() == Severity.ERROR) {
          messages.add(problem.rule().name() + ": " + problem.message());
        }
      }
      return new Errors(messages.build());
    }

    boolean hasMoreThan(Errors others) {
      return !Multisets.containsOccurrences(others.messages, messages);
    }
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

  /** The first safe fix of each problem, without those that overlap one that goes before. */
  private static List<Repair> safeFixes(ImmutableList<Problem> problems) {
    ImmutableList<Problem> ordered = ImmutableList.sortedCopyOf(
        Comparator.comparing(problem -> problem.rule().category()), problems);
    NavigableMap<Integer, TextRange> taken = new TreeMap<>();
    List<Repair> fixes = new ArrayList<>();
    for (Problem problem : ordered) {
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

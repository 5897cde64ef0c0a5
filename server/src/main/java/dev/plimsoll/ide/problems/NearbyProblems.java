package dev.plimsoll.ide.problems;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.refactor.Selection;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.jspecify.annotations.Nullable;

/**
 * The problems that somebody means who asks for help at a range: an editor shows a problem beside its line, but underlines
 * a word of it.
 */
final class NearbyProblems {

  /** A long line or script may have hundreds of problems: how many are listed that nobody points at. */
  private static final int MOST_BESIDE = 20;

  /** How near a problem is, the nearest first. */
  enum Distance {
    /** It touches the range. */
    AT_RANGE,
    /** It touches a line of the range. */
    ON_LINES,
    /** It is elsewhere, but the editor asks for it. */
    NAMED,
    /** It is in another line of the instruction that holds the range. */
    IN_INSTRUCTION
  }

  record Near(Problem problem, Distance distance) {}

  private final Snapshot snapshot;
  private final TextRange range;
  private final TextRange lines;
  private final @Nullable TextRange instruction;
  private final Set<Named> named;

  /** A problem as the editor names it. */
  private record Named(String rule, Range range) {}

  private NearbyProblems(Snapshot snapshot, TextRange range, Set<Named> named) {
    this.snapshot = snapshot;
    this.range = range;
    this.lines = lines(snapshot, range);
    Instruction holder =
        new Selection(snapshot.model(), range, snapshot.checks().images(), false).instruction();
    this.instruction = holder == null ? null : snapshot.file().range(holder);
    this.named = named;
  }

  /**
   * The problems of a document near a range, by their distance, then by severity, then by how many characters are between.
   *
   * @param diagnostics those that the editor shows there; one of an earlier version that is no more names nothing
   */
  static ImmutableList<Near> of(
      Snapshot snapshot,
      TextRange range,
      @Nullable List<? extends @Nullable Diagnostic> diagnostics) {
    if (snapshot.problems().isEmpty()) {
      return ImmutableList.of();
    }
    NearbyProblems nearby = new NearbyProblems(snapshot, range, named(diagnostics));
    List<Near> found = new ArrayList<>();
    for (Problem problem : snapshot.problems()) {
      Distance distance = nearby.distance(problem);
      if (distance != null) {
        found.add(new Near(problem, distance));
      }
    }
    found.sort(Comparator.comparing(Near::distance)
        .thenComparing(near -> near.problem().severity())
        .thenComparingInt(near -> gap(near.problem().range(), range)));
    ImmutableList.Builder<Near> nearest = ImmutableList.builder();
    int beside = 0;
    for (Near near : found) {
      boolean meant = near.distance() == Distance.AT_RANGE || near.distance() == Distance.NAMED;
      beside += meant ? 0 : 1;
      if (meant || beside <= MOST_BESIDE) {
        nearest.add(near);
      }
    }
    return nearest.build();
  }

  private static int gap(TextRange one, TextRange other) {
    return Math.max(0, Math.max(one.start() - other.end(), other.start() - one.end()));
  }

  private static Set<Named> named(@Nullable List<? extends @Nullable Diagnostic> diagnostics) {
    Set<Named> named = new HashSet<>();
    if (diagnostics != null) {
      for (Diagnostic diagnostic : diagnostics) {
        Either<String, Integer> code = diagnostic == null ? null : diagnostic.getCode();
        if (diagnostic != null && code != null && code.isLeft() && diagnostic.getRange() != null) {
          named.add(new Named(code.getLeft(), diagnostic.getRange()));
        }
      }
    }
    return named;
  }

  private @Nullable Distance distance(Problem problem) {
    TextRange place = problem.range();
    if (place.touches(range)) {
      return Distance.AT_RANGE;
    }
    if (place.touches(lines)) {
      return Distance.ON_LINES;
    }
    if (!named.isEmpty()
        && named.contains(new Named(problem.rule().name(), snapshot.range(place)))) {
      return Distance.NAMED;
    }
    return instruction != null && instruction.contains(place) ? Distance.IN_INSTRUCTION : null;
  }

  /** The lines of a range without their endings. A line at whose first column a selection ends is not selected. */
  private static TextRange lines(Snapshot snapshot, TextRange range) {
    int first = snapshot.lines().lineAt(range.start());
    int last = snapshot.lines().lineAt(range.end());
    if (last > first && snapshot.lines().startOf(last) == range.end()) {
      last--;
    }
    int start = snapshot.lines().startOf(first);
    boolean ends = last + 1 < snapshot.lines().lineCount();
    int end = snapshot.lines().endOf(last) - (ends ? 1 : 0);
    return new TextRange(start, Math.max(start, end));
  }
}

package dev.plimsoll.lint;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/**
 * Where the places of a text are after an edit, those inside of what was edited left out.
 *
 * @param start where the edited part begins
 * @param end where it ended before the edit
 * @param by how much further on all stands that is behind it
 */
record Displacement(int start, int end, int by) {

  /** The problems where they stand now, or null if one of them has to do with what was edited. */
  @Nullable ImmutableList<Problem> of(ImmutableList<Problem> problems) {
    if (problems.isEmpty()) {
      return problems;
    }
    ImmutableList.Builder<Problem> moved = ImmutableList.builderWithExpectedSize(problems.size());
    boolean same = true;
    for (Problem problem : problems) {
      Finding finding = of(problem.finding());
      if (finding == null) {
        return null;
      }
      same &= finding == problem.finding();
      moved.add(
          finding == problem.finding()
              ? problem
              : new Problem(problem.rule(), finding, problem.severity()));
    }
    return same ? problems : moved.build();
  }

  private @Nullable Finding of(Finding finding) {
    boolean kept = isKept(finding.range());
    boolean known = isKnown(finding.range());
    for (Finding.Related one : finding.related()) {
      kept &= isKept(one.range());
      known &= isKnown(one.range());
    }
    for (Fix fix : finding.fixes()) {
      for (TextEdit edit : fix.edits()) {
        kept &= isKept(edit.range());
        known &= isKnown(edit.range());
      }
    }
    return !known ? null : kept ? finding : finding.moved(this::of);
  }

  private boolean isKept(TextRange range) {
    return range.end() <= start || by == 0;
  }

  /** Whether neither end lies inside of what was edited. */
  private boolean isKnown(TextRange range) {
    return !isInside(range.start()) && !isInside(range.end());
  }

  private boolean isInside(int offset) {
    return start < offset && offset < end;
  }

  private TextRange of(TextRange range) {
    return isKept(range) ? range : new TextRange(of(range.start()), of(range.end()));
  }

  private int of(int offset) {
    return offset < end ? offset : offset + by;
  }
}

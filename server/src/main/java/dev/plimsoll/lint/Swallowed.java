package dev.plimsoll.lint;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Instructions that the continued line before them has swallowed. The file is judged as if they weren't: what rules would
 * find in their words, or in the stage that a swallowed FROM was to end, misleads whoever has yet to see the cause.
 *
 * @param causes the problems that say so
 * @param subject the file as it was meant, in which everything stands where it stands in the file
 */
record Swallowed(List<Problem> causes, Subject subject) {

  /** The rule that reports them; each of its fixes deletes what continues the line. */
  static final String RULE = "instruction-swallowed";

  /** Those that are reported; null where none is. */
  static @Nullable Swallowed in(Subject subject, List<Problem> problems) {
    List<Problem> causes = new ArrayList<>();
    for (Problem problem : problems) {
      if (problem.rule().name().equals(RULE)) {
        causes.add(problem);
      }
    }
    return causes.isEmpty() ? null : new Swallowed(causes, asMeant(subject, causes));
  }

  private static Subject asMeant(Subject subject, List<Problem> causes) {
    Dockerfile file = subject.file();
    for (Problem cause : causes) {
      for (Fix fix : cause.fixes()) {
        for (TextEdit edit : fix.edits()) {
          file = file.edit(blank(edit.range()));
        }
      }
    }
    return new Subject(
            SemanticModel.of(file, subject.images()),
            subject.images(),
            subject.sources(),
            subject.name())
        .with(subject.shellCheck());
  }

  private static TextEdit blank(TextRange range) {
    return TextEdit.replace(range, " ".repeat(range.length()));
  }

  /** The causes, and what was found in the file as it was meant, by position. Fixes of that would be for another file. */
  ImmutableList<Problem> with(List<Problem> found) {
    List<Problem> all = new ArrayList<>(causes);
    for (Problem problem : found) {
      if (!problem.rule().name().equals(RULE)) {
        all.add(new Problem(problem.rule(), problem.finding().withoutFixes(), problem.severity()));
      }
    }
    all.sort(Linter::compare);
    return ImmutableList.copyOf(all);
  }
}

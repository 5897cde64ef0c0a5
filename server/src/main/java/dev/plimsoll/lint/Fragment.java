package dev.plimsoll.lint;

import dev.plimsoll.rewrite.Surroundings;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file without FROM that has instructions all the same: a part of a Dockerfile that is put together elsewhere. Rules are
 * asked about it as if it stood in a stage on an image that nobody knows.
 *
 * @param subject the file with a FROM
 * @param start where that FROM stands
 * @param length how long it is, with its line ending
 */
public record Fragment(Subject subject, int start, int length) {

  private static final String FROM = "FROM fragment";

  /** The first instruction of a fragment; null where a file is none: one that is misspelt may have been a FROM. */
  public static @Nullable Instruction first(SemanticModel model) {
    if (!model.stages().isEmpty() || model.instructionsBeforeFirstStage().isEmpty()) {
      return null;
    }
    return model.instructions(Instruction.Unknown.class).isEmpty()
        ? model.instructionsBeforeFirstStage().get(0)
        : null;
  }

  /** @param subject a fragment */
  public static Fragment of(Subject subject) {
    Dockerfile file = subject.file();
    // Above the ARGs, too, which belong to the stage.
    Instruction first = file.instructions().get(0);
    Surroundings around = new Surroundings(file, first);
    int start = around.commentsStart();
    String from = FROM + around.lineEnding();
    TextEdit edit = TextEdit.insert(start, from);
    String text = TextEdit.apply(file.text(), List.of(edit));
    Subject staged = new Subject(
            SemanticModel.of(Dockerfile.parse(text), subject.images()),
            subject.images(),
            subject.sources(),
            subject.name())
        .with(subject.shellCheck().after(edit, file.characters()));
    return new Fragment(staged, start, from.length());
  }

  /** The edit that makes of the file with a FROM the file again. */
  public TextEdit undone() {
    return TextEdit.delete(TextRange.ofLength(start, length));
  }

  /** Where an instruction of the fragment stands in the file. */
  public int home(int offset) {
    return offset < start ? offset : offset - length;
  }

  /** A problem where it stands in the file; null where it is one of the FROM. */
  @Nullable Problem home(Problem problem) {
    List<TextRange> places = new ArrayList<>();
    places.add(problem.range());
    problem.related().forEach(related -> places.add(related.range()));
    problem.fixes().forEach(fix -> fix.edits().forEach(edit -> places.add(edit.range())));
    for (TextRange place : places) {
      if (place.start() < start + length && place.end() >= start) {
        return null;
      }
    }
    return new Problem(
        problem.rule(),
        problem.finding().moved(place -> place.start() < start ? place : place.shift(-length)),
        problem.severity());
  }
}

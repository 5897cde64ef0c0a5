package dev.plimsoll.lint.rules.correctness;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.rewrite.InstructionEdits;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.TextEdit;
import org.jspecify.annotations.Nullable;

/** Instructions of which the last in a stage counts: CMD, ENTRYPOINT and HEALTHCHECK. */
final class OverriddenInstructions {

  private OverriddenInstructions() {}

  /**
   * Reports all of a kind but the last of each stage, where they stand: BuildKit does so, hadolint reports the
   * others.
   */
  static void report(Subject subject, Trait kind, Reporter reporter) {
    SemanticModel model = subject.model();
    for (Stage stage : model.stages()) {
      ImmutableList<Instruction> all = model.having(kind, stage);
      for (int i = 0; i + 1 < all.size(); i++) {
        Instruction ignored = all.get(i);
        Keyword keyword = ignored.keyword();
        reporter.report(Finding.at(
                model.range(ignored),
                "Only the last " + keyword
                    + " of a stage counts, so this one does nothing. Delete it.")
            .withTag(Finding.Tag.UNNECESSARY)
            .withRelatedThatSilences(model.range(all.get(i + 1)), "takes its place")
            .withFix(deletion(subject, ignored, all.get(i + 1))));
      }
    }
  }

  private static @Nullable Fix deletion(Subject subject, Instruction ignored, Instruction later) {
    ImmutableList<TextEdit> edits = InstructionEdits.delete(subject.file(), ignored);
    boolean sure = later.errors().isEmpty();
    return edits == null
        ? null
        : new Fix(
            "Delete this " + ignored.keyword(),
            sure ? Fix.Safety.SAFE : Fix.Safety.SUGGESTION,
            edits);
  }
}

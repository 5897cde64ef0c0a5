package dev.plimsoll.lint.rules.correctness;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The home directory in the place of a tilde that no shell reads. */
final class HomePath {

  private HomePath() {}

  /**
   * Writes it out; null where it isn't known.
   *
   * @param tildes where they stand, relative to the instruction
   */
  static @Nullable Fix fix(SemanticModel model, Instruction instruction, List<TextRange> tildes) {
    String home = model.home(instruction, Basis.DEFAULTS).text();
    if (home == null || tildes.isEmpty()) {
      return null;
    }
    return new Fix(
        "Write " + home + " for ~",
        Fix.Safety.SUGGESTION,
        tildes.stream()
            .map(tilde -> TextEdit.replace(model.range(instruction, tilde), home))
            .collect(ImmutableList.toImmutableList()));
  }
}

package dev.plimsoll.lint.rules.dependencies;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.semantics.StageReference;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Copy;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import org.jspecify.annotations.Nullable;

/** A project of Node that a stage has from the stage that builds it. */
final class CopiedProject {

  private static final String MANIFEST = "package.json";

  private static final Trait COPIES_FROM_STAGE = Trait.of(Copy.class, copy -> copy.from() != null);

  /** How many COPYs of a stage are looked at: files that people write have fewer. */
  private static final int MOST = 20;

  private CopiedProject() {}

  /** The project in a directory, as the stage has it from which that is copied; null where that isn't known. */
  static @Nullable NodeProject at(Subject subject, Stage stage, ImagePath directory) {
    SemanticModel model = subject.model();
    for (Instruction one : Iterables.limit(model.having(COPIES_FROM_STAGE, stage), MOST)) {
      Copy copy = (Copy) one;
      Stage from = Iterables.getOnlyElement(StageReference.in(model, copy)).stage();
      boolean isEarlier = from != null && from.index() < stage.index();
      for (Word source : isEarlier ? copy.sources() : ImmutableList.<Word>of()) {
        ImagePath place = original(model, copy, source, directory);
        NodeProject found =
            from == null || place == null ? null : NodeProject.at(subject, from, place);
        if (found != null) {
          return new NodeProject(directory, found.manifest());
        }
      }
    }
    return null;
  }

  /** Where a directory was in the stage from which a source is copied; null where it doesn't come from there. */
  private static @Nullable ImagePath original(
      SemanticModel model, Copy copy, Word source, ImagePath directory) {
    String text = model.expand(copy, source.value()).textByDefault();
    Word destination = copy.destination();
    if (text == null || destination == null) {
      return null;
    }
    ImagePath from = ImagePath.ROOT.resolve(text);
    ImagePath to = model.place(copy, destination.value(), Basis.DEFAULTS);
    if (ContextPath.name(text).equals(MANIFEST)) {
      return to.equals(directory) || to.equals(directory.resolve(MANIFEST)) ? from.parent() : null;
    }
    String below = to.pathTo(directory);
    return below == null ? null : from.resolve(below);
  }
}

package dev.plimsoll.lint.rules.correctness;

import dev.plimsoll.image.ImageReference;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.images.ManagersOfNode;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** A call of Corepack or Yarn on an official image of Node that has left it out. */
final class MissingNodeManager {

  /** The major release of a tag, or a tag of the newest one. */
  private static final Regex RELEASE = Regex.of("(\\d{1,3})(?:[.-].*)?|(?:current|latest)(?:-.*)?");

  /** What may bring one, or another Node with one. */
  private static final Regex BRINGS =
      Regex.of("(?<!(?:yarn|repack) )\\b(?:add|i|install)\\b[^;&|]{0,400}\\b(?:corepack|yarn)\\b"
          + "|\\b(?:curl|wget)\\b[^;&]{0,400}(?:corepack|node|yarn|volta|fnm|nvm)"
          + "|\\b(?:asdf|fnm|mise|nvm|volta)\\b");

  private static final Trait MAY_BRING = Trait.orTriggered(
          Run.class, run -> BRINGS.matcher(run.text()).find())
      .or(Trait.of(Transfer.class, MissingNodeManager::copiesPrograms));

  private MissingNodeManager() {}

  /**
   * The first that ends the build of a stage; null where none is known to.
   *
   * @param image an official one of Node
   */
  static @Nullable Finding first(Subject subject, Stage stage, ImageReference image) {
    CommandQuery lacked = lackedBy(image);
    if (lacked == null || !subject.model().has(lacked.trait(), stage)) {
      return null;
    }
    for (RunCommand call : subject.model().commands(lacked, stage)) {
      if (PackageManagerMissing.endsTheRun(call)
          && !mayBeBrought(subject.model(), stage)
          && !subject.isReplaced(image.familiarName())
          && !subject.isBuiltHere(image.familiarName())) {
        return Finding.at(
            call.range(call.invocation().nameWord()),
            "The image " + image.text() + " has no " + call.program()
                + ": the build fails here. Install it first, with npm install -g " + call.program()
                + ".");
      }
    }
    return null;
  }

  private static @Nullable CommandQuery lackedBy(ImageReference image) {
    boolean isOfTag = image.tag() != null || image.digest() == null;
    Matcher release = RELEASE.matcher(image.tagOrLatest());
    if (!isOfTag || !release.matches()) {
      return null;
    }
    String major = release.group(1);
    return ManagersOfNode.lackedBy(major == null ? Integer.MAX_VALUE : Integer.parseInt(major));
  }

  private static boolean mayBeBrought(SemanticModel model, Stage target) {
    for (Stage stage = target; stage != null; stage = stage.parent()) {
      if (model.has(MAY_BRING, stage)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a COPY may bring programs: from elsewhere, or to where they are looked for. */
  private static boolean copiesPrograms(Instruction copy) {
    String to = ((Transfer) copy).destination() == null
        ? "/"
        : ((Transfer) copy).destination().value();
    return ((Transfer) copy).flag("from") != null
        || to.equals("/")
        || to.startsWith("/usr")
        || to.contains("/bin");
  }
}

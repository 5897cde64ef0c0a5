package dev.plimsoll.lint.rules.files;

import dev.plimsoll.context.RunSettings;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Instruction.Workdir;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;

/** The sources of a program, mounted where an image has only what they need: it is there for who writes them. */
public final class MountedContext {

  private static final Trait COPIES = Trait.of(Transfer.class);

  private static final Regex PROGRAM =
      Regex.of("(?i).*\\.(?:[cm]?[jt]sx?|vue|svelte|py|rb|php|go|rs|java|jar)");

  /** The same endings, of what configures a tool. */
  private static final Regex SETTINGS = Regex.of("(?i).*(?:config|rc|setup)\\.\\w{1,4}");

  private MountedContext() {}

  /**
   * Whether a Compose file mounts the build context over the directory that containers of a target start in, and the image
   * itself has no program from there, or an editor opens the services of a Compose file.
   */
  public static boolean isProgramOf(Subject subject, Stage target) {
    SemanticModel model = subject.model();
    Workdir workdir = model.stateAtEnd(target).workdir();
    String path =
        workdir == null ? null : model.directoryAfter(workdir, Basis.DEFAULTS).text();
    return path != null
        && isMounted(subject, target, path)
        && (!copiesProgram(subject, target) || isOpenedByEditor(subject));
  }

  private static boolean isOpenedByEditor(Subject subject) {
    return subject
        .contextFile(".devcontainer/devcontainer.json")
        .head()
        .contains("\"dockerComposeFile\"");
  }

  private static boolean isMounted(Subject subject, Stage target, String path) {
    SemanticModel model = subject.model();
    boolean isLast = target.index() + 1 == model.stages().size();
    boolean isOnly = model.deployedTargets().size() == 1;
    for (RunSettings.Mounted mount : subject.runSettings().contexts()) {
      if (path.equals(ImagePath.ROOT.resolve(mount.path()).text())
          && mount.isIn(target.name(), isLast, isOnly)) {
        return true;
      }
    }
    return false;
  }

  private static boolean copiesProgram(Subject subject, Stage target) {
    for (Stage stage : target.chain()) {
      for (Instruction instruction : subject.model().having(COPIES, stage)) {
        ContextCopy copy = ContextCopy.of(subject.model(), (Transfer) instruction, Basis.DEFAULTS);
        if (copy != null
            && (copy.copiesDirectory(subject)
                || copy.sources().stream().anyMatch(MountedContext::isProgram))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isProgram(String source) {
    return PROGRAM.matcher(source).matches() && !SETTINGS.matcher(source).matches();
  }
}

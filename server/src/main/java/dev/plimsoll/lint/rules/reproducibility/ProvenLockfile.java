package dev.plimsoll.lint.rules.reproducibility;

import com.google.common.collect.Iterables;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.dependencies.NodeInstall;
import dev.plimsoll.lint.rules.dependencies.NodeProject;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.ImagePath.Answer;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Dockerfile;
import org.jspecify.annotations.Nullable;

/**
 * Whether an install that keeps to the lockfile came before another one: it has proved that the lockfile agrees with the
 * manifest, so that the second only takes packages away, those for development say.
 */
record ProvenLockfile(Subject subject, Stage stage) {

  private static final CommandQuery DELETES = CommandQuery.of("rm");

  /** More stages, and more commands of one, than these are not looked at. */
  private static final int MOST = 20;

  /**
   * Whether one was proved before an install.
   *
   * @param project of the install; null where the build context doesn't show it
   */
  boolean isBefore(
      RunScript script, NodeInstall install, ImagePath directory, @Nullable NodeProject project) {
    Stage one = stage;
    for (int i = 0; i < MOST && one != null; i++, one = one.parent()) {
      for (RunCommand command :
          Iterables.limit(subject.model().commands(NodeInstall.ANY, one), MOST)) {
        if (isBefore(command, script, install)
            && proves(command, install, directory, project)
            && !areModulesDeletedSince(command, script, install)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isBefore(RunCommand command, RunScript script, NodeInstall install) {
    Dockerfile file = subject.file();
    int difference = file.indexOf(command.instruction()) - file.indexOf(script.instruction());
    return difference < 0
        || difference == 0
            && command.invocation().range().end()
                <= install.invocation().range().start();
  }

  private boolean proves(
      RunCommand command, NodeInstall install, ImagePath directory, @Nullable NodeProject project) {
    NodeInstall first = NodeInstall.of(command.invocation());
    if (first == null
        || first.manager() != install.manager()
        || !first.isFrozen()
        || command.arguments().hasAnyFlag("--no-frozen-lockfile", "--pure-lockfile")) {
      return false;
    }
    ImagePath own = NodeProject.directory(
        subject.model(), command.script(), command.invocation(), Basis.DEFAULTS);
    NodeProject before =
        NodeProject.of(subject, command.script(), command.invocation(), Basis.DEFAULTS);
    return own != null
        && own.isSameAs(directory) == Answer.YES
        && (project == null
            ? before == null
            : before != null
                && before.manifest().path().equals(project.manifest().path()));
  }

  /** Whether the second one installs all anew. */
  private boolean areModulesDeletedSince(RunCommand first, RunScript script, NodeInstall install) {
    for (RunCommand command : Iterables.limit(subject.model().commands(DELETES, stage), MOST)) {
      if (isBefore(command, script, install)
          && subject.file().indexOf(command.instruction())
              >= subject.file().indexOf(first.instruction())
          && command.operands().stream().anyMatch(one -> one.raw().contains("node_modules"))) {
        return true;
      }
    }
    return false;
  }
}

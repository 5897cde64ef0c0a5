package dev.plimsoll.lint.rules.reproducibility;

import dev.plimsoll.context.ContextPath;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.dependencies.NodeInstall;
import dev.plimsoll.lint.rules.dependencies.NodeInstall.Manager;
import dev.plimsoll.lint.rules.dependencies.NodeProject;
import dev.plimsoll.lint.rules.files.CopiedFile;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.ImagePath.Answer;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Copy;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import org.jspecify.annotations.Nullable;

/** Whether the lockfile that an install would keep to is there, as the build context has it. */
record LockfileInImage(Subject subject, Stage stage) {

  private static final Trait COPIES = Trait.of(Copy.class, copy -> copy.from() == null);

  /** Whether a COPY brings a lockfile of a manager to a directory by its name: then there is one, whatever the context is. */
  boolean isCopiedByName(Manager manager, ImagePath directory) {
    for (Instruction one : subject.model().having(COPIES, stage)) {
      Copy copy = (Copy) one;
      Word to = copy.destination();
      if (to != null
          && subject.model().place(copy, to.value(), Basis.DEFAULTS).isSameAs(directory)
              == Answer.YES
          && copy.sources().stream()
              .anyMatch(it -> manager.lockfiles().contains(ContextPath.name(it.value())))) {
        return true;
      }
    }
    return false;
  }

  /** Whether the project has no lockfile of a manager, for certain or in the folder that is likelier to be the build context. */
  boolean isMissing(NodeProject project, Manager manager, @Nullable ImagePath directory) {
    return project.lockfiles(subject).areMissing(manager)
        || !project.manifest().file().certain()
            && project.lockfiles(subject).name(manager) == null
            && !(directory != null && isCopiedByName(manager, directory));
  }

  /** Whether nothing before has changed the manifest or the lockfile, after which one that keeps to it would fail. */
  boolean isAsCopied(RunScript script, NodeInstall install, NodeProject project) {
    CopiedFile lockfile =
        project.lockfiles(subject).copied(script.instruction(), install.manager());
    return isAsCopied(script, install, project.manifest())
        && (lockfile == null || isAsCopied(script, install, lockfile));
  }

  private boolean isAsCopied(RunScript script, NodeInstall install, CopiedFile file) {
    return file.isUntouched(
        subject.model(), script.instruction(), install.invocation(), any -> true);
  }

  /** Whether a command before the install deletes or writes a lockfile that would be copied with the manifest. */
  boolean isReplaced(RunScript script, NodeInstall install, NodeProject project, String lockfile) {
    String path = project.beside(lockfile);
    return !new CopiedFile(project.manifest().copy(), path, subject.contextFile(path))
        .isUntouched(subject.model(), script.instruction(), install.invocation(), any -> true);
  }
}

package dev.plimsoll.lint.rules.reproducibility;

import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.dependencies.LockfileSettings;
import dev.plimsoll.lint.rules.dependencies.Lockfiles;
import dev.plimsoll.lint.rules.dependencies.NodeInstall;
import dev.plimsoll.lint.rules.dependencies.NodeInstall.Manager;
import dev.plimsoll.lint.rules.dependencies.NpmVersion;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Script;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Mount;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextRange;

/** Whether an install that may change the lockfile could as well keep to it, and would be the better for it. */
record FreezableInstall(Subject subject, NodeManagers managers, Lockfiles lockfiles) {

  /** What stands between a command and one that is run in its place. */
  private static final Regex ELSE = Regex.of("\\|\\||;;|\\b(?:else|elif)\\b");

  private static final Regex OTHER_BRANCH = Regex.of(";;|\\b(?:else|elif)\\b");

  /** Whether the install would be the better for following a lockfile. */
  boolean mayBeFrozen(RunScript script, NodeInstall install) {
    if (isAlternative(script.script(), install)) {
      return false;
    }
    Manager manager = install.manager();
    boolean deletesModules = lockfiles.hasNodeModules() || mountsNodeModules(script);
    boolean ignoresLockfile =
        install.decidesOnLockfile() || LockfileSettings.decide(subject, script, install);
    boolean old = manager == Manager.NPM && managers.npm() == NpmVersion.FIRST;
    boolean frozenAnyway = managers.freezesByItself(script, install)
        && ContinuousIntegration.isTold(subject.model(), script, install.invocation());
    return !deletesModules && !ignoresLockfile && !old && !frozenAnyway;
  }

  /** Whether it stands in for an install that keeps to a lockfile: behind its ||, or in another branch. */
  private static boolean isAlternative(Script script, NodeInstall install) {
    TextRange own = install.invocation().range();
    for (Invocation invocation : script.invocations()) {
      NodeInstall other = NodeInstall.of(invocation);
      if (other != null && other.isFrozen()) {
        TextRange range = invocation.range();
        boolean isFirst = range.end() <= own.start();
        String between = isFirst
            ? script.code().substring(range.end(), own.start())
            : script.code().substring(own.end(), Math.max(own.end(), range.start()));
        if (isFirst
            ? ELSE.matcher(between).find()
            : OTHER_BRANCH.matcher(between).find()) {
          return true;
        }
      }
    }
    return false;
  }

  /** A mounted directory can't be deleted, which is what {@code npm ci} begins with. */
  private boolean mountsNodeModules(RunScript script) {
    for (Mount mount : script.run().mounts()) {
      String path = mount.target();
      ImagePath target = subject.model().place(script.instruction(), path, Basis.DEFAULTS);
      if (!path.isEmpty() && "node_modules".equals(target.name())) {
        return true;
      }
    }
    return false;
  }
}

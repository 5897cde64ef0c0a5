package dev.plimsoll.lint.rules.reproducibility;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.dependencies.LockfileInStep;
import dev.plimsoll.lint.rules.dependencies.Lockfiles;
import dev.plimsoll.lint.rules.dependencies.NodeInstall;
import dev.plimsoll.lint.rules.dependencies.NodeInstall.Manager;
import dev.plimsoll.lint.rules.dependencies.NodeProject;
import dev.plimsoll.lint.rules.dependencies.NpmVersion;
import dev.plimsoll.lint.rules.dependencies.UncopiedSettings;
import dev.plimsoll.rewrite.CopiedSources;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.text.TextEdit;
import org.jspecify.annotations.Nullable;

/** The edits after which an install keeps to the lockfile, which is copied with its settings where it isn't yet. */
record FrozenInstallFixes(Subject subject, NodeManagers managers, Lockfiles lockfiles) {

  /**
   * Makes of an install one that keeps to the lockfile; null where the edit would not be enough.
   *
   * @param here its project; null where the context doesn't show it
   */
  @Nullable Fix keep(RunScript script, NodeInstall install, @Nullable NodeProject here) {
    TextEdit edit = frozen(script, install);
    if (edit == null || here != null && lacksMembers(script, install, here)) {
      return null;
    }
    if (install.manager() != Manager.NPM) {
      return Fix.suggestion("Add " + managers.frozenFlag(script, install), edit);
    }
    NodeProject project = NodeProject.of(subject, script, install.invocation(), Basis.ANY_BUILD);
    boolean certain = managers.npm() == NpmVersion.CURRENT
        && !InstallComments.giveReason(subject, script)
        && project != null
        && project.lockfiles(subject).optionalNotLocked()
            == null // who updates the image gets an npm that refuses it
        && LockfileInStep.isProven(subject, project, script, install.invocation());
    Fix.Safety safety = certain ? Fix.Safety.SAFE : Fix.Safety.SUGGESTION;
    return new Fix("Use npm ci", safety, ImmutableList.of(edit));
  }

  /** The edit after which the command installs what the lockfile says; null where that isn't one word. */
  private @Nullable TextEdit frozen(RunScript script, NodeInstall install) {
    Invocation invocation = install.invocation();
    TextEdit clean = script.replace(install.verbOrName(), "ci");
    if (clean == null
        || invocation.arguments().hasAnyFlag("--workspace", "--workspaces", "--filter")) {
      return null;
    }
    return install.manager() == Manager.NPM
        ? clean
        : script.insertAfter(
            invocation, install.verbOrName(), managers.frozenFlag(script, install));
  }

  /** Whether Yarn would have to take members of the workspace out of its lockfile that aren't copied: Yarn 2 keeps them there. */
  private boolean lacksMembers(RunScript script, NodeInstall install, NodeProject project) {
    return install.manager() == Manager.YARN
        && project.mayHaveWorkspaces()
        && managers.isModernYarn(script, install)
        && !lockfiles.hasFolder(project.directory());
  }

  /** Copies files beside {@code package.json} together with it, and installs what the lockfile says. */
  @Nullable Fix copy(
      RunScript script,
      NodeInstall install,
      NodeProject project,
      ImmutableList<String> files,
      UncopiedSettings settings) {
    ImmutableList<TextEdit> copied = CopiedSources.add(
        subject.model(), project.manifest().copy(), project.manifest().path(), files);
    TextEdit installs = install.isFrozen() ? null : frozen(script, install);
    if (copied.isEmpty() || !settings.copyable() || installs == null && !install.isFrozen()) {
      return null;
    }
    String title = "Copy " + String.join(" and ", files);
    if (installs == null) {
      return new Fix(title + " too", Fix.Safety.SUGGESTION, copied);
    }
    return new Fix(
        title + " and "
            + (install.manager() == Manager.NPM
                ? "use npm ci"
                : "add " + managers.frozenFlag(script, install)),
        Fix.Safety.SUGGESTION,
        ImmutableList.<TextEdit>builder().addAll(copied).add(installs).build());
  }
}

package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.dependencies.NodeInstall;
import dev.plimsoll.lint.rules.dependencies.NodeInstall.Manager;
import dev.plimsoll.lint.rules.dependencies.NodeProject;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;

/** The Chrome that Puppeteer loads into the home directory of whoever installs it with npm or Yarn. */
final class LoadedBrowser {

  static final String PUPPETEER = "puppeteer";

  /** Before 19 it was put into {@code node_modules}. */
  private static final Regex IN_HOME = Regex.of("[~^>=v\\s]{0,5}(?:19|[2-9]\\d)\\b.{0,40}|latest");

  /** Another browser, or what tells Puppeteer where to put one. */
  private static final Trait HAS_OTHER = Trait.containing("chrom")
      .or(Trait.containing("PUPPETEER_"))
      .or(Trait.containing("--ignore-scripts"));

  private static final ImmutableList<String> SETTINGS = ImmutableList.of(
      ".puppeteerrc",
      ".puppeteerrc.cjs",
      ".puppeteerrc.json",
      "puppeteer.config.cjs",
      "puppeteer.config.js");

  private LoadedBrowser() {}

  /** Whether root is seen to load one, and nothing to lead it elsewhere. */
  static boolean isIn(Subject subject, Stage target) {
    SemanticModel model = subject.model();
    boolean loads = false;
    for (Stage stage : Accounts.chain(target)) {
      for (RunCommand command : model.commands(NodeInstall.ANY, stage)) {
        loads |= loads(subject, command) && HomeInstalls.isRoot(model, command.instruction());
      }
    }
    return loads && !Accounts.have(model, HAS_OTHER, target);
  }

  private static boolean loads(Subject subject, RunCommand command) {
    NodeInstall install = NodeInstall.of(command.invocation());
    boolean runsScripts =
        install != null && (install.manager() == Manager.NPM || install.manager() == Manager.YARN);
    NodeProject project = runsScripts
        ? NodeProject.of(subject, command.script(), command.invocation(), Basis.DEFAULTS)
        : null;
    if (project == null) {
      return false;
    }
    String versions = project.versionsOf(PUPPETEER);
    return versions != null && IN_HOME.matcher(versions).matches() && !isTold(subject, project);
  }

  private static boolean isTold(Subject subject, NodeProject project) {
    return Iterables.any(
        SETTINGS, name -> subject.contextFile(project.beside(name)).isFile());
  }
}

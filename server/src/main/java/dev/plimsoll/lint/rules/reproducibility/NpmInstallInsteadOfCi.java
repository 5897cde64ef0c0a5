package dev.plimsoll.lint.rules.reproducibility;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.dependencies.Directory;
import dev.plimsoll.lint.rules.dependencies.Lockfiles;
import dev.plimsoll.lint.rules.dependencies.NodeInstall;
import dev.plimsoll.lint.rules.dependencies.NodeInstall.Manager;
import dev.plimsoll.lint.rules.dependencies.NpmVersion;
import dev.plimsoll.semantics.Binding;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Word;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Mount;
import dev.plimsoll.syntax.ShellCommand;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An install that may change what the lockfile says. */
public final class NpmInstallInsteadOfCi implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "npm-install-instead-of-ci", Category.REPRODUCIBILITY, Severity.INFORMATION, """
          There is a lockfile, but the install may depart from it: tomorrow's image can hold other versions than today's.

          `npm ci` installs exactly what `package-lock.json` says, faster, and fails where `package.json` says otherwise.
          For yarn, pnpm and bun the flag `--frozen-lockfile` (`--immutable` since Yarn 2) does the same.

          Nothing is reported where no lockfile is copied, where packages are named on the command line, and where
          `node_modules` is copied or mounted before, because `npm ci` deletes it. The fix is safe where the lockfile is
          copied by its own name; after `COPY . .` it may be missing.

          ```dockerfile bad
          FROM node:22-alpine
          WORKDIR /app
          COPY package.json package-lock.json ./
          RUN npm install --omit=dev && npm cache clean --force
          ```

          ```dockerfile good
          FROM node:22-alpine
          WORKDIR /app
          COPY package.json package-lock.json ./
          RUN npm ci --omit=dev && npm cache clean --force
          ```

          ```dockerfile bad
          FROM node:22-alpine
          WORKDIR /app
          COPY package.json yarn.lock ./
          RUN yarn install
          ```

          ```dockerfile good
          FROM node:22-alpine
          WORKDIR /app
          COPY package.json yarn.lock ./
          RUN yarn install --frozen-lockfile
          ```
          """)
      .withAliases("DF031");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    SemanticModel model = subject.model();
    Map<Stage, Lockfiles> atEnd = new HashMap<>();
    for (Stage stage : model.stages()) {
      Lockfiles lockfiles =
          new Lockfiles(model, stage.parent() == null ? null : atEnd.get(stage.parent()));
      for (Instruction instruction : stage.instructions()) {
        if (instruction instanceof Instruction.Transfer transfer) {
          lockfiles.add(transfer);
        } else if (instruction instanceof Run run && lockfiles.any()) {
          check(model, run, lockfiles, reporter);
        }
      }
      atEnd.put(stage, lockfiles);
    }
  }

  private static void check(SemanticModel model, Run run, Lockfiles lockfiles, Reporter reporter) {
    ShellCommand command = run.shellCommand();
    if (command == null || !command.script().isComplete() || !model.shell(run).isPosix()) {
      return;
    }
    for (Invocation invocation : command.script().invocations()) {
      NodeInstall install = NodeInstall.of(invocation);
      if (install == null) {
        continue;
      }
      Directory directory = staysInDirectory(command, install) ? Directory.of(model, run) : null;
      if (!install.isFrozen() && isAdvisable(model, run, install, directory, lockfiles)) {
        TextRange range = model.range(run, command.home(invocation.range()));
        reporter.report(Finding.at(range, message(install))
            .withFix(fix(model, run, command, install, directory, lockfiles)));
      }
      lockfiles.installed(install.manager());
    }
  }

  private static boolean isAdvisable(
      SemanticModel model,
      Run run,
      NodeInstall install,
      @Nullable Directory directory,
      Lockfiles lockfiles) {
    Manager manager = install.manager();
    if (!lockfiles.mayHave(manager, directory)
        || lockfiles.hasNodeModules()
        || mountsNodeModules(run)) {
      return false;
    }
    boolean ignoresLockfile = install
        .invocation()
        .arguments()
        .hasAnyFlag("--no-save", "--no-package-lock", "--no-lockfile", "--package-lock=false");
    boolean old = manager == Manager.NPM && NpmVersion.at(model, run) == NpmVersion.OLD;
    return !ignoresLockfile
        && !old
        && !(manager == Manager.PNPM && isContinuousIntegration(model, run));
  }

  /** A mounted directory can't be deleted, which is what {@code npm ci} begins with. */
  private static boolean mountsNodeModules(Run run) {
    for (Mount mount : run.mounts()) {
      if (mount.target().endsWith("node_modules") || mount.target().endsWith("node_modules/")) {
        return true;
      }
    }
    return false;
  }

  /** pnpm freezes the lockfile by itself where it believes to run in continuous integration. */
  private static boolean isContinuousIntegration(SemanticModel model, Run run) {
    Binding binding = model.binding(run, "CI");
    return binding != null && !"".equals(binding.value()) && !"false".equals(binding.value());
  }

  private static String message(NodeInstall install) {
    return install.manager() == Manager.NPM
        ? "npm install may depart from the lockfile. npm ci installs exactly what it says."
        : install.manager().program() + " may depart from the lockfile. Tell it to keep it frozen.";
  }

  private static @Nullable Fix fix(
      SemanticModel model,
      Run run,
      ShellCommand command,
      NodeInstall install,
      @Nullable Directory directory,
      Lockfiles lockfiles) {
    Word verb = install.verbOrName();
    boolean asWritten =
        verb.raw().equals(verb.literal()) && command.code().isContiguous(verb.range());
    if (!asWritten
        || install.invocation().arguments().hasAnyFlag("--workspace", "--workspaces", "--filter")) {
      return null;
    }
    TextRange place = model.range(run, command.home(verb.range()));
    if (install.manager() != Manager.NPM) {
      String flag = lockfiles.isModernYarn() && install.manager() == Manager.YARN
          ? "--immutable"
          : "--frozen-lockfile";
      return Fix.suggestion("Add " + flag, TextEdit.insert(place.end(), " " + flag));
    }
    boolean certain = directory != null
        && lockfiles.certainlyHas(Manager.NPM, directory)
        && NpmVersion.at(model, run) == NpmVersion.CURRENT;
    Fix.Safety safety = certain ? Fix.Safety.SAFE : Fix.Safety.SUGGESTION;
    return new Fix("Use npm ci", safety, ImmutableList.of(TextEdit.replace(place, "ci")));
  }

  /** Whether it installs in the directory in which the RUN begins. */
  private static boolean staysInDirectory(ShellCommand command, NodeInstall install) {
    if (install.invocation().arguments().hasAnyFlag("--prefix", "-C", "--cwd", "--dir")) {
      return false;
    }
    for (Invocation invocation : command.script().invocations()) {
      if (invocation.is("cd") || invocation.is("pushd")) {
        return false;
      }
      if (invocation.equals(install.invocation())) {
        return true;
      }
    }
    return true;
  }
}

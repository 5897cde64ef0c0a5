package dev.plimsoll.lint.rules.reproducibility;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Subject.Lacked;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.lint.rules.dependencies.EmptyManifest;
import dev.plimsoll.lint.rules.dependencies.Lockfiles;
import dev.plimsoll.lint.rules.dependencies.NodeInstall;
import dev.plimsoll.lint.rules.dependencies.NodeInstall.Manager;
import dev.plimsoll.lint.rules.dependencies.NodeProject;
import dev.plimsoll.lint.rules.dependencies.NpmVersions;
import dev.plimsoll.lint.rules.dependencies.UncopiedSettings;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.TextRange;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An install that may change what the lockfile says. */
public final class NpmInstallInsteadOfCi implements Rule {

  private static final Trait INSTALLS = NodeInstall.ANY.trait();

  private static final Trait MATTERS = INSTALLS.or(Trait.orTriggered(
      Instruction.Transfer.class, one -> one.innermost() instanceof Instruction.Transfer));

  private static final RuleInfo INFO = RuleInfo.of(
          "npm-install-instead-of-ci", Category.REPRODUCIBILITY, Severity.INFORMATION, """
          There is a lockfile, but the install may ignore it, so tomorrow's image may have other versions than today's.

          `npm ci` installs exactly what `package-lock.json` says, faster, and fails where `package.json` says otherwise.
          For yarn, pnpm and bun the flag `--frozen-lockfile` (`--immutable` since Yarn 2) does the same.

          Where the lockfile lacks a dependency of `package.json`, a peer of a package in it, or what that has on other systems, or was written for another range of its versions, an install \
          that keeps to it would fail: there is no fix, and the message names the dependency. So it is where Yarn 2 or later has \
          a lockfile of Yarn 1, which it writes anew, and where `package.json` or `.nvmrc` asks for a newer npm or Node, whose \
          lockfile the npm of the image may refuse. Settings that the lockfile was written with, such as `.npmrc` with \
          `legacy-peer-deps`, are copied with it; where they hold a token or name other files, there is no fix.

          Where npm installs and the only lockfile is `pnpm-lock.yaml`, or that of Yarn 2 or later, the message says that npm reads \
          nothing of it.

          Nothing is reported where

          - the build context has no `package.json`, no lockfile, or one that the npm or the Yarn of the image can't read or \
          that `npm ci` refuses, such as one with merge conflicts, without versions, with native packages of another system \
          only, or one of pnpm 7 or 8 where the image may have a later one; where no build context is known, \
          COPY has to name the lockfile;
          - packages are named on the command line, settings or options decide on the lockfile, or a command before changes or \
          deletes it;
          - the variable CI lets pnpm and Yarn 2 keep to the lockfile by themselves;
          - an install that keeps to the lockfile is tried first (`npm ci || npm install`), or a comment names `npm ci`;
          - one came before in the same directory, so that `npm install --omit=dev` only takes packages away;
          - `node_modules` is copied or mounted before, because `npm ci` deletes it.

          The fix is safe where `package.json` and the lockfile in the build context name the same dependencies and nothing
          changes either before the install. The examples are those of such a folder.

          ```dockerfile bad fix=safe
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

          A lockfile that lies beside `package.json` and isn't copied is of no use, to an install that keeps to it either:

          ```dockerfile bad fix=suggestion
          FROM node:22-alpine
          WORKDIR /app
          COPY package.json ./
          RUN npm install --omit=dev
          COPY . .
          ```

          ```dockerfile good
          FROM node:22-alpine
          WORKDIR /app
          COPY package.json package-lock.json ./
          RUN npm ci --omit=dev
          COPY . .
          ```

          ```dockerfile bad fix=suggestion
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
      .since("0.1.0")
      .withSafeFix()
      .withAlias(Tool.DROAST, "DF031");

  /** How many RUNs are judged, for each of which those before it are read: files that people write have a few. */
  private static final int MOST = 100;

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    SemanticModel model = subject.model();
    if (model.file().where(INSTALLS).isEmpty()) {
      return;
    }
    NpmVersions versions = new NpmVersions(model);
    Map<Stage, Lockfiles> atEnd = new HashMap<>();
    int rest = MOST;
    for (Stage stage : model.stages()) {
      Lockfiles lockfiles =
          new Lockfiles(subject, stage.parent() == null ? null : atEnd.get(stage.parent()));
      NodeManagers managers = new NodeManagers(subject, stage, versions, lockfiles);
      LockfileInImage inImage = new LockfileInImage(subject, stage);
      Reading reading = new Reading(subject, stage, managers, lockfiles, inImage, reporter);
      for (Instruction instruction : model.having(MATTERS, stage)) {
        if (instruction.innermost() instanceof Instruction.Transfer transfer) {
          lockfiles.add(instruction, transfer);
        } else if (!subject.isUnused(stage) && rest-- > 0) {
          reading.read(instruction);
        }
      }
      atEnd.put(stage, lockfiles);
    }
  }

  /** A stage, read from its beginning on. */
  private record Reading(
      Subject subject,
      Stage stage,
      NodeManagers managers,
      Lockfiles lockfiles,
      LockfileInImage inImage,
      Reporter reporter) {

    void read(Instruction instruction) {
      RunScript script = subject.model().script(instruction);
      if (script == null) {
        return;
      }
      for (Invocation invocation : script.script().invocations()) {
        NodeInstall install = NodeInstall.of(invocation);
        if (install != null && mayFollow(script, install)) {
          judge(script, install);
        }
      }
    }

    /** Whether a lockfile matters to an install. */
    private boolean mayFollow(RunScript script, NodeInstall install) {
      return install.isFrozen()
          ? !install.invocation().arguments().hasFlag("--no-frozen-lockfile")
          : new FreezableInstall(subject, managers, lockfiles).mayBeFrozen(script, install);
    }

    private void judge(RunScript script, NodeInstall install) {
      Invocation invocation = install.invocation();
      Manager manager = install.manager();
      NodeProject project = NodeProject.of(subject, script, invocation, Basis.DEFAULTS);
      if (project != null && managers.cannotRead(project, manager)
          || InstallComments.nameFrozen(subject, script)) {
        return;
      }
      ImagePath directory =
          NodeProject.directory(subject.model(), script, invocation, Basis.DEFAULTS);
      if (directory != null && EmptyManifest.isAllOf(subject, script, invocation, directory)) {
        return;
      }
      if (!install.isFrozen()
          && directory != null
          && new ProvenLockfile(subject, stage).isBefore(script, install, directory, project)) {
        return;
      }
      if (project != null) {
        judge(script, install, project, directory);
        return;
      }
      boolean isThere = directory != null
          && !subject.knowsContext()
          && inImage.isCopiedByName(manager, directory);
      if (isThere && !install.isFrozen()) {
        reporter.report(
            Finding.at(script.range(invocation.range()), LockfileSentences.ofInstall(install))
                .withFix(fixes().keep(script, install, null)));
      }
    }

    private void judge(
        RunScript script, NodeInstall install, NodeProject project, @Nullable ImagePath directory) {
      Manager manager = install.manager();
      TextRange range = script.range(install.invocation().range());
      if (isLockedByOther(script, install, project)) {
        String lockfile =
            project.lockfiles(subject).isOfModernYarn() ? "yarn.lock" : "pnpm-lock.yaml";
        reporter.report(Finding.at(range, LockfileSentences.ofOther(lockfile)));
        return;
      }
      if (lockfiles.mayHave(manager, directory)) {
        if (!inImage.isMissing(project, manager, directory)
            && !install.isFrozen()
            && inImage.isAsCopied(script, install, project)) {
          judgeWith(script, install, project, range);
        }
        return;
      }
      boolean mayBeMounted =
          script.run().mounts().stream().anyMatch(mount -> mount.type().equals("bind"));
      if (!mayBeMounted) {
        judgeWithout(script, install, project, range);
      }
    }

    /** Whether npm installs where only another manager has a lockfile, of which it reads nothing. */
    private boolean isLockedByOther(RunScript script, NodeInstall install, NodeProject project) {
      return install.manager() == Manager.NPM
          && !install.isFrozen()
          && project.lockfiles(subject).areMissing(Manager.NPM)
          && (subject.contextFile(project.beside("pnpm-lock.yaml")).isFile()
              || project.lockfiles(subject).isOfModernYarn())
          && !InstallComments.giveReason(subject, script);
    }

    private void judgeWith(
        RunScript script, NodeInstall install, NodeProject project, TextRange range) {
      if (managers.isWrittenAnew(script, install, project)) {
        reporter.report(Finding.at(range, LockfileSentences.OF_YARN_1));
        return;
      }
      String notLocked = project.lockfiles(subject).notLocked(install.manager());
      if (notLocked != null) {
        String flag = managers.frozenFlag(script, install);
        reporter.report(Finding.at(range, LockfileSentences.ofLacking(notLocked, install, flag)));
        return;
      }
      Lacked lacked = managers.lacked(project, install.manager());
      if (lacked != null) {
        reporter.report(Finding.at(range, LockfileSentences.ofLacking(lacked, install)));
        return;
      }
      String otherwise = project.lockfiles(subject).lockedOtherwise(install.manager());
      if (otherwise != null) {
        String flag = managers.frozenFlag(script, install);
        reporter.report(
            Finding.at(range, LockfileSentences.ofOtherRange(otherwise, install, flag)));
        return;
      }
      String asked = managers.laterNpm(project, install.manager());
      if (asked != null) {
        reporter.report(Finding.at(range, LockfileSentences.ofLaterNpm(asked)));
        return;
      }
      UncopiedSettings settings = UncopiedSettings.of(subject, script, install, project);
      reporter.report(
          settings.areNone()
              ? Finding.at(range, LockfileSentences.ofInstall(install))
                  .withFix(fixes().keep(script, install, project))
              : Finding.at(range, LockfileSentences.ofUncopiedSettings(install, settings))
                  .withFix(fixes().copy(script, install, project, settings.names(), settings)));
    }

    /** A lockfile is of no use that only the build context has. */
    private void judgeWithout(
        RunScript script, NodeInstall install, NodeProject project, TextRange range) {
      String lockfile = project.lockfiles(subject).name(install.manager());
      if (lockfile == null || inImage.isReplaced(script, install, project, lockfile)) {
        return;
      }
      UncopiedSettings settings = UncopiedSettings.of(subject, script, install, project);
      ImmutableList<String> copied =
          ImmutableList.<String>builder().add(lockfile).addAll(settings.names()).build();
      Lacked lacked = managers.lacked(project, install.manager());
      String difference = LockfileSentences.difference(subject, project, install.manager(), lacked);
      reporter.report(Finding.at(
              range, LockfileSentences.ofUncopied(lockfile, install, difference, settings))
          .withFix(
              difference != null
                      || managers.isWrittenAnew(script, install, project)
                      || !install.isFrozen()
                          && managers.laterNpm(project, install.manager()) != null
                  ? null
                  : fixes().copy(script, install, project, copied, settings)));
    }

    private FrozenInstallFixes fixes() {
      return new FrozenInstallFixes(subject, managers, lockfiles);
    }
  }
}

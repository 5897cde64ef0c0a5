package dev.plimsoll.lint.rules.reproducibility;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.lint.rules.dependencies.EmptyManifest;
import dev.plimsoll.lint.rules.dependencies.LockfileSettings;
import dev.plimsoll.lint.rules.dependencies.Lockfiles;
import dev.plimsoll.lint.rules.dependencies.NodeInstall;
import dev.plimsoll.lint.rules.dependencies.NodeInstall.Manager;
import dev.plimsoll.lint.rules.dependencies.NodeProject;
import dev.plimsoll.lint.rules.dependencies.NpmVersion;
import dev.plimsoll.lint.rules.dependencies.NpmVersions;
import dev.plimsoll.lint.rules.dependencies.UncopiedSettings;
import dev.plimsoll.lint.rules.files.CopiedFile;
import dev.plimsoll.rewrite.AuthorsComment;
import dev.plimsoll.rewrite.CopiedSources;
import dev.plimsoll.semantics.Binding;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.ImagePath.Answer;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Assignment;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Copy;
import dev.plimsoll.syntax.Mount;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An install that may change what the lockfile says. */
public final class NpmInstallInsteadOfCi implements Rule {

  private static final Trait INSTALLS = NodeInstall.ANY.trait();

  private static final Trait COPIES = Trait.of(Copy.class, copy -> copy.from() == null);

  private static final Trait MATTERS = INSTALLS.or(Trait.orTriggered(
      Instruction.Transfer.class, one -> one.innermost() instanceof Instruction.Transfer));

  /** What a comment says that gives a reason for the install as it is: whoever wrote it decides. */
  private static final Regex REASON = Regex.of(
      "(?i)\\b(?:because|due to|instead of|rather than|on purpose|intentional|intentionally|deliberate|deliberately|avoid|avoids|"
          + "work ?arounds?|out of (?:sync|date)|lock ?file|package-lock|peer)\\b");

  /** What stands between a command and one that is run in its place. */
  private static final Regex ELSE = Regex.of("\\|\\||;;|\\b(?:else|elif)\\b");

  private static final Regex OTHER_BRANCH = Regex.of(";;|\\b(?:else|elif)\\b");

  /** What sets up another Yarn than that of the image. */
  private static final Trait BRINGS_YARN = Trait.containing("corepack")
      .or(Trait.containing("yarn@"))
      .or(Trait.containing("set version"))
      .or(Trait.containing("policies"))
      .or(Trait.containing("@yarnpkg"))
      .or(Trait.containing("YARN_"));

  private static final Regex MODERN_VERSION = Regex.of(
      "\\bset version (?:berry|canary|latest|stable|[2-9])|\\byarn@(?:berry|stable|[2-9])");

  private static final Trait SETS_MODERN_YARN =
      Trait.of(Instruction.Run.class, run -> MODERN_VERSION.matcher(run.text()).find());

  private static final Regex LOCKED_BY_PNPM_7 = Regex.of("(?m)^lockfileVersion: ['\"]?5");

  private static final Regex LOCKED_BY_PNPM_8 = Regex.of("(?m)^lockfileVersion: ['\"]?6");

  /** A pnpm that reads the lockfiles of pnpm 7; who asks for none gets the newest. */
  private static final Regex PNPM_7 = Regex.of("\\bpnpm@[\\^~v]?[3-7](?!\\d)");

  /** One that reads those of pnpm 8. */
  private static final Regex PNPM_9 = Regex.of("\\bpnpm@[\\^~v]?[89](?!\\d)");

  private static final Trait BRINGS_PNPM_7 =
      Trait.of(Instruction.Run.class, run -> PNPM_7.matcher(run.text()).find());

  private static final Trait BRINGS_PNPM_9 =
      Trait.of(Instruction.Run.class, run -> PNPM_9.matcher(run.text()).find());

  private static final String OF_YARN_1 =
      "yarn.lock is of Yarn 1, so this Yarn writes it anew in each build, and one with --immutable would fail. "
          + "Run yarn install, commit the lockfile that it writes, then add --immutable.";

  /** The author knows of the install that keeps to the lockfile. */
  private static final Regex FROZEN = Regex.of("(?i)npm ci\\b|frozen-lockfile|--immutable");

  private static final String OF_OTHER =
      "npm doesn't read %s, so this install may choose other versions in each build. "
          + "Install with the package manager that has written it, or commit a package-lock.json.";

  private static final String OTHERWISE =
      "The lockfile was written for another range of %s than package.json has, so this install may change its version, and %s";

  private static final RuleInfo INFO = RuleInfo.of(
          "npm-install-instead-of-ci", Category.REPRODUCIBILITY, Severity.INFORMATION, """
          There is a lockfile, but the install may ignore it, so tomorrow's image may have other versions than today's.

          `npm ci` installs exactly what `package-lock.json` says, faster, and fails where `package.json` says otherwise.
          For yarn, pnpm and bun the flag `--frozen-lockfile` (`--immutable` since Yarn 2) does the same.

          Where the lockfile lacks a dependency of `package.json`, or was written for another range of its versions, an install \
          that keeps to it would fail: there is no fix, and the message names the dependency. So it is where Yarn 2 or later has \
          a lockfile of Yarn 1, which it writes anew. Settings that the lockfile was written with, such as `.npmrc` with \
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
    for (Stage stage : model.stages()) {
      Lockfiles lockfiles =
          new Lockfiles(subject, stage.parent() == null ? null : atEnd.get(stage.parent()));
      Reading reading = new Reading(subject, model, stage, versions, lockfiles, reporter);
      for (Instruction instruction : model.having(MATTERS, stage)) {
        if (instruction.innermost() instanceof Instruction.Transfer transfer) {
          lockfiles.add(instruction, transfer);
        } else if (!subject.isUnused(stage)) {
          reading.read(instruction);
        }
      }
      atEnd.put(stage, lockfiles);
    }
  }

  /** A stage, read from its beginning on. */
  private record Reading(
      Subject subject,
      SemanticModel model,
      Stage stage,
      NpmVersions versions,
      Lockfiles lockfiles,
      Reporter reporter) {

    void read(Instruction instruction) {
      RunScript script = model.script(instruction);
      if (script == null) {
        return;
      }
      for (Invocation invocation : script.script().invocations()) {
        NodeInstall install = NodeInstall.of(invocation);
        if (install != null && (install.isFrozen() || !isAlternative(script.script(), install))) {
          judge(script, install);
        }
      }
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

    private void judge(RunScript script, NodeInstall install) {
      boolean mayFollow = install.isFrozen()
          ? !install.invocation().arguments().hasFlag("--no-frozen-lockfile")
          : mayBeFrozen(script, install);
      if (!mayFollow) {
        return;
      }
      Invocation invocation = install.invocation();
      Manager manager = install.manager();
      TextRange range = script.range(invocation.range());
      NodeProject project = NodeProject.of(subject, script, invocation, Basis.DEFAULTS);
      if (project != null && isUnreadable(project, manager)
          || AuthorsComment.has(model.file(), script.instruction(), FROZEN)) {
        return;
      }
      ImagePath directory = NodeProject.directory(model, script, invocation, Basis.DEFAULTS);
      if (directory != null && EmptyManifest.isAllOf(subject, script, invocation, directory)) {
        return;
      }
      if (project == null) {
        boolean isThere =
            directory != null && !subject.knowsContext() && isCopiedByName(manager, directory);
        if (isThere && !install.isFrozen()) {
          reporter.report(Finding.at(range, message(install)).withFix(fix(script, install, null)));
        }
        return;
      }
      if (isLockedByOther(script, install, project)) {
        reporter.report(Finding.at(
            range,
            OF_OTHER.formatted(
                project.isLockedByModernYarn(subject) ? "yarn.lock" : "pnpm-lock.yaml")));
        return;
      }
      if (lockfiles.mayHave(manager, directory)) {
        boolean isMissing = project.hasNoLockfile(subject, manager)
            || !project.manifest().file().certain() // nor is it, in the folder that is likelier
                && project.lockfile(subject, manager) == null
                && !(directory != null && isCopiedByName(manager, directory));
        if (!isMissing && !install.isFrozen() && isAsCopied(script, install, project)) {
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
          && project.hasNoLockfile(subject, Manager.NPM)
          && (subject.contextFile(project.beside("pnpm-lock.yaml")).isFile()
              || project.isLockedByModernYarn(subject))
          && !AuthorsComment.has(model.file(), script.instruction(), REASON);
    }

    /** Whether the manager of the image can't use the lockfile in the context. */
    private boolean isUnreadable(NodeProject project, Manager manager) {
      return switch (manager) {
        case NPM ->
          project.isRefusedByNpm(subject)
              || project.isLockedForAnotherSystem(subject)
              || versions.of(stage).isOld() && project.isLockedByLaterNpm(subject);
        case YARN -> project.isLockedByModernYarn(subject) && isYarn1(project);
        case PNPM -> isOfOlderPnpm(project);
        case BUN -> false;
      };
    }

    /** Whether the lockfile has a format that the newest pnpm doesn't read, and nobody asks for one that does. */
    private boolean isOfOlderPnpm(NodeProject project) {
      String lockfile = subject.contextFile(project.beside("pnpm-lock.yaml")).head();
      boolean isOf7 = LOCKED_BY_PNPM_7.matcher(lockfile).find();
      if (!isOf7 && !LOCKED_BY_PNPM_8.matcher(lockfile).find()) {
        return false;
      }
      for (Stage one = stage; one != null; one = one.parent()) {
        if (model.has(isOf7 ? BRINGS_PNPM_7 : BRINGS_PNPM_9, one)) {
          return false;
        }
      }
      Regex asked = isOf7 ? PNPM_7 : PNPM_9;
      return !asked.matcher(project.manifest().file().head()).find();
    }

    /** Whether a COPY brings a lockfile of a manager to a directory by its name: then there is one, whatever the context is. */
    private boolean isCopiedByName(Manager manager, ImagePath directory) {
      for (Instruction one : model.having(COPIES, stage)) {
        Copy copy = (Copy) one;
        Word to = copy.destination();
        if (to != null
            && model.place(copy, to.value(), Basis.DEFAULTS).isSameAs(directory) == Answer.YES
            && copy.sources().stream()
                .anyMatch(it -> manager.lockfiles().contains(ContextPath.name(it.value())))) {
          return true;
        }
      }
      return false;
    }

    /** Whether nothing before has changed the manifest or the lockfile, after which one that keeps to it would fail. */
    private boolean isAsCopied(RunScript script, NodeInstall install, NodeProject project) {
      CopiedFile lockfile =
          project.copiedLockfile(subject, script.instruction(), install.manager());
      return isAsCopied(script, install, project.manifest())
          && (lockfile == null || isAsCopied(script, install, lockfile));
    }

    private boolean isAsCopied(RunScript script, NodeInstall install, CopiedFile file) {
      return file.isUntouched(model, script.instruction(), install.invocation(), any -> true);
    }

    private void judgeWith(
        RunScript script, NodeInstall install, NodeProject project, TextRange range) {
      if (isWrittenAnew(script, install, project)) {
        reporter.report(Finding.at(range, OF_YARN_1));
        return;
      }
      String notLocked = project.notLocked(subject, install.manager());
      if (notLocked != null) {
        reporter.report(Finding.at(range, messageOfDifference(script, install, notLocked)));
        return;
      }
      String otherwise = project.lockedOtherwise(subject, install.manager());
      if (otherwise != null) {
        reporter.report(
            Finding.at(range, OTHERWISE.formatted(otherwise, repair(script, install, "may"))));
        return;
      }
      UncopiedSettings settings = UncopiedSettings.of(subject, script, install, project);
      reporter.report(
          settings.areNone()
              ? Finding.at(range, message(install)).withFix(fix(script, install, project))
              : Finding.at(
                      range,
                      message(install) + " Copy " + settings.text()
                          + " before it, with which the lockfile was written.")
                  .withFix(withCopied(script, install, project, settings.names(), settings)));
    }

    /** A lockfile is of no use that only the build context has. */
    private void judgeWithout(
        RunScript script, NodeInstall install, NodeProject project, TextRange range) {
      String lockfile = project.lockfile(subject, install.manager());
      if (lockfile == null || isReplaced(script, install, project, lockfile)) {
        return;
      }
      String effect =
          install.isFrozen() ? "has no versions to keep to" : "may choose other versions";
      UncopiedSettings settings = UncopiedSettings.of(subject, script, install, project);
      ImmutableList<String> copied =
          ImmutableList.<String>builder().add(lockfile).addAll(settings.names()).build();
      String difference = difference(project, install.manager());
      reporter.report(Finding.at(
              range,
              lockfile + " is in the build context, but not copied, so this install " + effect
                  + (difference != null
                      ? ". Bring it up to date, because it " + difference + ", then copy it too."
                      : settings.areNone()
                          ? ". Copy it too."
                          : ". Copy it too, and " + settings.text()
                              + ", with which it was written."))
          .withFix(
              difference != null || isWrittenAnew(script, install, project)
                  ? null
                  : withCopied(script, install, project, copied, settings)));
    }

    /** Why an install that keeps to the lockfile would fail, or may; null where nothing tells so. */
    private @Nullable String difference(NodeProject project, Manager manager) {
      String notLocked = project.notLocked(subject, manager);
      String otherwise = project.lockedOtherwise(subject, manager);
      return notLocked != null
          ? "lacks " + notLocked
          : otherwise != null ? "was written for another range of " + otherwise : null;
    }

    /** Whether a command before the install deletes or writes a lockfile that would be copied with the manifest. */
    private boolean isReplaced(
        RunScript script, NodeInstall install, NodeProject project, String lockfile) {
      String path = project.beside(lockfile);
      return !new CopiedFile(project.manifest().copy(), path, subject.contextFile(path))
          .isUntouched(model, script.instruction(), install.invocation(), any -> true);
    }

    /** Whether Yarn 2 or later installs by a lockfile of Yarn 1, which it may not change where it has to keep to it. */
    private boolean isWrittenAnew(RunScript script, NodeInstall install, NodeProject project) {
      if (install.manager() != Manager.YARN || !project.isLockedByYarn1(subject)) {
        return false;
      }
      for (Stage one = stage; one != null; one = one.parent()) {
        if (model.has(SETS_MODERN_YARN, one)) {
          return true;
        }
      }
      return isModernYarn(script, install);
    }

    /** Whether the install would be the better for following a lockfile. */
    private boolean mayBeFrozen(RunScript script, NodeInstall install) {
      Manager manager = install.manager();
      boolean deletesModules = lockfiles.hasNodeModules() || mountsNodeModules(script);
      boolean ignoresLockfile =
          install.decidesOnLockfile() || LockfileSettings.decide(subject, script, install);
      boolean old = manager == Manager.NPM && versions.of(stage) == NpmVersion.FIRST;
      boolean frozenAnyway =
          freezesByItself(script, install) && isContinuousIntegration(script, install.invocation());
      return !deletesModules && !ignoresLockfile && !old && !frozenAnyway;
    }

    /** A mounted directory can't be deleted, which is what {@code npm ci} begins with. */
    private boolean mountsNodeModules(RunScript script) {
      for (Mount mount : script.run().mounts()) {
        String path = mount.target();
        ImagePath target = model.place(script.instruction(), path, Basis.DEFAULTS);
        if (!path.isEmpty() && "node_modules".equals(target.name())) {
          return true;
        }
      }
      return false;
    }

    /** Whether it freezes the lockfile where it believes to run in continuous integration: pnpm, and Yarn since 2. */
    private boolean freezesByItself(RunScript script, NodeInstall install) {
      return install.manager() == Manager.PNPM
          || install.manager() == Manager.YARN && isModernYarn(script, install);
    }

    private boolean isModernYarn(RunScript script, NodeInstall install) {
      NodeProject project = NodeProject.of(subject, script, install.invocation(), Basis.DEFAULTS);
      boolean has = lockfiles.isModernYarn() || project != null && project.isOfModernYarn(subject);
      return has && !(project != null && isYarn1(project));
    }

    /** Whether the Yarn that runs is the one that images of Node bring, for certain. */
    private boolean isYarn1(NodeProject project) {
      ImageReference image = model.baseReference(stage);
      if (image == null
          || !image.canonicalName().equals("node")
          || lockfiles.hasYarn()
          || !project.isLeftToYarn1(subject)) {
        return false;
      }
      for (Stage one = stage; one != null; one = one.parent()) {
        if (model.has(BRINGS_YARN, one)) {
          return false;
        }
      }
      return true;
    }

    private boolean isContinuousIntegration(RunScript script, Invocation install) {
      for (Assignment own : install.environment()) {
        if (own.name().equals("CI")) {
          return isOn(own.value().literal());
        }
      }
      String exported = null;
      for (Invocation invocation : script.script().invocations()) {
        boolean isBefore = invocation.range().end() <= install.range().start();
        for (ShellWord word : invocation.arguments().words()) {
          if (isBefore && invocation.is("export") && word.raw().startsWith("CI=")) {
            exported = word.literal() == null ? "?" : word.literal().substring("CI=".length());
          }
        }
      }
      Binding binding = model.binding(script.instruction(), "CI");
      return exported != null ? isOn(exported) : binding != null && isOn(binding.valueByDefault());
    }

    private static boolean isOn(@Nullable String value) {
      return !"".equals(value) && !"false".equals(value);
    }

    private static String message(NodeInstall install) {
      return install.manager() == Manager.NPM
          ? "npm install may install other versions than the lockfile lists. Use npm ci."
          : install.manager().program()
              + " may install other versions than the lockfile lists. Add the option that keeps to it.";
    }

    private String messageOfDifference(RunScript script, NodeInstall install, String dependency) {
      return "The lockfile lacks " + dependency
          + ", which package.json asks for, so this install chooses versions, and "
          + repair(script, install, "would");
    }

    private String repair(RunScript script, NodeInstall install, String will) {
      boolean isNpm = install.manager() == Manager.NPM;
      String frozen = isNpm ? "npm ci" : flag(script, install);
      return (isNpm ? "npm ci " : "one with " + frozen + " ")
          + will
          + " fail. Bring the lockfile up to date, then "
          + (isNpm ? "use " : "add ") + frozen + ".";
    }

    private @Nullable Fix fix(RunScript script, NodeInstall install, @Nullable NodeProject here) {
      TextEdit edit = frozen(script, install);
      if (edit == null || here != null && lacksMembers(script, install, here)) {
        return null;
      }
      if (install.manager() != Manager.NPM) {
        return Fix.suggestion("Add " + flag(script, install), edit);
      }
      NodeProject project = NodeProject.of(subject, script, install.invocation(), Basis.ANY_BUILD);
      boolean certain = versions.of(stage) == NpmVersion.CURRENT
          && !AuthorsComment.has(model.file(), script.instruction(), REASON)
          && project != null
          && project.isInStep(subject, script, install.invocation());
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
          : script.insertAfter(invocation, install.verbOrName(), flag(script, install));
    }

    /** Whether Yarn would have to take members of the workspace out of its lockfile that aren't copied: Yarn 2 keeps them there. */
    private boolean lacksMembers(RunScript script, NodeInstall install, NodeProject project) {
      return install.manager() == Manager.YARN
          && project.mayHaveWorkspaces()
          && isModernYarn(script, install)
          && !lockfiles.hasFolder(project.directory());
    }

    private String flag(RunScript script, NodeInstall install) {
      boolean modern = install.manager() == Manager.YARN && isModernYarn(script, install);
      return modern ? "--immutable" : "--frozen-lockfile";
    }

    /** Copies files beside {@code package.json} together with it, and installs what the lockfile says. */
    private @Nullable Fix withCopied(
        RunScript script,
        NodeInstall install,
        NodeProject project,
        ImmutableList<String> files,
        UncopiedSettings settings) {
      ImmutableList<TextEdit> copy =
          CopiedSources.add(model, project.manifest().copy(), project.manifest().path(), files);
      TextEdit installs = install.isFrozen() ? null : frozen(script, install);
      if (copy.isEmpty() || !settings.copyable() || installs == null && !install.isFrozen()) {
        return null;
      }
      String title = "Copy " + String.join(" and ", files);
      if (installs == null) {
        return new Fix(title + " too", Fix.Safety.SUGGESTION, copy);
      }
      return new Fix(
          title + " and "
              + (install.manager() == Manager.NPM ? "use npm ci" : "add " + flag(script, install)),
          Fix.Safety.SUGGESTION,
          ImmutableList.<TextEdit>builder().addAll(copy).add(installs).build());
    }
  }
}

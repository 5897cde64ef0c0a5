package dev.plimsoll.lint.rules.reproducibility;

import com.google.common.base.CharMatcher;
import com.google.common.collect.Iterables;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.lint.rules.dependencies.NodeProject;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.shell.Nesting;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.text.Regex;
import java.util.function.Predicate;
import java.util.regex.Matcher;

/** npm that installs whichever version is the newest. */
public final class NpmUnpinned implements Rule {

  private static final CommandQuery INSTALL =
      CommandQuery.of("npm", "yarn", "pnpm", "bun").told("install", "add", "global add");

  private static final UnpinnedPackages PACKAGES = UnpinnedPackages.of(
          INSTALL, NpmUnpinned::isPinned, "@VERSION")
      .unless(NpmUnpinned::isTrial)
      .withTools("corepack", "npm")
      .unlessPresent(NpmUnpinned::isInManifest)
      .beyondHadolint("yarn", "pnpm", "bun");

  /** How a path begins. */
  private static final CharMatcher PATH = CharMatcher.anyOf("./~");

  private static final String ALIAS = "npm:";

  private static final Regex MODERN_YARN = Regex.of("\"yarn@[2-9]");

  private static final RuleInfo INFO = RuleInfo.of(
          "npm-unpinned", Category.REPRODUCIBILITY, Severity.INFORMATION, """
          npm installs the newest version there is of a package that is named without one, so that the same file builds another \
          image later, or none.

          Name the version, as in `pm2@6.0.8`, or let `package.json` and its lockfile do that. `@latest` is no version. The same
          goes for `yarn add`, `pnpm add` and `bun add`. A repository needs a tag or a commit: `user/project#v1.2`. Nothing is
          said of files and folders, nor of what npm finds in the `package.json` of the build context: it keeps to the versions
          there, and so do yarn and pnpm to their own, which `packageManager` or `yarnPath` names.

          Where npm only installs itself, or Corepack, it is a hint. Where the same RUN deletes the folder of `--prefix` again, it is said \
          only to who asks for the rule. So it is where a comment says that the newest version is meant, as `# pm2: always the latest version`. \
          Nothing is said of a branch for a lockfile that the build \
          context hasn't: `elif [ -f pnpm-lock.yaml ]; then npm install -g pnpm`.

          ```dockerfile bad fix=none
          FROM node:22-slim
          RUN npm install -g pm2
          ```

          ```dockerfile good
          FROM node:22-slim
          RUN npm install -g pm2@6.0.8
          ```
          """)
      .since("0.1.0")
      .forDeploymentOnly()
      .in(Profile.HADOLINT, Severity.WARNING)
      .withAlias(Tool.HADOLINT, "DL3016")
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    subject.eachHaving(
        INSTALL.trait(), (part, run, found) -> PACKAGES.check(part, run.get(0), found), reporter);
  }

  /** npm keeps to the versions that package.json gives for what it names. */
  private static Predicate<String> isInManifest(Subject subject, RunCommand install) {
    if (isForMissingLockfile(subject, install)) {
      return name -> true;
    }
    if (!install.program().equals("npm")) {
      return name -> false;
    }
    if (install.hasAny("--global", "--location")) {
      return name -> isChosenByProject(subject, name);
    }
    NodeProject project =
        NodeProject.nearest(subject, install.script(), install.invocation(), Basis.DEFAULTS);
    return name -> project != null
        && project.dependsOn(name)
        && !Iterables.any(install.operands(), word -> word.literalPrefix().startsWith(name + "@"));
  }

  /** A condition that asks for a file, as the last one before a command. */
  private static final Regex ASKS_FOR_FILE = Regex.of(
      "(?s).*\\b(?:if|elif)\\s{1,9}\\[{1,2}\\s{1,9}-[ef]\\s{1,9}[\"']?(?:\\./)?([\\w.-]{1,99})[\"']?\\s{1,9}\\]{1,2}"
          + "\\s{0,9};?\\s{0,9}then\\b(.*)");

  /** Characters before a command among which its condition is looked for. */
  private static final int MOST_BEFORE = 2_000;

  private static final Regex ENDS_BRANCH = Regex.of("\\b(?:else|elif|fi)\\b");

  private static final Regex LOCKFILE = Regex.of(
      "yarn\\.lock|pnpm-lock\\.yaml|package-lock\\.json|npm-shrinkwrap\\.json|bun\\.lockb?");

  /** Whether it stands in a branch for projects with a lockfile that isn't beside package.json. */
  private static boolean isForMissingLockfile(Subject subject, RunCommand install) {
    if (!install.invocation().isIn(Nesting.BRANCH)) {
      return false;
    }
    int start = install.invocation().range().start();
    String before =
        install.script().script().code().substring(Math.max(0, start - MOST_BEFORE), start);
    Matcher asks = ASKS_FOR_FILE.matcher(before);
    if (!asks.matches()
        || ENDS_BRANCH.matcher(asks.group(2)).find()
        || !LOCKFILE.matcher(asks.group(1)).matches()) {
      return false;
    }
    NodeProject project =
        NodeProject.nearest(subject, install.script(), install.invocation(), Basis.DEFAULTS);
    return project != null && subject.contextFile(project.beside(asks.group(1))).isMissing();
  }

  /** A package manager that runs the version of itself which a file of the project names; Yarn 1 runs another Yarn only. */
  private static boolean isChosenByProject(Subject subject, String name) {
    if (name.equals("pnpm")) {
      return subject.contextFile("package.json").beginning().contains("\"pnpm@");
    }
    return name.equals("yarn")
        && (MODERN_YARN.matcher(subject.contextFile("package.json").beginning()).find()
            || subject.contextFile(".yarnrc.yml").beginning().contains("yarnPath")
            || subject.contextFile(".yarnrc").beginning().contains("yarn-path"));
  }

  private static boolean isTrial(RunCommand install) {
    return install.hasAny("--dry-run", "--help");
  }

  private static boolean isPinned(RunCommand install, String operand) {
    boolean url = operand.contains(":/") || operand.startsWith("git@");
    boolean shorthand = operand.indexOf('/') > 0 && operand.charAt(0) != '@' && !isLocal(operand);
    if (url || shorthand) {
      return isPinnedRepository(operand);
    }
    int alias = operand.indexOf(ALIAS);
    String spec = alias < 0 ? operand : operand.substring(alias + ALIAS.length());
    int at = spec.lastIndexOf('@');
    return isLocal(operand)
        || isArchive(operand)
        || isValueOfFlag(operand)
        || (at > 0 && !UnpinnedPackages.isMoving(spec.substring(at + 1)));
  }

  private static boolean isPinnedRepository(String operand) {
    int commit = operand.indexOf('#');
    boolean git = operand.startsWith("git") || operand.endsWith(".git") || !operand.contains("://");
    return isArchive(operand)
        || (commit > 0 ? !UnpinnedPackages.isMoving(operand.substring(commit + 1)) : !git);
  }

  private static boolean isLocal(String operand) {
    return PATH.matches(operand.charAt(0))
        || operand.startsWith("file:")
        || operand.startsWith("link:")
        || operand.startsWith("workspace:");
  }

  private static boolean isArchive(String operand) {
    return operand.endsWith(".tgz") || operand.endsWith(".tar.gz") || operand.endsWith(".tar");
  }

  /** npm takes {@code --production false} for {@code --production=false}. */
  private static boolean isValueOfFlag(String operand) {
    return operand.equals("true") || operand.equals("false");
  }
}

package dev.plimsoll.lint.rules.size;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.lint.rules.dependencies.NpmVersions;
import dev.plimsoll.lint.rules.size.DevelopmentStep.Build;
import dev.plimsoll.lint.rules.size.DevelopmentStep.Install;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.TextRange;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Dependencies that only developers need, in the image; or that the build needs, missing when it runs. */
public final class NpmDevDependenciesInFinal implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "npm-dev-dependencies-in-final", Category.SIZE, Severity.INFORMATION, """
          Compilers, linters and test tools among the development dependencies don't belong in the image that runs.

          Install without them in the stage that ships. A build needs them: build in a stage of its own, and take them
          away there with `npm prune --omit=dev` before `node_modules` is copied to the final stage. Without them the
          build may stop for want of its own tools, so installing only production dependencies before a build is
          reported too.

          The rule knows npm, yarn, pnpm, bun, Composer, Poetry and uv. It is silent

          - where NODE_ENV is set, an option such as `--include=dev` or a comment asks for them, in branches, where `npm prune` follows, and where the build context is known and no manifest \
          in it names some, or npm's lockfile shows that others depend on all of them;
          - of groups of Poetry and uv whose names aren't like `dev`, `test`, `lint` or `docs`, and whose packages aren't all tools;
          - in stages whose name, command or ENV (`RAILS_ENV=development`) says that they are for development or tests, in which Compose runs tests, or starts a server for developers where they start nothing, which run a \
          browser for tests or whose base image is there for that, where `.[dev]`, Xdebug and the like are installed beside, or \
          which leave it to others what is started;
          - where a variable, a command, or a script that is started or copied names a path of one, such as \
          `node_modules/PACKAGE/dist`;
          - where what is started is one of them, such as `cross-env`, also in a script, or a server that compiles the sources, such as \
          `react-scripts start`, whose settings name some, or is a program of the build context \
          that loads one, itself, through files that it imports, or in its settings such as `next.config.js`, also where it is compiled \
          from such files, or copied by its name for something else to run; all that is read too where another stage has it \
          from the context, what `make` runs counts as well, and a shell script of another stage or a \
          Makefile that nobody can read may need any; where what is started isn't known whole, \
          because it isn't in the build context, loads files \
          that it names only when it runs, or `NODE_PATH` lets programs elsewhere load some, the message says "unless what is \
          started needs one";
          - where the image has no program, or a `devcontainer.json` names Compose, and a Compose file mounts the build context in \
          its place.

          A COPY of `node_modules` from another stage is reported where the manifest is known to have some, nothing removes
          them, and the stage that copies them runs no command that may need them.

          It says so without a fix, too, where what is started fills the database of a program in PHP, as `artisan db:seed` does.

          There is no fix where another stage that begins with the install needs them, nor where `uv run` starts the program, which \
          would install them then.

          Since npm 7 the flag is `--omit=dev`; `--production` and `--only=production` are old spellings of it. pnpm
          ignores NODE_ENV since version 10, and bun always.

          ```dockerfile bad fix=suggestion
          FROM node:22-alpine
          WORKDIR /app
          COPY package*.json ./
          RUN npm ci && npm cache clean --force
          COPY . .
          CMD ["node", "server.js"]
          ```

          ```dockerfile good
          FROM node:22-alpine
          WORKDIR /app
          COPY package*.json ./
          RUN npm ci --omit=dev && npm cache clean --force
          COPY . .
          CMD ["node", "server.js"]
          ```

          A build after an install for production, a warning where npm's lockfile shows that what it runs is missing then:

          ```dockerfile bad fix=suggestion
          FROM node:22-alpine AS builder
          WORKDIR /app
          COPY package*.json ./
          RUN npm ci --only=production
          COPY . .
          RUN npm run build

          FROM node:22-alpine
          COPY --from=builder /app /app
          ```

          ```dockerfile good
          FROM node:22-alpine AS builder
          WORKDIR /app
          COPY package*.json ./
          RUN npm ci
          COPY . .
          RUN npm run build && npm prune --omit=dev

          FROM node:22-alpine
          COPY --from=builder /app /app
          ```

          An old spelling, where npm is known to be one that has the new one:

          ```dockerfile bad fix=safe
          FROM node:22-alpine
          WORKDIR /app
          COPY package*.json ./
          RUN npm ci --only=production
          ```

          ```dockerfile good
          FROM node:22-alpine
          WORKDIR /app
          COPY package*.json ./
          RUN npm ci --omit=dev
          ```
          """)
      .since("0.1.0")
      .forDeploymentOnly()
      .withBase()
      .withSafeFix()
      .withAlias(Tool.DROAST, "DF031");

  private static final String UNLESS = ", unless what is started needs one.";

  private static final String IF = ", if what is started needs none of them";

  /** How many installs are judged, for each of which all is read that its image starts: files that people write have a few. */
  private static final int MOST = 20;

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    SemanticModel model = subject.model();
    if (model.having(DevelopmentSteps.MAY_INSTALL).isEmpty()) {
      return;
    }
    NpmVersions versions = new NpmVersions(model);
    // Those of which an image that isn't for development has the layers, and nothing was pruned.
    Set<Stage> shipping = DeployedStages.of(subject);
    int rest = MOST;
    for (Stage stage : model.stages().reverse()) {
      List<DevelopmentStep> steps = DevelopmentSteps.in(model, stage, versions);
      boolean ships =
          shipping.contains(stage) && steps.stream().noneMatch(DevelopmentNeeds::runsBrowserTests);
      // From the last step to the first, so that each knows what comes after it.
      Build build = null;
      Build lastUse = null;
      boolean pruned = false;
      for (int i = steps.size() - 1; i >= 0; i--) {
        DevelopmentStep step = steps.get(i);
        if (step instanceof Build found) {
          build = build == null && found.builds() ? found : build;
          lastUse = lastUse == null ? found : lastUse;
        } else if (step instanceof DevelopmentStep.Prune) {
          pruned = true;
        } else if (step instanceof Install install && install.isProductionOnly()) {
          ProductionInstall.report(subject, stage, install, build, reporter);
          pruned = true;
          build = null;
        } else if (step instanceof Install install) {
          boolean isLooked = ships && !pruned && rest-- > 0;
          boolean usesTools = lastUse != null;
          if (isLooked && DevelopmentNeeds.areNeedless(subject, stage, install, usesTools)) {
            boolean used = usesTools || DevelopmentNeeds.areTaken(subject, stage, install);
            Stage other = used ? null : SharedInstall.needing(subject, stage, install, versions);
            reporter.report(
                install.node() != null && (used || install.runsThem(subject))
                    ? inStageOfBuild(install, used, lastUse)
                    : inFinalStage(subject, stage, install, other));
          }
          build = null;
        }
      }
      if (!pruned && stage.parent() != null && shipping.contains(stage)) {
        shipping.add(stage.parent());
      }
    }
    checkCopies(subject, shipping, versions, reporter);
  }

  private static void checkCopies(
      Subject subject, Set<Stage> shipping, NpmVersions versions, Reporter reporter) {
    CopiedModules.Search search = new CopiedModules.Search(subject.model(), versions);
    for (Stage stage : subject.model().stages()) {
      if (shipping.contains(stage)) {
        for (CopiedModules copied : search.in(stage)) {
          if (DevelopmentNeeds.areNeedlessInCopy(subject, stage, copied.install())) {
            reporter.report(inCopy(subject, stage, copied));
          }
        }
      }
      Build build = search.build(stage);
      if (build != null) {
        for (CopiedModules copied : search.forProduction(stage)) {
          if (lacksThem(subject, copied.install(), build)) {
            reporter.report(inBuild(subject, copied, build));
          }
        }
      }
    }
  }

  /** Whether an install is known to leave out what a build may need. */
  private static boolean lacksThem(Subject subject, Install install, Build build) {
    return !install.isConditional()
        && install.namesDevelopmentDependencies(subject)
        && install.mayNeedThem(subject, build.tool())
        && !install.isOfModernYarn(subject)
        && !install.ignoresEnvironment(subject);
  }

  private static Finding inBuild(Subject subject, CopiedModules copied, Build build) {
    return Finding.at(
            subject.model().range(copied.copy(), copied.source().range()),
            "The build that follows usually needs the development dependencies, which aren't copied. "
                + "Copy node_modules from a stage that installs all of them.")
        .withSeverity(Severity.HINT)
        .withRelated(copied.install().range(), "They are left out here.")
        .withRelated(build.range(), "the build");
  }

  private static Finding inCopy(Subject subject, Stage stage, CopiedModules copied) {
    String prune = copied.install().pruneCommand(subject);
    return Finding.at(
            subject.model().range(copied.copy(), copied.source().range()),
            "The development dependencies are copied, too. Copy node_modules from a stage that installs without them"
                + (prune == null ? "" : ", or that removes them with " + prune)
                + (DevelopmentNeeds.mayLoadThem(subject, stage) ? UNLESS : "."))
        .withRelated(copied.install().range(), "They are installed here.");
  }

  /** What keeps {@code uv run} from installing what is missing, or those. */
  private static final ImmutableList<String> UV_KEEPS =
      ImmutableList.of("--no-sync", "--no-dev", "--no-default-groups", "--only-group");

  private static final Trait SETS_UP_UV =
      Trait.containing("UV_NO_SYNC").or(Trait.containing("UV_NO_DEV"));

  /** Whether {@code uv run} starts the program, after it has installed what the image lacks. */
  private static boolean isStartedByUv(Subject subject, Stage stage, Install install) {
    if (!install.invocation().is("uv")) {
      return false;
    }
    for (Stage target : subject.model().deployedTargets()) {
      if (target.chain().contains(stage) && !subject.model().has(SETS_UP_UV, target)) {
        for (ImmutableList<String> words : StartedCommands.words(subject, target)) {
          if (words.size() > 1
              && words.get(0).endsWith("uv")
              && words.contains("run")
              && Collections.disjoint(words, UV_KEEPS)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** @param lastUse the last command that may need them; null where none is seen */
  private static Finding inStageOfBuild(Install install, boolean used, @Nullable Build lastUse) {
    boolean isUsedLater = used
        && (lastUse == null
            || lastUse.script().instruction() != install.script().instruction());
    return Finding.at(
        install.range(),
        "The development dependencies stay in the image. Build in a stage of its own"
            + (isUsedLater ? "." : ", or remove them in the RUN that installs them."));
  }

  private static Finding inFinalStage(
      Subject subject, Stage stage, Install install, @Nullable Stage other) {
    TextRange range = install.range();
    if (other != null) {
      return Finding.at(
          range,
          "The development dependencies become part of the image"
              + (subject.model().ships(other)
                  ? ". Build in a stage of its own"
                  : ": this install is also for "
                      + (other.name() == null ? "a stage" : other.name())
                      + ", which needs them. Give that an install of its own")
              + ", and install without them in the stage that ships.");
    }
    String flag = install.flagForProduction(subject);
    if (flag != null && isStartedByUv(subject, stage, install)) {
      return Finding.at(
          range,
          "The development dependencies become part of the image. Leave them out with " + flag
              + ", here and in uv run, which would install them when the container starts.");
    }
    boolean seeds =
        install.invocation().is("composer") && DevelopmentNeeds.startsToolsOfPhp(subject, stage);
    boolean mayLoad = seeds
        || install.node() != null
            && (DevelopmentNeeds.mayLoadThem(subject, stage)
                || NamedModules.areSearched(subject, stage));
    Finding finding = Finding.at(
        range,
        "The development dependencies become part of the image."
            + (flag == null ? " Install without them" : " Leave them out with " + flag)
            + (mayLoad ? UNLESS : "."));
    ShellWord after = install.wordBeforeFlag();
    return flag == null || seeds || !install.script().code().isContiguous(after.range())
        ? finding
        : finding.withFix(Fix.suggestion(
            "Add " + flag + (mayLoad ? IF : ""),
            install.script().insertAfter(install.invocation(), after, flag.split(" "))));
  }
}

package dev.plimsoll.lint.rules.size;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.context.RunSettings;
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
import dev.plimsoll.lint.rules.dependencies.ComposedStart;
import dev.plimsoll.lint.rules.dependencies.DevelopmentServer;
import dev.plimsoll.lint.rules.dependencies.NpmVersion;
import dev.plimsoll.lint.rules.dependencies.NpmVersions;
import dev.plimsoll.lint.rules.files.DevelopmentComment;
import dev.plimsoll.lint.rules.files.MountedContext;
import dev.plimsoll.lint.rules.files.StartedScripts;
import dev.plimsoll.lint.rules.size.DevelopmentStep.Build;
import dev.plimsoll.lint.rules.size.DevelopmentStep.Install;
import dev.plimsoll.rewrite.AuthorsComment;
import dev.plimsoll.rewrite.ChainEdits;
import dev.plimsoll.semantics.CommandWords;
import dev.plimsoll.semantics.DevelopmentEnvironment;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
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

          A build after an install for production:

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
    if (model.having(DevelopmentStep.MAY_INSTALL).isEmpty()) {
      return;
    }
    NpmVersions versions = new NpmVersions(model);
    // Those of which an image that isn't for development has the layers, and nothing was pruned.
    Set<Stage> shipping = deployed(subject);
    int rest = MOST;
    for (Stage stage : model.stages().reverse()) {
      List<DevelopmentStep> steps = DevelopmentStep.in(model, stage, versions);
      boolean ships = shipping.contains(stage)
          && steps.stream().noneMatch(NpmDevDependenciesInFinal::runsBrowserTests);
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
          report(subject, stage, install, build, reporter);
          pruned = true;
          build = null;
        } else if (step instanceof Install install) {
          boolean isLooked = ships && !pruned && rest-- > 0;
          boolean usesTools = lastUse != null;
          if (isLooked && isNeedless(subject, stage, install, usesTools)) {
            boolean used = usesTools || areTaken(subject, stage, install);
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

  /** Whether an install brings development dependencies that nobody is seen to need. */
  private static boolean isNeedless(
      Subject subject, Stage stage, Install install, boolean usesTools) {
    return install.isCertain()
        && !install.asksForThem()
        && install.namesDevelopmentDependencies(subject)
        && !isToolNamed(subject, stage, install)
        && !areWanted(subject, install, usesTools)
        && install.leavesThem(subject.model())
        && !areLoaded(subject, stage, install, usesTools);
  }

  /**
   * Whether what is started loads one of them, from wherever the project is, or a program that is copied by its name; or may do
   * so, where nobody can read it.
   */
  private static boolean areLoaded(
      Subject subject, Stage stage, Install install, boolean usesTools) {
    for (Stage target : subject.model().deployedTargets()) {
      if (target.chain().contains(stage)) {
        for (Instruction command : StartedCommands.starts(subject.model(), target)) {
          if (install.isLoaded(
                  subject, target, command, StartedCommands.of(subject, target, command))
              || !usesTools
                  && install.isLoaded(
                      subject, target, command, CopiedScripts.commands(subject, target))) {
            return true;
          }
        }
        if (startsHidden(subject, target)) {
          return true;
        }
      }
    }
    return false;
  }

  private static void checkCopies(
      Subject subject, Set<Stage> shipping, NpmVersions versions, Reporter reporter) {
    CopiedModules.Search search = new CopiedModules.Search(subject.model(), versions);
    for (Stage stage : subject.model().stages()) {
      if (shipping.contains(stage)) {
        for (CopiedModules copied : search.in(stage)) {
          if (areNeedless(subject, stage, copied.install())) {
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

  /** Whether an install is known to bring development dependencies, and a stage neither names nor starts one of them. */
  private static boolean areNeedless(Subject subject, Stage stage, Install install) {
    return install.hasDevelopmentDependencies(subject)
        && !isToolNamed(subject, stage, install)
        && !isToolSetUp(subject, stage, install)
        && !install.mayNeedThem(subject, startWords(subject, stage))
        && !startsHidden(subject, stage);
  }

  /** Whether a shell script that is started comes from another stage, and nobody can read what it needs. */
  private static boolean startsHidden(Subject subject, Stage target) {
    for (Instruction command : StartedCommands.starts(subject.model(), target)) {
      if (StartedScripts.areHidden(
          subject,
          target,
          (Instruction.Command) command,
          StartedCommands.of(subject, target, command))) {
        return true;
      }
    }
    return false;
  }

  /** What is copied for a tool that somebody runs in the container, as for the migrations of a database. */
  private static final ImmutableMap<String, String> SET_UP = ImmutableMap.of(
      "drizzle.config", "drizzle-kit",
      "knexfile", "knex",
      "prisma.config", "prisma",
      "prisma", "prisma",
      ".sequelizerc", "sequelize-cli");

  private static final Trait COPIES = Trait.of(Instruction.Copy.class);

  /** Whether a stage copies, by its name, what such a tool among them reads. */
  private static boolean isToolSetUp(Subject subject, Stage stage, Install install) {
    for (Instruction copy : subject.model().having(COPIES, stage)) {
      for (Word source : ((Instruction.Copy) copy).sources()) {
        String name = ContextPath.name(ContextPath.clean(source.value()));
        int dot = name.lastIndexOf('.');
        String tool = SET_UP.get(dot > 0 ? name.substring(0, dot) : name);
        if (tool != null && install.mayNeedThem(subject, tool)) {
          return true;
        }
      }
    }
    return false;
  }

  /** What the command and the scripts that it starts name: programs, packages, and scripts of the manifest among them. */
  private static Set<String> startWords(Subject subject, Stage target) {
    Set<String> words = new HashSet<>();
    StartedCommands.words(subject, target).forEach(words::addAll);
    StartedScripts.each(
        subject,
        target,
        script -> script.invocations().forEach(one -> words.addAll(CommandWords.of(one))));
    return words;
  }

  private static Finding inCopy(Subject subject, Stage stage, CopiedModules copied) {
    String prune = copied.install().pruneCommand(subject);
    return Finding.at(
            subject.model().range(copied.copy(), copied.source().range()),
            "The development dependencies are copied, too. Copy node_modules from a stage that installs without them"
                + (prune == null ? "" : ", or that removes them with " + prune)
                + (mayLoadThem(subject, stage) ? UNLESS : "."))
        .withRelated(copied.install().range(), "They are installed here.");
  }

  /** How a comment says that nobody deploys what is installed. */
  private static final Regex FOR_TESTS =
      Regex.of("(?i)\\bfor\\s+(?:\\w+\\s+){0,2}(?:tests?|testing|development|ci)\\b");

  private static final Regex WITH_THEM = Regex.of(
      "(?i)\\b(?:includ(?:es?|ing)|incl\\.|with|also|keep|need)\\b.{0,40}\\b(?:dev\\b|dev(?:elopment)?[ -]?dep)"
          + "|^[#\\s]{0,9}install(?:s|ing)? (?:\\w{1,20} )?dev(?:elopment)?[ -]dep");

  /** Whether the author says that they are meant to be there: not only for a build, that is. */
  private static boolean areWanted(Subject subject, Install install, boolean usesTools) {
    Dockerfile file = subject.file();
    Instruction run = install.script().instruction();
    return AuthorsComment.has(file, run, FOR_TESTS)
        || !usesTools && AuthorsComment.has(file, run, WITH_THEM);
  }

  /** Programs and commands that Composer brings for those who develop. */
  private static final Regex TOOLS_OF_PHP = Regex.of(
      "\\bartisan\\s+(?:boost|breeze|clockwork|debugbar|dusk|ide-helper|pest|sail|stub|telescope|test)\\b"
          + "|\\bbin/console\\s+(?:doctrine:fixtures|hautelook|make|server):"
          + "|\\bvendor/bin/(?:behat|deptrac|ecs|grumphp|infection|parallel-lint|paratest|pest|php-cs-fixer|phpcs|phpmd|phpstan|phpunit"
          + "|pint|psalm|rector|sail|simple-phpunit)\\b"
          + "|\\bcomposer\\s+(?:run(?:-script)?\\s+)?(?:analy[sz]e|check|fix|ide-helper|lint|stan|tests?)\\b");

  /** What fills a database, mostly with what a development dependency makes up. */
  private static final Regex SEEDS_IN_PHP = Regex.of(
      "\\bartisan\\s(?:.{0,200}\\s)?(?:db:seed\\b|--seed(?:er)?\\b)|\\bdoctrine:fixtures:load\\b");

  private static final Trait RUNS_TOOLS_OF_PHP =
      Trait.of(Instruction.Run.class, run -> TOOLS_OF_PHP.matcher(run.text()).find());

  /** Whether a variable, a command or a script names one of the development dependencies, or a RUN a tool for PHP. */
  private static boolean isToolNamed(Subject subject, Stage stage, Install install) {
    if (install.node() == null) {
      return install.invocation().is("composer") && subject.model().has(RUNS_TOOLS_OF_PHP, stage);
    }
    Set<String> named = NamedModules.in(subject, stage);
    return !named.isEmpty() && install.mayNeedThem(subject, named)
        || isImageForOne(subject, stage, install);
  }

  /** Whether what an image with the layers of a stage starts is such a tool, or may need one. */
  private static boolean startsToolsOfPhp(Subject subject, Stage stage) {
    for (Stage target : subject.model().deployedTargets()) {
      if (target.chain().contains(stage)) {
        for (ImmutableList<String> words : StartedCommands.words(subject, target)) {
          String command = String.join(" ", words);
          if (SEEDS_IN_PHP.matcher(command).find()
              || TOOLS_OF_PHP.matcher(command).find()) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Whether a RUN takes files out of one of the development dependencies. */
  private static boolean areTaken(Subject subject, Stage stage, Install install) {
    Set<String> taken =
        install.node() == null ? ImmutableSet.of() : NamedModules.taken(subject, stage);
    return !taken.isEmpty() && install.mayNeedThem(subject, taken);
  }

  /** Whether the base image is there for what drives a browser, and that is among them. */
  private static boolean isImageForOne(Subject subject, Stage stage, Install install) {
    ImageReference base = subject.model().baseReference(stage);
    for (String tool : BROWSER_TESTS) {
      if (base != null
          && base.text().contains(tool)
          && install.mayNeedThem(
              subject, ImmutableList.of(tool, tool + "-core", "@" + tool + "/test"))) {
        return true;
      }
    }
    return false;
  }

  private static final ImmutableSet<String> BROWSER_TESTS = ImmutableSet.of(
      "cypress", "playwright", "puppeteer", "wdio", "nightwatch", "testcafe", "codeceptjs");

  /** Whether a stage makes an image that tests others: what drives a browser is no tool of a build. */
  private static boolean runsBrowserTests(DevelopmentStep step) {
    return step instanceof Build build && BROWSER_TESTS.contains(build.tool());
  }

  /** What a command says that starts something for developers. */
  static final Trait STARTS_DEVELOPMENT = Trait.of(
          Instruction.Cmd.class, NpmDevDependenciesInFinal::startsDevelopment)
      .or(Trait.of(Instruction.Entrypoint.class, NpmDevDependenciesInFinal::startsDevelopment));

  private static boolean startsDevelopment(Instruction instruction) {
    String text = instruction.text().toLowerCase(Locale.ROOT);
    return saysDevelopment(text) || STARTS_NOTHING.matcher(text).matches();
  }

  /** A command that keeps a container alive for those who come in, or lets them in. */
  private static final Regex STARTS_NOTHING = Regex.of(
      "(?:cmd|entrypoint)\\s+(?:\\[\\s*\")?(?:sleep[\",\\s]+(?:inf|infinity|\\d+[a-z]?)"
          + "|tail[\",\\s]+-f[\",\\s]+/dev/null|(?:/\\w+){0,4}/?(?:ash|dash|fish|ksh|sh|zsh))(?:\"\\s*])?\\s*");

  /** Other package managers that are told to install what developers and tests need. */
  private static final Regex FOR_DEVELOPERS = Regex.of(
      "[\\w./]\\[(?:[\\w-]+ ?, ?){0,9}(?:dev|develop|development|tests?|testing)\\b"
          + "|\\brequirements[-_./](?:dev|test)|\\b(?:dev|test)[-_]requirements|\\bwith[ =:]+['\"]?(?:development|test)\\b");

  /** The debugger of PHP, which nobody wants where a program is to be fast. */
  private static final Regex DEBUGGER = Regex.of(
      "\\b(?:pecl\\s+install|docker-php-ext-enable|install-php-extensions)\\b[^;&|]{0,400}\\bxdebug\\b|\\bphp[\\w.${}-]{0,40}-xdebug\\b");

  private static final Trait INSTALLS_FOR_DEVELOPERS = Trait.of(
      Instruction.Run.class,
      run ->
          run.text().contains("install") && FOR_DEVELOPERS.matcher(run.text()).find()
              || run.text().contains("xdebug") && DEBUGGER.matcher(run.text()).find());

  /** The targets of which neither the name nor a command says that they are for development. */
  private static Set<Stage> deployed(Subject subject) {
    SemanticModel model = subject.model();
    Set<Stage> forDevelopment = new HashSet<>();
    for (Stage stage : model.stages()) {
      if (model.has(STARTS_DEVELOPMENT, stage)
          || model.has(INSTALLS_FOR_DEVELOPERS, stage)
          || (stage.parent() != null && forDevelopment.contains(stage.parent()))) {
        forDevelopment.add(stage);
      }
    }
    Set<Stage> deployed = new HashSet<>();
    RunSettings settings = subject.runSettings();
    if (settings.forDevelopment() || settings.runsTests()) {
      return deployed;
    }
    for (Stage target : model.deployedTargets()) {
      boolean named = target.name() != null && saysDevelopment(target.name());
      if (!named
          && !forDevelopment.contains(target)
          && StartedCommands.areAny(model, target)
          && !KnownStart.isLeftToArguments(subject, StartedCommands.starts(model, target), target)
          && !DevelopmentComment.isFor(subject, target)
          && !isStartedForDevelopment(subject, target)
          && !DevelopmentEnvironment.isIn(model, target)
          && !needsThemToStart(subject, target)
          && !MountedContext.isProgramOf(subject, target)) {
        deployed.add(target);
      }
    }
    return deployed;
  }

  /** Whether Compose says what is started, and that is a server for those who write the program. */
  private static boolean isStartedForDevelopment(Subject subject, Stage target) {
    return StartedCommands.starts(subject.model(), target).isEmpty()
        && ComposedStart.isForDevelopment(subject, target);
  }

  /** Programs that test a project when they are told so. */
  private static final ImmutableSet<String> TEST =
      ImmutableSet.of("bun", "cargo", "deno", "dotnet", "go", "mvn", "npm", "pnpm", "yarn");

  /** Whether the image starts tests, or what is there only with the development dependencies. */
  private static boolean needsThemToStart(Subject subject, Stage target) {
    for (ImmutableList<String> words : StartedCommands.words(subject, target)) {
      boolean tests =
          words.size() > 1 && TEST.contains(words.get(0)) && words.get(1).equals("test");
      if (tests || DevelopmentServer.needsDevelopmentDependencies(words, subject, target)) {
        return true;
      }
    }
    return false;
  }

  /** Whether an image with the layers of a stage may load them: only of a program that could be read whole is that known. */
  private static boolean mayLoadThem(Subject subject, Stage stage) {
    boolean isKnown = false;
    for (Stage target : subject.model().deployedTargets()) {
      if (target.chain().contains(stage)) {
        for (ImmutableList<String> words : StartedCommands.words(subject, target)) {
          switch (DevelopmentServer.loaded(words, subject, target)) {
            case IN_PART -> {
              return true;
            }
            case KNOWN -> isKnown = true;
            case UNKNOWN -> {} // a command before the program, perhaps
          }
        }
      }
    }
    return !isKnown;
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

  static boolean saysDevelopment(String text) {
    String plain = text.replace("latest", "").replace("no-dev", ""); // which aren't
    for (String word : ImmutableList.of(
        "dev",
        "test",
        "watch",
        "nodemon",
        "ts-node",
        "tsx",
        "webpack",
        "vite",
        "ng serve",
        "storybook",
        "gulp",
        "grunt",
        "jest",
        "mocha",
        "cypress",
        "playwright",
        "lint",
        "run build",
        "bash")) {
      if (plain.contains(word)) {
        return true;
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
    boolean seeds = install.invocation().is("composer") && startsToolsOfPhp(subject, stage);
    boolean mayLoad = seeds
        || install.node() != null
            && (mayLoadThem(subject, stage) || NamedModules.areSearched(subject, stage));
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

  private static void report(
      Subject subject, Stage stage, Install install, @Nullable Build build, Reporter reporter) {
    if (build != null
        && (install.hasNoDevelopmentDependencies(subject)
            || install.isOfModernYarn(subject)
            || install.ignoresEnvironment(subject))) {
      return;
    }
    if (build != null
        && !isOfBase(subject.model(), stage, build)
        && install.namesDevelopmentDependencies(subject)
        && install.mayNeedThem(subject, build.tool())) {
      boolean stay = CopiedModules.mayBeKept(subject.model(), stage, install);
      reporter.report(Finding.at(
              install.range(),
              "The build that follows usually needs the development dependencies. Install all of them"
                  + (stay
                      ? ", and remove them after the build."
                      : ": none of them gets into the image."))
          .withSeverity(Severity.HINT)
          .withRelated(build.range(), "the build")
          .withFix(stay ? pruneAfterBuild(subject, install, build) : installAll(install)));
      return;
    }
    TextRange old = install.oldSpelling();
    NpmVersion version = old == null ? NpmVersion.OLD : install.npm();
    if (old != null && !version.isOld()) {
      reporter.report(Finding.at(
              install.script().range(old),
              "Since npm 7 this is an old spelling of --omit=dev, which npm warns about.")
          .withSeverity(Severity.HINT)
          .withTag(Finding.Tag.DEPRECATED)
          .withFix(respelled(install, version)));
    }
  }

  private static final Trait ADDS_TO_PATH = Trait.containing("node_modules/.bin");

  /** Whether what builds isn't looked for in the project, but comes with an image that somebody has made for it. */
  private static boolean isOfBase(SemanticModel model, Stage stage, Build build) {
    ImageReference base = model.baseReference(stage);
    return base != null
        && !base.isOfficial()
        && build.tool().equals(build.invocation().name())
        && !model.has(ADDS_TO_PATH, stage);
  }

  private static @Nullable Fix respelled(Install install, NpmVersion version) {
    TextEdit edit = install.respelled("--omit=dev");
    Fix.Safety safety = version == NpmVersion.CURRENT ? Fix.Safety.SAFE : Fix.Safety.SUGGESTION;
    return edit == null ? null : new Fix("Write --omit=dev", safety, ImmutableList.of(edit));
  }

  private static @Nullable Fix installAll(Install install) {
    TextRange flag = install.productionFlagWithBlank();
    return flag == null || !install.script().code().isContiguous(flag)
        ? null
        : Fix.suggestion(
            "Install all dependencies", TextEdit.delete(install.script().range(flag)));
  }

  /** Installs everything, and adds what removes the development dependencies where the build is done. */
  private static @Nullable Fix pruneAfterBuild(Subject subject, Install install, Build build) {
    TextRange flag = install.productionFlagWithBlank();
    String prune = install.pruneCommand(subject);
    TextEdit insert = prune == null
        ? null
        : ChainEdits.insertAfter(subject.file(), build.script(), build.invocation(), prune);
    if (flag == null || insert == null || !install.script().code().isContiguous(flag)) {
      return null;
    }
    return Fix.suggestion(
        "Install all, and prune after the build",
        TextEdit.delete(install.script().range(flag)),
        insert);
  }
}

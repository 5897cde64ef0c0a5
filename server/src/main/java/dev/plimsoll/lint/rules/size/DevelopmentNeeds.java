package dev.plimsoll.lint.rules.size;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.dependencies.DevelopmentServer;
import dev.plimsoll.lint.rules.files.StartedScripts;
import dev.plimsoll.lint.rules.size.DevelopmentStep.Build;
import dev.plimsoll.lint.rules.size.DevelopmentStep.Install;
import dev.plimsoll.rewrite.AuthorsComment;
import dev.plimsoll.semantics.CommandWords;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import java.util.HashSet;
import java.util.Set;

/** Whether an image needs the development dependencies that an install brings: what it starts, copies or names tells. */
final class DevelopmentNeeds {

  private DevelopmentNeeds() {}

  /** Whether an install brings development dependencies that nobody is seen to need. */
  static boolean areNeedless(Subject subject, Stage stage, Install install, boolean usesTools) {
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

  /** Whether an install is known to bring development dependencies, and a stage neither names nor starts one of them. */
  static boolean areNeedlessInCopy(Subject subject, Stage stage, Install install) {
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

  /** Whether what an image with the layers of a stage starts is a tool for PHP, or may need one. */
  static boolean startsToolsOfPhp(Subject subject, Stage stage) {
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
  static boolean areTaken(Subject subject, Stage stage, Install install) {
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
  static boolean runsBrowserTests(DevelopmentStep step) {
    return step instanceof Build build && BROWSER_TESTS.contains(build.tool());
  }

  /** Whether an image with the layers of a stage may load them: only of a program that could be read whole is that known. */
  static boolean mayLoadThem(Subject subject, Stage stage) {
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
}

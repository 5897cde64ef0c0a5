package dev.plimsoll.lint.rules.size;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.context.RunSettings;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.dependencies.ComposedStart;
import dev.plimsoll.lint.rules.dependencies.DevelopmentServer;
import dev.plimsoll.lint.rules.files.DevelopmentComment;
import dev.plimsoll.lint.rules.files.MountedContext;
import dev.plimsoll.semantics.DevelopmentEnvironment;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The stages that are deployed, as far as can be told from what they are called, install and start: others are for those who develop. */
final class DeployedStages {

  private DeployedStages() {}

  /** The targets of which neither the name nor a command says that they are for development. */
  static Set<Stage> of(Subject subject) {
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

  /** What a command says that starts something for developers. */
  static final Trait STARTS_DEVELOPMENT = Trait.of(
          Instruction.Cmd.class, DeployedStages::startsDevelopment)
      .or(Trait.of(Instruction.Entrypoint.class, DeployedStages::startsDevelopment));

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

  /** Whether a name or a command has a word for what developers do. */
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
}

package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.context.RunSettings;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.ImageUser;
import dev.plimsoll.image.InitialCommand;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.dependencies.ComposedStart;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Script;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Env;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Images that start as root on purpose, or whose user somebody else sets. */
final class RootByDesign {

  private static final Trait IS_TRANSFER = Trait.of(Transfer.class);

  /** The name of a Dockerfile, or of its folder, for what brings a database up to date and ends. */
  private static final Regex OF_MIGRATIONS = Regex.of(
      "(?:.{0,300}/)?(?:(?:[\\w.-]{0,60}[-_.])?migrat(?:e|ions?|or)|[\\w.-]{0,60}(?:migrations|migrator|dbup))/[^/]{1,100}"
          + "|(?:.{0,300}/)?dockerfile[._-](?:[\\w-]{0,60}[-_])?migrat(?:e|ions?|or)"
          + "|(?:.{0,300}/)?(?:[\\w-]{0,60}[-_])?migrat(?:e|ions?|or)\\.dockerfile");

  /** What makes a program of the migrations of a database, and what that is called. */
  private static final Regex BUNDLES = Regex.of(
      "\\bef\\s+migrations\\s+bundle\\b[^;&|]{0,500}?\\s(?:-o|--output)[ =]([^\\s;&|]{1,200})");

  private static final Trait MAY_BUNDLE = Trait.containing("migrations bundle");

  private RootByDesign() {}

  /**
   * Whether there is nothing to say of an image that starts as root.
   *
   * @param image its base, or null where it isn't known which
   * @param isChosen whether a USER says root, as it mostly does where the base image has another user
   */
  static boolean isAccepted(
      Subject subject,
      Stage target,
      @Nullable ImageReference image,
      StartUp startUp,
      boolean isChosen) {
    if (startUp.choosesUser()
        || startUp.isPrivileged()
        || startUp.isInteractive()
        || startUp.ends()
        || startUp.startsWhatItIsGiven()
        || DevelopmentImage.is(subject, target, startUp)
        || subject.runSettings().onOpenShift()
        || ManagedServices.areIn(subject, target, startUp)
        || worksOnFiles(subject, startUp)
        || isTask(subject, target)
        || startUp.isEmpty() && isComposedTask(subject, target)
        || opensWindow(subject, target, startUp)
        || tellsInit(subject, target, startUp)
        || leavesUser(subject, target)
        || !startUp.isService() && OF_MIGRATIONS.matcher(subject.name().path()).matches()
        || isBundle(subject, startUp)
        || isForWindows(subject)
        || !isChosen && RootInComments.decide(subject, target)) {
      return true;
    }
    boolean isWindows = subject.model().family(target) == BaseFamily.WINDOWS;
    ImageUser base = image == null ? null : subject.about(image, Accounts.USER);
    if (image != null
        && base != null
        && !isWindows
        && (ImagesOfRoot.areSetElsewhere(image)
            || dropsPrivileges(subject, target, image, base, startUp)
            || isForOthers(subject, target, image, base, startUp, isChosen)
            || isForMounts(subject, target, image, startUp))) {
      return true;
    }
    boolean managed = (startUp.manager() != null || UnprivilegedServer.isListening(base, startUp))
        && (image == null || !UnprivilegedServer.isKnown(image, base, startUp));
    boolean isPool = image != null && startUp.isEmpty() && ImagesOfRoot.arePools(image);
    return managed || isPool || Privileges.areInContext(subject, target);
  }

  /** Whether it is a tool by what the README shows, whatever it is called. */
  private static boolean worksOnFiles(Subject subject, StartUp startUp) {
    return startUp.entrypoint() != null
        && !startUp.isService()
        && subject.runSettings().onFiles();
  }

  /** Whether nothing builds it but a script, which runs it once on folders of the host. */
  private static boolean isTask(Subject subject, Stage target) {
    RunSettings settings = subject.runSettings();
    boolean isLast = target.index() + 1 == subject.model().stages().size();
    return target.name() != null
        && (isLast ? settings.tasksIfLast() : settings.tasks()).contains(target.name());
  }

  /** Whether Compose starts nothing but tasks in it, such as tests. */
  private static boolean isComposedTask(Subject subject, Stage target) {
    ImmutableList<ImmutableList<ImmutableList<String>>> all =
        ComposedStart.commands(subject, target);
    return !all.isEmpty() && Iterables.all(all, Tools::areTasks);
  }

  /** Whether a RUN has made what is started of the migrations of a database. */
  private static boolean isBundle(Subject subject, StartUp startUp) {
    ImmutableList<String> command = startUp.command();
    for (Stage stage :
        command.isEmpty() ? ImmutableList.<Stage>of() : subject.model().stages()) {
      for (Instruction run : subject.model().having(MAY_BUNDLE, stage)) {
        Matcher bundle = BUNDLES.matcher(run.text());
        if (bundle.find()
            && StartCommand.withoutDirectory(command.get(0))
                .equals(StartCommand.withoutDirectory(bundle.group(1)))) {
          return true;
        }
      }
    }
    return false;
  }

  /** What Visual Studio writes above the stages of containers for Windows, whose images have the same names as those of Linux. */
  private static final Trait OF_WINDOWS = Trait.of(
      Element.Comment.class, comment -> comment.content().contains("aka.ms/containercompat"));

  private static boolean isForWindows(Subject subject) {
    return !subject.file().where(OF_WINDOWS).isEmpty();
  }

  /** Whether what the base image starts changes to another user. */
  private static boolean dropsPrivileges(
      Subject subject, Stage target, ImageReference image, ImageUser base, StartUp startUp) {
    return switch (base.kind()) {
          case DROPS_PRIVILEGES ->
            !startUp.replacesEntrypoint() || startUp.startsEntrypointOfBase(subject, target);
          case UNKNOWN ->
            startUp.replacesEntrypoint() && startUp.startsEntrypointOfBase(subject, target);
          default -> false;
        }
        || ImagesOfRoot.haveInit(image) && startUp.keepsInit()
        || ImagesOfRoot.beginWithInit(image) && startUp.entrypoint() == null;
  }

  /** Whether other images are made of it, or the base image, of which nothing is known, seems to have a user of its own. */
  private static boolean isForOthers(
      Subject subject,
      Stage target,
      ImageReference image,
      ImageUser base,
      StartUp startUp,
      boolean isChosen) {
    boolean isUnknown = base.kind() == ImageUser.Kind.UNKNOWN;
    if (startUp.isEmpty() && startUp.takesAway()) {
      return true;
    }
    if (isChosen) {
      return startsNothing(startUp, image, base)
          && (!isUnknown
              || subject.isRootHere(image.familiarName() + ":" + image.tagOrLatest())
              || onlyBuilds(subject, target, startUp));
    }
    boolean bringsNothing = startUp.isEmpty()
        && (isUnknown || InitialCommand.of(image) == InitialCommand.INTERPRETER)
        && !copies(subject, target);
    return startsNothing(startUp, image, base)
        || bringsNothing
        || isUnknown && usesSudo(subject, target);
  }

  /** Whether it works on what is mounted from where it runs. */
  private static boolean isForMounts(
      Subject subject, Stage target, ImageReference image, StartUp startUp) {
    boolean computes =
        ImagesOfRoot.areForComputing(image) && !startUp.listens() && !startUp.hasState();
    return computes || startUp.mayBeTool() && isOpenToAll(subject, target);
  }

  private static final Regex LETS_ALL_WRITE = Regex.of(
      "\\bchmod\\s+(?:-\\w{1,9}\\s+){0,3}(?:(?:a|ugo|o)[+=][rxX]{0,3}w[rxX]{0,3}|0?777)\\s");

  private static final Trait CHANGES_MODES = Trait.containing("chmod");

  /** Whether a tool lets everybody write: whoever calls it says as whom. */
  private static boolean isOpenToAll(Subject subject, Stage target) {
    for (Stage stage : Accounts.chain(target)) {
      for (Instruction run : subject.model().having(CHANGES_MODES, stage)) {
        if (LETS_ALL_WRITE.matcher(run.text()).find()) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean copies(Subject subject, Stage target) {
    return Accounts.have(subject.model(), IS_TRANSFER, target);
  }

  private static final Trait NAMES_SUDO = Trait.containing("sudo");

  /** Whether RUN needs sudo: then the base image has another user. */
  private static boolean usesSudo(Subject subject, Stage target) {
    for (Stage stage : Accounts.chain(target)) {
      for (Instruction run : subject.model().having(NAMES_SUDO, stage)) {
        Script script = RunScript.script(run);
        if (script != null && Iterables.all(script.invocations(), Invocation::isSudo)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether somebody else says what is started: the file names nothing, nor does the image but a shell. */
  static boolean startsNothing(StartUp startUp, ImageReference image, ImageUser user) {
    return startUp.isEmpty()
        && (startUp.takesAway()
            || switch (InitialCommand.of(image)) {
              case NOTHING, SHELL -> true;
              case INTERPRETER -> !startUp.isService();
              case PROGRAM -> user.kind() == ImageUser.Kind.UNKNOWN && !startUp.exposes();
            });
  }

  /** What packages are built with. */
  private static final ImmutableSet<String> PACKAGERS = ImmutableSet.of(
      "abuild",
      "alpine-sdk",
      "debhelper",
      "devscripts",
      "dpkg-dev",
      "fakeroot",
      "mock",
      "rpm-build",
      "rpmdevtools");

  private static final ImmutableSet<String> COMPILERS = ImmutableSet.of(
      "base-devel",
      "build-base",
      "build-essential",
      "clang",
      "cmake",
      "g++",
      "gcc",
      "gcc-c++",
      "make",
      "ninja-build");

  /** Whether it serves nobody, and has what builds packages, or compilers and nothing to compile. */
  private static boolean onlyBuilds(Subject subject, Stage target, StartUp startUp) {
    return !startUp.isService()
        && (Privileges.installs(subject, target, PACKAGERS::contains)
            || Privileges.installs(subject, target, COMPILERS::contains)
                && !copies(subject, target));
  }

  /** What tells a program in so many words that root may run it, or Home Assistant, which runs all as root, how it may. */
  private static final Regex LETS_ROOT = Regex.of(
      "(?<![\\w.])io\\.hass\\.(?:arch|type|version)\\b|--allow-run-as-root\\b|\\b(?:AGENT|RUNNER)_ALLOW_RUN_?AS_?ROOT\\b|(?<!\\S)--user[= ]root\\b");

  /** What only AWS Lambda reads or starts, as a user of its own, and what SageMaker does, as root. */
  private static final Regex OF_CLOUD = Regex.of(
      "awslambdaric|AWS_LWA_|/opt/extensions/|/var/task\\b|(?i:\\baws-lambda-(?:adapter|ric|rie)\\b|\\bamazonaws\\.services\\.lambda\\b"
          + "|\\bsagemaker[-_]|/opt/ml/)");

  private static final Trait LEAVES_USER = Trait.containing("ALLOW_RUN")
      .or(Trait.containing("allow-run-as-root"))
      .or(Trait.containing("io.hass."))
      .or(Trait.containing("lambda"))
      .or(Trait.containing("AWS_LWA_"))
      .or(Trait.containing("/opt/extensions/"))
      .or(Trait.containing("/var/task"))
      .or(Trait.containing("agemaker"))
      .or(Trait.containing("SAGEMAKER"))
      .or(Trait.containing("/opt/ml/"));

  /** Whether it says that root is meant, or that a cloud sets the user. */
  private static boolean leavesUser(Subject subject, Stage target) {
    for (Stage stage : Accounts.chain(target)) {
      for (Instruction one : subject.model().having(LEAVES_USER, stage)) {
        if (LETS_ROOT.matcher(one.text()).find() || OF_CLOUD.matcher(one.text()).find()) {
          return true;
        }
      }
    }
    return false;
  }

  private static final Trait NAMES_DISPLAY = Trait.of(Env.class, RootByDesign::namesDisplay);

  private static boolean namesDisplay(Env env) {
    for (Pair pair : env.pairs()) {
      if (pair.key().value().equals("DISPLAY")) {
        return true;
      }
    }
    return false;
  }

  /** Whether a window of the host's is opened. */
  private static boolean opensWindow(Subject subject, Stage target, StartUp startUp) {
    return !startUp.listens()
        && startUp.code() == null
        && Accounts.have(subject.model(), NAMES_DISPLAY, target);
  }

  /** Variables whose values are the numbers of the user to whom the init of an image changes, and of its group. */
  private static final Regex OF_INIT =
      Regex.of("(?:[A-Z]{1,20}_)?P?[UG]ID|(?:USER|GROUP)_?ID|[UG]ID_NUMBER");

  private static final Trait TELLS_INIT = Trait.of(Env.class, RootByDesign::tellsInit);

  private static boolean tellsInit(Env env) {
    for (Pair pair : env.pairs()) {
      if (OF_INIT.matcher(pair.key().value()).matches()) {
        return true;
      }
    }
    return false;
  }

  /** Whether a variable tells the init of the base image as whom to run. */
  private static boolean tellsInit(Subject subject, Stage target, StartUp startUp) {
    return (startUp.isEmpty() || startUp.unreadScript() != null)
        && Accounts.have(subject.model(), TELLS_INIT, target);
  }
}

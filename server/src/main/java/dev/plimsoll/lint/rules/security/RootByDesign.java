package dev.plimsoll.lint.rules.security;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import com.google.common.primitives.ImmutableIntArray;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.ImageUser;
import dev.plimsoll.image.InitialCommand;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Script;
import dev.plimsoll.syntax.Element.Comment;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Env;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Images that start as root on purpose, or whose user somebody else sets. */
final class RootByDesign {

  private static final Regex OF_ROCKER =
      Regex.of("docker\\.io/rocker/(rstudio|tidyverse|verse|geospatial|shiny)(-.*)?");

  /** Users whom web servers run their workers as. */
  static final ImmutableSet<String> WORKERS =
      ImmutableSet.of("apache", "http", "httpd", "nginx", "www-data");

  /** Packages of those servers. */
  private static final ImmutableSet<String> WEB_SERVERS =
      ImmutableSet.of("apache2", "httpd", "lighttpd", "nginx", "nginx-full", "nginx-light");

  private static final Trait IS_TRANSFER = Trait.of(Transfer.class);

  /** Where supervisord, s6 and runit look for what they start. */
  private static final Regex OF_SERVICES = Regex.of(
      "^/etc/(?:supervisor(?:d\\.conf|/|$)|(?:s6-overlay|services\\.d|cont-init\\.d|service|sv)(?:/|$))");

  /** A RUN that writes a file there. */
  private static final Regex WRITES_SERVICE = Regex.of(
      "(?:>|\\btee)\\s{0,9}(?:-a\\s{1,9})?[\"']?/etc/(?:supervisor(?:d\\.conf|/)|s6-overlay/|services\\.d/|service/|sv/)");

  private static final Trait MAY_WRITE_SERVICE = Trait.containing("/etc/s");

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
    if (target.isForDevelopment()
        || startUp.choosesUser()
        || startUp.isPrivileged()
        || startUp.isInteractive()
        || startUp.ends()
        || startUp.startsWhatItIsGiven()
        || startUp.startsDevelopmentServer(subject, target)
        || isForEditors(subject, target)
        || isFunction(subject, target)
        || isSetForDevelopment(subject, target)
        || saysForDevelopment(subject)
        || subject.runSettings().forDevelopment()
        || hasWorkers(subject, target)
        || configuresServices(subject, target)
        || mayStartManager(subject, target, startUp)
        || opensWindow(subject, target, startUp)
        || tellsInit(subject, target, startUp)
        || leavesUser(subject, target)) {
      return true;
    }
    boolean isWindows = subject.model().family(target) == BaseFamily.WINDOWS;
    ImageUser base = image == null ? null : subject.about(image, Accounts.USER);
    if (image != null && base != null && !isWindows) {
      boolean dropsPrivileges = base.kind() == ImageUser.Kind.DROPS_PRIVILEGES
              && (!startUp.replacesEntrypoint() || startUp.startsEntrypointOfBase(subject, target))
          || base.kind() == ImageUser.Kind.UNKNOWN
              && startUp.replacesEntrypoint()
              && startUp.startsEntrypointOfBase(subject, target)
          || hasInit(image) && startUp.keepsInit();
      boolean forOthers = startsNothing(startUp, image, base)
          && (!isChosen
              || base.kind() != ImageUser.Kind.UNKNOWN
              || subject.isRootHere(image.familiarName() + ":" + image.tagOrLatest())
              || onlyBuilds(subject, target, startUp));
      boolean bringsNothing = startUp.isEmpty()
          && (base.kind() == ImageUser.Kind.UNKNOWN
              || InitialCommand.of(image) == InitialCommand.INTERPRETER)
          && !isChosen
          && !copies(subject, target);
      boolean computes = isForComputing(image) && !startUp.listens() && !startUp.hasState();
      if (dropsPrivileges
          || forOthers
          || bringsNothing
          || computes
          || startUp.mayBeTool() && isOpenToAll(subject, target)
          || startUp.takesAway() && startUp.isEmpty()
          || !isChosen && base.kind() == ImageUser.Kind.UNKNOWN && usesSudo(subject, target)
          || isSetElsewhere(image)) {
        return true;
      }
    }
    boolean managed = (startUp.manager() != null || listensLow(base, startUp))
        && (image == null || !hasUnprivilegedVariant(image, base, startUp));
    boolean isPool = image != null && startUp.isEmpty() && isPool(image);
    return managed || isPool || Privileges.areInContext(subject, target);
  }

  private static final Regex LETS_ALL_WRITE = Regex.of(
      "\\bchmod\\s+(?:-\\w{1,9}\\s+){0,3}(?:(?:a|ugo|o)[+=][rxX]{0,3}w[rxX]{0,3}|0?777)\\s");

  /** Whether a tool lets everybody write: whoever calls it says as whom. */
  private static boolean isOpenToAll(Subject subject, Stage target) {
    return Iterables.any(
        Accounts.chain(target),
        stage -> Iterables.any(
            subject.model().having(CHANGES_FILES, stage),
            run -> LETS_ALL_WRITE.matcher(run.text()).find()));
  }

  private static boolean copies(Subject subject, Stage target) {
    return Iterables.any(Accounts.chain(target), stage -> subject.model().has(IS_TRANSFER, stage));
  }

  /** Whether RUN needs sudo: then the base image has another user. */
  private static boolean usesSudo(Subject subject, Stage target) {
    for (Stage stage : Accounts.chain(target)) {
      for (Instruction run : subject.model().having(NAMES_SUDO, stage)) {
        Script script = RunScript.script(run);
        boolean uses = script != null && Iterables.all(script.invocations(), Invocation::isSudo);
        if (uses) {
          return true;
        }
      }
    }
    return false;
  }

  private static final Trait NAMES_SUDO = Trait.containing("sudo");

  /** Whether an image is there to compute with a graphics card: data and results are mounted from where it runs. */
  private static boolean isForComputing(ImageReference image) {
    String name = image.canonicalName();
    return name.equals("nvidia/cuda")
        || name.equals("pytorch/pytorch")
        || name.equals("tensorflow/tensorflow")
        || name.startsWith("nvcr.io/nvidia/")
        || name.startsWith("rocm/")
        || name.startsWith("intel/oneapi")
        || name.startsWith("intel/hpckit");
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
    if (startUp.isService()) {
      return false;
    }
    boolean compiles = false;
    boolean copies = false;
    for (Stage stage : Accounts.chain(target)) {
      for (Instruction run : subject.model().having(RunScript.IS_RUN, stage)) {
        if (Privileges.installs(run, PACKAGERS::contains)) {
          return true;
        }
        compiles |= Privileges.installs(run, COMPILERS::contains);
      }
      copies |= subject.model().has(IS_TRANSFER, stage);
    }
    return compiles && !copies;
  }

  /** Whether it installs a web server and gives files to its workers: whatever starts it begins as root. */
  private static boolean hasWorkers(Subject subject, Stage target) {
    Accounts.Owner owner = Accounts.of(subject, target).owner();
    if (owner == null || owner.byFlag() || !WORKERS.contains(owner.user())) {
      return false;
    }
    for (Stage stage : Accounts.chain(target)) {
      for (Instruction run : subject.model().having(RunScript.IS_RUN, stage)) {
        if (Privileges.installs(run, RootByDesign::isWebServer)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether it brings services for a manager that begins as root, whoever starts that. */
  private static boolean configuresServices(Subject subject, Stage target) {
    for (Stage stage : Accounts.chain(target)) {
      for (Instruction one : subject.model().having(IS_TRANSFER, stage)) {
        Word destination = ((Transfer) one).destination();
        if (destination != null && OF_SERVICES.matcher(destination.value()).find()) {
          return true;
        }
      }
      for (Instruction one : subject.model().having(MAY_WRITE_SERVICE, stage)) {
        if (WRITES_SERVICE.matcher(one.text()).find()) {
          return true;
        }
      }
    }
    return false;
  }

  /** Packages of programs that start services, each as its own user. */
  private static final ImmutableSet<String> MANAGERS =
      ImmutableSet.of("cron", "monit", "runit", "s6", "s6-overlay", "supervisor");

  /** Whether a script that nobody has read may start such a program, which is installed. */
  private static boolean mayStartManager(Subject subject, Stage target, StartUp startUp) {
    return startUp.unreadScript() != null
        && Iterables.any(
            Accounts.chain(target),
            stage -> Iterables.any(
                subject.model().having(RunScript.IS_RUN, stage),
                run -> Privileges.installs(
                    run,
                    word -> Managers.include(word)
                        || MANAGERS.stream().anyMatch(name -> StartUp.isPackage(word, name)))));
  }

  /** What tells a program in so many words that root may run it. */
  private static final Regex LETS_ROOT = Regex.of(
      "--allow-run-as-root\\b|\\b(?:AGENT|RUNNER)_ALLOW_RUN_?AS_?ROOT\\b|(?<!\\S)--user[= ]root\\b");

  /** What AWS Lambda starts by itself, as a user of its own, and what SageMaker starts, as root. */
  private static final Regex OF_CLOUD = Regex.of(
      "(?i)\\baws-?lambda-?ric\\b|\\baws-lambda-(?:adapter|rie)\\b|\\bamazonaws\\.services\\.lambda\\b|\\bsagemaker[-_]|/opt/ml/");

  /** Whether a window of the host's is opened. */
  private static final Trait NAMES_DISPLAY = Trait.of(
      Env.class,
      env -> env.pairs().stream().anyMatch(pair -> pair.key().value().equals("DISPLAY")));

  private static boolean opensWindow(Subject subject, Stage target, StartUp startUp) {
    return !startUp.listens()
        && startUp.code() == null
        && Iterables.any(
            Accounts.chain(target), stage -> subject.model().has(NAMES_DISPLAY, stage));
  }

  private static final Trait LEAVES_USER = Trait.containing("ALLOW_RUN")
      .or(Trait.containing("allow-run-as-root"))
      .or(Trait.containing("lambda"))
      .or(Trait.containing("agemaker"))
      .or(Trait.containing("SAGEMAKER"))
      .or(Trait.containing("/opt/ml/"));

  /** Numbers by which the init of an image is told the user, and its group. */
  private static final Regex OF_INIT =
      Regex.of("(?:[A-Z]{1,20}_)?P?[UG]ID|(?:USER|GROUP)_?ID|[UG]ID_NUMBER");

  private static final Trait TELLS_INIT = Trait.of(
      Env.class,
      env -> env.pairs().stream()
          .anyMatch(pair -> OF_INIT.matcher(pair.key().value()).matches()));

  /** Whether a variable tells what the base image starts as whom it has to run. */
  private static boolean tellsInit(Subject subject, Stage target, StartUp startUp) {
    return (startUp.isEmpty() || startUp.unreadScript() != null)
        && Iterables.any(Accounts.chain(target), stage -> subject.model().has(TELLS_INIT, stage));
  }

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

  private static boolean isWebServer(String word) {
    return WEB_SERVERS.stream().anyMatch(name -> StartUp.isPackage(word, name));
  }

  /** Whether it makes the user as whom an editor works in a development container. */
  private static boolean isForEditors(Subject subject, Stage target) {
    return Accounts.of(subject, target).made().containsKey("vscode");
  }

  /** What only AWS Lambda reads, which starts everything as a user of its own. */
  private static final Trait IS_FUNCTION = Trait.containing("/opt/extensions/")
      .or(Trait.containing("AWS_LWA_"))
      .or(Trait.containing("awslambdaric"));

  /** Whether a cloud starts it as a function. */
  private static boolean isFunction(Subject subject, Stage target) {
    for (Stage stage : Accounts.chain(target)) {
      if (subject.model().has(IS_FUNCTION, stage)) {
        return true;
      }
    }
    return false;
  }

  /** Variables by which frameworks are told what they are run for. */
  private static final ImmutableSet<String> ENVIRONMENTS = ImmutableSet.of(
      "APP_ENV",
      "ASPNETCORE_ENVIRONMENT",
      "DJANGO_ENV",
      "DOTNET_ENVIRONMENT",
      "FLASK_ENV",
      "MIX_ENV",
      "NODE_ENV",
      "RACK_ENV",
      "RAILS_ENV");

  private static final ImmutableSet<String> OF_DEVELOPERS =
      ImmutableSet.of("dev", "development", "local");

  private static final Trait SETS_ENVIRONMENT =
      Trait.of(Env.class, env -> env.pairs().stream().anyMatch(RootByDesign::isEnvironment));

  private static boolean isEnvironment(Pair pair) {
    return ENVIRONMENTS.contains(pair.key().value());
  }

  /** Whether it is set up for who writes the program: in the stage that starts it, the last ENV says so in words. */
  private static boolean isSetForDevelopment(Subject subject, Stage target) {
    Map<String, String> values = new HashMap<>();
    for (Instruction instruction : subject.model().having(SETS_ENVIRONMENT, target)) {
      for (Pair pair : ((Env) instruction).pairs()) {
        if (isEnvironment(pair) && pair.value() != null) {
          values.put(pair.key().value(), Ascii.toLowerCase(pair.value().value()));
        }
      }
    }
    for (String value : values.values()) {
      if (OF_DEVELOPERS.contains(CharMatcher.anyOf("\"'").trimFrom(value))) {
        return true;
      }
    }
    return false;
  }

  /** What says so in a comment. */
  private static final Regex FOR_DEVELOPMENT =
      Regex.of("(?i)\\bdevelopment (?:purposes? |use |environments? )?only\\b"
          + "|(?<!not )\\b(?:only|just|solely|exclusively) (?:(?:used|meant|intended) )?(?:for|in) (?:local )?(?:development|testing)\\b"
          + "|\\b(?:do not|don't|never|must not be|should not be) (?:be )?(?:use|used|run|deploy|deployed)\\b[^.]{0,40}\\bin production\\b"
          + "|\\bnot (?:\\w{1,20} )?(?:for|in) (?:a )?production(?: use|!|\\.|$)");

  private static final Regex OF_FILE =
      Regex.of("(?i)\\b(?:docker|container)?(?:file|image|container)\\b");

  private static final Trait SAYS_FOR_DEVELOPMENT = Trait.of(
      Comment.class, comment -> FOR_DEVELOPMENT.matcher(comment.content()).find());

  /** Whether a comment above the stages says that the image is for developers; of several stages it may mean the next. */
  private static boolean saysForDevelopment(Subject subject) {
    ImmutableIntArray places = subject.file().where(SAYS_FOR_DEVELOPMENT);
    ImmutableList<Stage> stages =
        places.isEmpty() ? ImmutableList.of() : subject.model().stages();
    return !stages.isEmpty()
        && places.get(0) < subject.file().indexOf(stages.get(0).from())
        && (stages.size() == 1
            || subject.file().element(places.get(0)) instanceof Comment comment
                && OF_FILE.matcher(comment.content()).find());
  }

  /** Whether those set the user who run the image, or can use no other: development containers, functions in a cloud. */
  private static boolean isSetElsewhere(ImageReference image) {
    String repository = image.repository();
    return image.path().contains("devcontainers/")
        || image.canonicalName().equals("docker")
        || image.tagOrLatest().contains("onbuild") // which may set it
        || image.path().contains("lambda")
        || repository.startsWith("docker.io/balenalib/")
        || repository.startsWith("docker.io/gitpod/")
        || repository.startsWith("docker.io/plugins/")
        || repository.startsWith("gcr.io/cloud-builders/")
        || repository.startsWith("gcr.io/kaniko-project/")
        || repository.startsWith("public.ecr.aws/lambda/")
        || repository.startsWith("docker.io/amazon/aws-lambda-")
        || repository.startsWith("docker.io/lambci/")
        || repository.startsWith("mcr.microsoft.com/azure-functions/");
  }

  /**
   * Whether an image is made for others, and its init changes to a user that the variables of the container name, or starts
   * services of which each has its own.
   */
  private static boolean hasInit(ImageReference image) {
    String repository = image.repository();
    return image.path().contains("linuxserver/") // perhaps behind a mirror
        || repository.startsWith("docker.io/lsiobase/")
        || repository.startsWith("docker.io/jlesage/baseimage")
        || repository.startsWith("docker.io/binhex/")
        || repository.startsWith("docker.io/homeassistant/")
        || repository.startsWith("docker.io/hassioaddons/")
        || repository.startsWith("ghcr.io/hassio-addons/")
        || repository.startsWith("ghcr.io/home-assistant/")
        || repository.startsWith("ghcr.io/hotio/base")
        || repository.startsWith("docker.io/webdevops/")
        || OF_ROCKER.matcher(repository).matches()
        || repository.startsWith("docker.io/phusion/")
        || repository.startsWith("docker.io/osixia/");
  }

  /** Whether the image starts PHP's process manager, whose workers have a user of their own. */
  private static boolean isPool(ImageReference image) {
    return image.isOfficial() && image.tagOrLatest().contains("fpm");
  }

  private static boolean listensLow(@Nullable ImageUser user, StartUp startUp) {
    return user != null && user.lowPort() && (startUp.isEmpty() || startUp.manager() != null);
  }

  /** What to say of a container that starts such a web server; null where there is nothing to advise. */
  static @Nullable String message(
      Subject subject, Stage target, ImageReference image, ImageUser user, StartUp startUp) {
    NginxConfiguration configuration = NginxConfiguration.of(subject, target);
    String reason =
        configuration.lowPort() == 0 ? "" : " to listen on port " + configuration.lowPort();
    return configuration.readsKey() // mostly a file of the host that only root may read
            || isForAnyUser(subject, target)
        ? null
        : "The image " + image.familiarName() + " begins as root" + reason
            + "; only its workers run as " + user.name()
            + ". nginxinc/nginx-unprivileged does without root."
            + NginxStart.advice(subject, target, startUp);
  }

  private static final Regex TO_ROOTS_GROUP = Regex.of(
      "\\bchgrp\\s+(?:-\\w{1,9}\\s+){0,3}(?:0|root)\\s|\\bchown\\s+(?:-\\w{1,9}\\s+){0,3}[\\w.-]{0,40}:(?:0|root)\\s");

  private static final Regex GROUP_WRITES =
      Regex.of("\\bchmod\\s+(?:-\\w{1,9}\\s+){0,3}\\S{0,20}?g[oa]{0,2}(?:=u|[+=][rxXs]{0,4}w)");

  private static final Trait CHANGES_FILES =
      Trait.containing("chgrp").or(Trait.containing("chown")).or(Trait.containing("chmod"));

  /**
   * Whether files are given to root's group, which may write them: the container is prepared to start as a user who is chosen
   * where it runs, as OpenShift does.
   */
  private static boolean isForAnyUser(Subject subject, Stage target) {
    boolean gives = false;
    boolean lets = false;
    for (Stage stage : Accounts.chain(target)) {
      for (Instruction run : subject.model().having(CHANGES_FILES, stage)) {
        gives |= TO_ROOTS_GROUP.matcher(run.text()).find();
        lets |= GROUP_WRITES.matcher(run.text()).find();
      }
    }
    return gives && lets;
  }

  /** Whether the web server of the base image is started, and another image has it without root. */
  static boolean hasUnprivilegedVariant(
      ImageReference image, @Nullable ImageUser user, StartUp startUp) {
    return listensLow(user, startUp) && image.canonicalName().equals("nginx");
  }
}

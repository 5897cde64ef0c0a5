package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.Ints;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.image.EndOfLife;
import dev.plimsoll.image.InstalledPackages;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.images.NamedBase;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.semantics.VariableCommands;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Cmd;
import dev.plimsoll.syntax.Instruction.Entrypoint;
import dev.plimsoll.syntax.Instruction.Healthcheck;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * What a file, or a manifest of its project, has for the release of its base image alone: the build ends there on another one,
 * so that a new tag isn't all that is to be changed.
 */
final class PinnedToRelease {

  private static final CommandQuery INSTALL = CommandQuery.of("apt-get", "apt").told("install");
  private static final CommandQuery ADD = CommandQuery.of("apk").told("add");

  /** Versions of packages of one release of Debian, Ubuntu or PHP, wheels for one Python, repositories of a release. */
  private static final Regex OF_RELEASE = Regex.of(
      "[\\w.+-]{1,60}=[^\\s;&|]{0,80}(?:~(?:stretch|buster|bullseye|bookworm|xenial|bionic|focal)|[+~]deb\\d|ubuntu\\d)[^\\s\"']{0,40}"
          + "|[\\w.+-]{0,80}-cp(?:2|3)\\d{1,2}-[\\w.+-]{0,80}"
          + "|(?:https?|ftp)://\\S{1,120}\\s+(stretch|buster|bullseye|xenial|bionic|focal)(?:-[\\w-]{1,20})?(?=\\s)");

  /** One of them is in each; to look for them takes a fraction of the time. */
  private static final ImmutableList<String> IN_EACH = ImmutableList.of(
      "-cp2",
      "-cp3",
      "+deb",
      "~deb",
      "ubuntu",
      "stretch",
      "buster",
      "bullseye",
      "bookworm",
      "xenial",
      "bionic",
      "focal");

  /** Asked of a RUN once, not at each key. */
  private static final Trait NAMES_RELEASE =
      Trait.orTriggered(Run.class, PinnedToRelease::namesRelease);

  private static final Regex EQUALS_NUMBER = Regex.of("=[\"'\\\\]?\\d");

  private static final Trait NAMES_VERSION =
      Trait.orTriggered(Run.class, PinnedToRelease::namesVersion);

  private static final Regex NUMBERS = Regex.of("^(\\d{1,3})\\.(\\d{1,3})");

  private static final int FIRST_MONGO_WITHOUT_SHELL = 6;

  /** The shell as it is called: with an option, or with the address of a server. */
  private static final Regex MONGO = Regex.of(
      "(?m)(?:^|[\\s;&|(`\"'])(?:/usr/bin/)?mongo[\"']?,?[ \\t]{1,9}[\"']?(?:-|localhost|mongodb:|\\w{1,60}/)");

  private static final Trait MAY_CALL =
      Trait.of(Run.class, Transfer.class, Cmd.class, Entrypoint.class, Healthcheck.class);

  private PinnedToRelease() {}

  /**
   * The first of it, as it is written; null where there is none.
   *
   * @param ended what has ended
   * @param release the other one
   * @param releases those that the project's manifests ask for
   */
  static @Nullable String first(
      Subject subject, NamedBase base, EndOfLife ended, String release, WantedRelease releases) {
    String wanted = ended.ofSystem() ? null : releases.other(base, release);
    if (wanted != null && !base.image().canonicalName().equals("node")) {
      return wanted; // all else hangs on it, while npm only warns of another Node
    }
    SemanticModel model = subject.model();
    String made = MadeForRelease.file(model, base, ended);
    if (made == null) {
      made = MadeForRelease.ofPython(model, base, ended);
    }
    if (made != null) {
      return made;
    }
    NextRelease next = new NextRelease(subject, base.image(), ended, release);
    String versions = versions(model, base, false);
    if (versions != null && next.unlessOnSameSystem(versions) == null) {
      versions = versions(model, base, true);
    }
    if (versions != null) {
      return versions;
    }
    String lost = next.unlessOnSameSystem(LostPackages.first(model, base, next.isOnDebian13()));
    if (lost == null) {
      lost = NamedRelease.first(model, base, next);
    }
    if (lost == null) {
      lost = NamedRelease.ofAlpine(model, base, next);
    }
    if (lost == null && !ended.ofSystem()) {
      lost = refused(subject, base, next, releases);
    }
    if (lost == null) {
      lost = next.unlessOnSameSystem(AptKey.lacking(model, base, next));
    }
    if (lost == null) {
      lost = next.unlessOnSameSystem(PackagePaths.first(model, base));
    }
    if (lost == null && next.hasUserOfUbuntu()) {
      lost = TakenNumber.first(model, base);
    }
    if (lost == null) {
      lost = PackageSources.first(subject, ImmutableSet.copyOf(base.stages()));
    }
    if (lost != null) {
      return lost;
    }
    return base.image().canonicalName().equals("mongo") ? ofMongo(subject, base, release) : wanted;
  }

  /** What the project has of a language that its next release doesn't take. */
  private static @Nullable String refused(
      Subject subject, NamedBase base, NextRelease next, WantedRelease releases) {
    return switch (base.image().canonicalName()) {
      case "golang" -> {
        String getting = GoProject.getting(subject.model(), base, next.release());
        yield getting != null
            ? getting
            : GoProject.initializing(subject, base, releases.folders(base));
      }
      case "mysql" -> MysqlOptions.refused(subject, base, next);
      case "node" -> {
        String program = LostPrograms.first(subject, base, next);
        yield program != null
            ? program
            : NodePackages.refusing(subject, base, next, releases.folders(base));
      }
      case "php" -> PhpExtensions.refused(subject.model(), base, next.release());
      case "python" ->
        PythonPackages.refused(
            subject, base, next.ended().release(), next.release(), releases.folders(base));
      case "ruby" -> RubyPackages.refused(subject, next, releases.folders(base));
      default -> null;
    };
  }

  /**
   * The first version of a package, wheel or repository that only one release has.
   *
   * @param staysOnSystem whether the packages of the distribution stay the same
   */
  static @Nullable String versions(SemanticModel model, NamedBase base, boolean staysOnSystem) {
    for (Stage stage : base.allStages(model)) {
      String found = versions(model, stage, staysOnSystem);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable String versions(
      SemanticModel model, Stage stage, boolean staysOnSystem) {
    String version =
        !staysOnSystem && model.has(NAMES_VERSION, stage) ? version(model, stage) : null;
    if (version != null) {
      return version;
    }
    for (Instruction run : model.having(NAMES_RELEASE, stage)) {
      Matcher found = OF_RELEASE.matcher(run.text());
      while (found.find()) {
        String codename = found.group(1);
        if (codename == null
            ? !staysOnSystem || found.group().contains("-cp")
            : !staysOnSystem && NamedRelease.mayBeOf(model.family(stage), codename)) {
          return found.group();
        }
      }
    }
    return null;
  }

  private static boolean namesVersion(Instruction run) {
    return run.text().indexOf('=') >= 0 && EQUALS_NUMBER.matcher(run.text()).find();
  }

  /** The first package that a stage installs in a version of its own of the distribution, as it is written. */
  private static @Nullable String version(SemanticModel model, Stage stage) {
    boolean isElsewhere = model.has(LostPackages.ADDS_REPOSITORY, stage);
    for (CommandQuery query : ImmutableList.of(INSTALL, ADD)) {
      for (RunCommand install : VariableCommands.andWritten(model, query, stage)) {
        for (ShellWord word : install.operands()) {
          String name = word.literalPrefix();
          int equals = name.indexOf('=');
          boolean isVersion = equals > 0
              && equals + 1 < name.length()
              && Character.isDigit(name.charAt(equals + 1))
              && name.equals(word.literal())
              && word.raw().indexOf('*') < 0;
          if (isVersion && !(isElsewhere && isOfAnyRelease(name, equals))) {
            return name;
          }
        }
      }
    }
    return null;
  }

  /** Whether a package isn't known to be of Debian, and nothing in its version may say for which release it is. */
  private static boolean isOfAnyRelease(String name, int equals) {
    return !InstalledPackages.isKnown(name.substring(0, equals))
        && name.indexOf('~', equals) < 0
        && name.indexOf('+', equals) < 0;
  }

  private static boolean namesRelease(Instruction run) {
    if (RunScript.run(run) == null) {
      return false;
    }
    for (String word : IN_EACH) {
      if (run.text().contains(word)) {
        return OF_RELEASE.matcher(run.text()).find();
      }
    }
    return false;
  }

  /** The old shell of MongoDB, in the file or in a script that it copies. */
  private static @Nullable String ofMongo(Subject subject, NamedBase base, String release) {
    Matcher numbers = NUMBERS.matcher(release);
    Integer major = numbers.find() ? Ints.tryParse(numbers.group(1)) : null;
    if (major == null || major < FIRST_MONGO_WITHOUT_SHELL) {
      return null;
    }
    for (Stage stage : base.allStages(subject.model())) {
      for (Instruction one : subject.model().having(MAY_CALL, stage)) {
        String text = one instanceof Transfer copy ? script(subject, copy) : one.text();
        if (MONGO.matcher(text).find()) {
          return "mongo, whose name is mongosh since release " + FIRST_MONGO_WITHOUT_SHELL;
        }
      }
    }
    return null;
  }

  private static String script(Subject subject, Transfer copy) {
    Word only =
        copy.flag("from") == null && copy.sources().size() == 1 ? copy.sources().get(0) : null;
    return only != null && only.value().endsWith(".sh")
        ? subject.contextFile(ContextPath.inContext(only.value())).beginning()
        : "";
  }
}

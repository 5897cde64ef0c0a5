package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.lint.rules.images.NamedBase;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.PartialText;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the distribution below a base image lets a RUN install only while the image is of the old release: packages that none
 * of its supported releases has, and pip on the Python of the distribution, which since PEP 668 refuses to install there.
 */
final class LostPackages {

  private static final CommandQuery APT = CommandQuery.of("apt-get", "apt").told("install");
  private static final CommandQuery APK = CommandQuery.of("apk").told("add");
  private static final CommandQuery PIP = CommandQuery.of("pip").told("install");

  private static final CommandQuery YUM = CommandQuery.of("yum").told("install");

  /** Packages of Python 2. */
  private static final Regex OF_PYTHON_2 = Regex.of(
      "libpython2\\.7(?:-.{1,40})?|py2?-pip"
          + "|python(?:2(?:\\.7)?)?(?:-(?:dev|minimal|pip|setuptools|software-properties|virtualenv))?");

  /** Of Debian since 12, and of Ubuntu since 24.04, it is only a name that two packages provide. */
  private static final String NETCAT = "netcat";

  /** Of Debian 8 and Ubuntu 14.04, and of releases up to Debian 9 and Ubuntu 18.04. */
  private static final String OLDEST =
      "(?:libapache2-mod-)?php5(?:-.{1,40})?|mysql-(?:client|server)(?:-core)?-5\\.\\d";

  /** Packages that carry the version of an old release in their names. */
  private static final ImmutableMap<BaseFamily, Regex> OF_OLD_RELEASE = ImmutableMap.of(
      BaseFamily.DEBIAN,
      Regex.of(
          OLDEST + "|libssl1\\.[01](?:\\.\\d)?|libicu[56]\\d|libffi[67]"
              + "|openjdk-(?:[6789]|11)-.{1,40}|python3\\.[4-9](?:-.{1,40})?|php[57]\\.\\d(?:-.{1,40})?|(?:gcc|g\\+\\+)-[4-9]"),
      BaseFamily.UBUNTU,
      Regex.of(OLDEST + "|libssl1\\.[01](?:\\.\\d)?|libicu[56]\\d|openjdk-[679]-.{1,40}"
          + "|python3\\.[4-9](?:-.{1,40})?|php[57]\\.\\d(?:-.{1,40})?|(?:gcc|g\\+\\+)-[4-8]"),
      BaseFamily.ALPINE,
      Regex.of("php(?:[57]|80|81)(?:-.{1,40})?"));

  /** Of Amazon Linux 1. */
  private static final Regex OF_OLD_AMAZON =
      Regex.of("(?:php[57]\\d|httpd24|mod24_\\w{1,20}|mysql5\\d)(?:-.{1,40})?");

  /** One of them is in each, or a variable is: to look for them takes a fraction of the time. */
  private static final ImmutableList<String> IN_EACH = ImmutableList.of(
      "$", "g++-", "gcc-", "httpd24", "libffi", "libicu", "libssl", "mod24", "mysql", "netcat",
      "openjdk", "php", "py-pip", "py2-pip", "python");

  private static final Trait MAY_LOSE =
      Trait.orTriggered(Instruction.Run.class, LostPackages::mayLose);

  /** What brings packages from elsewhere, which may have any name. */
  private static final Trait ADDS_REPOSITORY =
      Trait.containing("sources.list").or(Trait.containing("add-apt-repository"));

  /** The packages that bring pip for the distribution's Python. */
  private static final ImmutableSet<String> SYSTEM_PIP = ImmutableSet.of("python3-pip", "py3-pip");

  /** Images whose own pip is found before that of the distribution. */
  private static final ImmutableSet<String> OF_PYTHON = ImmutableSet.of("pypy", "python");

  private static final String VARIABLE = "PIP_BREAK_SYSTEM_PACKAGES";

  private LostPackages() {}

  private static boolean mayLose(Instruction run) {
    String text = run.text();
    for (String word : IN_EACH) {
      if (text.contains(word)) {
        return true;
      }
    }
    return false;
  }

  /** The first of it in the stages on an image, as the file has it; null where there is none. */
  static @Nullable String first(SemanticModel model, NamedBase base) {
    for (Stage stage : model.stages()) {
      String found = base.stages().contains(stage.root()) ? first(model, base, stage) : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable String first(SemanticModel model, NamedBase base, Stage stage) {
    BaseFamily family = model.family(stage);
    Predicate<String> isLost = base.image().canonicalName().equals("amazonlinux")
        ? name -> OF_OLD_AMAZON.matcher(name).matches()
        : name -> isLost(name, model, stage, family);
    CommandQuery query = family == BaseFamily.ALPINE ? APK : family == BaseFamily.RHEL ? YUM : APT;
    String lost = model.has(MAY_LOSE, stage) ? firstInstalled(model, query, stage, isLost) : null;
    if (lost != null) {
      return lost;
    }
    boolean hasOwnPython = OF_PYTHON.contains(base.image().canonicalName());
    RunCommand pip = hasOwnPython ? null : systemPip(model, stage);
    return pip == null || !installsForSystem(model, stage)
        ? null
        : pip.invocation().nameWord().raw()
            + " install, which needs a virtual environment or --break-system-packages there";
  }

  private static boolean isLost(String name, SemanticModel model, Stage stage, BaseFamily family) {
    Regex ofOldRelease = OF_OLD_RELEASE.get(family);
    return OF_PYTHON_2.matcher(name).matches() && family != BaseFamily.RHEL
        || name.equals(NETCAT) && family.hasApt()
        || ofOldRelease != null
            && ofOldRelease.matcher(name).matches()
            && !model.has(ADDS_REPOSITORY, stage);
  }

  private static boolean installsForSystem(SemanticModel model, Stage target) {
    for (Stage stage = target; stage != null; stage = stage.parent()) {
      for (CommandQuery query : new CommandQuery[] {APT, APK}) {
        if (firstInstalled(model, query, stage, SYSTEM_PIP::contains) != null) {
          return true;
        }
      }
    }
    return false;
  }

  /** The first package that commands of a stage install, by a variable or not, and that is one of some. */
  private static @Nullable String firstInstalled(
      SemanticModel model, CommandQuery query, Stage stage, Predicate<String> isSought) {
    ScriptPlaces places = null;
    RunScript script = null;
    for (RunCommand install : model.commands(query, stage)) {
      for (ShellWord word : install.operands()) {
        if (word.raw().indexOf('$') < 0) {
          String name = word.literalPrefix();
          if (isSought.test(name)) {
            return name;
          }
          continue;
        }
        if (places == null || script != install.script()) {
          script = install.script();
          places = ScriptPlaces.of(model, script, Basis.DEFAULTS);
        }
        for (PartialText text : places.texts(install.invocation(), word)) {
          if (text.text() != null && isSought.test(text.text())) {
            return text.text();
          }
        }
      }
    }
    return null;
  }

  /** A pip that is found by its name, outside of a virtual environment as far as the file tells. */
  private static @Nullable RunCommand systemPip(SemanticModel model, Stage stage) {
    for (RunCommand pip : model.commands(PIP, stage)) {
      String code = pip.script().script().code();
      boolean isElsewhere = pip.invocation().nameWord().raw().indexOf('/') >= 0
          || pip.hasAny("--break-system-packages", "--target", "--prefix", "--root")
          || code.contains("venv")
          || code.contains(VARIABLE)
          || code.contains("EXTERNALLY-MANAGED")
          || code.contains("activate")
          || model.isBound(pip.instruction(), VARIABLE)
          || model.isBound(pip.instruction(), "VIRTUAL_ENV");
      if (!isElsewhere) {
        return pip;
      }
    }
    return null;
  }
}

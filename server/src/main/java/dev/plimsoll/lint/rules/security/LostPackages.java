package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableSet;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.lint.rules.images.NamedBase;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import org.jspecify.annotations.Nullable;

/**
 * What the distribution below a base image lets a RUN install only while the image is of the old release: packages that none
 * of its supported releases has, and pip on the Python of the distribution, which since PEP 668 refuses to install there.
 */
final class LostPackages {

  private static final CommandQuery APT = CommandQuery.of("apt-get", "apt").told("install");
  private static final CommandQuery APK = CommandQuery.of("apk").told("add");
  private static final CommandQuery PIP = CommandQuery.of("pip").told("install");

  /** Packages of Python 2. */
  private static final ImmutableSet<String> OF_PYTHON_2 = ImmutableSet.of(
      "libpython2.7",
      "py-pip",
      "py2-pip",
      "python",
      "python-dev",
      "python-pip",
      "python-setuptools",
      "python2",
      "python2-dev",
      "python2.7",
      "python2.7-dev");

  /** Of Debian since 12, and of Ubuntu since 24.04, it is only a name that two packages provide. */
  private static final String NETCAT = "netcat";

  /** Packages that carry the version of an old release of Debian in their names. */
  private static final Regex OF_OLD_DEBIAN = Regex.of(
      "libssl1\\.[01](?:\\.\\d)?|libicu[56]\\d|libffi[67]"
          + "|openjdk-(?:[789]|11)-.{1,40}|python3\\.[4-9](?:-.{1,40})?|php[57]\\.\\d(?:-.{1,40})?|(?:gcc|g\\+\\+)-[4-9]");

  /** What brings packages from elsewhere, which may have any name. */
  private static final Trait ADDS_REPOSITORY =
      Trait.containing("sources.list").or(Trait.containing("add-apt-repository"));

  /** The packages that bring pip for the distribution's Python. */
  private static final ImmutableSet<String> SYSTEM_PIP = ImmutableSet.of("python3-pip", "py3-pip");

  /** Images whose own pip is found before that of the distribution. */
  private static final ImmutableSet<String> OF_PYTHON = ImmutableSet.of("pypy", "python");

  private static final String VARIABLE = "PIP_BREAK_SYSTEM_PACKAGES";

  private LostPackages() {}

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
    for (RunCommand install : model.commands(family == BaseFamily.ALPINE ? APK : APT, stage)) {
      for (ShellWord word : install.operands()) {
        String name = word.literalPrefix();
        boolean isLost = OF_PYTHON_2.contains(name)
            || name.equals(NETCAT) && family.hasApt()
            || family == BaseFamily.DEBIAN
                && OF_OLD_DEBIAN.matcher(name).matches()
                && !model.has(ADDS_REPOSITORY, stage);
        if (isLost) {
          return name;
        }
      }
    }
    boolean hasOwnPython = OF_PYTHON.contains(base.image().canonicalName());
    RunCommand pip =
        !hasOwnPython && installsForSystem(model, stage) ? systemPip(model, stage) : null;
    return pip == null
        ? null
        : pip.invocation().nameWord().raw()
            + " install, which needs a virtual environment or --break-system-packages there";
  }

  private static boolean installsForSystem(SemanticModel model, Stage target) {
    for (Stage stage = target; stage != null; stage = stage.parent()) {
      for (CommandQuery query : new CommandQuery[] {APT, APK}) {
        for (RunCommand install : model.commands(query, stage)) {
          if (install.operands().stream()
              .anyMatch(word -> SYSTEM_PIP.contains(word.literalPrefix()))) {
            return true;
          }
        }
      }
    }
    return false;
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

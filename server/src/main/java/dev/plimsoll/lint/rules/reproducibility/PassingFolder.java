package dev.plimsoll.lint.rules.reproducibility;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.shell.GivenOption;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Basis;
import org.jspecify.annotations.Nullable;

/** Where a command installs what never gets into the image: a folder that its RUN deletes again. */
final class PassingFolder {

  /** How installers are told where to. */
  private static final ImmutableList<String> TARGETS = ImmutableList.of(
      "--prefix", "--target", "--root", "--dir", "--cwd", "--install-dir", "--installroot");

  /** Commands of a script among which one is looked for that deletes: each installer asks for itself. */
  private static final int MOST = 200;

  private PassingFolder() {}

  /** Whether an installer is told a folder that a later command deletes. */
  static boolean isTargetOf(RunCommand install, Subject subject) {
    ShellWord target = target(install);
    if (target == null || Iterables.size(install.script().script().invocations()) > MOST) {
      return false;
    }
    ScriptPlaces places = ScriptPlaces.of(subject.model(), install.script(), Basis.DEFAULTS);
    ImagePath folder =
        Iterables.getOnlyElement(places.places(install.invocation(), target), ImagePath.unknown());
    for (Invocation command : install.script().script().invocations()) {
      if (command.is("rm")
          && command.range().start() > install.invocation().range().start()
          && command.arguments().hasAnyFlag("-r", "-R", "--recursive")
          && deletes(places, command, target, folder)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable ShellWord target(RunCommand install) {
    for (String name : TARGETS) {
      GivenOption option = install.option(name);
      if (option != null) {
        return option.value();
      }
    }
    return null;
  }

  private static boolean deletes(
      ScriptPlaces places, Invocation rm, ShellWord target, ImagePath folder) {
    for (ShellWord word : rm.arguments().operands()) {
      if (word.raw().equals(target.raw())
          || Iterables.any(places.places(rm, word), it -> it.certainlyContains(folder))) {
        return true;
      }
    }
    return false;
  }
}

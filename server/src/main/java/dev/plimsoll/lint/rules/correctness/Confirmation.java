package dev.plimsoll.lint.rules.correctness;

import com.google.common.collect.ImmutableSet;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Sequence;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.text.TextEdit;
import java.util.List;

/** What a package manager asks before it changes anything, and nobody answers during a build. */
final class Confirmation {

  private Confirmation() {}

  /**
   * A command that asks.
   *
   * @param option what answers yes
   * @param edit adds it
   */
  static Finding missing(RunCommand command, String option, TextEdit edit) {
    return missing(command, UNANSWERED, option, edit);
  }

  /** Why it matters. */
  static final String UNANSWERED = ", and nobody answers during a build";

  /** @param but clauses that say when it asks, and why that matters */
  static Finding missing(RunCommand command, String but, String option, TextEdit edit) {
    String what = command.program() + " " + written(command);
    return Finding.at(
            command.head(), what + " asks for confirmation" + but + ". Add " + option + ".")
        .withFix(fix(command, "Add " + option + " to " + what, edit));
  }

  /** What it is told, by the name that the author has used. */
  private static String written(RunCommand command) {
    String verb = String.valueOf(command.verb());
    ShellWord word = command.arguments().verbWord();
    String name = word == null || verb.indexOf(' ') > 0 ? null : word.literal();
    return name == null ? verb : name;
  }

  /** A build that goes on where the command aborts gets by without what it would install, or with what it would remove. */
  private static Fix fix(RunCommand command, String title, TextEdit edit) {
    RunScript script = command.script();
    boolean fails = Sequence.of(script.script())
        .failsWith(command.invocation(), script.shell().errexit());
    return fails ? Fix.safe(title, edit) : Fix.suggestion(title, edit);
  }

  /** Verbs with which package managers do nothing, or fail whatever is answered, unless packages are named. */
  private static final ImmutableSet<String> OF_NAMED = ImmutableSet.of(
      "install",
      "reinstall",
      "localinstall",
      "groupinstall",
      "group install",
      "module install",
      "source-install",
      "localupdate",
      "downgrade",
      "swap",
      "build-dep",
      "builddep",
      "satisfy",
      "remove",
      "groupremove",
      "purge");

  /** Options with which they have something to do without a name, too. */
  private static final ImmutableSet<String> OF_ALL = ImmutableSet.of(
      "--fix-broken", "--auto-remove", "--autoremove", "--duplicates", "--oldinstallonly");

  /** Whether a command is to do something with packages, and names none: there is nothing to ask. */
  static boolean hasNothingToAsk(RunCommand command) {
    return OF_NAMED.contains(String.valueOf(command.verb()))
        && command.operands().isEmpty()
        && command.invocation().prefix("xargs") == null
        && command.arguments().unknownOptions().isEmpty()
        && OF_ALL.stream().noneMatch(command::has);
  }

  /** Whether another program answers: {@code yes | apt-get install}. */
  static boolean isAnswered(RunCommand command) {
    List<Invocation> all = command.script().script().invocations();
    int start = command.invocation().command().range().start();
    Invocation previous = null;
    for (Invocation one : all) {
      if (one.command() == command.invocation().command()) {
        break;
      }
      previous = one;
    }
    if (previous == null || previous.command().range().end() > start) {
      return false;
    }
    String between =
        command.script().script().code().substring(previous.command().range().end(), start);
    return between.strip().equals("|");
  }
}

package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.List;

/** Files that a program fills, or may fill, and that the build makes, fetches or copies as root. */
final class FilledFiles {

  private static final Trait IS_RUN = Trait.of(Run.class);

  private FilledFiles() {}

  /** A file for the program to fill that a RUN makes where it starts. */
  private static final Regex FILLED = Regex.of(
      "\\bsteamcmd|(?:>{1,2}[ \\t]{0,9}|\\btouch\\s+)(?:\\./)?[\\w-]{1,60}\\.(?:csv|dat|db|duckdb|json|log|sqlite3?)\\b");

  static boolean areIn(SemanticModel model, Stage target) {
    for (Stage stage : Accounts.chain(target)) {
      for (Instruction run : model.having(IS_RUN, stage)) {
        if (FILLED.matcher(run.text()).find()) {
          return true;
        }
      }
      if (model.has(BRINGS_DATA, stage)) {
        return true;
      }
    }
    return false;
  }

  /** More words of a command are passed over: the program and its file are among the first. */
  private static final int MOST_WORDS = 20;

  private static final CommandQuery CLONE = CommandQuery.of("git").told("clone");

  /**
   * Whether a RUN fetches sources to where the program starts, or is: all that is in them stays root's.
   *
   * @param command the program and its arguments
   */
  static boolean areFetched(SemanticModel model, Stage target, ImmutableList<String> command) {
    ImagePath workdir = Obstacles.workdir(model, model.stateAtEnd(target).workdir());
    List<String> start = command.subList(0, Math.min(MOST_WORDS, command.size()));
    for (Stage stage : Accounts.chain(target)) {
      RunScript script = null;
      ScriptPlaces places = null;
      for (RunCommand clone : model.commands(CLONE, stage)) {
        if (places == null || clone.script() != script) {
          script = clone.script();
          places = ScriptPlaces.of(model, script, Basis.DEFAULTS);
        }
        for (ImagePath to : folders(places, clone)) {
          boolean isWorkdir =
              workdir != null && (workdir.certainlyContains(to) || to.certainlyContains(workdir));
          if (isWorkdir || Iterables.any(start, word -> isIn(to, word))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Whether a path from the root leads into a folder; where that lies isn't known if the base image says where RUNs begin. */
  private static boolean isIn(ImagePath folder, String word) {
    boolean isNamed =
        folder.text() == null && folder.name() != null && word.contains("/" + folder.name() + "/");
    return word.startsWith("/")
        && (isNamed || folder.certainlyContains(ImagePath.ROOT.resolve(word)));
  }

  /** Where git clones to. */
  private static ImmutableList<ImagePath> folders(ScriptPlaces places, RunCommand clone) {
    List<ShellWord> operands = clone.operands();
    if (operands.size() > 1) {
      return places.places(clone.invocation(), Iterables.getLast(operands));
    }
    String name = operands.isEmpty() ? "." : nameOf(operands.get(0));
    return ImmutableList.of(places.directory(clone.invocation()).resolve(name));
  }

  /** How git calls the folder of what it clones. */
  private static String nameOf(ShellWord repository) {
    String name = ContextPath.name(repository.raw().replace("\"", ""));
    return name.endsWith(".git") ? name.substring(0, name.length() - ".git".length()) : name;
  }

  private static final Regex OF_DATA =
      Regex.of("(?i).{0,500}\\.(?:csv|dat|db|duckdb|log|sqlite3?)");

  /** A copied file that a program often fills, which stays root's. */
  private static final Trait BRINGS_DATA = Trait.of(
      Transfer.class,
      copy -> copy.flag("chown") == null
          && copy.flag("from") == null
          && copy.words().stream()
              .anyMatch(word -> OF_DATA.matcher(word.value()).matches()));
}

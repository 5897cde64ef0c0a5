package dev.plimsoll.lint.rules.security;

import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;

/** Files that a program fills, as their names tell, and that the build makes or copies as root. */
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

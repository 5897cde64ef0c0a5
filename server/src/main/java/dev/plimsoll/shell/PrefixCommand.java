package dev.plimsoll.shell;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.program.Program;
import java.util.List;

/** Programs and builtins that run the command given in their arguments: how to find where that command begins. */
final class PrefixCommand {

  private PrefixCommand() {}

  /**
   * The index of the command that the program at {@code at} runs, or -1 where it runs none.
   *
   * @param assignments where to add the indices of the words that assign variables for the command
   */
  static int inner(
      Program program, ImmutableList<ShellWord> words, int at, List<Integer> assignments) {
    int first = new ArgumentReader(program, words.subList(at + 1, words.size())).commandIndex();
    if (first < 0) {
      return -1;
    }
    int i = at + 1 + first;
    while (program.has(Program.Habit.ASSIGNS) && i < words.size() && isAssignment(words.get(i))) {
      assignments.add(i++);
    }
    i += program.operandsBeforeCommand();
    return i < words.size() ? i : -1;
  }

  private static boolean isAssignment(ShellWord word) {
    return assignmentEquals(word.literalPrefix()) > 0;
  }

  /** The offset of the {@code =} of {@code name=value}, or -1. */
  static int assignmentEquals(String text) {
    int i = 0;
    while (i < text.length() && WordParser.isNamePart(text.charAt(i))) {
      i++;
    }
    return i > 0
            && i < text.length()
            && text.charAt(i) == '='
            && WordParser.isNameStart(text.charAt(0))
        ? i
        : -1;
  }
}

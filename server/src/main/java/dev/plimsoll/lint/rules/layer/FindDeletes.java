package dev.plimsoll.lint.rules.layer;

import com.google.common.collect.ImmutableSet;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.text.Regex;
import java.util.List;

/** What {@code find} deletes. */
public enum FindDeletes {
  NOTHING,

  /** What has a name, an age or the like. */
  SOME,

  /** All that has contents, in the directories that it is given. */
  ALL;

  private static final ImmutableSet<String> RUNS = ImmutableSet.of("-exec", "-execdir");

  /** What runs a command that is handed to it. */
  private static final ImmutableSet<String> RUN_OTHERS =
      ImmutableSet.of("bash", "env", "nice", "sh", "sudo", "xargs");

  private static final Regex REMOVAL = Regex.of("(?:^|[\\s/'\"])rm(?:\\s|$)");

  /** What ends the command of an {@code -exec}, as it is written. */
  private static final ImmutableSet<String> ENDS = ImmutableSet.of("\\;", "';'", "\";\"", "+");

  /** What asks nothing of a file that is found. */
  private static final ImmutableSet<String> ASKS_NOTHING =
      ImmutableSet.of("-depth", "-mindepth", "-mount", "-print", "-xdev");

  public static FindDeletes of(Invocation find) {
    List<ShellWord> words = find.arguments().words();
    boolean ofAll = true;
    boolean isShallow = false;
    boolean isOfFiles = false;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i).raw();
      String next = i + 1 < words.size() ? words.get(i + 1).raw() : "";
      if (word.equals("-delete")) { // of a directory only where that is empty by then
        return ofAll && !isShallow ? ALL : SOME;
      } else if (RUNS.contains(word)) {
        String program = next.substring(next.lastIndexOf('/') + 1);
        if (program.equals("rm")) {
          return ofAll && !(isShallow && isOfFiles) ? ALL : SOME;
        }
        if (RUN_OTHERS.contains(program) && namesRemoval(words.subList(i + 1, words.size()))) {
          return SOME;
        }
        i = endOfCommand(words, i);
        ofAll = false; // what it says decides on what is behind
      } else if (word.equals("-maxdepth")) {
        isShallow = true;
      } else if (word.equals("-type") && next.equals("f")) {
        isOfFiles = true;
      } else {
        ofAll &= ASKS_NOTHING.contains(word) || "-!\\(".indexOf(word.charAt(0)) < 0;
      }
    }
    return NOTHING;
  }

  private static boolean namesRemoval(List<ShellWord> words) {
    for (ShellWord word : words) {
      if (REMOVAL.matcher(word.raw()).find()) {
        return true;
      }
    }
    return false;
  }

  /** The index of the word that ends the command of an {@code -exec}. */
  private static int endOfCommand(List<ShellWord> words, int exec) {
    int i = exec;
    while (i + 1 < words.size() && !ENDS.contains(words.get(i).raw())) {
      i++;
    }
    return i;
  }
}

package dev.plimsoll.lint.rules.layer;

import com.google.common.collect.ImmutableSet;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.ShellWord;
import java.util.List;

/** What {@code find} deletes. */
public enum FindDeletes {
  NOTHING,

  /** What has a name, an age or the like. */
  SOME,

  /** All that has contents, in the directories that it is given. */
  ALL;

  private static final ImmutableSet<String> RUNS = ImmutableSet.of("-exec", "-execdir");

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
        boolean removes = next.substring(next.lastIndexOf('/') + 1).equals("rm");
        return !removes ? NOTHING : ofAll && !(isShallow && isOfFiles) ? ALL : SOME;
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
}

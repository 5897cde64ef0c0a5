package dev.plimsoll.cli;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.LineDiff;
import dev.plimsoll.text.LineDiff.Change;
import java.util.List;

/** What {@code diff -u} prints, so that {@code patch -p1} applies it. */
final class UnifiedDiff {

  private static final int CONTEXT_LINES = 3;

  private final LineDiff diff;
  private final StringBuilder result = new StringBuilder();

  private UnifiedDiff(LineDiff diff) {
    this.diff = diff;
  }

  /** The difference; empty where there is none. */
  static String of(String name, String before, String after) {
    if (before.equals(after)) {
      return "";
    }
    UnifiedDiff unified = new UnifiedDiff(LineDiff.between(before, after));
    unified.result.append("--- ").append(header("a/", name)).append('\n');
    unified.result.append("+++ ").append(header("b/", name)).append('\n');
    ImmutableList<Change> changes = unified.diff.changes();
    int first = 0;
    for (int i = 1; i <= changes.size(); i++) {
      if (i == changes.size()
          || changes.get(i).start() - changes.get(i - 1).end() > 2 * CONTEXT_LINES) {
        unified.hunk(changes.subList(first, i));
        first = i;
      }
    }
    return unified.result.toString();
  }

  /** A name as Git writes it: in quotes where it has characters that are odd, and a tab behind one that has a blank. */
  private static String header(String prefix, String name) {
    String path = prefix + (name.startsWith("/") ? name.substring(1) : name);
    StringBuilder quoted = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (Printable.isControl(c)) {
        for (byte b : LosslessUtf8.encode(String.valueOf(c))) {
          quoted.append(String.format("\\%03o", b & 0xFF));
        }
      } else {
        quoted.append(c);
      }
    }
    if (quoted.length() > path.length()) {
      return "\"" + quoted + "\"";
    }
    return path.indexOf(' ') < 0 ? path : path.concat("\t");
  }

  /** Changes whose context lines meet, with the equal lines around and between them. */
  private void hunk(List<Change> changes) {
    Change first = changes.get(0);
    Change last = changes.get(changes.size() - 1);
    int before = Math.min(CONTEXT_LINES, first.start());
    int after = Math.min(CONTEXT_LINES, diff.before().size() - last.end());
    result.append("@@ -").append(range(first.start() - before, last.end() + after));
    result
        .append(" +")
        .append(range(first.afterStart() - before, last.afterEnd() + after))
        .append(" @@\n");
    int line = first.start() - before;
    for (Change change : changes) {
      lines(' ', diff.before().subList(line, change.start()));
      lines('-', diff.before().subList(change.start(), change.end()));
      lines('+', diff.after().subList(change.afterStart(), change.afterEnd()));
      line = change.end();
    }
    lines(' ', diff.before().subList(line, last.end() + after));
  }

  /** An empty range names the line before it. */
  private static String range(int start, int end) {
    int count = end - start;
    int first = count == 0 ? start : start + 1;
    return count == 1 ? Integer.toString(first) : first + "," + count;
  }

  private void lines(char mark, List<String> lines) {
    for (String line : lines) {
      result.append(mark).append(line);
      if (!line.endsWith("\n")) {
        result.append("\n\\ No newline at end of file\n");
      }
    }
  }
}

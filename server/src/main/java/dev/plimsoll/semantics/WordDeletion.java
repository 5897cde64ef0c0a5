package dev.plimsoll.semantics;

import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/** Cuts words out of a command: with the blank before them, or with their line where they have one to themselves. */
final class WordDeletion {

  private final RunScript script;
  private final String text;
  private final int previousEnd;
  private final int start;
  private final int end;

  /** All offsets are those of the instruction's text. */
  private WordDeletion(RunScript script, int previousEnd, int start, int end) {
    this.script = script;
    this.text = script.instruction().text();
    this.previousEnd = previousEnd;
    this.start = start;
    this.end = end;
  }

  /** The edit that deletes a range of a command; null where more would have to go. */
  static @Nullable TextEdit of(RunCommand command, TextRange words) {
    RunScript script = command.script();
    int previous = -1;
    for (ShellWord word : command.invocation().command().words()) {
      previous = word.range().end() <= words.start() ? word.range().end() : previous;
    }
    boolean alone = previous >= 0
        && (script.execForm() || script.code().isContiguous(words))
        && isBlank(script.script().code(), previous, words.start());
    return alone
        ? new WordDeletion(
                script,
                script.code().homeEnd(previous),
                script.code().home(words.start()),
                script.code().homeEnd(words.end()))
            .edit()
        : null;
  }

  private @Nullable TextEdit edit() {
    int lineStart = text.lastIndexOf('\n', start - 1) + 1;
    if (lineStart <= previousEnd) {
      return delete(previousEnd, end);
    }
    int after = skipBlanks(end);
    if (after < text.length() && text.charAt(after) == escape()) {
      int lineEnd = skipBlanks(after + 1);
      lineEnd += text.startsWith("\r", lineEnd) ? 1 : 0;
      if (text.startsWith("\n", lineEnd)) {
        return delete(lineStart, lineEnd + 1);
      }
    }
    boolean last = after == text.length() || "\r\n".indexOf(text.charAt(after)) >= 0;
    if (last) {
      return text.substring(previousEnd, start).indexOf('#') < 0 ? delete(previousEnd, end) : null;
    }
    return delete(start, after);
  }

  private char escape() {
    return script.isHeredocBody() ? '\\' : script.instruction().source().escape();
  }

  private TextEdit delete(int from, int to) {
    return TextEdit.delete(new TextRange(from, to).shift(script.start()));
  }

  private int skipBlanks(int from) {
    int i = from;
    while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
      i++;
    }
    return i;
  }

  /** Whether nothing stands there; in a here-document lines are joined by the shell. */
  private static boolean isBlank(String code, int from, int to) {
    return code.substring(from, to).replace("\\\n", "").isBlank();
  }
}

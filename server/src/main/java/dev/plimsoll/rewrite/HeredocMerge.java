package dev.plimsoll.rewrite;

import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.shell.Operator;
import dev.plimsoll.shell.Sequence;
import dev.plimsoll.shell.SetCommand;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Heredoc;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/**
 * Two RUNs that are here-documents as one: the lines of the second follow those of the first. Only {@code set -e} makes a
 * script of lines stop where two RUNs would, so both have to begin with the same one.
 */
public final class HeredocMerge {

  private HeredocMerge() {}

  /** The edit that joins two adjacent RUNs, or null where that can change what they do. */
  public static @Nullable TextEdit edit(Dockerfile file, RunScript first, RunScript second) {
    if (!first.isHeredocBody()
        || !second.isHeredocBody()
        || !fit(first, second)
        || ToolComment.isFor(file, first.instruction())
        || !ToolComment.above(file, second.instruction()).isEmpty()) {
      return null;
    }
    Heredoc upper = first.run().heredocs().get(0);
    int from = first.start() + upper.body().end();
    int to = second.home(new MergeMember(second).bodyStart());
    String lineStart = indent(second, to);
    return TextEdit.replace(
        new TextRange(from, to), comments(file, first, second, lineStart) + lineStart);
  }

  private static boolean fit(RunScript first, RunScript second) {
    Heredoc upper = first.run().heredocs().get(0);
    Heredoc lower = second.run().heredocs().get(0);
    MergeMember left = new MergeMember(first);
    MergeMember right = new MergeMember(second);
    SetCommand set = left.prologue();
    SetCommand next = right.prologue();
    return upper.terminated()
        && lower.terminated()
        && upper.opener().value().equals(lower.opener().value())
        && shebang(first).equals(shebang(second))
        && RunFlags.same(first.run(), second.run())
        && set != null
        && next != null
        && set.options().contains("e")
        && set.options().equals(next.options())
        && next.separator() != null
        && next.separator().kind() != Operator.Kind.AND
        && left.onlyPrologue()
        && right.countSet() == 1
        && left.endsAlone()
        && !Lingering.any(first)
        && !Sequence.of(first.script()).hasHeredoc()
        && second.script().comments().stream()
            .allMatch(comment ->
                comment.range().start() > right.bodyStart() || isShebang(second, comment.range()));
  }

  private static boolean isShebang(RunScript script, TextRange comment) {
    return comment.start() == 0 && script.script().code().startsWith("#!");
  }

  private static String shebang(RunScript script) {
    String code = script.script().code();
    int lineFeed = code.indexOf('\n');
    return code.startsWith("#!") && lineFeed > 0 ? code.substring(0, lineFeed) : "";
  }

  private static String indent(RunScript script, int offset) {
    String text = script.instruction().text();
    int at = offset - script.start();
    int lineStart = text.lastIndexOf('\n', at - 1) + 1;
    String before = text.substring(lineStart, at);
    return before.isBlank() ? before : "";
  }

  private static String comments(
      Dockerfile file, RunScript first, RunScript second, String indent) {
    StringBuilder lines = new StringBuilder();
    int end = file.indexOf(second.instruction());
    for (int i = file.indexOf(first.instruction()) + 1; i < end; i++) {
      if (file.element(i) instanceof Element.Comment comment) {
        lines
            .append(indent)
            .append(comment.text().strip())
            .append(new Surroundings(file, first.instruction()).lineEnding());
      }
    }
    return lines.toString();
  }
}

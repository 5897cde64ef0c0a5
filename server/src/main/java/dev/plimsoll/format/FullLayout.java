package dev.plimsoll.format;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.format.ContinuedLines.Kind;
import dev.plimsoll.format.ContinuedLines.Line;
import dev.plimsoll.rewrite.PackageWords;
import dev.plimsoll.rewrite.Surroundings;
import dev.plimsoll.rewrite.ToolComment;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.ShellCommand;
import dev.plimsoll.text.EmbeddedText;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lays out a RUN by the structure of its script: what stands between its words is written anew, where the script says so.
 * Its edits are relative to the start of the instruction.
 */
final class FullLayout {

  private final ShellCommand shell;
  private final String text;
  private final EmbeddedText line;
  private final FreeSpace space;
  private final FileStyle style;
  private final String lineBreak;
  private final ScriptBreaks breaks;
  private final int scriptStart;
  private final ImmutableList<Line> lines;
  private final List<TextEdit> edits = new ArrayList<>();

  /** Comments and the like that stood where no line is broken any more: they go where the next one is. */
  private final List<String> carried = new ArrayList<>();

  /** The line behind the last one that was one of them, or that was passed over. */
  private int nextLine;

  private boolean certain = true;

  private FullLayout(
      Instruction instruction,
      ShellCommand shell,
      FileStyle style,
      String lineEnding,
      ScriptBreaks breaks) {
    this.shell = shell;
    this.text = instruction.text();
    this.line = instruction.source().line();
    this.space = instruction.derived(FreeSpace.OF);
    this.lines = instruction.derived(ContinuedLines.OF).lines();
    this.style = style;
    this.lineBreak = instruction.source().escape() + lineEnding;
    this.breaks = breaks;
    this.scriptStart = instruction.innermost().source().argumentsInLine().start();
  }

  /**
   * The layout of a RUN; null where it isn't certain that its script can be laid out.
   *
   * @param lineEnding that of the instruction
   */
  static @Nullable FullLayout of(
      Instruction instruction,
      ShellCommand shell,
      FormatOptions options,
      FileStyle style,
      String lineEnding) {
    boolean plain = instruction.heredocs().isEmpty()
        && shell.script().comments().isEmpty()
        && Surroundings.isFinished(instruction);
    ScriptBreaks breaks = plain
        ? ScriptBreaks.of(
            shell.script(),
            shell.code(),
            style.leading(),
            options.maxLineLength(),
            style.step().width())
        : null;
    if (breaks == null) {
      return null;
    }
    FullLayout layout = new FullLayout(instruction, shell, style, lineEnding, breaks);
    layout.gaps(instruction);
    return layout.certain ? layout : null;
  }

  /** The edits for what stands between words. */
  List<TextEdit> edits() {
    return edits;
  }

  /** The edits that sort lists of packages, which touch none of the others. */
  List<TextEdit> sorted() {
    List<TextEdit> sorted = new ArrayList<>();
    for (List<ShellWord> words : breaks.packages()) {
      TextRange list =
          shell.home(words.get(0).range().hull(words.get(words.size() - 1).range()));
      boolean movable = !Surroundings.hasCommentLine(list.of(text))
          && words.stream().allMatch(word -> shell.code().isContiguous(word.range()));
      List<ShellWord> order = movable ? PackageWords.sorted(words) : words;
      for (int i = 0; i < words.size(); i++) {
        if (!order.get(i).raw().equals(words.get(i).raw())) {
          sorted.add(
              TextEdit.replace(shell.home(words.get(i).range()), order.get(i).raw()));
        }
      }
    }
    return sorted;
  }

  private void gaps(Instruction instruction) {
    String code = line.code();
    int from = instruction.source().keywordInLine().end();
    for (int at = from; at < code.length() && certain; ) {
      TextRange blanks = space.around(at);
      boolean free = blanks.start() >= from && blanks.end() < code.length() && isGap(blanks);
      if (free) {
        gap(blanks);
      } else if (!line.isContiguous(new TextRange(at - 1, at + 1))) {
        certain = false; // a word, or a string, over two lines
      }
      at = Math.max(at + 1, free ? blanks.end() + 1 : at + 1);
    }
    certain &= carried.isEmpty();
  }

  private boolean isGap(TextRange blanks) {
    return blanks.isEmpty()
        ? breaks.depth(blanks.start() - scriptStart) > 0
            || breaks.join(blanks.start() - scriptStart) != null
        : space.isFree(blanks);
  }

  private void gap(TextRange blanks) {
    int next = blanks.end() - scriptStart;
    int start = line.homeEnd(blanks.start());
    int end = line.home(blanks.end());
    boolean broken = text.substring(start, end).indexOf('\n') >= 0;
    int depth = next < 0 ? 0 : breaks.depth(next);
    String join = next < 0 || depth > 0 ? null : breaks.join(next);
    if (depth == 0 && join == null && broken) {
      depth = next <= 0 ? 1 : breaks.keptDepth(next);
    }
    between(start, end);
    if (depth > 0) {
      betweenOperatorAndCommand(blanks.end());
    }
    if (depth == 0) {
      replace(start, end, join == null ? " " : join);
      return;
    }
    String indent = style.step().to(depth * style.step().width());
    StringBuilder lines = new StringBuilder(" ").append(lineBreak);
    for (String one : carried) {
      lines
          .append(one.isEmpty() ? "" : indent)
          .append(one)
          .append(lineBreak, 1, lineBreak.length());
    }
    carried.clear();
    replace(start, end, lines.append(indent).toString());
  }

  /** What stands behind an operator that begins a line now is said of its command, and goes above the line. */
  private void betweenOperatorAndCommand(int at) {
    int end = at;
    while (end < line.length() && "&|".indexOf(line.code().charAt(end)) >= 0) {
      end++;
    }
    if (end > at) {
      TextRange blanks = space.around(end);
      between(line.homeEnd(blanks.start()), line.home(blanks.end()));
    }
  }

  /** What stands on lines of its own between two words. */
  private void between(int start, int end) {
    while (nextLine < lines.size() && lines.get(nextLine).start() <= start) {
      nextLine++;
    }
    for (; nextLine < lines.size() && lines.get(nextLine).next() <= end; nextLine++) {
      Line one = lines.get(nextLine);
      String content = text.substring(one.text(), one.textEnd());
      if (one.kind() == Kind.COMMENT) {
        certain &= ToolComment.of(content.substring(1).strip()) == null;
      }
      carried.add(one.kind() == Kind.ESCAPE ? lineBreak.substring(0, 1) : content);
    }
  }

  private void replace(int start, int end, String newText) {
    int same = 0;
    int most = Math.min(end - start, newText.length());
    while (same < most && text.charAt(start + same) == newText.charAt(same)) {
      same++;
    }
    int tail = 0;
    while (tail < most - same
        && text.charAt(end - 1 - tail) == newText.charAt(newText.length() - 1 - tail)) {
      tail++;
    }
    if (same < end - start || same < newText.length()) {
      edits.add(TextEdit.replace(
          new TextRange(start + same, end - tail),
          newText.substring(same, newText.length() - tail)));
    }
  }
}

package dev.plimsoll.format;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.format.ContinuedLines.Kind;
import dev.plimsoll.format.ContinuedLines.Line;
import dev.plimsoll.format.FormatOptions.KeywordCase;
import dev.plimsoll.rewrite.ToolComment;
import dev.plimsoll.shell.CommandList;
import dev.plimsoll.shell.Operator;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.syntax.ShellCommand;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lays out one instruction such that each of its words stays in its line. Its edits are relative to the start of the
 * instruction, and each of them keeps what the instruction means.
 */
final class GentleLayout {

  private final Instruction instruction;
  private final @Nullable ShellCommand shell;
  private final String text;
  private final FormatOptions options;
  private final FileStyle style;
  private final ImmutableList<Line> lines;
  private final FreeSpace space;
  /** The lines of code, in order. */
  final List<Row> rows = new ArrayList<>();

  private final boolean isRun;
  /** Where the parts of a script begin; null where every line is a part. */
  private final @Nullable BitSet parts;

  private final List<TextEdit> edits = new ArrayList<>();

  GentleLayout(
      Instruction instruction,
      @Nullable ShellCommand shell,
      FormatOptions options,
      FileStyle style) {
    this.instruction = instruction;
    this.shell = shell;
    this.text = instruction.text();
    this.options = options;
    this.style = style;
    this.lines = instruction.derived(ContinuedLines.OF).lines();
    this.space = shell == null || !shell.script().isOpaque()
        ? instruction.derived(FreeSpace.OF)
        : FreeSpace.of(instruction, shell);
    this.isRun = space.isScript();
    this.parts = isRun && shell != null ? commands(shell) : null;
    for (Line line : lines) {
      if (line.isCode()) {
        rows.add(row(line));
      }
    }
    indent();
  }

  private Row row(Line line) {
    boolean first = rows.isEmpty();
    int start = first ? 0 : line.inLine();
    int end = first
        ? line.inLine() + codeEnd(line) - line.text()
        : line.inLine() + codeEnd(line) - line.start();
    return new Row(
        text,
        line,
        first || space.mayBreak(start),
        line.escape() < 0 || space.mayBreak(end),
        parts == null || parts.get(start + (first ? 0 : line.text() - line.start())),
        wideGaps(line, first ? line.text() : line.start()),
        style.step().column(text, line.start(), line.text()));
  }

  /** Where the commands of the script begin that are not inside of others, and the operators before them. */
  private BitSet commands(ShellCommand shell) {
    BitSet commands = new BitSet();
    int start = instruction.innermost().source().argumentsInLine().start();
    for (CommandList.Item item : shell.script().body().items()) {
      for (CommandList.Pipeline pipeline : item.andOr().pipelines()) {
        commands.set(start + pipeline.range().start());
      }
      for (Operator operator : item.andOr().operators()) {
        commands.set(start + operator.range().start());
      }
    }
    return commands;
  }

  private static int codeEnd(Line line) {
    return line.escape() < 0 ? line.end() : line.escape();
  }

  /** @param pieceStart where the part of the line begins that the builder reads */
  private ImmutableList<TextRange> wideGaps(Line line, int pieceStart) {
    ImmutableList.Builder<TextRange> gaps = ImmutableList.builder();
    for (int i = line.text(); i < line.textEnd(); i++) {
      if (ContinuedLines.isBlank(text.charAt(i))) {
        int end = i + 1;
        while (ContinuedLines.isBlank(text.charAt(end))) {
          end++;
        }
        TextRange inLine = TextRange.ofLength(line.inLine() + i - pieceStart, end - i);
        if ((end - i > 1 || text.charAt(i) == '\t') && space.isFree(inLine)) {
          gaps.add(new TextRange(i, end));
        }
        i = end;
      }
    }
    return gaps.build();
  }

  private void indent() {
    Row first = rows.get(0);
    if (!style.indented()) {
      first.indent = "";
      first.newColumn = 0;
    }
    int word = firstWord(first);
    if (swallows()) {
      return;
    }
    List<Row> continued = new ArrayList<>();
    for (Row row : rows.subList(1, rows.size())) {
      if (row.freeStart) {
        continued.add(row);
      } else if (!isRun) {
        if (row.column == style.step().column(text, 0, word)) {
          first.frozenTo = word; // below which it can't be moved
        }
        return; // the others stay where they stand beside this one
      }
    }
    boolean narrowed =
        !first.wideGaps.isEmpty() && first.wideGaps.get(0).end() == word && word > first.frozenTo;
    int keyword = instruction.source().writtenKeyword().length();
    int column = style.step().column(text, 0, word);
    int newColumn = narrowed ? first.newColumn + keyword + 1 : column + first.shift();
    new Indentation(
            style.step(),
            options.indent() != null,
            first.column,
            first.newColumn,
            column,
            newColumn)
        .indent(continued);
  }

  /**
   * Whether a line seems to be meant as the next instruction, which an escape character too many has made a part of this one: it
   * isn't hidden among the others.
   */
  private boolean swallows() {
    if (instruction.keyword() == Keyword.ONBUILD || instruction.keyword() == Keyword.HEALTHCHECK) {
      return false;
    }
    for (Row row : rows.subList(1, rows.size())) {
      int end = row.line.text();
      while (end < row.line.textEnd() && Ascii.isUpperCase(text.charAt(end))) {
        end++;
      }
      boolean isWord = end == row.line.textEnd() || ContinuedLines.isBlank(text.charAt(end));
      if (isWord && Keyword.of(text.substring(row.line.text(), end)) != Keyword.UNKNOWN) {
        return true;
      }
    }
    return false;
  }

  /** Where the first word behind the keyword stands, if it stands in the same line. */
  private int firstWord(Row first) {
    int word = instruction.source().keywordRange().end();
    if (style.argumentColumn() > 0
        && !first.wideGaps.isEmpty()
        && first.wideGaps.get(0).start() == word
        && style.argumentColumn() == FileStyle.argumentColumn(instruction)) {
      first.frozenTo = first.wideGaps.get(0).end();
    }
    while (word < first.line.textEnd() && ContinuedLines.isBlank(text.charAt(word))) {
      word++;
    }
    return word;
  }

  /** The edits, once it is known of all rows which blanks stay. */
  List<TextEdit> edits() {
    edits.clear();
    words();
    EscapeColumn escapes = EscapeColumn.of(rows, style.step());
    int next = 0;
    for (Line line : lines) {
      if (line.isCode()) {
        row(rows.get(next++), escapes);
      } else if (line.kind() == Kind.COMMENT) {
        comment(line, next < rows.size() ? rows.get(next) : null);
      } else if (line.kind() == Kind.ESCAPE) {
        loneEscape(line, next < rows.size() ? rows.get(next) : null, escapes);
      } else if (line.text() == line.end()) {
        trim(line.start(), line.end());
      }
    }
    return edits;
  }

  /** The same, and lists with their items in order: those of an exec form, and pairs, which get a line each. */
  List<TextEdit> listEdits(String lineEnding) {
    List<TextEdit> gentle = edits();
    String indent = rows.size() > 1 && rows.get(1).freeStart
        ? rows.get(1).indent
        : style.step().to(rows.get(0).newColumn + style.step().width());
    Map<TextRange, String> gaps =
        ListLayout.of(instruction, " " + instruction.source().escape() + lineEnding + indent);
    gentle.removeIf(edit -> gaps.keySet().stream().anyMatch(gap -> gap.contains(edit.range())));
    gaps.forEach((gap, wanted) -> replace(gap.start(), gap.end(), wanted));
    return edits;
  }

  /** The layout of the script by its structure; null where that can't be done. */
  @Nullable FullLayout full(String lineEnding) {
    return isRun && shell != null && rows.get(0).newColumn == 0 && !swallows()
        ? FullLayout.of(instruction, shell, options, style, lineEnding)
        : null;
  }

  /** The edits with a script laid out so. */
  List<TextEdit> editsWith(FullLayout script) {
    edits.clear();
    words();
    Row first = rows.get(0);
    replace(first.line.start(), first.line.text(), first.indent);
    Line last = rows.get(rows.size() - 1).line;
    trim(last.textEnd(), last.end());
    edits.addAll(script.edits());
    return edits;
  }

  /** What is changed of words themselves. */
  private void words() {
    if (options.keywordCase() != KeywordCase.KEEP) {
      edits.addAll(KeywordLetters.edits(instruction, style.upper()));
    }
    if (options.sortFlags()) {
      edits.addAll(FlagOrder.edits(instruction));
    }
  }

  private void row(Row row, EscapeColumn escapes) {
    Line line = row.line;
    if (row.freeStart) {
      replace(line.start(), line.text(), row.indent);
    }
    for (TextRange gap : row.wideGaps) {
      if (row.isNarrowed(gap)) {
        replace(gap.start(), gap.end(), " ");
      }
    }
    if (line.escape() < 0) {
      trim(line.textEnd(), line.end());
      return;
    }
    if (row.freeEnd) {
      replace(line.textEnd(), line.escape(), escapes.padding(row, style.step()));
    }
    trim(line.escape() + 1, line.end());
  }

  /** A line that is only continued stands like the one below, or in the column of the escape characters. */
  private void loneEscape(Line line, @Nullable Row below, EscapeColumn escapes) {
    int column = style.step().column(text, line.start(), line.escape());
    if (below != null && below.freeStart) {
      boolean inColumn = escapes.before() >= 0 && column == escapes.before();
      replace(
          line.start(),
          line.escape(),
          !inColumn
              ? below.indent
              : escapes.after() == column
                  ? text.substring(line.start(), line.escape())
                  : " ".repeat(escapes.after()));
    }
    trim(line.escape() + 1, line.end());
  }

  /** A comment stands as deep as what it is written above. One that a tool reads stays as it is. */
  private void comment(Line line, @Nullable Row below) {
    String indent = below == null ? "" : commentIndent(line, below);
    boolean moves = below != null
        && below.freeStart
        && !text.substring(line.start(), line.text()).equals(indent);
    boolean trails = line.textEnd() < line.end() && options.trimTrailingWhitespace();
    String content = text.substring(line.text(), line.textEnd());
    if (!(moves || trails)
        || !content.startsWith("#")
        || ToolComment.of(content.substring(1).strip()) != null) {
      return;
    }
    if (moves) {
      replace(line.start(), line.text(), indent);
    }
    trim(line.textEnd(), line.end());
  }

  /** As deep as the line below, or as the command behind its operator if the comment stands there now. */
  private String commentIndent(Line line, Row below) {
    int operator = Indentation.operatorWidth(below);
    int column = style.step().column(text, line.start(), line.text());
    return operator > 0 && column == below.column + operator
        ? below.indent + " ".repeat(operator)
        : below.indent;
  }

  private void trim(int start, int end) {
    if (options.trimTrailingWhitespace()) {
      replace(start, end, "");
    }
  }

  private void replace(int start, int end, String newText) {
    if (!text.regionMatches(start, newText, 0, newText.length())
        || end - start != newText.length()) {
      edits.add(TextEdit.replace(new TextRange(start, end), newText));
    }
  }
}

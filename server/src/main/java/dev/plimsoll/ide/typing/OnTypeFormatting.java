package dev.plimsoll.ide.typing;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.ide.Edits;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Heredoc;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a typed line end or escape character brings with it: the escape character that a line needs to go on, the
 * indentation of a continued line and of the instruction after it, the terminator of a here-document.
 */
public final class OnTypeFormatting {

  private final Snapshot snapshot;
  private final Dockerfile file;
  private final String text;
  private final ContinuationIndents indents;

  private OnTypeFormatting(Snapshot snapshot, Supplier<String> step) {
    this.snapshot = snapshot;
    this.file = snapshot.file();
    this.text = snapshot.text();
    this.indents = new ContinuationIndents(file, step);
  }

  /**
   * The edits after a character was typed.
   *
   * @param offset behind that character, and behind what the editor has put there by itself
   * @param step what a continued line is indented by where nothing near it says so
   */
  public static ImmutableList<org.eclipse.lsp4j.TextEdit> at(
      Snapshot snapshot, int offset, @Nullable String typed, Supplier<String> step) {
    if (!snapshot.isDockerfile() || typed == null) {
      return ImmutableList.of();
    }
    OnTypeFormatting formatting = new OnTypeFormatting(snapshot, step);
    ImmutableList<TextEdit> edits = ImmutableList.of();
    if (typed.equals("\n")) {
      edits = formatting.newLine(offset);
    } else if (typed.length() == 1 && typed.charAt(0) == snapshot.file().escape()) {
      edits = formatting.escape(offset);
    }
    return Edits.of(snapshot, edits);
  }

  /** The next line belongs to the instruction now; where it is indented already, that is how it is wanted. */
  private ImmutableList<TextEdit> escape(int offset) {
    int line = snapshot.lines().lineAt(offset);
    TextRange first = line(line);
    if (line + 1 >= snapshot.lines().lineCount()
        || isComment(first)
        || !text.substring(offset, Math.max(offset, first.end())).isBlank()
        || isInHeredoc(offset)) {
      return ImmutableList.of();
    }
    TextRange following = line(line + 1);
    int code = skipBlanks(following);
    if (code == following.end()) {
      return indented(following, "");
    }
    Instruction instruction = file.instructionAt(first.start());
    boolean left = code > following.start() || keywordAt(following) != Keyword.UNKNOWN;
    return left || instruction == null
        ? ImmutableList.of()
        : indented(
            following, indents.of(instruction, first.start(), snapshot.lines().startOf(line + 2)));
  }

  private ImmutableList<TextEdit> newLine(int offset) {
    int line = snapshot.lines().lineAt(offset);
    if (line == 0) {
      return ImmutableList.of();
    }
    TextRange before = line(line - 1);
    TextRange current = line(line);
    Instruction instruction = before.isEmpty() ? null : file.instructionAt(before.start());
    if (instruction == null || !text.substring(current.start(), offset).isBlank()) {
      return ImmutableList.of();
    }
    if (!instruction.heredocs().isEmpty()) {
      int body = file.start(instruction) + instruction.heredocs().get(0).body().start();
      if (before.start() >= body) {
        return afterHeredoc(instruction, current);
      }
      if (current.start() == body) {
        return terminators(instruction, line);
      }
    }
    if (endsInEscape(before) || isComment(before)) {
      boolean goesOn = before.end() < file.start(instruction) + instruction.length();
      return goesOn || endsInEscape(before)
          ? indented(current, indents.of(instruction, before.start(), current.end()))
          : ImmutableList.of();
    }
    if (needsEscape(instruction, before, current)) {
      return continued(instruction, before, current);
    }
    return atMargin(instruction, current);
  }

  /** In the body of a here-document every blank is text; only behind its terminator the next instruction begins. */
  private ImmutableList<TextEdit> afterHeredoc(Instruction instruction, TextRange current) {
    boolean terminated = instruction.heredocs().stream().allMatch(Heredoc::terminated);
    if (!terminated || !ends(instruction, current)) {
      return ImmutableList.of();
    }
    return ImmutableList.<TextEdit>builder()
        .addAll(typedOver(instruction, current))
        .addAll(atMargin(instruction, current))
        .build();
  }

  /** Away with the terminator that was put in when the here-document was begun, once it has been typed as well. */
  private ImmutableList<TextEdit> typedOver(Instruction instruction, TextRange current) {
    int next = snapshot.lines().lineAt(current.start()) + 1;
    if (!current.of(text).isBlank() || next >= snapshot.lines().lineCount()) {
      return ImmutableList.of();
    }
    String following = line(next).of(text);
    boolean again =
        instruction.heredocs().get(instruction.heredocs().size() - 1).name().equals(following);
    return again && Keyword.of(following) == Keyword.UNKNOWN
        ? ImmutableList.of(
            TextEdit.delete(new TextRange(line(next - 1).end(), line(next).end())))
        : ImmutableList.of();
  }

  /** The next instruction stands as deep as the one that ends before an empty line. */
  private ImmutableList<TextEdit> atMargin(Instruction instruction, TextRange current) {
    return ends(instruction, current) && current.of(text).isBlank()
        ? indented(current, indents.ofNext(instruction))
        : ImmutableList.of();
  }

  private boolean ends(Instruction instruction, TextRange current) {
    return file.start(instruction) + instruction.length() <= current.start();
  }

  /**
   * The terminators that are missing, behind the empty line on which the cursor stands: without them all that follows would
   * be text. Where nothing follows they are left to be typed.
   */
  private ImmutableList<TextEdit> terminators(Instruction instruction, int line) {
    boolean last = line + 1 >= snapshot.lines().lineCount()
        || text.substring(snapshot.lines().startOf(line + 1)).isBlank();
    if (last || !line(line).of(text).isBlank()) {
      return ImmutableList.of();
    }
    String lineEnding = lineEnding(line - 1);
    StringBuilder missing = new StringBuilder();
    for (Heredoc heredoc : instruction.heredocs()) {
      if (!heredoc.terminated() || endsInAnother(instruction, heredoc)) {
        missing.append(heredoc.name()).append(lineEnding);
      }
    }
    return missing.isEmpty()
        ? ImmutableList.of()
        : ImmutableList.of(TextEdit.insert(snapshot.lines().startOf(line + 1), missing.toString()));
  }

  /** Whether what ends a here-document is the terminator of another one that begins inside of it. */
  private boolean endsInAnother(Instruction instruction, Heredoc heredoc) {
    String inside = instruction
        .text()
        .substring(heredoc.body().start(), heredoc.terminator().end());
    if (!inside.contains("<<")) {
      return false;
    }
    for (Instruction other : Dockerfile.parse(inside).instructions()) {
      for (Heredoc one : other.heredocs()) {
        if (other.keyword() != Keyword.UNKNOWN && one.name().equals(heredoc.name())) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether the line before was cut in two, or ends with an operator that wants a command behind it. */
  private boolean needsEscape(Instruction instruction, TextRange before, TextRange current) {
    if (!ends(instruction, current)) {
      return false;
    }
    if (current.of(text).isBlank()) {
      return instruction instanceof Instruction.Command command
          && !command.execForm()
          && endsInOperator(before.of(text).stripTrailing());
    }
    return instruction.keyword() != Keyword.UNKNOWN
        && keywordAt(current) == Keyword.UNKNOWN
        && !isComment(current);
  }

  private static boolean endsInOperator(String line) {
    return line.endsWith("&&") || line.endsWith("|");
  }

  private ImmutableList<TextEdit> continued(
      Instruction instruction, TextRange before, TextRange current) {
    int end = before.end();
    while (end > before.start() && isBlank(text.charAt(end - 1))) {
      end--;
    }
    TextEdit escape = TextEdit.replace(new TextRange(end, before.end()), " " + file.escape());
    return ImmutableList.<TextEdit>builder()
        .add(escape)
        .addAll(indented(current, indents.of(instruction, before.start(), current.end())))
        .build();
  }

  /** Gives a line another indentation, if it has it not already. */
  private ImmutableList<TextEdit> indented(TextRange line, String indent) {
    TextRange blanks = new TextRange(line.start(), skipBlanks(line));
    return blanks.of(text).equals(indent)
        ? ImmutableList.of()
        : ImmutableList.of(TextEdit.replace(blanks, indent));
  }

  private boolean isInHeredoc(int offset) {
    Instruction instruction = file.instructionAt(offset);
    return instruction != null
        && !instruction.heredocs().isEmpty()
        && offset
            >= file.start(instruction) + instruction.heredocs().get(0).body().start();
  }

  /** A line without its line ending. */
  private TextRange line(int line) {
    int start = snapshot.lines().startOf(line);
    int end = snapshot.lines().endOf(line);
    while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return new TextRange(start, end);
  }

  private String lineEnding(int line) {
    return text.substring(line(line).end(), snapshot.lines().endOf(line));
  }

  private boolean endsInEscape(TextRange line) {
    int end = line.end();
    while (end > line.start() && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return end > line.start() && text.charAt(end - 1) == file.escape() && !isComment(line);
  }

  private boolean isComment(TextRange line) {
    int code = skipBlanks(line);
    return code < line.end() && text.charAt(code) == '#';
  }

  private Keyword keywordAt(TextRange line) {
    int start = skipBlanks(line);
    int end = start;
    while (end < line.end() && !isBlank(text.charAt(end))) {
      end++;
    }
    return Keyword.of(text.substring(start, end));
  }

  private int skipBlanks(TextRange line) {
    int i = line.start();
    while (i < line.end() && isBlank(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}

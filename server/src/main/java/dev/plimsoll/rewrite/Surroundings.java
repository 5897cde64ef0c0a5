package dev.plimsoll.rewrite;

import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Heredoc;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/**
 * How a file is laid out where an instruction stands: line ending, indentation, how it is continued, and the comments that
 * belong to it. All offsets are those of the file.
 */
public record Surroundings(Dockerfile file, Instruction instruction) {

  private static final String DEFAULT_INDENT = "    ";

  public int start() {
    return file.start(instruction);
  }

  /** Where it ends, its line ending included. */
  public int end() {
    return start() + instruction.length();
  }

  /** The end of its last line, without the line ending: blanks behind the code are before it. */
  public int endOfLine() {
    String text = instruction.text();
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return start() + end;
  }

  /** Whether the line below belongs to something else: no here-document is open, no continuation swallows it. */
  public boolean isFinished() {
    return isFinished(instruction);
  }

  /** The same of an instruction wherever it stands. */
  public static boolean isFinished(Instruction instruction) {
    for (Heredoc heredoc : instruction.heredocs()) {
      if (!heredoc.terminated()) {
        return false;
      }
    }
    return instruction.text().substring(instruction.range().end()).isBlank();
  }

  /** What stands before the keyword. */
  public String indent() {
    return instruction.text().substring(0, instruction.range().start());
  }

  /** The line ending as this instruction has it; where it has none, as the lines above it do. */
  public String lineEnding() {
    for (int i = file.indexOf(instruction); i >= 0; i--) {
      String found = lineEnding(file.element(i).text());
      if (found != null) {
        return found;
      }
    }
    return "\n";
  }

  /** The line ending of a file, as its first line has it. */
  public static String lineEnding(Dockerfile file) {
    for (Element element : file.elements()) {
      String found = lineEnding(element.text());
      if (found != null) {
        return found;
      }
    }
    return "\n";
  }

  /** The first line ending of a text, or null. */
  static @Nullable String lineEnding(String text) {
    int lineFeed = text.indexOf('\n');
    if (lineFeed < 0) {
      return null;
    }
    return lineFeed > 0 && text.charAt(lineFeed - 1) == '\r' ? "\r\n" : "\n";
  }

  /** What stands before the continued lines of this instruction, or what usually does. */
  public String continuationIndent() {
    String text = instruction.text();
    int end = instruction.range().end();
    for (int line = text.indexOf('\n') + 1; line > 0 && line < end; ) {
      int code = line;
      while (code < end && (text.charAt(code) == ' ' || text.charAt(code) == '\t')) {
        code++;
      }
      if (code > line && code < end && "#\r\n".indexOf(text.charAt(code)) < 0) {
        return text.substring(line, code);
      }
      line = text.indexOf('\n', line) + 1;
    }
    return indent() + DEFAULT_INDENT;
  }

  /** What ends a line that goes on, its line ending included. */
  public String continuation() {
    return " " + instruction.source().escape() + lineEnding();
  }

  /** Where the comments directly above begin; where the instruction does if there are none. */
  public int commentsStart() {
    int index = file.indexOf(instruction);
    while (index > 0 && file.element(index - 1) instanceof Element.Comment) {
      index--;
    }
    return file.start(index);
  }

  /** The index in the file of the first of the comments and blank lines above; of the instruction where there are none. */
  public int firstAbove() {
    int index = file.indexOf(instruction);
    while (index > 0
        && (file.element(index - 1) instanceof Element.Comment
            || file.element(index - 1) instanceof Element.Blank)) {
      index--;
    }
    return index;
  }

  /** The instruction with the comments directly above it. */
  public TextRange block() {
    return new TextRange(commentsStart(), end());
  }

  /**
   * Where a new instruction goes that has to stand before this one: above the comments that belong to it, and above what
   * is said to tools about it, which may stand behind a blank line.
   */
  public int placeAbove() {
    int index = file.indexOf(instruction);
    int place = index;
    boolean directly = true;
    for (int i = index - 1; i >= 0; i--) {
      Element element = file.element(i);
      directly &= element instanceof Element.Comment;
      if (element instanceof Element.Comment comment) {
        ToolComment read = ToolComment.of(comment);
        place = directly || (read != null && read.isForOne()) ? i : place;
      } else if (!(element instanceof Element.Blank)) {
        break;
      }
    }
    return file.start(place);
  }

  /** Whether what is said to tools above is for this instruction alone: it can't be divided, joined or leave its place. */
  public boolean hasPragma() {
    return ToolComment.isFor(file, instruction);
  }

  /**
   * The comments in a range of the file, each as a line after {@code indent}.
   *
   * @param gap what stands between two words of instructions: a line of it that begins with {@code #} is a comment
   */
  public String comments(TextRange gap, String indent) {
    StringBuilder lines = new StringBuilder();
    String between = file.characters().subSequence(gap.start(), gap.end()).toString();
    for (int line = between.indexOf('\n') + 1; line > 0 && line < between.length(); ) {
      int lineFeed = between.indexOf('\n', line);
      String content =
          between.substring(line, lineFeed < 0 ? between.length() : lineFeed).strip();
      if (content.startsWith("#")) {
        lines.append(indent).append(content).append(lineEnding());
      }
      line = lineFeed + 1;
    }
    return lines.toString();
  }

  /** Whether a comment stands between the lines of a continued piece of code. */
  public static boolean hasCommentLine(String code) {
    for (int i = code.indexOf('\n'); i >= 0; i = code.indexOf('\n', i + 1)) {
      int at = i + 1;
      while (at < code.length() && (code.charAt(at) == ' ' || code.charAt(at) == '\t')) {
        at++;
      }
      if (at < code.length() && code.charAt(at) == '#') {
        return true;
      }
    }
    return false;
  }
}

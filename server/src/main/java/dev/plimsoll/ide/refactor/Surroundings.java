package dev.plimsoll.ide.refactor;

import com.google.common.base.Ascii;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextRange;

/** What stands around an instruction: how it is laid out, and the comments directly above it. */
record Surroundings(Dockerfile file, Instruction instruction) {

  private static final String DEFAULT_INDENT = "    ";

  int start() {
    return file.start(instruction);
  }

  /** Where it ends, its line ending included. */
  int end() {
    return start() + instruction.length();
  }

  /** The end of its last line, without the line ending: blanks behind the code are before it. */
  int endOfLine() {
    String text = instruction.text();
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return start() + end;
  }

  /** What stands before the keyword. */
  String indent() {
    return instruction.text().substring(0, instruction.range().start());
  }

  /** The line ending of the file, as far as this instruction shows it. */
  String lineEnding() {
    int lineFeed = instruction.text().indexOf('\n');
    if (lineFeed < 0) {
      String text = file.text();
      lineFeed = text.indexOf('\n');
      return lineFeed > 0 && text.charAt(lineFeed - 1) == '\r' ? "\r\n" : "\n";
    }
    return lineFeed > 0 && instruction.text().charAt(lineFeed - 1) == '\r' ? "\r\n" : "\n";
  }

  /** What stands before the continued lines of this instruction, or what usually does. */
  String continuationIndent() {
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

  /** Where the comments directly above begin; where the instruction does if there are none. */
  int commentsStart() {
    int index = file.indexOf(instruction);
    while (index > 0 && file.elements().get(index - 1) instanceof Element.Comment) {
      index--;
    }
    return file.start(index);
  }

  /** Where a new instruction goes that has to stand before this one: not between it and what is said to tools about it. */
  int placeAbove() {
    return hasPragma() ? commentsStart() : start();
  }

  /** Whether a comment directly above may be meant for a tool, which applies it to this instruction. */
  boolean hasPragma() {
    for (int i = file.indexOf(instruction) - 1;
        i >= 0 && file.elements().get(i) instanceof Element.Comment comment;
        i--) {
      if (mayBePragma(comment.content())) {
        return true;
      }
    }
    return false;
  }

  static boolean mayBePragma(String comment) {
    String content = Ascii.toLowerCase(comment);
    return content.contains("ignore")
        || content.contains("skip")
        || content.contains("shell=")
        || content.contains("nosemgrep");
  }

  /**
   * The comments in a range of the file, each as a line after {@code indent}.
   *
   * @param gap what stands between two words of instructions: a line of it that begins with {@code #} is a comment
   */
  String comments(TextRange gap, String indent) {
    StringBuilder lines = new StringBuilder();
    String between =
        gap.of(file.text()); // not the text behind it: a line may be as long as the file
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
  static boolean hasCommentLine(String code) {
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

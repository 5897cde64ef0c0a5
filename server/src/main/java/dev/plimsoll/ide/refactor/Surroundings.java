package dev.plimsoll.ide.refactor;

import com.google.common.base.Ascii;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Token;
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

  /** The comments in a range of the file, inside and between instructions, each as a line after {@code indent}. */
  String comments(TextRange gap, String indent) {
    StringBuilder lines = new StringBuilder();
    int size = file.elements().size();
    for (int i = file.indexAt(gap.start()); i < size && file.start(i) < gap.end(); i++) {
      if (file.elements().get(i) instanceof Element.Comment comment) {
        lines.append(indent).append(comment.text().strip()).append(lineEnding());
      } else if (file.elements().get(i) instanceof Instruction part) {
        for (Token token : part.source().tokens()) {
          if (token.kind() == Token.Kind.COMMENT
              && gap.contains(token.range().shift(file.start(i)))) {
            lines.append(indent).append(token.range().of(part.text()).strip()).append(lineEnding());
          }
        }
      }
    }
    return lines.toString();
  }
}

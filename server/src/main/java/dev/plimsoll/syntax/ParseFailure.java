package dev.plimsoll.syntax;

import dev.plimsoll.syntax.SyntaxError.Phase;
import org.jspecify.annotations.Nullable;

/**
 * Where BuildKit's parser stops. This parser never stops and reports every error with its range; the builder reports
 * one, with a line.
 *
 * @param message BuildKit's own text
 * @param line the line that BuildKit names: counted from 1, but from 0 for errors in directives
 */
public record ParseFailure(String message, int line) {

  /** The failure of a file, or null where the parser reads it to its end. */
  public static @Nullable ParseFailure of(Dockerfile file) {
    return new Walk(file).failure();
  }

  private static final class Walk {
    private final Dockerfile file;
    /** How many lines were read. */
    private int lines;

    private boolean anyInstruction;

    Walk(Dockerfile file) {
      this.file = file;
    }

    @Nullable ParseFailure failure() {
      for (int i = 0; i < file.elements().size(); i++) {
        Element element = file.elements().get(i);
        ParseFailure found =
            element instanceof Instruction instruction ? in(instruction) : in(element, i);
        if (found != null) {
          return found;
        }
        boolean begins =
            element instanceof Element.ByteOrderMark && file.elements().size() > 1;
        lines += begins ? 0 : linesOf(element.text());
      }
      return anyInstruction ? null : new ParseFailure("file with no instructions", lines);
    }

    private @Nullable ParseFailure in(Element element, int index) {
      if (element.length() > LongLines.MAX_BYTES / 3
          && !LongLines.of(element, 0).isEmpty()) {
        return tooLong(lines);
      }
      if (element instanceof Element.Directive) {
        for (SyntaxError error : file.header().errors()) {
          if (file.indexAt(error.range().start()) == index) {
            return new ParseFailure(error.buildkit(), lines);
          }
        }
      }
      return null;
    }

    private @Nullable ParseFailure in(Instruction instruction) {
      int longLine = longLine(instruction);
      if (longLine == 0) {
        return tooLong(lines);
      }
      SyntaxError first = firstParseError(instruction);
      boolean inHeredoc = longLine > 0
          && !instruction.heredocs().isEmpty()
          && beginsInHeredoc(instruction, longLine);
      if (first != null) {
        return new ParseFailure(first.buildkit(), lines + 1);
      }
      if (inHeredoc) {
        return new ParseFailure("unterminated heredoc", lines + 1);
      }
      anyInstruction = true;
      // BuildKit tries once more after it gave up inside an instruction, and counts a line for it.
      return longLine < 0 ? null : tooLong(lines + longLine + 1);
    }

    /** The reader gives up at a line that is too long; with no instruction before it, that is what is reported. */
    private ParseFailure tooLong(int linesRead) {
      return anyInstruction
          ? new ParseFailure(
              "dockerfile line greater than max allowed size of " + LongLines.MAX_BYTES, linesRead)
          : new ParseFailure("file with no instructions", linesRead);
    }

    private static @Nullable SyntaxError firstParseError(Instruction instruction) {
      for (SyntaxError error : instruction.source().parseErrors()) {
        if (error.phase() == Phase.PARSE) {
          return error;
        }
      }
      return null;
    }

    /** Which line of the instruction, counted from 0, is the first that is too long; -1 where none is. */
    private static int longLine(Instruction instruction) {
      if (instruction.length() <= LongLines.MAX_BYTES / 3) {
        return -1;
      }
      String text = instruction.text();
      int number = 0;
      for (int line = 0; line < text.length(); number++) {
        int lineFeed = text.indexOf('\n', line);
        int end = lineFeed < 0 ? text.length() : lineFeed;
        if (LongLines.isTooLong(text, line, end)) {
          return number;
        }
        line = end + 1;
      }
      return -1;
    }

    private static boolean beginsInHeredoc(Instruction instruction, int line) {
      int body = instruction.heredocs().get(0).body().start();
      return linesOf(instruction.text().substring(0, body)) <= line;
    }

    private static int linesOf(String text) {
      int count = 0;
      for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
        count++;
      }
      return text.isEmpty() || text.charAt(text.length() - 1) == '\n' ? count : count + 1;
    }
  }
}

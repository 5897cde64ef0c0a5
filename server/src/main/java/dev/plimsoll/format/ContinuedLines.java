package dev.plimsoll.format;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.Derivation;
import dev.plimsoll.syntax.Heredoc;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Token;

/**
 * The lines that an instruction is written on, up to its here-documents.
 *
 * @param lines in order; only what stands after the last one of code is neither continued nor read by anybody
 */
record ContinuedLines(ImmutableList<Line> lines) {

  enum Kind {
    CODE,
    /** Only the escape character. */
    ESCAPE,
    COMMENT,
    BLANK
  }

  /**
   * One line. All offsets but the last are relative to the start of the instruction.
   *
   * @param start where it begins
   * @param text where its first character stands that is neither blank nor tab
   * @param textEnd behind the last such character before the escape character or the end of the line
   * @param escape where the escape character stands that continues it, or -1
   * @param end where its line ending begins
   * @param next where the next line begins
   * @param inLine where it begins in the line that the builder joins
   */
  record Line(
      Kind kind, int start, int text, int textEnd, int escape, int end, int next, int inLine) {

    boolean isCode() {
      return kind == Kind.CODE;
    }
  }

  /** Those of an instruction. */
  static final Derivation<ContinuedLines> OF = ContinuedLines::of;

  private static ContinuedLines of(Instruction instruction) {
    String text = instruction.text();
    ImmutableList<Heredoc> heredocs = instruction.heredocs();
    int end = heredocs.isEmpty() ? text.length() : heredocs.get(0).body().start();
    boolean single = isSingle(text, end, instruction.source().escape());
    ImmutableList<Token> tokens =
        single ? ImmutableList.of() : instruction.source().tokens();
    ImmutableList.Builder<Line> lines = ImmutableList.builder();
    int token = 0;
    int inLine = 0;
    for (int start = 0; start < end; ) {
      int lineFeed = text.indexOf('\n', start);
      int next = lineFeed < 0 ? end : Math.min(end, lineFeed + 1);
      int lineEnd = next;
      while (lineEnd > start && isLineEnding(text.charAt(lineEnd - 1))) {
        lineEnd--;
      }
      Kind kind = Kind.BLANK;
      int escape = -1;
      for (; token < tokens.size() && tokens.get(token).range().start() < next; token++) {
        switch (tokens.get(token).kind()) {
          case COMMENT -> kind = Kind.COMMENT;
          case CONTINUATION -> {
            escape = tokens.get(token).range().start();
            kind = kind == Kind.BLANK ? Kind.ESCAPE : kind;
          }
          case WHITESPACE, LINE_ENDING -> {}
          default -> kind = Kind.CODE;
        }
      }
      kind = single ? Kind.CODE : kind;
      int first = skipBlanks(text, start, lineEnd);
      int last = escape < 0 ? lineEnd : escape;
      int textEnd = last;
      while (textEnd > first && isBlank(text.charAt(textEnd - 1))) {
        textEnd--;
      }
      if (kind == Kind.CODE && first == last) {
        kind = escape < 0 ? Kind.BLANK : Kind.ESCAPE; // the blanks belong to a word
      }
      lines.add(new Line(kind, start, first, textEnd, escape, lineEnd, next, inLine));
      if (kind == Kind.CODE || (kind == Kind.ESCAPE && start > 0)) {
        inLine += last - (start == 0 ? instruction.source().line().home(0) : start);
      }
      start = next;
    }
    return new ContinuedLines(lines.build());
  }

  /** Whether the code of an instruction is one line, and can't be told to go on. */
  private static boolean isSingle(String text, int end, char escape) {
    int lineFeed = text.indexOf('\n');
    int last = lineFeed < 0 || lineFeed >= end ? end : lineFeed;
    while (last > 0 && Character.isWhitespace(text.charAt(last - 1))) {
      last--;
    }
    return (lineFeed < 0 || lineFeed >= end - 1) && (last == 0 || text.charAt(last - 1) != escape);
  }

  private static int skipBlanks(String text, int from, int to) {
    int i = from;
    while (i < to && isBlank(text.charAt(i))) {
      i++;
    }
    return i;
  }

  static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isLineEnding(char c) {
    return c == '\n' || c == '\r';
  }
}

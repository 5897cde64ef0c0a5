package dev.plimsoll.syntax;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.Token.Kind;
import dev.plimsoll.text.EmbeddedText;
import dev.plimsoll.text.TextRange;

/** Cuts an instruction into the tokens that tile its text. */
final class Tokens {

  private final InstructionText source;
  private final String text;
  private final EmbeddedText line;
  private final ImmutableList.Builder<Token> tokens = ImmutableList.builder();
  /** How far the text is tiled. */
  private int done;

  private Tokens(InstructionText source) {
    this.source = source;
    this.text = source.text();
    this.line = source.line();
  }

  static ImmutableList<Token> of(InstructionText source) {
    Tokens tokens = new Tokens(source);
    int end = tokens.code(source, 0);
    tokens.between(end, source.line().length());
    for (Heredoc heredoc : source.heredocs()) {
      tokens.layoutUpTo(heredoc.body().start());
      tokens.add(Kind.HEREDOC_BODY, heredoc.body().end());
      tokens.add(Kind.HEREDOC_TERMINATOR, heredoc.terminator().end());
    }
    tokens.layoutUpTo(source.text().length());
    return tokens.tokens.build();
  }

  /** Adds keyword, flags and arguments; returns how far the line is tiled. */
  private int code(InstructionText part, int from) {
    int at = span(Kind.KEYWORD, from, part.keywordInLine());
    for (Flag flag : part.flags()) {
      at = span(Kind.FLAG, at, flag.word().inLine());
    }
    Instruction trigger = part.trigger();
    if (trigger != null) {
      return code(trigger.source(), at);
    }
    boolean legacy = part.pairs().size() == 1 && part.pairs().get(0).legacy();
    if (legacy) {
      Pair pair = part.pairs().get(0);
      at = span(Kind.ARGUMENT, at, pair.key().inLine());
      return pair.value() == null ? at : span(Kind.ARGUMENT, at, pair.value().inLine());
    }
    for (Word word : part.words()) {
      at = span(Kind.ARGUMENT, at, word.inLine());
    }
    return at;
  }

  private int span(Kind kind, int from, TextRange range) {
    between(from, range.start());
    pieces(kind, range.start(), range.end());
    return range.end();
  }

  /** White space and punctuation of the line. */
  private void between(int from, int to) {
    String code = line.code();
    int i = from;
    while (i < to) {
      boolean blank = Whitespace.isUnicode(code.charAt(i));
      int end = i + 1;
      while (end < to && Whitespace.isUnicode(code.charAt(end)) == blank) {
        end++;
      }
      pieces(blank ? Kind.WHITESPACE : Kind.PUNCTUATION, i, end);
      i = end;
    }
  }

  private void pieces(Kind kind, int from, int to) {
    int i = from;
    while (i < to) {
      int end = Math.min(to, line.endOfPiece(i));
      layoutUpTo(line.home(i));
      add(kind, line.homeEnd(end));
      i = end;
    }
  }

  /** What the builder never sees: indentation, continuations, comments, blank lines, line endings. */
  private void layoutUpTo(int end) {
    while (done < end) {
      char c = text.charAt(done);
      int lineFeed = text.indexOf('\n', done);
      int lineEnd = lineFeed < 0 ? end : Math.min(end, lineFeed + 1);
      if (c == source.escape()) {
        add(Kind.CONTINUATION, lineEnd);
      } else if (c == '#') {
        add(Kind.COMMENT, withoutLineEnding(done, lineEnd));
      } else if (c == '\n' || c == '\r') {
        add(Kind.LINE_ENDING, lineEnd);
      } else {
        int blank = done + 1;
        while (blank < lineEnd
            && Whitespace.isUnicode(text.charAt(blank))
            && !isLineEnding(text.charAt(blank))) {
          blank++;
        }
        add(Kind.WHITESPACE, blank);
      }
    }
  }

  private int withoutLineEnding(int from, int to) {
    int i = to;
    while (i > from && isLineEnding(text.charAt(i - 1))) {
      i--;
    }
    return i;
  }

  private static boolean isLineEnding(char c) {
    return c == '\n' || c == '\r';
  }

  private void add(Kind kind, int end) {
    if (end > done) {
      tokens.add(new Token(kind, new TextRange(done, end)));
      done = end;
    }
  }
}

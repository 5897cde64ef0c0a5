package dev.plimsoll.ide.tokens;

import dev.plimsoll.text.EmbeddedText;
import dev.plimsoll.text.TextRange;

/** Takes tokens of one text and knows where they belong in another. */
@FunctionalInterface
interface TokenSink {

  void add(int start, int end, int kind);

  default void add(TextRange range, TokenType type) {
    add(range.start(), range.end(), type.ordinal());
  }

  default void add(TextRange range, TokenType type, TokenModifier modifier) {
    add(range.start(), range.end(), type.ordinal() | modifier.bit());
  }

  /** Adds a token of an embedded text, in as many parts as it has pieces at home. */
  static void pieces(EmbeddedText code, int start, int end, int kind, TokenList.Builder out) {
    int from = start;
    while (from < end) {
      int to = Math.min(end, code.endOfPiece(from));
      int home = code.home(from);
      out.add(home, home + to - from, kind);
      from = to;
    }
  }
}

package dev.plimsoll.ide.tokens;

import java.util.Arrays;

/**
 * Tokens of one instruction, none of which overlaps another or a line ending. Immutable: {@link Builder} makes it.
 *
 * <p>A token is three numbers: where it starts, where it ends, and its kind, which is a {@link TokenType} and the bits of
 * {@link TokenModifier}s.
 */
final class TokenList {

  /** The lowest bit of modifiers in a kind. */
  static final int MODIFIERS = 8;

  static final int TYPE_MASK = (1 << MODIFIERS) - 1;

  private final int[] tokens;

  private TokenList(int[] tokens) {
    this.tokens = tokens;
  }

  int size() {
    return tokens.length / 3;
  }

  int start(int index) {
    return tokens[3 * index];
  }

  int end(int index) {
    return tokens[3 * index + 1];
  }

  int kind(int index) {
    return tokens[3 * index + 2];
  }

  /** Takes tokens in any order. Of two that overlap the one that begins first stays, or the one that came first. */
  static final class Builder {
    private final String text;
    private int[] tokens = new int[48];
    private int length;
    private boolean sorted = true;

    /** @param text in which the tokens stand */
    Builder(String text) {
      this.text = text;
    }

    /** Takes a token, in as many parts as it has lines. */
    void add(int start, int end, int kind) {
      int from = start;
      for (int i = start; i <= end; i++) {
        boolean lineEnd = i < end && (text.charAt(i) == '\n' || text.charAt(i) == '\r');
        if (i == end || lineEnd) {
          piece(from, i, kind);
          from = i + 1;
        }
      }
    }

    private void piece(int start, int end, int kind) {
      if (end <= start) {
        return;
      }
      if (length > 0 && tokens[length - 3] > start) {
        sorted = false;
      } else if (length > 0 && tokens[length - 2] == start && continues(kind)) {
        tokens[length - 2] = end;
        return;
      }
      if (length == tokens.length) {
        tokens = Arrays.copyOf(tokens, length * 2);
      }
      tokens[length++] = start;
      tokens[length++] = end;
      tokens[length++] = kind;
    }

    /** Whether the last token can go on: parts of a word that are the same become one. */
    private boolean continues(int kind) {
      int type = kind & TYPE_MASK;
      return tokens[length - 1] == kind
          && type != TokenType.VARIABLE.ordinal()
          && type != TokenType.OPERATOR.ordinal();
    }

    TokenList build() {
      if (!sorted) {
        sort();
      }
      int kept = 0;
      int done = 0;
      for (int i = 0; i < length; i += 3) {
        if (tokens[i] >= done) {
          done = tokens[i + 1];
          System.arraycopy(tokens, i, tokens, kept, 3);
          kept += 3;
        }
      }
      return new TokenList(Arrays.copyOf(tokens, kept));
    }

    private void sort() {
      long[] order = new long[length / 3];
      for (int i = 0; i < order.length; i++) {
        order[i] = (long) tokens[3 * i] << Integer.SIZE | i;
      }
      Arrays.sort(order);
      int[] inOrder = new int[length];
      for (int i = 0; i < order.length; i++) {
        System.arraycopy(tokens, 3 * (int) order[i], inOrder, 3 * i, 3);
      }
      tokens = inOrder;
    }
  }
}

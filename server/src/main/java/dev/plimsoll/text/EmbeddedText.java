package dev.plimsoll.text;

import java.util.Arrays;

/**
 * Code that is spread over another text, as the reader of that code sees it, with the way of every offset home.
 *
 * <p>A RUN body stands on several lines with continuation characters, comments and indentation between; the shell sees
 * one line. {@link #code()} is that line and {@link #home} tells where each of its characters stands in the text that it
 * was taken from. Pieces are taken in order and never overlap.
 */
public final class EmbeddedText {

  private final String code;
  /** Offsets in {@link #code} at which the pieces begin, the first of them 0. */
  private final int[] codeStarts;
  /** Offsets in the home text at which the same pieces begin. */
  private final int[] homeStarts;

  private EmbeddedText(String code, int[] codeStarts, int[] homeStarts) {
    this.code = code;
    this.codeStarts = codeStarts;
    this.homeStarts = homeStarts;
  }

  /** Code that stands in one piece at {@code start} of its home text. */
  public static EmbeddedText of(String code, int start) {
    return new EmbeddedText(code, new int[] {0}, new int[] {start});
  }

  public String code() {
    return code;
  }

  public int length() {
    return code.length();
  }

  /** Where the character at {@code offset} of the code stands; the end of the code is the end of its last character. */
  public int home(int offset) {
    int piece = offset == code.length() && offset > 0 ? pieceOf(offset - 1) : pieceOf(offset);
    return homeStarts[piece] + offset - codeStarts[piece];
  }

  /** Where the character before {@code offset} ends: differs from {@link #home} only where two pieces meet. */
  public int homeEnd(int offset) {
    int piece = pieceOf(Math.max(0, offset - 1));
    return homeStarts[piece] + offset - codeStarts[piece];
  }

  /** From the home of the first character to the end of the last one, with all that stands between them. */
  public TextRange home(TextRange range) {
    return range.isEmpty()
        ? TextRange.at(home(range.start()))
        : new TextRange(home(range.start()), homeEnd(range.end()));
  }

  /** Whether the range of code stands in one piece at home, so that its characters can be replaced there one by one. */
  public boolean isContiguous(TextRange range) {
    return range.length() < 2 || pieceOf(range.start()) == pieceOf(range.end() - 1);
  }

  /**
   * The offset in the code of the character that stands at {@code home}, or of the next character after it where what
   * stands there is not code.
   */
  public int fromHome(int home) {
    int found = Arrays.binarySearch(homeStarts, home);
    int piece = found >= 0 ? found : -found - 2;
    if (piece < 0) {
      return 0;
    }
    int end = piece + 1 < codeStarts.length ? codeStarts[piece + 1] : code.length();
    return Math.min(end, codeStarts[piece] + home - homeStarts[piece]);
  }

  /** The offset in the code at which the piece ends that holds the character at {@code offset}. */
  public int endOfPiece(int offset) {
    int next = pieceOf(offset) + 1;
    return next < codeStarts.length ? codeStarts[next] : code.length();
  }

  /** A part of this code, with the same home. */
  public EmbeddedText slice(int start, int end) {
    int first = pieceOf(Math.min(start, Math.max(0, code.length() - 1)));
    int last = Math.max(first, pieceOf(Math.max(start, end - 1)));
    int[] newCode = new int[last - first + 1];
    int[] newHome = new int[last - first + 1];
    for (int i = first; i <= last; i++) {
      newCode[i - first] = Math.max(0, codeStarts[i] - start);
      newHome[i - first] = homeStarts[i] + Math.max(0, start - codeStarts[i]);
    }
    return new EmbeddedText(code.substring(start, end), newCode, newHome);
  }

  private int pieceOf(int offset) {
    if (codeStarts.length == 1) {
      return 0;
    }
    int found = Arrays.binarySearch(codeStarts, offset);
    return found >= 0 ? found : -found - 2;
  }

  /** Gathers the pieces of a code in order. */
  public static final class Builder {
    private final StringBuilder code = new StringBuilder();
    private int[] codeStarts = new int[8];
    private int[] homeStarts = new int[8];
    private int pieces;

    /** Takes {@code home[start, end)} as the next piece; an empty piece is passed over. */
    public Builder append(CharSequence home, int start, int end) {
      return append(home, start, end, start);
    }

    /** Takes {@code source[start, end)}, which stands at {@code homeStart} at home, as the next piece. */
    public Builder append(CharSequence source, int start, int end, int homeStart) {
      if (start == end) {
        return this;
      }
      if (pieces == codeStarts.length) {
        codeStarts = Arrays.copyOf(codeStarts, pieces * 2);
        homeStarts = Arrays.copyOf(homeStarts, pieces * 2);
      }
      codeStarts[pieces] = code.length();
      homeStarts[pieces++] = homeStart;
      code.append(source, start, end);
      return this;
    }

    /** Takes all pieces of another code of the same home. */
    public Builder append(EmbeddedText other) {
      for (int i = 0; i < other.codeStarts.length; i++) {
        int end = i + 1 < other.codeStarts.length ? other.codeStarts[i + 1] : other.code.length();
        append(other.code, other.codeStarts[i], end, other.homeStarts[i]);
      }
      return this;
    }

    /** The code gathered so far; where there is none it stands, empty, at {@code emptyAt}. */
    public EmbeddedText build(int emptyAt) {
      return pieces == 0
          ? of("", emptyAt)
          : new EmbeddedText(
              code.toString(),
              Arrays.copyOf(codeStarts, pieces),
              Arrays.copyOf(homeStarts, pieces));
    }
  }
}

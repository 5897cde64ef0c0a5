package dev.plimsoll.syntax;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The patterns of <code>${v#p}</code>, <code>${v%p}</code> and <code>${v/p/r}</code>: {@code *} is any text of one line,
 * {@code ?} any character but a newline, and a backslash takes the meaning from {@code *}, {@code ?} and itself. There
 * are no brackets.
 *
 * <p>Texts are code points. A search costs at most pattern length × text length steps: all ways to match are followed
 * at once, none is tried twice.
 */
final class Glob {

  private static final int STAR = -1;
  private static final int ANY = -2;

  private final int[] tokens;
  private final @Nullable String error;

  private Glob(int[] tokens, @Nullable String error) {
    this.tokens = tokens;
    this.error = error;
  }

  static Glob of(int[] pattern) {
    int[] tokens = new int[pattern.length];
    int count = 0;
    int start = pattern.length > 0 && pattern[0] == 0xFEFF ? 1 : 0;
    for (int i = start; i < pattern.length; i++) {
      int c = pattern[i];
      if (c == '\\') {
        int next = i + 1 < pattern.length ? pattern[i + 1] : 0xFFFD;
        if (next == '}' || next == '/') {
          continue; // What ends an operand is escaped for the operand's sake, not for the
          // pattern's.
        }
        if (next != '*' && next != '?' && next != '\\') {
          return new Glob(new int[0], "invalid escape '\\" + Character.toString(next) + "'");
        }
        tokens[count++] = next;
        i++;
      } else {
        tokens[count++] = c == '*' ? STAR : c == '?' ? ANY : c;
      }
    }
    return new Glob(Arrays.copyOf(tokens, count), null);
  }

  /** Why this is no pattern, in BuildKit's words, or null. */
  @Nullable String error() {
    return error;
  }

  int length() {
    return tokens.length;
  }

  /** The end of the longest or shortest match that begins at {@code start}, or -1 if there is none. */
  int endOfMatch(int[] text, int start, boolean longest) {
    boolean[] states = new boolean[tokens.length + 1];
    states[0] = true;
    int end = -1;
    for (int i = start; ; i++) {
      boolean alive = followStars(states);
      if (states[tokens.length]) {
        end = i;
        if (!longest) {
          return end;
        }
      }
      if (!alive || i == text.length) {
        return end;
      }
      step(states, text[i]);
    }
  }

  /** A star may match nothing: who stands before it stands behind it, too. False if nobody stands anywhere. */
  private boolean followStars(boolean[] states) {
    boolean alive = false;
    for (int j = 0; j < tokens.length; j++) {
      if (states[j]) {
        alive = true;
        if (tokens[j] == STAR) {
          states[j + 1] = true;
        }
      }
    }
    return alive;
  }

  private void step(boolean[] states, int c) {
    states[tokens.length] = false;
    for (int j = tokens.length - 1; j >= 0; j--) {
      if (states[j]) {
        int token = tokens[j];
        boolean stays = token == STAR && c != '\n';
        if (token == c || (token == ANY && c != '\n')) {
          states[j + 1] = true;
        }
        states[j] = stays;
      }
    }
  }

  /** The positions of {@code text} at which a match begins. */
  BitSet startsOfMatches(int[] text) {
    BitSet starts = new BitSet();
    boolean[] after = new boolean[tokens.length + 1];
    boolean[] here = new boolean[tokens.length + 1];
    for (int i = text.length; i >= 0; i--) {
      int c = i < text.length ? text[i] : '\n';
      boolean atEnd = i == text.length;
      here[tokens.length] = true;
      for (int j = tokens.length - 1; j >= 0; j--) {
        int token = tokens[j];
        here[j] = token == STAR
            ? here[j + 1] || (c != '\n' && after[j])
            : !atEnd && (token == c || (token == ANY && c != '\n')) && after[j + 1];
      }
      starts.set(i, here[0]);
      boolean[] swap = after;
      after = here;
      here = swap;
    }
    return starts;
  }
}

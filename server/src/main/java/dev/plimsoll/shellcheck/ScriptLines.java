package dev.plimsoll.shellcheck;

import com.google.common.primitives.ImmutableIntArray;

/**
 * The lines of a script and their columns as ShellCheck counts them: from 1, and a column is a character, also beyond the Basic
 * Multilingual Plane. It is read once, however many places are asked for.
 */
final class ScriptLines {

  private final int length;
  /** Offsets at which lines begin, the first of them 0. */
  private final ImmutableIntArray starts;
  /** For each character of two UTF-16 units, in order, which character of the script it is, counted from 0. */
  private final ImmutableIntArray pairs;

  private ScriptLines(int length, ImmutableIntArray starts, ImmutableIntArray pairs) {
    this.length = length;
    this.starts = starts;
    this.pairs = pairs;
  }

  static ScriptLines of(String script) {
    ImmutableIntArray.Builder starts = ImmutableIntArray.builder().add(0);
    ImmutableIntArray.Builder pairs = ImmutableIntArray.builder();
    int characters = 0;
    for (int at = 0; at < script.length(); characters++) {
      int character = script.codePointAt(at);
      at += Character.charCount(character);
      if (character == '\n') {
        starts.add(at);
      } else if (Character.isSupplementaryCodePoint(character)) {
        pairs.add(characters);
      }
    }
    return new ScriptLines(script.length(), starts.build(), pairs.build());
  }

  /** The offset of a place; of one behind the end of its line, or of the script, the offset of that end. */
  int offset(int line, int column) {
    if (line > starts.length()) {
      return length;
    }
    int start = starts.get(line - 1);
    int end = line < starts.length() ? starts.get(line) - 1 : length;
    int character = characterAt(start) + Math.max(0, column - 1);
    return Math.min(end, character + pairsBefore(character));
  }

  /** How many characters stand before an offset, which isn't within one. */
  private int characterAt(int offset) {
    int low = 0;
    int high = pairs.length();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (pairs.get(middle) + middle < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return offset - low;
  }

  private int pairsBefore(int character) {
    int low = 0;
    int high = pairs.length();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (pairs.get(middle) < character) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

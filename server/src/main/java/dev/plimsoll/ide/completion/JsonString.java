package dev.plimsoll.ide.completion;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/**
 * A string of a JSON array that may not be complete yet.
 *
 * @param before the strings before it, as they are written
 * @param content where it stands, quotes left out; up to the end of the array's text where it is not closed
 */
record JsonString(ImmutableList<String> before, TextRange content) {

  /** The string of the array at {@code code[from, to)} that holds an offset; null where that lies between strings. */
  static @Nullable JsonString at(String code, int from, int to, int offset) {
    ImmutableList.Builder<String> before = ImmutableList.builder();
    int i = from;
    while (i < offset) {
      if (code.charAt(i) != '"') {
        i++;
        continue;
      }
      int end = endOfString(code, i + 1, to);
      if (offset <= end) {
        return new JsonString(before.build(), new TextRange(i + 1, end));
      }
      before.add(code.substring(i + 1, end));
      i = end + 1;
    }
    return null;
  }

  private static int endOfString(String code, int from, int to) {
    int i = from;
    while (i < to && code.charAt(i) != '"') {
      i += code.charAt(i) == '\\' ? 2 : 1;
    }
    return Math.min(i, to);
  }
}

package dev.plimsoll.text;

import com.google.common.collect.ImmutableList;
import java.util.Collection;
import java.util.Comparator;

/**
 * The replacement of a range of a text.
 *
 * @param range what is replaced, in UTF-16 offsets of the text before any edit
 * @param newText what stands there afterwards
 */
public record TextEdit(TextRange range, String newText) {

  public static TextEdit insert(int offset, String text) {
    return new TextEdit(TextRange.at(offset), text);
  }

  public static TextEdit delete(TextRange range) {
    return new TextEdit(range, "");
  }

  public static TextEdit replace(TextRange range, String newText) {
    return new TextEdit(range, newText);
  }

  public TextEdit shift(int by) {
    return by == 0 ? this : new TextEdit(range.shift(by), newText);
  }

  /**
   * Applies edits that all refer to the same {@code text}. Insertions at one place keep their order.
   *
   * @throws IllegalArgumentException if two edits overlap
   */
  public static String apply(String text, Collection<TextEdit> edits) {
    StringBuilder result = new StringBuilder(text.length() + 64);
    int done = 0;
    for (TextEdit edit : inOrder(edits)) {
      if (edit.range.start() < done) {
        throw new IllegalArgumentException("overlapping edits: " + edits);
      }
      result.append(text, done, edit.range.start()).append(edit.newText);
      done = edit.range.end();
    }
    return result.append(text, done, text.length()).toString();
  }

  /** The edits by position; the sort is stable, so insertions at one place keep their order. */
  public static ImmutableList<TextEdit> inOrder(Collection<TextEdit> edits) {
    return ImmutableList.sortedCopyOf(
        Comparator.<TextEdit>comparingInt(edit -> edit.range.start())
            .thenComparingInt(edit -> edit.range.end()),
        edits);
  }
}

package dev.plimsoll.text;

import org.jspecify.annotations.Nullable;

/**
 * A half-open range of characters.
 *
 * @param start UTF-16 offset of the first character
 * @param end UTF-16 offset after the last character, never less than {@code start}
 */
public record TextRange(int start, int end) {

  public TextRange {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("not a range: [" + start + ", " + end + ")");
    }
  }

  public static TextRange at(int offset) {
    return new TextRange(offset, offset);
  }

  public static TextRange ofLength(int start, int length) {
    return new TextRange(start, start + length);
  }

  public int length() {
    return end - start;
  }

  public boolean isEmpty() {
    return start == end;
  }

  /** Whether the character at {@code offset} lies in this range. */
  public boolean contains(int offset) {
    return start <= offset && offset < end;
  }

  public boolean contains(TextRange other) {
    return start <= other.start && other.end <= end;
  }

  /** Whether a cursor at {@code offset} touches this range: its end counts. */
  public boolean touches(int offset) {
    return start <= offset && offset <= end;
  }

  /** Whether the two ranges share a character or touch, so that empty ranges take part too. */
  public boolean touches(TextRange other) {
    return start <= other.end && other.start <= end;
  }

  /** Whether the two ranges share at least one character. */
  public boolean overlaps(TextRange other) {
    return start < other.end && other.start < end;
  }

  public TextRange shift(int by) {
    return by == 0 ? this : new TextRange(start + by, end + by);
  }

  /** The smallest range that holds both. */
  public TextRange hull(TextRange other) {
    return new TextRange(Math.min(start, other.start), Math.max(end, other.end));
  }

  /** The characters of {@code text} in this range. */
  public String of(String text) {
    return text.substring(start, end);
  }

  // What a record brings by itself is linked at its first use, in the middle of the start: 20
  // hidden classes.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TextRange range && start == range.start && end == range.end;
  }

  @Override
  public int hashCode() {
    return 31 * start + end;
  }
}

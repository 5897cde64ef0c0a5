package dev.plimsoll.syntax;

import org.jspecify.annotations.Nullable;

/**
 * The elements in which a file differs from an earlier one: those before are the same objects at the same places, those
 * behind are the same objects {@link #shift} places further on.
 *
 * @param first the first element that differs, in both files
 * @param oldEnd the end of those that were, in the earlier file
 * @param newEnd the end of those that are
 */
record Window(int first, int oldEnd, int newEnd) {

  @Override
  public boolean equals(@Nullable Object other) { // that of records is linked at the first key
    return other instanceof Window that
        && first == that.first
        && oldEnd == that.oldEnd
        && newEnd == that.newEnd;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * first + oldEnd) + newEnd;
  }

  int shift() {
    return newEnd - oldEnd;
  }

  int size() {
    return newEnd - first;
  }

  /** The window of both edits together, {@code next} being that of an edit of the file that this one led to. */
  Window then(Window next) {
    int start = Math.min(first, next.first);
    int end = Math.max(newEnd, next.oldEnd);
    return new Window(start, end - shift(), end + next.shift());
  }
}

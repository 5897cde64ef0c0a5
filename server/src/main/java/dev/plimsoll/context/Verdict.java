package dev.plimsoll.context;

import org.jspecify.annotations.Nullable;

/**
 * Whether a file or folder is part of the build context.
 *
 * @param ignored whether the builder doesn't see it
 * @param pattern the pattern that decided, or null where none matches
 * @param closed whether it is a folder that is left out with all that is in it; in one that is ignored and not closed, an
 *     exception may bring files back
 */
public record Verdict(boolean ignored, @Nullable IgnorePattern pattern, boolean closed) {

  static final Verdict VISIBLE = new Verdict(false, null, false);

  boolean isVisible() {
    return !ignored;
  }

  boolean isBy(IgnorePattern other) {
    return other.equals(pattern);
  }
}

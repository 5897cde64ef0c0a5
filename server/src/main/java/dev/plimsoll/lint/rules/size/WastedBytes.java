package dev.plimsoll.lint.rules.size;

import dev.plimsoll.context.Weight;
import dev.plimsoll.image.ByteSize;
import dev.plimsoll.lint.Severity;
import org.jspecify.annotations.Nullable;

/**
 * How much an image stores in vain, where that is known, and how much it matters. One table for all rules: where nothing is known
 * a rule keeps its own severity, and says no figure.
 *
 * @param bytes not compressed
 * @param all whether there is no more
 */
record WastedBytes(long bytes, boolean all) {

  /** Less is a hint: nobody would change a file for it that isn't edited anyway. */
  private static final long HINT_BELOW = 100_000;

  /** From here on it is said, too, where the author would have to find out how to spare it. */
  private static final long MANY = 1_000_000;

  /** From here on it is a warning: as much as a small base image. */
  private static final long WARNING_FROM = 10_000_000;

  /** What files of the build context weigh; null where nothing is known. */
  static @Nullable WastedBytes of(Weight weight) {
    return weight.complete() || weight.bytes() > 0
        ? new WastedBytes(weight.bytes(), weight.complete())
        : null;
  }

  Severity severity() {
    if (bytes >= WARNING_FROM) {
      return Severity.WARNING;
    }
    return all && bytes < HINT_BELOW ? Severity.HINT : Severity.INFORMATION;
  }

  /** Whether it is worth a word where nothing else tells that it could be spared. */
  boolean areMany() {
    return bytes >= MANY;
  }

  /** Whether there is nothing at all. */
  boolean isNone() {
    return all && bytes == 0;
  }

  /** For a sentence: {@code 12.4 MB}, {@code at least 12.4 MB}. */
  String text() {
    return (all ? "" : "at least ") + ByteSize.format(bytes);
  }
}

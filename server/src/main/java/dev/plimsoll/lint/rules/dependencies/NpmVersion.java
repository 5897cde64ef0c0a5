package dev.plimsoll.lint.rules.dependencies;

import com.google.common.primitives.Ints;
import dev.plimsoll.text.Regex;

/**
 * What the base image of a stage tells of the npm in it. The images of Node 16 and later have npm 7 or later, those of
 * Node 14 and earlier have npm 6 or earlier, which doesn't know {@code --omit}, and those before Node 10 may have one that
 * doesn't know {@code npm ci} either.
 */
public enum NpmVersion {
  /** 7 or later. */
  CURRENT,
  /** 6. */
  OLD,
  /** 6 or earlier, perhaps before 5.7. */
  FIRST,
  UNKNOWN;

  /** Whether it doesn't know {@code --omit}. */
  public boolean isOld() {
    return this == OLD || this == FIRST;
  }

  /** What the releases are called. */
  private static final Regex BEFORE_10 = Regex.of("(?:argon|boron|carbon)(?:-.{0,40})?");

  private static final Regex BEFORE_16 = Regex.of("(?:dubnium|erbium|fermium)(?:-.{0,40})?");

  /** What the tag of an official image of Node says. */
  static NpmVersion ofTag(String tag) {
    int end = 0;
    while (end < tag.length() && Character.isDigit(tag.charAt(end))) {
      end++;
    }
    Integer major = Ints.tryParse(tag.substring(0, end));
    if (major != null) {
      return major >= 16 ? CURRENT : major < 10 ? FIRST : major <= 14 ? OLD : UNKNOWN;
    }
    if (end == 0 && BEFORE_10.matcher(tag).matches()) {
      return FIRST;
    }
    if (end == 0 && BEFORE_16.matcher(tag).matches()) {
      return OLD;
    }
    return tag.startsWith("lts") || tag.startsWith("current") || tag.startsWith("latest")
        ? CURRENT
        : UNKNOWN;
  }
}

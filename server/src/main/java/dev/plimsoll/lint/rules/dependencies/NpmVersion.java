package dev.plimsoll.lint.rules.dependencies;

import com.google.common.primitives.Ints;

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
    return switch (tag.contains("-") ? tag.substring(0, tag.indexOf('-')) : tag) {
      case "argon", "boron", "carbon" -> FIRST;
      case "dubnium", "erbium", "fermium" -> OLD;
      default ->
        tag.startsWith("lts") || tag.startsWith("current") || tag.startsWith("latest")
            ? CURRENT
            : UNKNOWN;
    };
  }
}

package dev.plimsoll.lint.rules.dependencies;

import com.google.common.primitives.Ints;

/**
 * What the base image of a stage tells of the npm in it. The images of Node 16 and later have npm 7 or later, those of
 * Node 14 and earlier have npm 6 or earlier, which knows neither {@code --omit} nor, before Node 8.1, {@code npm ci}.
 */
public enum NpmVersion {
  /** 7 or later. */
  CURRENT,
  /** 6 or earlier. */
  OLD,
  UNKNOWN;

  /** What the tag of an official image of Node says. */
  static NpmVersion ofTag(String tag) {
    int end = 0;
    while (end < tag.length() && Character.isDigit(tag.charAt(end))) {
      end++;
    }
    Integer major = Ints.tryParse(tag.substring(0, end));
    if (major != null) {
      return major >= 16 ? CURRENT : major <= 14 ? OLD : UNKNOWN;
    }
    return tag.startsWith("lts") || tag.startsWith("current") || tag.startsWith("latest")
        ? CURRENT
        : UNKNOWN;
  }
}

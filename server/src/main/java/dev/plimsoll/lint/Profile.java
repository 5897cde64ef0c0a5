package dev.plimsoll.lint;

import com.google.common.base.Ascii;
import java.util.StringJoiner;

/** A choice of rules with a severity for each: where somebody begins who sets none. */
public enum Profile {
  /** What nearly everybody wants: the default. */
  RECOMMENDED,
  /** What hadolint checks, under its severities. */
  HADOLINT,
  /** What {@code docker build --check} checks. */
  BUILDKIT,
  /** Every rule. */
  ALL;

  /** Whether it is another tool that says what is in it, and how loud that is. */
  boolean isOfTool() {
    return this == HADOLINT || this == BUILDKIT;
  }

  /**
   * The profile of a name, as it is written in settings and on the command line.
   *
   * @throws IllegalArgumentException if it is the name of none; the message lists those that there are
   */
  public static Profile parse(String name) {
    for (Profile profile : values()) {
      if (profile.isCalled(name)) {
        return profile;
      }
    }
    throw new IllegalArgumentException("\"" + name + "\" is none of " + names());
  }

  /** All names, with commas between them. */
  public static String names() {
    StringJoiner names = new StringJoiner(", ");
    for (Profile profile : values()) {
      names.add(Ascii.toLowerCase(profile.name()));
    }
    return names.toString();
  }

  private boolean isCalled(String name) {
    return Ascii.equalsIgnoreCase(name(), name);
  }
}

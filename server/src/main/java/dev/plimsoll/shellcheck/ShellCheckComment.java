package dev.plimsoll.shellcheck;

import com.google.common.collect.ImmutableList;

/**
 * One thing that ShellCheck says. Its lines and columns count from 1; a column is a character, also beyond the Basic
 * Multilingual Plane, and a tab is one column.
 *
 * @param code without the letters SC
 * @param fix what it would replace; empty where it has no fix
 */
public record ShellCheckComment(
    Place place, Level level, int code, String message, ImmutableList<Replacement> fix) {

  /** How much it matters, as ShellCheck says. */
  public enum Level {
    ERROR,
    WARNING,
    INFO,
    STYLE
  }

  /** From a character to before another one; empty where both are the same. */
  public record Place(int line, int column, int endLine, int endColumn) {}

  /**
   * A part of a fix.
   *
   * @param behind whether what is inserted belongs to what follows the place, as an opening quote does
   */
  public record Replacement(Place place, String text, boolean behind) {}
}

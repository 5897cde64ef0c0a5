package dev.plimsoll.shell;

import dev.plimsoll.text.TextRange;

/** What stands between two commands. */
public record Operator(TextRange range, Kind kind) {

  public enum Kind {
    /** {@code &&} */
    AND,
    /** {@code ||} */
    OR,
    /** {@code |} */
    PIPE,
    /** {@code |&}, which sends the standard error too */
    PIPE_BOTH,
    /** {@code ;} */
    SEMICOLON,
    /** {@code &} */
    BACKGROUND,
    /** The end of a line, which ends a command as {@code ;} does. */
    NEWLINE
  }
}

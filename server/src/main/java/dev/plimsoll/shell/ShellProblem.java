package dev.plimsoll.shell;

import dev.plimsoll.text.TextRange;

/** Why a script is not complete. */
public record ShellProblem(Kind kind, TextRange range) {

  public enum Kind {
    /** {@code &&}, {@code ||} or {@code |} with nothing after it. */
    DANGLING_OPERATOR,
    UNTERMINATED_QUOTE,
    /** A substitution or expansion whose end is missing. */
    UNTERMINATED_EXPANSION,
    /** A group, subshell, loop or the like whose end, or a part before it, is missing. */
    UNTERMINATED_COMMAND,
    UNTERMINATED_HEREDOC,
    /** A backslash that is the last character. */
    TRAILING_BACKSLASH,
    /** What can't stand where it stands. */
    UNEXPECTED,
    /** Nested deeper than the parser follows. */
    TOO_DEEP
  }
}

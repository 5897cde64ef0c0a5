package dev.plimsoll.syntax;

import dev.plimsoll.text.TextRange;

/**
 * A piece of an instruction's text. The tokens of an instruction, one after the other, are its text.
 *
 * @param range relative to the start of the instruction
 */
public record Token(Kind kind, TextRange range) {

  /** What a token is. */
  public enum Kind {
    KEYWORD,
    /** A whole flag, or the part of it that stands on one line. */
    FLAG,
    /** An argument as the instruction's reader splits them, or the part of it that stands on one line. */
    ARGUMENT,
    /** What stands between arguments and is not white space: the brackets and commas of the exec form. */
    PUNCTUATION,
    WHITESPACE,
    /** The escape character at the end of a line, with the blanks after it and the line ending. */
    CONTINUATION,
    /** A comment line inside a continued instruction, its line ending left out. */
    COMMENT,
    LINE_ENDING,
    HEREDOC_BODY,
    HEREDOC_TERMINATOR
  }
}

package dev.plimsoll.syntax;

import com.google.common.collect.ImmutableList;

/**
 * A flag that BuildKit knows.
 *
 * @param keyword the instruction that takes it
 * @param name without dashes
 * @param since the version of the Dockerfile frontend ({@code # syntax=docker/dockerfile:1.4}) that brought it; empty
 *     where it was there from the start. The parser takes the flag whatever {@code # syntax} says
 * @param values all values that there are, or empty where they can't be listed
 */
public record FlagSpec(
    Keyword keyword, String name, Kind kind, String since, ImmutableList<String> values) {

  /** What a flag takes. */
  public enum Kind {
    STRING,
    /** {@code true} or {@code false}, in any letters; the flag alone means true. */
    BOOLEAN,
    /** A string, and the flag may be given more than once. */
    REPEATABLE
  }
}

package dev.plimsoll.program;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import org.jspecify.annotations.Nullable;

/**
 * An option of a program.
 *
 * @param spellings all that it may be written as, with their dashes; the first is its name
 * @param value whether it takes a value, and where that stands
 * @param verbs those that it belongs to; empty where it may stand with any
 * @param since the version of the program that brought it; empty where that isn't known or long ago
 */
public record Option(
    ImmutableList<String> spellings, Value value, ImmutableSet<String> verbs, String since) {

  /** Where the value of an option stands. */
  public enum Value {
    /** There is none, unless an equals sign says so: {@code --yes=true}. */
    NONE,
    /** Attached to the option or in the next word: {@code -tNAME}, {@code -t NAME}, {@code --type=NAME}. */
    REQUIRED,
    /** In the next word, even where a letter follows: {@code sh -oe pipefail}; or behind an equals sign. */
    NEXT,
    /** Attached, if there is one: {@code -j4}, {@code --color=never}. */
    ATTACHED,
    /** Behind an equals sign, if there is one: {@code -q=2}. */
    EQUALS,
    /** All words up to {@code ;} or {@code +}. */
    COMMAND
  }

  @Override
  public boolean equals(
      @Nullable Object other) { // that of records is linked while a file is opened
    return other instanceof Option that
        && spellings.equals(that.spellings)
        && value == that.value
        && verbs.equals(that.verbs)
        && since.equals(that.since);
  }

  @Override
  public int hashCode() {
    return spellings.hashCode();
  }

  /** The spelling by which it is known. */
  public String name() {
    return spellings.get(0);
  }

  /** Whether one of its spellings is this. */
  public boolean is(String spelling) {
    return spellings.contains(spelling);
  }
}

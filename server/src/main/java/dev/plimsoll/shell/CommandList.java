package dev.plimsoll.shell;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/**
 * Commands in sequence: a whole script, or the body of a group, a loop, a substitution.
 *
 * @param range from the first command to the last separator; empty where there is no command
 */
public record CommandList(TextRange range, ImmutableList<Item> items) {

  /**
   * An and-or list and what ends it.
   *
   * @param separator {@code ;}, {@code &} or the end of the line; null where the list ends without one
   */
  public record Item(AndOr andOr, @Nullable Operator separator) {

    /** Whether the shell runs it without waiting for its end. */
    public boolean isBackground() {
      return separator != null && separator.kind() == Operator.Kind.BACKGROUND;
    }
  }

  /**
   * Pipelines joined by {@code &&} and {@code ||}, which bind equally, from left to right.
   *
   * @param operators one for each pipeline but the first; one more where the last one dangles
   */
  public record AndOr(
      TextRange range, ImmutableList<Pipeline> pipelines, ImmutableList<Operator> operators) {}

  /**
   * Commands joined by {@code |}.
   *
   * @param negation where its {@code !} stands
   * @param timed whether it begins with the reserved word {@code time}; before a simple command {@code time} is taken
   *     as the program of that name
   * @param operators one for each command but the first; one more where the last one dangles
   */
  public record Pipeline(
      TextRange range,
      @Nullable TextRange negation,
      boolean timed,
      ImmutableList<Command> commands,
      ImmutableList<Operator> operators) {}

  public boolean isEmpty() {
    return items.isEmpty();
  }
}

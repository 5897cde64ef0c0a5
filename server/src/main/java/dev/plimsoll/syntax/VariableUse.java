package dev.plimsoll.syntax;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/**
 * A place in a word where a variable is used. All ranges are UTF-16 offsets in that word.
 *
 * @param name the name, without dollar and braces; empty in the malformed <code>${/a/b}</code>
 * @param range the whole use: <code>$name</code> or <code>${name:-default}</code>
 * @param nameRange where the name stands
 * @param modifier what stands between name and operand: <code>:-</code>, <code>+</code>, <code>##</code>, <code>//</code>
 *     …; empty where there is none
 * @param operandRange what follows the modifier: a default value, a message or a pattern; null where there is none
 * @param replacementRange what the matches of a pattern are replaced with, after <code>/</code> and <code>//</code> only
 * @param nested the uses inside the operand and the replacement, in order
 */
public record VariableUse(
    String name,
    TextRange range,
    TextRange nameRange,
    String modifier,
    @Nullable TextRange operandRange,
    @Nullable TextRange replacementRange,
    ImmutableList<VariableUse> nested) {

  /** Where the value stands that is taken if the variable is unset, or null if there is none. */
  public @Nullable TextRange defaultRange() {
    return modifier.equals("-") || modifier.equals(":-") ? operandRange : null;
  }
}

package dev.plimsoll.semantics;

import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Pair;
import org.jspecify.annotations.Nullable;

/**
 * What gives a variable its value, or declares it without one.
 *
 * @param name the variable
 * @param value its value as far as the file tells; null for an ARG without default, and where the value is not known
 * @param instruction the ARG or ENV, or null where BuildKit or the base image defines the variable
 * @param pair the place in that instruction
 */
public record Binding(
    String name,
    @Nullable String value,
    @Nullable Instruction instruction,
    @Nullable Pair pair) {

  static Binding predefined(String name, String value) {
    return new Binding(name, value, null, null);
  }

  public boolean isPredefined() {
    return instruction == null;
  }
}

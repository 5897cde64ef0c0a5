package dev.plimsoll.semantics;

import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Expansion;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Arg;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.PartialText;
import org.jspecify.annotations.Nullable;

/**
 * What gives a variable its value, or declares it without one.
 *
 * @param name the variable
 * @param certain its value whatever the build is told: nothing is known of that of an ARG
 * @param byDefault its value as long as nothing departs from the defaults of ARGs; null for an ARG without default
 * @param withoutBuildArgs its value in a build without {@code --build-arg}, where what isn't set is empty; null for an ARG
 *     without default, and where it is too long to be followed
 * @param instruction the ARG or ENV, or null where BuildKit or the base image defines the variable
 * @param pair the place in that instruction
 * @param base the base image that sets the variable, as it is named; null for what isn't known to come from one
 */
public record Binding(
    String name,
    PartialText certain,
    @Nullable PartialText byDefault,
    @Nullable String withoutBuildArgs,
    @Nullable Instruction instruction,
    @Nullable Pair pair,
    @Nullable String base) {

  private Binding(
      String name,
      PartialText certain,
      @Nullable PartialText byDefault,
      @Nullable String withoutBuildArgs,
      @Nullable Instruction instruction,
      @Nullable Pair pair) {
    this(name, certain, byDefault, withoutBuildArgs, instruction, pair, null);
  }

  /**
   * UTF-16 units. A longer value is taken as not known: variables that double each other, or a variable that is made
   * longer by every line, would fill the memory.
   */
  static final int MAX_VALUE = 4096;

  /** A variable that BuildKit defines; it depends on the platform, or on the base image. */
  static Binding predefined(String name, String value) {
    return new Binding(name, PartialText.unknown(name), PartialText.of(value), value, null, null);
  }

  /** A variable that a base image sets: the next image of its tag may set another value. */
  static Binding ofBase(String name, String value, String base) {
    PartialText unknown = PartialText.unknown(name);
    return value.length() > MAX_VALUE
        ? new Binding(name, unknown, unknown, null, null, null, base)
        : new Binding(name, unknown, PartialText.of(value), value, null, null, base);
  }

  /** An ENV. */
  static Binding environment(String name, Expansion value, Instruction instruction, Pair pair) {
    return isTooLong(value)
        ? tooLong(name, instruction, pair)
        : new Binding(
            name, value.certain(), value.byDefault(), value.withoutBuildArgs(), instruction, pair);
  }

  /**
   * An ARG with a default of its own.
   *
   * @param place what tells this ARG from others of the same name
   */
  static Binding argument(String name, Expansion value, Arg arg, Pair pair, int place) {
    return isTooLong(value)
        ? tooLong(name, arg, pair)
        : new Binding(
            name, unknown(name, place), value.byDefault(), value.withoutBuildArgs(), arg, pair);
  }

  /** An ARG without a default of its own, which takes the value of a variable that is there already, or has none. */
  static Binding argument(String name, @Nullable Binding outer, Arg arg, Pair pair, int place) {
    return new Binding(
        name,
        unknown(name, place),
        outer == null ? null : outer.byDefault,
        outer == null ? null : outer.withoutBuildArgs,
        arg,
        pair);
  }

  /** What isn't known takes room too. */
  private static boolean isTooLong(Expansion value) {
    return value.withoutBuildArgs().length() > MAX_VALUE
        || value.certain().length() > MAX_VALUE
        || value.byDefault().length() > MAX_VALUE;
  }

  private static PartialText unknown(String name, int place) {
    return PartialText.unknown(name + "@" + place);
  }

  private static Binding tooLong(String name, Instruction instruction, Pair pair) {
    PartialText unknown = PartialText.unknown(name);
    return new Binding(name, unknown, unknown, null, instruction, pair);
  }

  /** Its value, as far as that is known on a basis; an ARG without a default may be anything. */
  public PartialText on(Basis basis) {
    return basis == Basis.ANY_BUILD || byDefault == null ? certain : byDefault;
  }

  /** Its value whatever the build is told; null where that isn't known. */
  public @Nullable String value() {
    return certain.text();
  }

  /**
   * Its value as long as nothing departs from the defaults of ARGs; null where it has none or isn't known. For what is
   * shown and for hints.
   */
  public @Nullable String valueByDefault() {
    return byDefault == null ? null : byDefault.text();
  }

  /** Whether BuildKit defines it. */
  public boolean isPredefined() {
    return instruction == null && base == null;
  }
}

package dev.plimsoll.format;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.format.FormatOptions.KeywordCase;
import dev.plimsoll.format.FormatOptions.Level;
import dev.plimsoll.format.FormatOptions.OperatorPosition;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen by name, in an editor's settings, in {@code .plimsoll.yaml} and on the command line. The first choice
 * holds unless another is made.
 */
public enum FormatKey {
  LEVEL(
      "level",
      ImmutableList.of("gentle", "full", "off"),
      (options, value) -> options.with(Level.valueOf(Ascii.toUpperCase(value)))),
  KEYWORD_CASE(
      "keywordCase",
      ImmutableList.of("auto", "upper", "lower", "keep"),
      (options, value) -> options.with(KeywordCase.valueOf(Ascii.toUpperCase(value)))),
  INDENT("indent", ImmutableList.of("auto", "tab", "2", "3", "4", "8"), FormatKey::withIndent),
  OPERATORS(
      "operators",
      ImmutableList.of("auto", "leading", "trailing"),
      (options, value) -> options.with(OperatorPosition.valueOf(Ascii.toUpperCase(value)))),
  SEPARATE_STAGES(
      "separateStages",
      ImmutableList.of("false", "true"),
      (options, value) -> options.withSeparateStages(Boolean.parseBoolean(value))),
  SORT_FLAGS(
      "sortFlags",
      ImmutableList.of("false", "true"),
      (options, value) -> options.withSortFlags(Boolean.parseBoolean(value))),
  SORT_PACKAGES(
      "sortPackages",
      ImmutableList.of("true", "false"),
      (options, value) -> options.withSortPackages(Boolean.parseBoolean(value)));

  private final String key;
  private final ImmutableList<String> choices;
  private final BiFunction<FormatOptions, String, FormatOptions> setter;

  FormatKey(
      String key,
      ImmutableList<String> choices,
      BiFunction<FormatOptions, String, FormatOptions> setter) {
    this.key = key;
    this.choices = choices;
    this.setter = setter;
  }

  /** As it is written in settings. */
  public String key() {
    return key;
  }

  public ImmutableList<String> choices() {
    return choices;
  }

  /** The key of a name, or null. */
  public static @Nullable FormatKey of(String name) {
    for (FormatKey key : values()) {
      if (key.key.equals(name)) {
        return key;
      }
    }
    return null;
  }

  /**
   * Options with another value.
   *
   * @throws IllegalArgumentException if the value is none of the choices
   */
  public FormatOptions set(FormatOptions options, String value) {
    if (!choices.contains(value)) {
      throw new IllegalArgumentException(value + " is none of " + String.join(", ", choices));
    }
    return setter.apply(options, value);
  }

  private static FormatOptions withIndent(FormatOptions options, String value) {
    if (value.equals("auto")) {
      return options; // what EditorConfig says stays
    }
    Indent indent = value.equals("tab")
        ? Indent.tab(options.usualIndent().width())
        : Indent.spaces(Integer.parseInt(value));
    return options.withIndent(indent);
  }
}

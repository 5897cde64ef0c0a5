package dev.plimsoll.lint;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What values an option of a rule can have, and how they are read. Settings and configuration files give strings,
 * numbers, booleans and lists of them, whatever they are written in.
 *
 * @param <T> immutable
 */
public final class OptionType<T> {

  public static final OptionType<Boolean> BOOLEAN =
      new OptionType<>("boolean", ImmutableList.of(), "true or false", OptionType::readBoolean);

  /** A whole number, 0 or more. */
  public static final OptionType<Integer> COUNT = new OptionType<>(
      "integer", ImmutableList.of(), "a whole number, 0 or more", OptionType::readCount);

  public static final OptionType<String> TEXT =
      new OptionType<>("string", ImmutableList.of(), "a text", OptionType::readText);

  public static final OptionType<ImmutableList<String>> TEXTS =
      new OptionType<>("array", ImmutableList.of(), "a list of texts", OptionType::readTexts);

  private final String schema;
  private final ImmutableList<String> choices;
  private final String expected;
  private final Function<Object, @Nullable T> reader;

  private OptionType(
      String schema,
      ImmutableList<String> choices,
      String expected,
      Function<Object, @Nullable T> reader) {
    this.schema = schema;
    this.choices = choices;
    this.expected = expected;
    this.reader = reader;
  }

  /** One of some texts. */
  public static OptionType<String> oneOf(String... choices) {
    ImmutableList<String> all = ImmutableList.copyOf(choices);
    return new OptionType<>(
        "string",
        all,
        "one of " + String.join(", ", choices),
        value -> value instanceof String text && all.contains(text) ? text : null);
  }

  /** The name of the type in JSON Schema; an array is one of strings. */
  public String schema() {
    return schema;
  }

  /** The only values that there are, or nothing where there are too many to list. */
  public ImmutableList<String> choices() {
    return choices;
  }

  /** What a value has to be, as a message says it: "true or false". */
  public String expected() {
    return expected;
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException if it is of another type; the message says what was expected
   */
  T read(Object value) {
    T read = reader.apply(value);
    if (read == null) {
      String written = value instanceof String ? "\"" + value + "\"" : value.toString();
      throw new IllegalArgumentException(written + " is not " + expected);
    }
    return read;
  }

  private static @Nullable Boolean readBoolean(Object value) {
    return value instanceof Boolean known ? known : null;
  }

  private static @Nullable Integer readCount(Object value) {
    double number = value instanceof Number given ? given.doubleValue() : -1;
    return number >= 0 && number == (int) number ? (Integer) (int) number : null;
  }

  private static @Nullable String readText(Object value) {
    return value instanceof String text ? text : null;
  }

  private static @Nullable ImmutableList<String> readTexts(Object value) {
    if (!(value instanceof List<?> list)) {
      return null;
    }
    ImmutableList.Builder<String> texts = ImmutableList.builder();
    for (Object one : list) {
      if (!(one instanceof String text)) {
        return null;
      }
      texts.add(text);
    }
    return texts.build();
  }
}

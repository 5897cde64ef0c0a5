package dev.plimsoll.config;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value in a YAML file, and where it stands. */
sealed interface YamlNode {

  /** Where it is written, in UTF-16 offsets of the file. */
  TextRange range();

  /**
   * A single value.
   *
   * @param text what is written, without quotes
   * @param value a string, a boolean, a number, or null
   */
  record Scalar(TextRange range, String text, @Nullable Object value) implements YamlNode {}

  /** A list. */
  record Sequence(TextRange range, ImmutableList<YamlNode> items) implements YamlNode {}

  /** A table. */
  record Mapping(TextRange range, ImmutableList<Entry> entries) implements YamlNode {}

  /** A row of a table. */
  record Entry(Scalar key, YamlNode value) {}

  /** The value as strings, booleans, numbers, lists and maps. */
  default @Nullable Object plain() {
    if (this instanceof Scalar scalar) {
      return scalar.value;
    }
    if (this instanceof Sequence sequence) {
      List<@Nullable Object> list = new ArrayList<>();
      sequence.items.forEach(item -> list.add(item.plain()));
      return list;
    }
    Map<String, @Nullable Object> table = new LinkedHashMap<>();
    if (this instanceof Mapping mapping) {
      mapping.entries.forEach(entry -> table.put(entry.key.text, entry.value.plain()));
    }
    return table;
  }
}

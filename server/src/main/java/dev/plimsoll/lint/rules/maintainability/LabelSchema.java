package dev.plimsoll.lint.rules.maintainability;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.plimsoll.lint.OptionType;
import dev.plimsoll.lint.RuleOption;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.text.TextRange;

/**
 * Which labels an image must have, and of what kind their values are.
 *
 * @param types the kinds of values, by the names of labels
 */
public record LabelSchema(ImmutableMap<String, String> types) {

  /** The option of all rules that judge by it. */
  public static final RuleOption<ImmutableList<String>> OPTION = new RuleOption<>(
      "schema",
      OptionType.TEXTS,
      ImmutableList.of(),
      "The labels that an image should have, each with the kind of its value behind a colon: `text`, `url`, `semver`,"
          + " `hash`, `rfc3339`, `spdx` or `email`, such as `org.opencontainers.image.licenses:spdx`. Without a kind it is"
          + " `text`.");

  /** That which somebody has chosen. */
  static LabelSchema of(Subject subject) {
    ImmutableMap.Builder<String, String> types = ImmutableMap.builder();
    for (String entry : subject.option(OPTION)) {
      int colon = entry.lastIndexOf(':');
      types.put(
          entry.substring(0, colon < 0 ? entry.length() : colon).strip(),
          colon < 0 ? "text" : entry.substring(colon + 1).strip());
    }
    return new LabelSchema(types.buildKeepingLast());
  }

  boolean isEmpty() {
    return types.isEmpty();
  }

  /** The value of a label, of which it is known what it is, and where it stands. */
  record Value(String text, TextRange range) {}

  /** The values of the labels that should be of a kind, but for empty ones. */
  static ImmutableList<Value> values(Subject subject, String type) {
    LabelSchema schema = of(subject);
    if (!schema.types.containsValue(type)) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<Value> values = ImmutableList.builder();
    for (LabelPair label : LabelPair.all(subject.model())) {
      String value = label.value();
      if (type.equals(schema.types.get(label.key())) && value != null && !value.isEmpty()) {
        values.add(new Value(value, label.valueRange()));
      }
    }
    return values.build();
  }
}

package dev.plimsoll.lint.rules.maintainability;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.OptionType;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.RuleOption;
import dev.plimsoll.lint.Subject;
import java.util.function.Predicate;

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

  /**
   * Reports the values of a kind that are none.
   *
   * @param message what is wrong and what to do, said of a value of which it is known what it is
   */
  static void check(
      Subject subject, String type, Predicate<String> isValid, String message, Reporter reporter) {
    LabelSchema schema = of(subject);
    if (!schema.types.containsValue(type)) {
      return;
    }
    for (LabelPair label : LabelPair.all(subject.model())) {
      String value = label.value();
      if (type.equals(schema.types.get(label.key()))
          && value != null
          && !value.isEmpty()
          && !isValid.test(value)) {
        reporter.report(Finding.at(label.valueRange(), message));
      }
    }
  }
}

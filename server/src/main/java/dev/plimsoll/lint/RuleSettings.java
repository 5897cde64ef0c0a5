package dev.plimsoll.lint;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is set for rules, whatever it is written in: an editor's settings, a configuration file, a command line. For
 * each rule that is a severity, or a table of {@code severity} and the rule's options.
 */
public final class RuleSettings {

  /** The key of the severity in a table of options. */
  public static final String SEVERITY = "severity";

  private final Supplier<ImmutableList<Rule>> rules;
  private final BiConsumer<String, String> complaints;
  private final Map<String, RuleSetting> read = new LinkedHashMap<>();

  private RuleSettings(Supplier<ImmutableList<Rule>> rules, BiConsumer<String, String> complaints) {
    this.rules = rules;
    this.complaints = complaints;
  }

  /**
   * Reads settings; what isn't valid is left out.
   *
   * @param raw by the name or an alias of a rule: a string, or a map whose values are strings, numbers, booleans or lists
   * @param rules asked for only where options are set
   * @param complaints gets the name, and a clause that says what isn't valid about its setting
   */
  public static ImmutableMap<String, RuleSetting> read(
      Map<String, ?> raw,
      Supplier<ImmutableList<Rule>> rules,
      BiConsumer<String, String> complaints) {
    RuleSettings settings = new RuleSettings(rules, complaints);
    raw.forEach(settings::read);
    return ImmutableMap.copyOf(settings.read);
  }

  private void read(String name, Object value) {
    if (!(value instanceof Map<?, ?> table)) {
      Optional<Severity> severity = severity(name, value);
      if (severity != null) {
        read.put(name, RuleSetting.of(severity));
      }
      return;
    }
    Optional<Severity> severity =
        table.containsKey(SEVERITY) ? severity(name, table.get(SEVERITY)) : null;
    ImmutableMap.Builder<RuleOption<?>, Object> options = ImmutableMap.builder();
    table.forEach((option, chosen) -> {
      if (!SEVERITY.equals(option)) {
        option(name, String.valueOf(option), chosen, options);
      }
    });
    read.put(name, new RuleSetting(severity, options.buildOrThrow()));
  }

  private @Nullable Optional<Severity> severity(String name, @Nullable Object value) {
    try {
      return SeverityName.parse(String.valueOf(value));
    } catch (IllegalArgumentException e) {
      complaints.accept(name, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private void option(
      String name,
      String option,
      @Nullable Object value,
      ImmutableMap.Builder<RuleOption<?>, Object> options) {
    RuleOption<?> known = find(name, option);
    if (known == null || value == null) {
      return;
    }
    try {
      options.put(known, known.type().read(value));
    } catch (IllegalArgumentException e) {
      complaints.accept(name, option + ": " + e.getMessage());
    }
  }

  /** An option of the rules that have a name. */
  private @Nullable RuleOption<?> find(String name, String option) {
    boolean exists = false;
    TreeSet<String> others = new TreeSet<>();
    for (Rule rule : rules.get()) {
      RuleInfo info = rule.info();
      if (info.isCalled(name)) {
        exists = true;
        for (RuleOption<?> one : info.options()) {
          if (one.name().equals(option)) {
            return one;
          }
          others.add(one.name());
        }
      }
    }
    complaints.accept(
        name,
        !exists
            ? "there is no such rule"
            : others.isEmpty()
                ? "the rule has no options"
                : "there is no option " + option + "; there is " + String.join(", ", others));
    return null;
  }
}

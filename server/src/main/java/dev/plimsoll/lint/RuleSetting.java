package dev.plimsoll.lint;

import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has set for a rule.
 *
 * @param severity how its problems are shown; empty: it is off; null: as they usually are
 * @param options those that have another value than the usual one
 */
public record RuleSetting(
    @Nullable Optional<Severity> severity, ImmutableMap<RuleOption<?>, Object> options) {

  /** Nothing is set. */
  static final RuleSetting NONE = new RuleSetting(null, ImmutableMap.of());

  /** A severity, or empty to turn the rule off. */
  public static RuleSetting of(Optional<Severity> severity) {
    return new RuleSetting(severity, ImmutableMap.of());
  }

  /** This setting with another one below, which counts where this one sets nothing. */
  public RuleSetting over(RuleSetting weaker) {
    Map<RuleOption<?>, Object> all = new LinkedHashMap<>(weaker.options);
    all.putAll(options);
    return new RuleSetting(severity == null ? weaker.severity : severity, ImmutableMap.copyOf(all));
  }
}

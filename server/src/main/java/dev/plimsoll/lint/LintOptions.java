package dev.plimsoll.lint;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How rules are to be shown.
 *
 * @param severities by the name or an alias of a rule; an empty value turns the rule off
 */
public record LintOptions(ImmutableMap<String, Optional<Severity>> severities) {

  public static final LintOptions DEFAULT = new LintOptions(ImmutableMap.of());

  /** Whether a rule is turned off. */
  boolean isOff(RuleInfo rule) {
    Optional<Severity> chosen = chosen(rule);
    return chosen != null && chosen.isEmpty();
  }

  /** The severity of a finding: what the settings say, else what the finding says, else what the rule says. */
  Severity severity(RuleInfo rule, Finding finding) {
    Optional<Severity> chosen = chosen(rule);
    if (chosen != null && chosen.isPresent()) {
      return chosen.get();
    }
    return finding.severity() == null ? rule.severity() : finding.severity();
  }

  private @Nullable Optional<Severity> chosen(RuleInfo rule) {
    if (severities.isEmpty()) {
      return null;
    }
    Optional<Severity> byName = severities.get(rule.name());
    for (int i = 0; byName == null && i < rule.aliases().size(); i++) {
      byName = severities.get(rule.aliases().get(i).code());
    }
    return byName;
  }
}

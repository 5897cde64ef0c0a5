package dev.plimsoll.lint;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which rules run, and how they are shown.
 *
 * @param profile what holds for a rule for which nothing is set
 * @param rules what is set, by the name or an alias of a rule as {@link RuleInfo#key} has it
 */
public record LintOptions(Profile profile, ImmutableMap<String, RuleSetting> rules) {

  public LintOptions {
    ImmutableMap.Builder<String, RuleSetting> byKey = ImmutableMap.builder();
    for (Map.Entry<String, RuleSetting> rule : rules.entrySet()) {
      byKey.put(RuleInfo.key(rule.getKey()), rule.getValue());
    }
    rules = byKey.buildKeepingLast();
  }

  public static final LintOptions DEFAULT = new LintOptions(Profile.RECOMMENDED, ImmutableMap.of());

  @Override
  public boolean equals(@Nullable Object other) { // that of records is linked at the start
    return other instanceof LintOptions that && profile == that.profile && rules.equals(that.rules);
  }

  @Override
  public int hashCode() {
    return 31 * rules.hashCode() + profile.ordinal();
  }

  /** Whether a rule runs: it is in the profile, or something is set for it; and it isn't turned off. */
  boolean isOn(RuleInfo rule) {
    RuleSetting chosen = chosen(rule);
    return chosen.severity() == null
        ? rule.severity(profile) != null || chosen != RuleSetting.NONE
        : chosen.severity().isPresent();
  }

  /** The severity of a finding: what is set, else what the finding says, else what the profile or the rule says. */
  Severity severity(RuleInfo rule, Finding finding) {
    Optional<Severity> chosen = chosen(rule).severity();
    if (chosen != null && chosen.isPresent()) {
      return chosen.get();
    }
    Severity usual = rule.severity(profile);
    if (usual != null && usual != rule.severity()) {
      return usual;
    }
    return finding.severity() == null ? rule.severity() : finding.severity();
  }

  /** What is set for a rule, under whichever of its names. */
  RuleSetting chosen(RuleInfo rule) {
    if (rules.isEmpty()) {
      return RuleSetting.NONE;
    }
    @Nullable RuleSetting found = rules.get(rule.name());
    for (int i = 0; found == null && i < rule.aliases().size(); i++) {
      found = rules.get(RuleInfo.key(rule.aliases().get(i).code()));
    }
    return found == null ? RuleSetting.NONE : found;
  }
}

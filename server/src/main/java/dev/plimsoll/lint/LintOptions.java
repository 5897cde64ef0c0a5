package dev.plimsoll.lint;

import com.google.common.collect.ImmutableMap;
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
    rules.forEach((name, setting) -> byKey.put(RuleInfo.key(name), setting));
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

  /** Whether a finding of a rule that runs is for those who chose the profile. */
  boolean isFor(RuleInfo rule, Finding finding) {
    return switch (finding.audience()) {
      case ALL -> true;
      case PEDANTIC -> profile != Profile.RECOMMENDED || chosen(rule).severity() != null;
      case BEYOND_BUILDKIT -> profile != Profile.BUILDKIT;
      case ONLY_BUILDKIT -> profile == Profile.BUILDKIT;
    };
  }

  /** Whether a rule says nothing of a file for development; other tools don't tell such files from others. */
  boolean isForDeploymentOnly(RuleInfo rule) {
    return rule.forDeployment() && !profile.isOfTool();
  }

  /** Whether a severity is set for a rule, so that it is on. */
  boolean isSet(RuleInfo rule) {
    Optional<Severity> chosen = chosen(rule).severity();
    return chosen != null && chosen.isPresent();
  }

  /**
   * The severity of a finding: what is set, else what the profile of another tool says, else what the finding says, else
   * what the rule says.
   */
  Severity severity(RuleInfo rule, Finding finding) {
    Optional<Severity> chosen = chosen(rule).severity();
    if (chosen != null && chosen.isPresent()) {
      return chosen.get();
    }
    Severity usual = rule.severity(profile);
    if (usual != null && (profile.isOfTool() || usual != rule.severity())) {
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

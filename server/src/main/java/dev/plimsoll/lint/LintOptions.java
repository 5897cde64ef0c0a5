package dev.plimsoll.lint;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which rules run, and how they are shown.
 *
 * @param profile what holds for a rule for which nothing is set
 * @param rules what is set, by the name or an alias of a rule as {@link RuleInfo#key} has it
 * @param pragmas whether comments in the file silence rules
 */
public record LintOptions(
    Profile profile, ImmutableMap<String, RuleSetting> rules, boolean pragmas) {

  public LintOptions {
    ImmutableMap.Builder<String, RuleSetting> byKey = ImmutableMap.builder();
    for (Map.Entry<String, RuleSetting> rule : rules.entrySet()) {
      byKey.put(RuleInfo.key(rule.getKey()), rule.getValue());
    }
    rules = byKey.buildKeepingLast();
  }

  /** Options under which comments in the file silence rules. */
  public LintOptions(Profile profile, ImmutableMap<String, RuleSetting> rules) {
    this(profile, rules, true);
  }

  public static final LintOptions DEFAULT = new LintOptions(Profile.RECOMMENDED, ImmutableMap.of());

  @Override
  public boolean equals(@Nullable Object other) { // that of records is linked at the start
    return other instanceof LintOptions that
        && profile == that.profile
        && pragmas == that.pragmas
        && rules.equals(that.rules);
  }

  @Override
  public int hashCode() {
    return 31 * rules.hashCode() + profile.ordinal();
  }

  /** Whether a rule runs: it is in the profile, or something is set for it; and it isn't turned off. */
  public boolean isOn(RuleInfo rule) {
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
      case BEYOND_HADOLINT -> profile != Profile.HADOLINT;
      case ONLY_HADOLINT -> profile == Profile.HADOLINT;
    };
  }

  /** Whether a rule says nothing of a file for development; other tools don't tell such files from others. */
  boolean isForDeploymentOnly(RuleInfo rule) {
    return rule.forDeployment() && !profile.isOfTool();
  }

  /** Whether a rule says nothing, without being asked for, of a file that nobody edits here: one of others, or of a test. */
  boolean isForAuthorsOnly(RuleInfo rule) {
    boolean isOfForm = rule.category() == Category.SIZE
        || rule.category() == Category.CACHE
        || rule.category() == Category.MAINTAINABILITY
        || rule.category() == Category.STYLE;
    return isOfForm && profile == Profile.RECOMMENDED && !isSet(rule);
  }

  /** Whether a finding of another rule isn't worth being shown in such a file: a hint tells how one might write it. */
  boolean isForAuthorsOnly(RuleInfo rule, Severity severity) {
    return severity == Severity.HINT && profile == Profile.RECOMMENDED && !isSet(rule);
  }

  /** Whether what a rule says concerns those who edit a file more than those who build it, as far as nobody has chosen otherwise. */
  boolean isForAuthors(RuleInfo rule) {
    return rule.category() != Category.CORRECTNESS
        && profile == Profile.RECOMMENDED
        && !isSet(rule);
  }

  /** Whether a severity is set for a rule, so that it is on. */
  boolean isSet(RuleInfo rule) {
    Optional<Severity> chosen = chosen(rule).severity();
    return chosen != null && chosen.isPresent();
  }

  /** Whether it is set that a rule doesn't run. */
  public boolean turnsOff(RuleInfo rule) {
    Optional<Severity> chosen = chosen(rule).severity();
    return chosen != null && chosen.isEmpty();
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
    @Nullable RuleSetting found = rules.get(RuleInfo.key(rule.name()));
    for (int i = 0; found == null && i < rule.aliases().size(); i++) {
      found = rules.get(RuleInfo.key(rule.aliases().get(i).code()));
    }
    return found == null ? RuleSetting.NONE : found;
  }

  /**
   * These options with others above them, which count where they set something. A rule may have another of its names there.
   *
   * @param otherProfile null where they choose none
   * @param others what they set, by the name or an alias of a rule
   * @param known the rules that there are
   */
  public LintOptions under(
      @Nullable Profile otherProfile,
      ImmutableMap<String, RuleSetting> others,
      ImmutableList<Rule> known) {
    LintOptions above = new LintOptions(profile, others, pragmas);
    ImmutableMap.Builder<String, RuleSetting> all = ImmutableMap.builder();
    for (Rule rule : known) {
      RuleSetting setting = above.chosen(rule.info()).over(chosen(rule.info()));
      if (!setting.equals(RuleSetting.NONE)) {
        all.put(rule.info().name(), setting);
      }
    }
    all.putAll(rules(RuleNames::isOfShellCheck));
    all.putAll(above.rules(RuleNames::isOfShellCheck));
    return new LintOptions(
        otherProfile == null ? profile : otherProfile, all.buildKeepingLast(), pragmas);
  }

  private Map<String, RuleSetting> rules(Predicate<String> names) {
    return Maps.filterKeys(rules, names::test);
  }

  /** These options, under which no comment silences a rule. */
  public LintOptions withoutPragmas() {
    return new LintOptions(profile, rules, false);
  }

  /** Options under which none of some rules runs. */
  public static LintOptions nothing(ImmutableList<Rule> rules) {
    ImmutableMap.Builder<String, RuleSetting> off = ImmutableMap.builder();
    rules.forEach(rule -> off.put(rule.info().name(), RuleSetting.of(Optional.empty())));
    return new LintOptions(Profile.RECOMMENDED, off.buildKeepingLast());
  }
}

package dev.plimsoll.lint;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Runs rules over a file and applies severities and suppressions, in this one place. */
public final class Linter {

  private final ImmutableList<Rule> rules;
  private final BiConsumer<RuleInfo, RuntimeException> failures;

  /**
   * @param rules the rules to run
   * @param failures told of a rule that threw; the others go on
   */
  public Linter(ImmutableList<Rule> rules, BiConsumer<RuleInfo, RuntimeException> failures) {
    this.rules = rules;
    this.failures = failures;
  }

  public ImmutableList<Rule> rules() {
    return rules;
  }

  /** All problems of the subject, by position. */
  public ImmutableList<Problem> lint(Subject subject, LintOptions options) {
    return judge(subject, options, null).problems();
  }

  /**
   * The same after an edit, asking only the rules that look at what was edited.
   *
   * @param before the judgement of an earlier version of the file, or null
   */
  public Judgement judge(Subject subject, LintOptions options, @Nullable Judgement before) {
    Judgement.Carried carried = before == null ? null : before.carriedTo(subject, options);
    Suppressions suppressions = Suppressions.of(subject.file());
    ImmutableList.Builder<ImmutableList<Problem>> byRule =
        ImmutableList.builderWithExpectedSize(rules.size());
    List<Problem> all = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      RuleInfo info = rules.get(i).info();
      ImmutableList<Problem> found = carried == null ? null : carried.problems(i, info);
      if (found == null) {
        found = options.isOff(info)
            ? ImmutableList.of()
            : check(rules.get(i), subject, suppressions, options);
      }
      byRule.add(found);
      all.addAll(found);
    }
    all.sort(Linter::compare);
    return new Judgement(subject, options, byRule.build(), ImmutableList.copyOf(all));
  }

  private ImmutableList<Problem> check(
      Rule rule, Subject subject, Suppressions suppressions, LintOptions options) {
    RuleInfo info = rule.info();
    ImmutableList.Builder<Problem> problems = ImmutableList.builder();
    try {
      rule.check(subject, finding -> {
        if (!suppressions.covers(info, finding.range())) {
          problems.add(new Problem(info, finding, options.severity(info, finding)));
        }
      });
    } catch (RuntimeException e) {
      failures.accept(info, e);
      return ImmutableList.of();
    }
    return problems.build();
  }

  private static int compare(Problem one, Problem other) {
    int byPosition = Integer.compare(one.range().start(), other.range().start());
    if (byPosition != 0) {
      return byPosition;
    }
    int bySeverity = one.severity().compareTo(other.severity());
    return bySeverity != 0
        ? bySeverity
        : one.rule().name().compareTo(other.rule().name());
  }
}

package dev.plimsoll.lint;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Judgement.Verdict;
import dev.plimsoll.syntax.Reads;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Runs rules over a file, applies severities and suppressions, and settles rules that meet, in this one place. */
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
   * The same after an edit, asking only the rules that read what was edited.
   *
   * @param before the judgement of an earlier version of the file, or null
   */
  public Judgement judge(Subject subject, LintOptions options, @Nullable Judgement before) {
    Judgement.Carried carried = before == null ? null : before.carriedTo(subject, options);
    Suppressions suppressions = Suppressions.of(subject.file());
    ImmutableList.Builder<Verdict> byRule = ImmutableList.builderWithExpectedSize(rules.size());
    List<Problem> all = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      Verdict verdict = carried == null ? null : carried.verdict(i);
      if (verdict == null) {
        verdict = check(rules.get(i), subject, suppressions, options);
      }
      byRule.add(verdict);
      all.addAll(verdict.found());
    }
    Supersession.apply(subject.file(), all);
    all.sort(Linter::compare);
    return new Judgement(subject, options, byRule.build(), ImmutableList.copyOf(all));
  }

  private Verdict check(
      Rule rule, Subject subject, Suppressions suppressions, LintOptions options) {
    RuleInfo info = rule.info();
    Reads reads = new Reads();
    if (!options.isOn(info)) {
      return new Verdict(ImmutableList.of(), reads);
    }
    ImmutableList.Builder<Problem> problems = ImmutableList.builder();
    try {
      rule.check(subject.of(reads, options.chosen(info).options()), finding -> {
        if (!suppressions.covers(info, finding.range())) {
          problems.add(new Problem(info, finding, options.severity(info, finding)));
        }
      });
    } catch (RuntimeException e) {
      failures.accept(info, e);
      reads.addEverything();
      return new Verdict(ImmutableList.of(), reads);
    }
    return new Verdict(problems.build(), reads);
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

package dev.plimsoll.lint;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

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
    Suppressions suppressions = Suppressions.of(subject.file());
    List<Problem> problems = new ArrayList<>();
    for (Rule rule : rules) {
      RuleInfo info = rule.info();
      if (options.isOff(info)) {
        continue;
      }
      int before = problems.size();
      try {
        rule.check(subject, finding -> {
          if (!suppressions.covers(info, finding.range())) {
            problems.add(new Problem(info, finding, options.severity(info, finding)));
          }
        });
      } catch (RuntimeException e) {
        problems.subList(before, problems.size()).clear();
        failures.accept(info, e);
      }
    }
    problems.sort(Linter::compare);
    return ImmutableList.copyOf(problems);
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

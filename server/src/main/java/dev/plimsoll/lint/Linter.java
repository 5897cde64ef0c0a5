package dev.plimsoll.lint;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;

/** Runs rules over a file and applies severities and suppressions, in this one place. */
public final class Linter {

  private static final Comparator<Problem> BY_POSITION = Comparator.<Problem>comparingInt(
          problem -> problem.range().start())
      .thenComparing(Problem::severity)
      .thenComparing(problem -> problem.rule().name());

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
    problems.sort(BY_POSITION);
    return ImmutableList.copyOf(problems);
  }
}

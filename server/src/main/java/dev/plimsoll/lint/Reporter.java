package dev.plimsoll.lint;

import java.util.List;
import java.util.function.Function;

/** Takes what a rule finds. */
@FunctionalInterface
public interface Reporter {

  void report(Finding finding);

  /**
   * Takes findings that are told as one: of those that no comment silences.
   *
   * @param alike each at its own place, at least one
   * @param together makes one of some of them, the first of which is where it stands
   */
  default void report(List<Finding> alike, Function<List<Finding>, Finding> together) {
    report(together.apply(alike));
  }

  /**
   * Takes what a rule finds on behalf of another tool that has a code for it.
   *
   * @param code the rule that the finding is shown as, so that settings and pragmas may name it
   */
  default void report(RuleInfo code, Finding finding) {
    report(finding);
  }
}

package dev.plimsoll.lint;

/** Takes what a rule finds. */
@FunctionalInterface
public interface Reporter {

  void report(Finding finding);

  /**
   * Takes what a rule finds on behalf of another tool that has a code for it.
   *
   * @param code the rule that the finding is shown as, so that settings and pragmas may name it
   */
  default void report(RuleInfo code, Finding finding) {
    report(finding);
  }
}

package dev.plimsoll.lint;

/**
 * Something that can be wrong with a Dockerfile, and how to find it.
 *
 * <p>A rule has no state and pulls what it needs from the subject. One file holds its name, severity, reason, examples,
 * check and fix. The examples in its documentation are executed as tests.
 */
public interface Rule {

  RuleInfo info();

  /** Reports every place of the subject that breaks this rule. */
  void check(Subject subject, Reporter reporter);

  /** Reports what is wrong even in a file for developers or tests. Asked there instead of {@link #check} of a rule that is for deployment only. */
  default void checkForDevelopment(Subject subject, Reporter reporter) {}

  /**
   * Reports what hadolint finds under the rule's alias and {@link #check} doesn't, because few would act on it; each {@link
   * Finding#forHadolintOnly}. Asked only in the profile of that tool, and shown only in instructions in which the rule has
   * nothing else to say.
   */
  default void checkAsHadolint(Subject subject, Reporter reporter) {}
}

package dev.plimsoll.lint;

/** A choice of rules with a severity for each: where somebody begins who sets none. */
public enum Profile {
  /** What nearly everybody wants: the default. */
  RECOMMENDED,
  /** What hadolint checks, under its severities. */
  HADOLINT,
  /** What {@code docker build --check} checks. */
  BUILDKIT,
  /** Every rule. */
  ALL;

  /** Whether it is another tool that says what is in it, and how loud that is. */
  boolean isOfTool() {
    return this == HADOLINT || this == BUILDKIT;
  }
}

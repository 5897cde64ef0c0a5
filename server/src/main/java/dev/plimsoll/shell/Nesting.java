package dev.plimsoll.shell;

/** What a command stands inside of. */
public enum Nesting {
  /** {@code ( … )} */
  SUBSHELL,
  /** {@code $(…)}, backquotes or {@code <(…)}: its output is taken. */
  SUBSTITUTION,
  /** A function's body: it runs where the function is called. */
  FUNCTION,
  /** The condition of {@code if}, {@code while} or {@code until}: its failure is expected. */
  CONDITION,
  /** A branch of {@code if} or {@code case}: it may not run. */
  BRANCH,
  /** A loop's body: it may run many times or never. */
  LOOP,
  /** The argument of {@code sh -c} or the heredoc that a shell reads. */
  EMBEDDED
}

package dev.plimsoll.lint;

/** Takes what a rule finds. */
@FunctionalInterface
public interface Reporter {

  void report(Finding finding);
}

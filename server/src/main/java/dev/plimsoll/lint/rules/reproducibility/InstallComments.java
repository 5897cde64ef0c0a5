package dev.plimsoll.lint.rules.reproducibility;

import dev.plimsoll.lint.Subject;
import dev.plimsoll.rewrite.AuthorsComment;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.text.Regex;

/** What comments of the author say of an install. */
final class InstallComments {

  /** What a comment says that gives a reason for the install as it is: whoever wrote it decides. */
  private static final Regex REASON = Regex.of(
      "(?i)\\b(?:because|due to|instead of|rather than|on purpose|intentional|intentionally|deliberate|deliberately|avoid|avoids|"
          + "work ?arounds?|out of (?:sync|date)|lock ?file|package-lock|peer)\\b");

  /** The author knows of the install that keeps to the lockfile. */
  private static final Regex FROZEN = Regex.of("(?i)npm ci\\b|frozen-lockfile|--immutable");

  private InstallComments() {}

  static boolean giveReason(Subject subject, RunScript script) {
    return AuthorsComment.has(subject.model().file(), script.instruction(), REASON);
  }

  static boolean nameFrozen(Subject subject, RunScript script) {
    return AuthorsComment.has(subject.model().file(), script.instruction(), FROZEN);
  }
}

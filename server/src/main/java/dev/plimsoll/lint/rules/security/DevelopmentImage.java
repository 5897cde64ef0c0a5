package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.dependencies.ComposedStart;
import dev.plimsoll.lint.rules.files.DevelopmentComment;
import dev.plimsoll.semantics.DevelopmentEnvironment;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.text.Regex;

/** An image that only those run who write the program. */
final class DevelopmentImage {

  /** As whom an editor works in a development container. */
  private static final String USER_OF_EDITORS = "vscode";

  /** The name of a program that stands in for somebody else's server while developers try theirs. */
  private static final Regex STANDS_IN =
      Regex.of("(?i)(?:.{0,300}/)?(?:fake|mock|stub)[_-][a-z][\\w.-]{0,60}");

  private DevelopmentImage() {}

  /** Whether a target is one, as far as anything says so. */
  static boolean is(Subject subject, Stage target, StartUp startUp) {
    return target.isForDevelopment()
        || startUp.startsDevelopmentServer(subject, target)
        || Accounts.of(subject, target).made().containsKey(USER_OF_EDITORS)
        || standsIn(startUp.command())
        || DevelopmentEnvironment.isIn(subject.model(), target)
        || DevelopmentComment.isFor(subject, target)
        || startUp.isEmpty() && ComposedStart.isForDevelopment(subject, target)
        || subject.runSettings().forDevelopment()
        || !subject.runSettings().contexts().isEmpty()
            && startUp.startsDjangosServer(subject, target);
  }

  /** Whether the program, or the one that it runs, is called so. */
  private static boolean standsIn(ImmutableList<String> command) {
    for (String word : command.subList(0, Math.min(2, command.size()))) {
      if (STANDS_IN.matcher(word).matches()) {
        return true;
      }
    }
    return false;
  }
}

package dev.plimsoll.lint.rules.security;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.dependencies.ComposedStart;
import dev.plimsoll.lint.rules.files.DevelopmentComment;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Env;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.HashMap;
import java.util.Map;

/** An image that only those run who write the program. */
final class DevelopmentImage {

  /** As whom an editor works in a development container. */
  private static final String USER_OF_EDITORS = "vscode";

  /** Variables by which frameworks are told what they are run for. */
  private static final ImmutableSet<String> ENVIRONMENTS = ImmutableSet.of(
      "APP_ENV",
      "ASPNETCORE_ENVIRONMENT",
      "DJANGO_ENV",
      "DOTNET_ENVIRONMENT",
      "FLASK_ENV",
      "MIX_ENV",
      "NODE_ENV",
      "RACK_ENV",
      "RAILS_ENV");

  private static final ImmutableSet<String> OF_DEVELOPERS =
      ImmutableSet.of("dev", "development", "local");

  private static final Trait SETS_ENVIRONMENT =
      Trait.of(Env.class, DevelopmentImage::setsEnvironment);

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
        || isSetForDevelopment(subject, target)
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

  private static boolean setsEnvironment(Env env) {
    for (Pair pair : env.pairs()) {
      if (isEnvironment(pair)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isEnvironment(Pair pair) {
    return ENVIRONMENTS.contains(pair.key().value());
  }

  /** Whether it is set up for who writes the program: in the stage that starts it, the last ENV says so in words. */
  private static boolean isSetForDevelopment(Subject subject, Stage target) {
    Map<String, String> values = new HashMap<>();
    for (Instruction instruction : subject.model().having(SETS_ENVIRONMENT, target)) {
      for (Pair pair : ((Env) instruction).pairs()) {
        if (isEnvironment(pair) && pair.value() != null) {
          values.put(pair.key().value(), Ascii.toLowerCase(pair.value().value()));
        }
      }
    }
    for (String value : values.values()) {
      if (OF_DEVELOPERS.contains(CharMatcher.anyOf("\"'").trimFrom(value))) {
        return true;
      }
    }
    return false;
  }
}

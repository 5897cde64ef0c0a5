package dev.plimsoll.lint.rules.reproducibility;

import com.google.common.base.CharMatcher;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;

/** What is common to package managers that install RPMs by {@code name-version-release.architecture}. */
final class RpmUnpinned {

  private static final CharMatcher COMPARISON = CharMatcher.anyOf("=<>");
  private static final String MODULE = "module install";

  private RpmUnpinned() {}

  static UnpinnedPackages of(String... programs) {
    return UnpinnedPackages.of(install(programs), RpmUnpinned::isPinned, "-VERSION")
        .unless(command -> command.hasAny("--assumeno", "--downloadonly", "--help"));
  }

  private static CommandQuery install(String... programs) {
    return CommandQuery.of(programs).told("install", MODULE);
  }

  /** Groups have no versions, and what they bring is chosen by their names. */
  private static boolean isPinned(RunCommand command, String operand) {
    return command.isTold(MODULE)
        ? operand.indexOf(':') > 0
        : operand.startsWith("@")
            || operand.endsWith(".rpm")
            || operand.contains("://")
            || COMPARISON.matchesAnyOf(operand)
            || endsInVersion(operand);
  }

  /** Versions and releases begin with a digit, and so does no last part of a name but some, such as {@code gcc-toolset-12}. */
  private static boolean endsInVersion(String operand) {
    int dash = operand.lastIndexOf('-');
    return dash > 0 && dash + 1 < operand.length() && isDigit(operand.charAt(dash + 1));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}

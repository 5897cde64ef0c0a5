package dev.plimsoll.lint.rules.reproducibility;

import com.google.common.base.CharMatcher;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;

/** zypper that installs whichever version is the newest. */
public final class ZypperUnpinned implements Rule {

  private static final CommandQuery INSTALL = CommandQuery.of("zypper").told("install");

  private static final UnpinnedPackages PACKAGES = UnpinnedPackages.of(
          INSTALL, ZypperUnpinned::isPinned, "=VERSION")
      .unless(ZypperUnpinned::isOfOtherType);

  private static final CharMatcher COMPARISON = CharMatcher.anyOf("=<>");

  /** What stands before a name that is to be removed or locked. */
  private static final CharMatcher NOT_INSTALLED = CharMatcher.anyOf("!~");

  private static final RuleInfo INFO = RuleInfo.of(
          "zypper-unpinned", Category.REPRODUCIBILITY, Severity.INFORMATION, """
          zypper installs the version that its repositories offer on the day of the build, so that the same file builds another \
          image later.

          `curl=8.14.1` is always that version. Files and patterns are taken as they are. Few people pin packages of the system,
          for the versions have to be renewed by hand, and security updates wait for that; so this rule is off unless somebody
          asks for it.

          ```dockerfile bad fix=none
          FROM opensuse/leap:15.6
          RUN zypper -n install curl && zypper clean -a
          ```

          ```dockerfile good
          FROM opensuse/leap:15.6
          RUN zypper -n install curl=8.14.1 && zypper clean -a
          ```
          """)
      .since("0.1.0")
      .offByDefault()
      .in(Profile.HADOLINT, Severity.WARNING)
      .withAlias(Tool.HADOLINT, "DL3037")
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    subject.eachHaving(
        INSTALL.trait(), (part, run, found) -> PACKAGES.check(part, run.get(0), found), reporter);
  }

  /** Patterns and products have no versions that one could name. */
  private static boolean isOfOtherType(RunCommand install) {
    String type = install.value("--type");
    return install.hasAny("--dry-run", "--help") || (type != null && !type.equals("package"));
  }

  private static boolean isPinned(RunCommand install, String operand) {
    return COMPARISON.matchesAnyOf(operand)
        || operand.endsWith(".rpm")
        || operand.contains("://")
        || operand.startsWith("pattern:")
        || operand.startsWith("product:")
        || NOT_INSTALLED.matches(operand.charAt(0));
  }
}

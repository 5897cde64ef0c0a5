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

/** apk that installs whichever version is the newest. */
public final class ApkUnpinned implements Rule {

  private static final CommandQuery ADD = CommandQuery.of("apk").told("add");

  private static final UnpinnedPackages PACKAGES =
      UnpinnedPackages.of(ADD, ApkUnpinned::isPinned, "=VERSION").unless(ApkUnpinned::isTrial);

  private static final CharMatcher COMPARISON = CharMatcher.anyOf("=~<>");

  private static final RuleInfo INFO = RuleInfo.of(
          "apk-unpinned", Category.REPRODUCIBILITY, Severity.INFORMATION, """
          apk installs the version that its repositories offer on the day of the build, so that the same file builds another \
          image later.

          `curl=8.14.1-r2` is always that version, `curl~8.14` one of that line. But Alpine keeps only the newest build of a
          package: after the next update such a build fails until somebody changes the number. So few people pin packages of
          the system, and this rule is off unless somebody asks for it.

          ```dockerfile bad fix=none
          FROM alpine:3.22
          RUN apk add --no-cache curl
          ```

          ```dockerfile good
          FROM alpine:3.22
          RUN apk add --no-cache curl~8.14
          ```
          """)
      .since("0.1.0")
      .offByDefault()
      .in(Profile.HADOLINT, Severity.WARNING)
      .withAlias(Tool.HADOLINT, "DL3018")
      .withAlias(Tool.DROAST, "DF052")
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    subject.eachHaving(
        ADD.trait(), (part, run, found) -> PACKAGES.check(part, run.get(0), found), reporter);
  }

  private static boolean isTrial(RunCommand add) {
    return add.hasAny("--simulate", "--help");
  }

  /** What begins with {@code !} must not be there, and with {@code .} the names of groups that {@code -t} makes. */
  private static boolean isPinned(RunCommand add, String operand) {
    return COMPARISON.matchesAnyOf(operand)
        || operand.endsWith(".apk")
        || operand.startsWith("!")
        || operand.startsWith(".");
  }
}

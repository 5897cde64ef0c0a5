package dev.plimsoll.lint.rules.reproducibility;

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

/** apt that installs whichever version is the newest. */
public final class AptUnpinned implements Rule {

  private static final CommandQuery INSTALL =
      CommandQuery.of("apt-get", "apt", "aptitude", "nala").told("install");

  private static final UnpinnedPackages PACKAGES = UnpinnedPackages.of(
          INSTALL, AptUnpinned::isPinned, "=VERSION")
      .unless(AptUnpinned::isTrial)
      .beyondHadolint("apt", "aptitude", "nala");

  private static final RuleInfo INFO = RuleInfo.of(
          "apt-unpinned", Category.REPRODUCIBILITY, Severity.INFORMATION, """
          apt installs the version that its sources offer on the day of the build, so that the same file builds another image later.

          `curl=7.88.1-10` is always that version. But the archives of Debian and Ubuntu keep only the newest version of a
          package: after the next security update such a build fails until somebody changes the number. So few people pin
          packages of the system, and this rule is off unless somebody asks for it; a digest in FROM together with a snapshot
          of the archive is the other way. Files, such as `./tool.deb`, and `package/release` are taken as they are.

          ```dockerfile bad fix=none
          FROM debian:bookworm
          RUN apt-get update && apt-get install -y curl
          ```

          ```dockerfile good
          FROM debian:bookworm
          RUN apt-get update && apt-get install -y curl=7.88.1-10+deb12u14
          ```

          A variable counts for the packages in its value, as far as that is known.

          ```dockerfile bad fix=none
          FROM debian:bookworm
          ARG TOOLS="curl git"
          RUN apt-get update && apt-get install -y $TOOLS
          ```
          """)
      .since("0.1.0")
      .offByDefault()
      .in(Profile.HADOLINT, Severity.WARNING)
      .withAlias(Tool.HADOLINT, "DL3008")
      .withAlias(Tool.DROAST, "DF005")
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

  private static boolean isTrial(RunCommand install) {
    return install.hasAny("--simulate", "--print-uris", "--help");
  }

  /** What ends in {@code -} is removed, and {@code ^} is behind the name of a task, which has no versions. */
  private static boolean isPinned(RunCommand install, String operand) {
    return operand.indexOf('=') > 0
        || operand.indexOf('/') >= 0
        || operand.endsWith(".deb")
        || operand.endsWith("-")
        || operand.endsWith("^");
  }
}

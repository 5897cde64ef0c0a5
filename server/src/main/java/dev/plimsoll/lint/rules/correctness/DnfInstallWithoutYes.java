package dev.plimsoll.lint.rules.correctness;

import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.semantics.CommandQuery;

/** dnf that waits for an answer. */
public final class DnfInstallWithoutYes implements Rule {

  private static final CommandQuery ASKING = RpmWithoutYes.asking("dnf", "microdnf", "tdnf");

  private static final RuleInfo INFO = RuleInfo.of(
          "dnf-install-without-yes", Category.CORRECTNESS, Severity.WARNING, """
          dnf asks for confirmation before it installs or removes anything. Nobody answers during a build, so it aborts.

          `-y` answers yes, and so does `assumeyes` in its configuration: where a file sets that, nothing is said. The same goes for tdnf. Of microdnf it is a hint on images of Fedora, where dnf5 has that name: that of RHEL and its kin never asks.

          Where the RUN goes on although dnf has aborted, as in `dnf remove git; make`, the fix is a suggestion: the image is
          built today, and with `-y` packages are really installed or removed.

          ```dockerfile bad fix=safe
          FROM fedora:42
          RUN dnf install git && dnf clean all
          ```

          ```dockerfile good
          FROM fedora:42
          RUN dnf install -y git && dnf clean all
          ```
          """)
      .since("0.1.0")
      .withSafeFix()
      .in(Profile.HADOLINT, Severity.WARNING)
      .withAlias(Tool.HADOLINT, "DL3038")
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    RpmWithoutYes.check(
        subject,
        ASKING,
        (part, run, found) -> RpmWithoutYes.checkRun(part, run.get(0), ASKING, found),
        reporter);
  }
}

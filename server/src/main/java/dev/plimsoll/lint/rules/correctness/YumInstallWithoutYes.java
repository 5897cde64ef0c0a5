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

/** yum that waits for an answer. */
public final class YumInstallWithoutYes implements Rule {

  private static final CommandQuery ASKING = RpmWithoutYes.asking("yum");

  private static final RuleInfo INFO = RuleInfo.of(
          "yum-install-without-yes", Category.CORRECTNESS, Severity.WARNING, """
          yum asks for confirmation before it installs or removes anything. Nobody answers during a build, so it aborts.

          `-y` answers yes, and so does `assumeyes` in its configuration: where a file sets that, nothing is said.

          Where the RUN goes on although yum has aborted, as in `yum remove git; make`, the fix is a suggestion: the image is
          built today, and with `-y` packages are really installed or removed.

          ```dockerfile bad fix=safe
          FROM rockylinux:8
          RUN yum install git && yum clean all
          ```

          ```dockerfile good
          FROM rockylinux:8
          RUN yum install -y git && yum clean all
          ```
          """)
      .since("0.1.0")
      .withSafeFix()
      .in(Profile.HADOLINT, Severity.WARNING)
      .withAlias(Tool.HADOLINT, "DL3030")
      .withAlias(Tool.DROAST, "DF027")
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

package dev.plimsoll.lint.rules.reproducibility;

import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;

/** yum that installs whichever version is the newest. */
public final class YumUnpinned implements Rule {

  private static final UnpinnedPackages PACKAGES = RpmUnpinned.of("yum");

  private static final RuleInfo INFO = RuleInfo.of(
          "yum-unpinned", Category.REPRODUCIBILITY, Severity.INFORMATION, """
          yum installs the version that its repositories offer on the day of the build, so that the same file builds another \
          image later.

          `git-2.43.5-3.el8_10` is always that version. Files and groups (`@development`) are taken as they are, and a module needs a stream: `nodejs:20`.
          Few people pin packages of the system, for the versions have to be renewed by hand, and security updates wait for
          that; so this rule is off unless somebody asks for it.

          ```dockerfile bad fix=none
          FROM rockylinux:8
          RUN yum install -y git && yum clean all
          ```

          ```dockerfile good
          FROM rockylinux:8
          RUN yum install -y git-2.43.5-3.el8_10 && yum clean all
          ```
          """)
      .since("0.1.0")
      .offByDefault()
      .in(Profile.HADOLINT, Severity.WARNING)
      .withAlias(Tool.HADOLINT, "DL3033")
      .withAlias(Tool.DROAST, "DF005")
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    subject.eachHaving(
        PACKAGES.installs().trait(),
        (part, run, found) -> PACKAGES.check(part, run.get(0), found),
        reporter);
  }
}

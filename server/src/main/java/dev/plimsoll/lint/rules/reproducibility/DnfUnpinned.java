package dev.plimsoll.lint.rules.reproducibility;

import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;

/** dnf that installs whichever version is the newest. */
public final class DnfUnpinned implements Rule {

  private static final UnpinnedPackages PACKAGES =
      RpmUnpinned.of("dnf", "microdnf", "tdnf").beyondHadolint("tdnf");

  private static final RuleInfo INFO = RuleInfo.of(
          "dnf-unpinned", Category.REPRODUCIBILITY, Severity.INFORMATION, """
          dnf installs the version that its repositories offer on the day of the build, so that the same file builds another \
          image later.

          `git-2.51.0-2.fc42` is always that version. The same goes for microdnf and tdnf. Files and groups (`@development`) are taken as they are, and a module needs a stream: `nodejs:20`.
          Few people pin packages of the system, for the versions have to be renewed by hand, and security updates wait for
          that; so this rule is off unless somebody asks for it.

          ```dockerfile bad fix=none
          FROM fedora:42
          RUN dnf install -y git && dnf clean all
          ```

          ```dockerfile good
          FROM fedora:42
          RUN dnf install -y git-2.51.0-2.fc42 && dnf clean all
          ```
          """)
      .since("0.1.0")
      .offByDefault()
      .in(Profile.HADOLINT, Severity.WARNING)
      .withAlias(Tool.HADOLINT, "DL3041")
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

package dev.plimsoll.lint.rules.maintainability;

import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;

/** The value of a label that is no semantic version. */
public final class LabelNotSemver implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "label-not-semver", Category.MAINTAINABILITY, Severity.WARNING, """
          A semantic version has three numbers: what is newer can be told from them.

          Only labels are looked at that the option `schema` names with the kind `semver`, and values that are known.

          ```dockerfile bad fix=none schema=org.opencontainers.image.version:semver
          FROM alpine:3.22
          LABEL org.opencontainers.image.version="v1.2"
          ```

          ```dockerfile good schema=org.opencontainers.image.version:semver
          FROM alpine:3.22
          LABEL org.opencontainers.image.version="1.2.0"
          ```
          """)
      .since("0.1.0")
      .withOption(LabelSchema.OPTION)
      .withAlias(Tool.HADOLINT, "DL3056")
      .in(Profile.HADOLINT, Severity.WARNING)
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    for (LabelSchema.Value value : LabelSchema.values(subject, "semver")) {
      if (!isVersion(value.text())) {
        reporter.report(
            Finding.at(
                value.range(),
                "This label should be a semantic version. Write three numbers, such as 1.2.0 or 1.2.0-rc.1."));
      }
    }
  }

  /** As semver.org has it. */
  private static boolean isVersion(String value) {
    String number = "(0|[1-9][0-9]{0,18})";
    String part = "(0|[1-9][0-9]{0,18}|[0-9]{0,99}[A-Za-z-][0-9A-Za-z-]{0,99})";
    return value.matches(number + "\\." + number + "\\." + number + "(-" + part + "(\\." + part
        + "){0,20})?(\\+[0-9A-Za-z-]{1,99}(\\.[0-9A-Za-z-]{1,99}){0,20})?");
  }
}

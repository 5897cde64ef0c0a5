package dev.plimsoll.lint.rules.maintainability;

import com.google.common.base.Ascii;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** The value of a label that is no point in time. */
public final class LabelNotRfc3339 implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "label-not-rfc3339", Category.MAINTAINABILITY, Severity.WARNING, """
          A point in time can only be compared if it is written as RFC 3339 says.

          Only labels are looked at that the option `schema` names with the kind `rfc3339`, and values that are known.

          ```dockerfile bad fix=none schema=org.opencontainers.image.created:rfc3339
          FROM alpine:3.22
          LABEL org.opencontainers.image.created="1 June 2025"
          ```

          ```dockerfile good schema=org.opencontainers.image.created:rfc3339
          FROM alpine:3.22
          LABEL org.opencontainers.image.created="2025-06-01T12:00:00Z"
          ```
          """)
      .since("0.1.0")
      .withOption(LabelSchema.OPTION)
      .withAlias(Tool.HADOLINT, "DL3053")
      .in(Profile.HADOLINT, Severity.WARNING)
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    for (LabelSchema.Value value : LabelSchema.values(subject, "rfc3339")) {
      if (!isTime(value.text())) {
        reporter.report(
            Finding.at(
                value.range(),
                "This label should be a point in time. Write it as RFC 3339 does, such as 2025-06-01T12:00:00Z."));
      }
    }
  }

  private static boolean isTime(String value) {
    if (!value.matches(
        "\\d{4}-\\d\\d-\\d\\d[Tt ]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|[+-]\\d\\d:\\d\\d)")) {
      return false;
    }
    try {
      OffsetDateTime.parse(Ascii.toUpperCase(value).replace(' ', 'T'));
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}

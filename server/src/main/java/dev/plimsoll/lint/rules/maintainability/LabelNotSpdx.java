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

/** The value of a label that names no licence. */
public final class LabelNotSpdx implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "label-not-spdx", Category.MAINTAINABILITY, Severity.WARNING, """
          Tools know licences by the identifiers of the SPDX list, alone or joined by AND, OR and WITH.

          Only labels are looked at that the option `schema` names with the kind `spdx`, and values that are known.

          ```dockerfile bad fix=none schema=org.opencontainers.image.licenses:spdx
          FROM alpine:3.22
          LABEL org.opencontainers.image.licenses="Apache License 2.0"
          ```

          ```dockerfile good schema=org.opencontainers.image.licenses:spdx
          FROM alpine:3.22
          LABEL org.opencontainers.image.licenses="Apache-2.0"
          ```
          """)
      .since("0.1.0")
      .withOption(LabelSchema.OPTION)
      .withAlias(Tool.HADOLINT, "DL3054")
      .in(Profile.HADOLINT, Severity.WARNING)
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    for (LabelSchema.Value value : LabelSchema.values(subject, "spdx")) {
      if (!SpdxExpression.isValid(value.text())) {
        reporter.report(
            Finding.at(
                value.range(),
                "This label should be a licence of the SPDX list. Write its identifier, such as Apache-2.0."));
      }
    }
  }
}

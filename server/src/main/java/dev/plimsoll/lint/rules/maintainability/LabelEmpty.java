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

/** A label that says nothing. */
public final class LabelEmpty implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "label-empty", Category.MAINTAINABILITY, Severity.WARNING, """
          A label without a value says no more than none.

          Only labels are looked at that the option `schema` names.

          ```dockerfile bad fix=none schema=org.opencontainers.image.licenses:spdx
          FROM alpine:3.22
          LABEL org.opencontainers.image.licenses=""
          ```

          ```dockerfile good schema=org.opencontainers.image.licenses:spdx
          FROM alpine:3.22
          LABEL org.opencontainers.image.licenses=Apache-2.0
          ```
          """)
      .since("0.1.0")
      .withOption(LabelSchema.OPTION)
      .withAlias(Tool.HADOLINT, "DL3051")
      .in(Profile.HADOLINT, Severity.WARNING)
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    LabelSchema schema = LabelSchema.of(subject);
    if (schema.isEmpty()) {
      return;
    }
    for (LabelPair label : LabelPair.all(subject.model())) {
      if (schema.types().containsKey(label.key()) && "".equals(label.value())) {
        reporter.report(Finding.at(
            label.keyRange(), "The label " + label.key() + " is empty. Give it a value."));
      }
    }
  }
}

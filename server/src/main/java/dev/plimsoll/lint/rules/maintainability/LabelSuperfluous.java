package dev.plimsoll.lint.rules.maintainability;

import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;

/** A label that the project doesn't know. */
public final class LabelSuperfluous implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "label-superfluous", Category.MAINTAINABILITY, Severity.INFORMATION, """
          Where a project has settled on its labels, another one may be misspelt.

          This rule is off unless it is asked for, and the option `schema` names the labels that there are; where \
          it is an empty list, there are none.

          ```dockerfile bad fix=none schema=org.opencontainers.image.licenses:spdx
          FROM alpine:3.22
          LABEL org.opencontainers.image.license=Apache-2.0
          ```

          ```dockerfile good schema=org.opencontainers.image.licenses:spdx
          FROM alpine:3.22
          LABEL org.opencontainers.image.licenses=Apache-2.0
          ```
          """)
      .since("0.1.0")
      .offByDefault()
      .withOption(LabelSchema.OPTION)
      .withAlias(Tool.HADOLINT, "DL3050");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    if (!subject.isChosen(LabelSchema.OPTION)) {
      return;
    }
    LabelSchema schema = LabelSchema.of(subject);
    for (LabelPair label : LabelPair.all(subject.model())) {
      if (!schema.types().containsKey(label.key())) {
        reporter.report(Finding.at(
            label.keyRange(),
            "The schema has no label " + label.key() + ". Remove it, or add it there."));
      }
    }
  }
}

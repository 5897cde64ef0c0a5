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

/** The value of a label that is no address of e-mail. */
public final class LabelNotEmail implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "label-not-email", Category.MAINTAINABILITY, Severity.WARNING, """
          Somebody who wants to write to the maintainers needs an address.

          Only labels are looked at that the option `schema` names with the kind `email`, and values that are known.

          ```dockerfile bad fix=none schema=com.example.contact:email
          FROM alpine:3.22
          LABEL com.example.contact="Ada Example"
          ```

          ```dockerfile good schema=com.example.contact:email
          FROM alpine:3.22
          LABEL com.example.contact="ada@example.com"
          ```
          """)
      .since("0.1.0")
      .withOption(LabelSchema.OPTION)
      .withAlias(Tool.HADOLINT, "DL3058")
      .in(Profile.HADOLINT, Severity.WARNING)
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    for (LabelSchema.Value value : LabelSchema.values(subject, "email")) {
      if (!isAddress(value.text())) {
        reporter.report(Finding.at(
            value.range(),
            "This label should be an address of e-mail. Write it such as ada@example.com."));
      }
    }
  }

  private static boolean isAddress(String value) {
    return value.matches("[^\\s@<>]{1,64}@[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63}){0,20}");
  }
}

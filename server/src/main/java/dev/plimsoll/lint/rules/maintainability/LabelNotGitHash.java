package dev.plimsoll.lint.rules.maintainability;

import com.google.common.base.CharMatcher;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;

/** The value of a label that is no commit. */
public final class LabelNotGitHash implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "label-not-git-hash", Category.MAINTAINABILITY, Severity.WARNING, """
          A commit of Git is known by its hash: 40 hexadecimal digits in lower case, or the first 7 of them.

          Only labels are looked at that the option `schema` names with the kind `hash`, and values that are known.

          ```dockerfile bad fix=none schema=org.opencontainers.image.revision:hash
          FROM alpine:3.22
          LABEL org.opencontainers.image.revision="main"
          ```

          ```dockerfile good schema=org.opencontainers.image.revision:hash
          FROM alpine:3.22
          LABEL org.opencontainers.image.revision="1a2b3c4"
          ```
          """)
      .since("0.1.0")
      .withOption(LabelSchema.OPTION)
      .withAlias(Tool.HADOLINT, "DL3055")
      .in(Profile.HADOLINT, Severity.WARNING)
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    for (LabelSchema.Value value : LabelSchema.values(subject, "hash")) {
      if (!isHash(value.text())) {
        reporter.report(
            Finding.at(
                value.range(),
                "This label should be the hash of a commit. Write 40 hexadecimal digits in lower case, or the first 7."));
      }
    }
  }

  private static boolean isHash(String value) {
    return (value.length() == 7 || value.length() == 40)
        && CharMatcher.inRange('0', '9').or(CharMatcher.inRange('a', 'f')).matchesAllOf(value);
  }
}

package dev.plimsoll.lint.rules.correctness;

import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;

/** Several HEALTHCHECKs in a stage. */
public final class MultipleHealthcheck implements Rule {

  private static final Trait IS_HEALTHCHECK = Trait.of(Instruction.Healthcheck.class);

  private static final RuleInfo INFO = RuleInfo.of(
          "multiple-healthcheck", Category.CORRECTNESS, Severity.WARNING, """
          Only the last HEALTHCHECK of a stage counts. Those before it do nothing, though they look as if they did.

          ```dockerfile bad fix=safe
          FROM alpine:3.22
          HEALTHCHECK NONE
          HEALTHCHECK CMD ["curl", "--fail", "http://localhost/"]
          ```

          ```dockerfile good
          FROM alpine:3.22
          HEALTHCHECK CMD ["curl", "--fail", "http://localhost/"]
          ```

          What an earlier stage or the base image says may be replaced: nothing is said of that.
          """)
      .since("0.1.0")
      .withSafeFix()
      .in(Profile.HADOLINT, Severity.ERROR)
      .in(Profile.BUILDKIT, Severity.WARNING)
      .withAlias(Tool.HADOLINT, "DL3012")
      .withAlias(Tool.BUILDKIT, "MultipleInstructionsDisallowed")
      .withAlias(Tool.TRIVY, "DS-0023")
      .withAlias(Tool.DROAST, "DF041");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    OverriddenInstructions.report(subject, IS_HEALTHCHECK, reporter);
  }
}

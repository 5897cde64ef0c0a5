package dev.plimsoll.lint.rules.correctness;

import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.From;
import dev.plimsoll.syntax.Instruction.Maintainer;
import dev.plimsoll.syntax.Instruction.Onbuild;
import dev.plimsoll.syntax.SyntaxError;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.TextRange;

/** An ONBUILD that triggers what can't be triggered. */
public final class OnbuildForbiddenTrigger implements Rule {

  private static final Trait FORBIDDEN =
      Trait.of(Onbuild.class, OnbuildForbiddenTrigger::isForbidden);

  private static final RuleInfo INFO = RuleInfo.of(
          "onbuild-forbidden-trigger", Category.CORRECTNESS, Severity.ERROR, """
          ONBUILD can trigger neither FROM nor MAINTAINER nor another ONBUILD, and BuildKit stops there.

          ```dockerfile bad fix=none
          FROM alpine:3.22
          ONBUILD ONBUILD RUN make
          ```

          ```dockerfile good
          FROM alpine:3.22
          ONBUILD RUN make
          ```
          """)
      .since("0.1.0")
      .withAlias(Tool.HADOLINT, "DL3043")
      .withAlias(Tool.DROAST, "DF068")
      .in(Profile.HADOLINT, Severity.ERROR)
      .superseding("syntax-error")
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    for (Instruction onbuild : subject.model().having(FORBIDDEN)) {
      Instruction trigger = ((Onbuild) onbuild).trigger();
      if (trigger != null) {
        TextRange keyword = trigger.source().keywordRange();
        for (SyntaxError error : onbuild.errors()) {
          if (error.range().equals(keyword)) {
            reporter.report(Finding.at(subject.model().range(onbuild, keyword), error.message()));
          }
        }
      }
    }
  }

  private static boolean isForbidden(Onbuild onbuild) {
    Instruction trigger = onbuild.trigger();
    return trigger instanceof Onbuild || trigger instanceof From || trigger instanceof Maintainer;
  }
}

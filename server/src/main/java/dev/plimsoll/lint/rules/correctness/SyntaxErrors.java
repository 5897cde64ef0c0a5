package dev.plimsoll.lint.rules.correctness;

import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.lint.Utf16;
import dev.plimsoll.syntax.SyntaxError;
import dev.plimsoll.text.TextRange;

/** What BuildKit's readers reject. Unknown instructions have a rule of their own. */
public final class SyntaxErrors implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "syntax-error", Category.CORRECTNESS, Severity.ERROR, """
          BuildKit can't read this, so the build fails before it starts.

          The builder stops at the first error of a file. Here all errors are shown, each at its place.

          ```dockerfile bad fix=suggestion
          FROM alpine:3.22
          COPY --chmd=755 run.sh /
          ```

          ```dockerfile good
          FROM alpine:3.22
          COPY --chmod=755 run.sh /
          ```
          """)
      .since("0.1.0")
      .withSuggestion()
      .withAlias(Tool.HADOLINT, "DL1000")
      .in(Profile.HADOLINT, Severity.ERROR)
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    if (Utf16.isTextOf(subject.file())) {
      String text = subject.file().element(0).text();
      reporter.report(Finding.at(
          new TextRange(0, text.stripTrailing().length()),
          "This file is in UTF-16, and a Dockerfile must be in UTF-8. Save it in UTF-8."));
      return;
    }
    if (UnknownInstruction.isAnotherKind(subject)) {
      return;
    }
    for (SyntaxError error : subject.file().errors()) {
      reporter.report(Finding.at(error.range(), error.message()).withFix(Fix.of(error.repair())));
    }
  }
}

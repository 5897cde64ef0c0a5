package dev.plimsoll.lint.rules.correctness;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.BuildError;

/** Values that stop a build although BuildKit can read every instruction. */
public final class UnbuildableValue implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "unbuildable-value", Category.CORRECTNESS, Severity.ERROR, """
      The file can be read, but the build stops here: a name, a number or a variable means nothing to BuildKit.

      Copies from stages that come later or don't exist, ports and signals that are none, mounts with options that their
      type doesn't have, base images without a valid name, variables with a modifier that BuildKit doesn't know. Where
      only a `--build-arg` is missing, this is information, not an error.

      ```dockerfile bad fix=none
      FROM alpine:3.22 AS build
      EXPOSE 80000
      COPY --from=final /srv /srv

      FROM alpine:3.22 AS final
      ```

      ```dockerfile good
      FROM alpine:3.22 AS build
      EXPOSE 8000

      FROM alpine:3.22 AS final
      COPY --from=build /srv /srv
      ```
      """)
      .since("0.1.0")
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    ImmutableList<BuildError> errors = subject.model().buildErrors();
    boolean outsideStages = subject.model().stages().isEmpty()
        || !subject.model().instructionsBeforeFirstStage().isEmpty();
    // Nothing that comes later counts before all stands in a stage.
    for (BuildError error : outsideStages ? errors.subList(0, 1) : errors) {
      Finding finding = Finding.at(error.range(), error.message());
      reporter.report(error.needsArgument() ? finding.withSeverity(Severity.INFORMATION) : finding);
    }
  }
}

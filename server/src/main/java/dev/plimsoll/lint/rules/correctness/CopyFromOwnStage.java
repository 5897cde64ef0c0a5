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
import dev.plimsoll.semantics.BuildError;

/** A stage that takes files from itself. */
public final class CopyFromOwnStage implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "copy-from-own-stage", Category.CORRECTNESS, Severity.ERROR, """
          A stage can't take files from itself, so the build fails before it starts.

          Files that the stage itself has can be copied by a RUN; else `--from` has to name an earlier stage or an image. \
          Names are compared in any case of their letters, and `--mount=from=` takes them the same way.

          ```dockerfile bad fix=none
          FROM alpine:3.22 AS build
          RUN echo 1 > /version
          COPY --from=build /version /srv/
          ```

          ```dockerfile good
          FROM alpine:3.22 AS build
          RUN echo 1 > /version

          FROM alpine:3.22
          COPY --from=build /version /srv/
          ```
          """)
      .since("0.1.0")
      .withBase()
      .withAlias(Tool.HADOLINT, "DL3023")
      .withAlias(Tool.TRIVY, "DS-0006")
      .withAlias(Tool.DROAST, "DF050")
      .in(Profile.HADOLINT, Severity.ERROR)
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    for (BuildError error : UnbuildableValue.errors(subject.model(), BuildError.Kind.OWN_STAGE)) {
      reporter.report(Finding.at(error.range(), error.message()));
    }
  }
}

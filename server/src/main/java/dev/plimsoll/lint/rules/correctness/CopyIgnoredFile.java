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
import dev.plimsoll.semantics.ContextSource;

/** A source that .dockerignore leaves out. */
public final class CopyIgnoredFile implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "copy-ignored-file", Category.CORRECTNESS, Severity.WARNING, """
          .dockerignore excludes the source from the build context, so the build doesn't find it, even where it exists.

          Nothing is said where GoReleaser, a plugin of Maven or Gradle, or code gathers a build context of its own.

          Don't copy it, or include it again with a line such as `!settings.env` at the end of `.dockerignore`. The examples
          are those of a folder whose `.dockerignore` has the line `*.env`:

          ```dockerfile bad fix=none
          FROM alpine:3.22
          COPY settings.env /
          ```

          ```dockerfile good
          FROM alpine:3.22
          COPY settings.toml /
          ```
          """)
      .since("0.1.0")
      .in(Profile.BUILDKIT, Severity.WARNING)
      .withAlias(Tool.BUILDKIT, "CopyIgnoredFile")
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    if (subject.sources().hidden().isEmpty()) {
      return;
    }
    for (ContextSource source : ContextSource.in(subject.model())) {
      String by = subject.sources().hidden().get(source.path());
      if (by != null) {
        reporter.report(Finding.at(
            source.range(),
            source.path() + " is excluded from the build context by " + by
                + ": the build fails here. Don't copy it, or include it again there."));
      }
    }
  }
}

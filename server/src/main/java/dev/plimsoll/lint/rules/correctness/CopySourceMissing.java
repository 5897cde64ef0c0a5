package dev.plimsoll.lint.rules.correctness;

import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.ContextSource;

/** A source that is not in the build context. */
public final class CopySourceMissing implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "copy-source-missing", Category.CORRECTNESS, Severity.INFORMATION, """
          There is no such file or folder in the build context, so the build fails here unless something creates it first.

          What another step creates before the build, such as `dist/` or `target/app.jar`, is often not there while the
          Dockerfile is written; that is why this is information and no error. The examples are those of a folder
          without `entripoint.sh`:

          ```dockerfile bad fix=none
          FROM alpine:3.22
          COPY entripoint.sh /
          ```

          ```dockerfile good
          FROM alpine:3.22
          COPY entrypoint.sh /
          ```

          An editor looks for the files; nothing is said before it knows them all, of patterns, of paths with variables
          that only a build knows, of files outside of a workspace folder, and where it isn't sure which folder is the
          context. [A setting](../settings.md#plimsollbuildcontext) makes it sure.
          """)
      .since("0.1.0")
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    if (subject.sources().missing().isEmpty()) {
      return;
    }
    for (ContextSource source : ContextSource.in(subject.model())) {
      if (subject.sources().missing().contains(source.path())) {
        reporter.report(Finding.at(
            source.range(),
            source.path() + " isn't in the build context " + subject.sources().folder()
                + ": the build fails here unless something creates it first."));
      }
    }
  }
}

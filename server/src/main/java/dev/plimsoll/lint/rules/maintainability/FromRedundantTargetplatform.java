package dev.plimsoll.lint.rules.maintainability;

import com.google.common.collect.ImmutableSet;
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
import dev.plimsoll.rewrite.FlagEdits;
import dev.plimsoll.semantics.Binding;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Expansion;
import dev.plimsoll.syntax.Flag;

/** FROM for the platform that it is for anyway. */
public final class FromRedundantTargetplatform implements Rule {

  private static final String TARGET = "TARGETPLATFORM";

  private static final RuleInfo INFO = RuleInfo.of(
          "from-redundant-targetplatform", Category.MAINTAINABILITY, Severity.HINT, """
          A stage is built for the target platform unless FROM names another one, so that the flag says nothing.

          ```dockerfile bad fix=suggestion
          FROM --platform=$TARGETPLATFORM alpine:3.22
          ```

          ```dockerfile good
          FROM alpine:3.22
          ```

          Where an ARG above it gives TARGETPLATFORM a default of its own, only those are told who ask for the rule. The fix \
          is a suggestion, for the flag also follows `--build-arg TARGETPLATFORM=...`, with which old
          scripts choose \
          a platform.
          """)
      .since("0.1.0")
      .withSuggestion()
      .in(Profile.HADOLINT, Severity.WARNING)
      .in(Profile.BUILDKIT, Severity.WARNING)
      .withAlias(Tool.HADOLINT, "DL3065")
      .withAlias(Tool.BUILDKIT, "RedundantTargetPlatform")
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    Binding target = subject.model().globalBinding(TARGET);
    for (Stage stage : subject.model().stages()) {
      Flag flag = stage.from().platform();
      if (flag == null || target == null || flag.valueOrEmpty().indexOf('$') < 0) {
        continue;
      }
      Expansion platform = subject.model().expand(stage.from(), flag.valueOrEmpty());
      if (platform.unmatched().isEmpty()
          && platform.matched().equals(ImmutableSet.of(TARGET))
          && platform.withoutBuildArgs().equals(target.withoutBuildArgs())) {
        Finding finding = Finding.at(
                subject.model().range(stage.from(), flag.range()),
                "A stage is built for the target platform by default. Leave the flag out.")
            .withTag(Finding.Tag.UNNECESSARY)
            .withFix(Fix.suggestion(
                "Remove --platform", FlagEdits.remove(subject.file(), stage.from(), flag)));
        // A default of its own may count more than the platform that is asked for.
        boolean hasDefault = target.pair() != null && target.pair().value() != null;
        reporter.report(hasDefault ? finding.asPedantic() : finding);
      }
    }
  }
}

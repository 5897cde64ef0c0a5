package dev.plimsoll.lint.rules.correctness;

import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.ImageQuestion;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Word;

/** A FROM that names a stage which begins further down. */
public final class StageUsedBeforeDefinition implements Rule {

  static final ImageQuestion<Boolean> IS_KNOWN = StageUsedBeforeDefinition::isKnown;

  private static final RuleInfo INFO = RuleInfo.of(
          "stage-used-before-definition", Category.CORRECTNESS, Severity.WARNING, """
          FROM knows only the stages above it: the name of a stage further down is taken for an image.

          The build then pulls the image of that name, or fails because there is none. Put the stage that others build on \
          above them.

          ```dockerfile bad fix=none
          FROM base AS test
          RUN make test

          FROM alpine:3.22 AS base
          RUN apk add --no-cache make
          ```

          ```dockerfile good
          FROM alpine:3.22 AS base
          RUN apk add --no-cache make

          FROM base AS test
          RUN make test
          ```

          A name that is also a known image, such as nginx, is not reported.
          """)
      .since("0.1.0")
      .withBase()
      .superseding("base-image-untagged", "copy-from-unknown-stage")
      .whenFinished();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    for (Stage stage : subject.model().stages()) {
      ImageUse base = stage.parent() == null ? subject.model().baseImage(stage) : null;
      ImageReference image = base == null ? null : base.image();
      if (base == null || image == null || image.isScratch()) {
        continue;
      }
      Stage later = subject.model().stageNamed(base.text());
      Word name = later == null ? null : later.from().stageName();
      if (later != null
          && name != null
          && later.index() > stage.index()
          && base.text().equals(later.name())
          && !subject.about(image, IS_KNOWN)) {
        reporter.report(Finding.at(
                base.range(),
                "Stage " + base.text()
                    + " begins further down, so this is taken for an image. Move that stage above this FROM.")
            .withRelated(
                subject.model().range(later.from(), name.range()), "The stage of this name"));
      }
    }
  }

  private static boolean isKnown(ImageCatalog images, ImageReference image, String platform) {
    return !images.facts(image).platforms().isEmpty();
  }
}

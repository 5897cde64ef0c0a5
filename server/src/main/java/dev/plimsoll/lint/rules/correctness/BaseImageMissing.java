package dev.plimsoll.lint.rules.correctness;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.LookupFailure;
import dev.plimsoll.image.LookupFailure.Reason;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.ImageQuestion;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.syntax.EditDistance;
import dev.plimsoll.text.TextEdit;
import org.jspecify.annotations.Nullable;

/** The name of an image that its registry doesn't have. */
public final class BaseImageMissing implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "base-image-missing", Category.CORRECTNESS, Severity.WARNING, """
          The registry has no image of this name and tag, so the build stops here.

          ```dockerfile bad fix=suggestion
          FROM node:22-slmi
          ```

          ```dockerfile good
          FROM node:22-slim
          ```

          Reported is only what the image's registry said when it was asked, which takes a setting and a trusted \
          workspace: see `plimsoll.images.network`. Registries say the same of what only those may see who are signed \
          in, so of other than official images nothing is said unless their registry shows other tags of them. An image \
          that is pushed later is found some minutes after that.
          """)
      .since("0.1.0")
      .withSuggestion()
      .superseding("base-image-end-of-life", "slimmer-base-variant")
      .whenFinished();

  private static final ImageQuestion<Boolean> IS_MISSING = (images, image, platform) -> {
    LookupFailure failure = images.failure(image);
    return failure != null
        && failure.reason() == Reason.NOT_FOUND
        && (image.isOfficial() || !images.tags(image).isEmpty());
  };

  private static final ImageQuestion<ImmutableList<String>> TAGS =
      (images, image, platform) -> images.tags(image);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    for (ImageUse use : subject.model().imageUses()) {
      ImageReference image = use.image();
      if (image != null && subject.about(image, IS_MISSING)) {
        reporter.report(finding(use, image, meant(image, subject)));
      }
    }
  }

  private static Finding finding(ImageUse use, ImageReference image, @Nullable String meant) {
    String registry = image.isOnDockerHub() ? "Docker Hub" : image.domain();
    TextEdit edit = meant == null ? null : use.withTag(meant);
    String tag = image.digest() == null ? " with the tag " + image.tagOrLatest() : "";
    Finding finding = Finding.at(
        use.range(),
        registry + " has no " + image.familiarName() + tag + "."
            + (meant == null ? "" : " Did you mean " + meant + "?"));
    return finding.withFix(
        edit == null ? null : Fix.suggestion("Use " + image.familiarName() + ":" + meant, edit));
  }

  private static @Nullable String meant(ImageReference image, Subject subject) {
    return image.digest() == null && image.tag() != null
        ? EditDistance.meant(image.tag(), subject.about(image, TAGS))
        : null;
  }
}

package dev.plimsoll.lint.rules.correctness;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.PlatformName;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.ImageQuestion;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Flag;

/** FROM an image for a platform that it doesn't have. */
public final class BaseImagePlatformMismatch implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "base-image-platform-mismatch", Category.CORRECTNESS, Severity.WARNING, """
          The image has nothing for the platform that is asked for, so the build stops here.

          ```dockerfile bad fix=none
          FROM --platform=linux/arm/v7 mysql:8.4
          ```

          ```dockerfile good
          FROM --platform=linux/arm64 mysql:8.4
          ```

          Reported is only what the image's registry said when it was asked, which takes a setting and a trusted \
          workspace: see `plimsoll.images.network`.
          """)
      .since("0.1.0")
      .in(Profile.BUILDKIT, Severity.WARNING)
      .withAlias(Tool.BUILDKIT, "InvalidBaseImagePlatform")
      .whenFinished();

  private static final ImageQuestion<ImmutableList<String>> PLATFORMS =
      (images, image, platform) -> images.platforms(image);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    for (Stage stage : subject.model().stages()) {
      ImageUse base = stage.parent() == null ? subject.model().baseImage(stage) : null;
      Flag flag = stage.from().platform();
      ImageReference image = base == null ? null : base.image();
      String asked = flag == null ? null : PlatformName.of(flag.valueOrEmpty());
      if (base != null && image != null && asked != null) {
        ImmutableList<String> offered = subject.about(image, PLATFORMS);
        if (!offered.isEmpty()
            && offered.stream().noneMatch(one -> PlatformName.runs(asked, one))) {
          reporter.report(Finding.at(
              base.range(),
              image.familiar() + " has no image for " + asked + ", but for "
                  + Joiner.on(", ").join(offered) + "."));
        }
      }
    }
  }
}

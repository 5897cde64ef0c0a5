package dev.plimsoll.lint.rules.reproducibility;

import com.google.common.base.CharMatcher;
import dev.plimsoll.image.UnversionedImages;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Tool;
import dev.plimsoll.lint.rules.images.DataStages;
import dev.plimsoll.lint.rules.images.DeliberateVersion;
import dev.plimsoll.lint.rules.images.NamedBase;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Word;

/** FROM an image without tag and digest. */
public final class BaseImageUntagged implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "base-image-untagged", Category.REPRODUCIBILITY, Severity.WARNING, """
          An image without a tag is the one called `latest`: whatever was published last.

          The same Dockerfile builds on Python 3.13 today and on 3.14 tomorrow, and every machine has the one that it \
          happened to pull.

          ```dockerfile bad fix=suggestion
          FROM python
          ```

          ```dockerfile good
          FROM python:3.14
          ```

          An ARG is taken with its default, and the fix goes there:

          ```dockerfile bad fix=suggestion
          ARG BASE=alpine
          FROM ${BASE}
          ```

          ```dockerfile good
          ARG BASE=alpine:3.24
          FROM ${BASE}
          ```

          What COPY takes from another image, or RUN mounts, is information:

          ```dockerfile bad fix=suggestion
          FROM php:8.5-apache
          COPY --from=composer /usr/bin/composer /usr/bin/
          ```

          ```dockerfile good
          FROM php:8.5-apache
          COPY --from=composer:2.10 /usr/bin/composer /usr/bin/
          ```

          Stages, `scratch`, digests and names with a variable that has no value in the file are left alone:

          ```dockerfile good
          ARG BASE
          FROM ${BASE} AS build
          FROM build AS more
          FROM scratch
          COPY --from=more /app /app
          ```

          So is what is built on the same machine: a name that a README, a Makefile, a script, a workflow or a compose file \
          of the project builds, `local/…`, `localhost/…`, and a name without a namespace that is no official image. It is \
          information where an ARG names an image that isn't official, and in files for development and tests; nothing is said of \
          those in folders such as `testdata` and `fixtures`, which tests expect to be as they are, nor where a comment at FROM calls \
          it deliberate.

          The tags that are offered come from the table of official images that is part of this program: the version \
          that `latest` means as of the date of that table, and its slim and Alpine variants, but none of another distribution
          where a package manager is run.
          """)
      .since("0.1.0")
      .withBase()
      .withSuggestion()
      .superseding("slimmer-base-variant") // which it offers, where there is one
      .withAlias(Tool.HADOLINT, "DL3006")
      .in(Profile.HADOLINT, Severity.WARNING)
      .whenFinished();

  private static final CharMatcher OF_TAGS = CharMatcher.anyOf(":@$");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    if (subject.name().fixture()) {
      return;
    }
    DataStages givers = new DataStages(subject.model());
    for (NamedBase base : NamedBase.all(subject.model())) {
      if (base.image().tag() == null
          && !base.isPinned()
          && !base.needsNoVersion(subject, givers)
          && !(UnversionedImages.include(base.image())
              && subject.about(base.image(), MovingTag.HAS_ENDED))
          && !DeliberateVersion.isSaidOf(subject, base)
          && !base.isBuiltHere(subject)) {
        String name = base.image().familiarName();
        Finding finding = MovingTag.finding(
            base, name + " has no tag, so the build takes whatever was published last.", subject);
        boolean isLess = base.isOwnImage() || subject.isForDevelopment();
        reporter.report(isLess ? finding.withSeverity(Severity.INFORMATION) : finding);
      }
    }
    CopiedImages.report(
        subject,
        reporter,
        image -> image.tag() == null && image.digest() == null
            ? image.familiarName()
                + " has no tag, so the build takes whatever was published last. Add the tag of a version."
            : null);
  }

  /** hadolint doesn't ask who builds the image, nor whether the name is one. */
  @Override
  public void checkAsHadolint(Subject subject, Reporter reporter) {
    for (Stage stage : subject.model().stages()) {
      Word image = stage.from().image();
      if (stage.parent() == null && image != null && isUntagged(image.value())) {
        reporter.report(Finding.at(
                subject.model().range(stage.from(), image.range()),
                image.value() + " has no tag. Add the tag of a version.")
            .forHadolintOnly());
      }
    }
  }

  private static boolean isUntagged(String image) {
    String last = image.substring(image.lastIndexOf('/') + 1);
    return !image.equals("scratch") && OF_TAGS.matchesNoneOf(last);
  }
}

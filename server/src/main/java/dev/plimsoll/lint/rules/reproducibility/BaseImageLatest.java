package dev.plimsoll.lint.rules.reproducibility;

import dev.plimsoll.image.TagMovement;
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
import dev.plimsoll.lint.rules.images.DataStages;
import dev.plimsoll.lint.rules.images.DeliberateVersion;
import dev.plimsoll.lint.rules.images.NamedBase;
import dev.plimsoll.syntax.Word;

/** FROM an image with a tag that names no version. */
public final class BaseImageLatest implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "base-image-latest", Category.REPRODUCIBILITY, Severity.WARNING, """
          The tag `latest` doesn't name a version: it is whatever was published last.

          A build that worked breaks when the next major version comes out, and nobody can tell later which one an \
          image was built from.

          ```dockerfile bad fix=suggestion
          FROM golang:latest AS build
          ```

          ```dockerfile good
          FROM golang:1.27 AS build
          ```

          The default of an ARG is looked at, and changed, where it stands:

          ```dockerfile bad fix=suggestion
          ARG NODE_VERSION=latest
          FROM node:${NODE_VERSION}
          ```

          ```dockerfile good
          ARG NODE_VERSION=26
          FROM node:${NODE_VERSION}
          ```

          Tags such as `stable`, `lts`, `edge`, `nightly`, `current`, `main`, `rolling` and `latest-gpu`, which move as well \
          but within what they promise, are reported as information. So are images without tags of versions, such as \
          `cgr.dev/chainguard/static` or `rustlang/rust`, which only a digest pins, and those with the release in their name, \
          such as `ubi9/ubi`. Some images have no `latest` at all, such as `nvidia/cuda` and `elasticsearch`; the message says so.

          ```dockerfile bad fix=suggestion
          FROM node:lts
          ```

          ```dockerfile good
          FROM node:24
          ```

          So are the tags of official images that only name a variant: `node:alpine` and `node:slim` are whatever version
          was published last, too.

          ```dockerfile bad fix=suggestion
          FROM node:alpine
          ```

          ```dockerfile good
          FROM node:26-alpine
          ```

          What COPY takes from another image, or RUN mounts, becomes part of this one as well; it is information there:

          ```dockerfile bad fix=suggestion
          FROM php:8.5-apache
          COPY --from=composer:latest /usr/bin/composer /usr/bin/
          ```

          ```dockerfile good
          FROM php:8.5-apache
          COPY --from=composer:2.10 /usr/bin/composer /usr/bin/
          ```

          With a digest the tag is only a comment, and nothing is reported:

          ```dockerfile good
          FROM alpine:latest@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
          ```

          It is information, too, where a variable stands in the name of an image that isn't official, and nothing is \
          reported where another one is its tag, as in `FROM ${NAMESPACE}/base:${VERSION}`: those who build it give both. \
          Nor is it where the variables are `${NAME}:${VERSION}` and a Compose file, a workflow or a script of the project gives the \
          latter, be it by way of the default of another ARG. What is given so to other images is information.

          Nor is anything of a distribution without releases, such as Arch Linux, whose package manager is run: that of an older
          image can't install what is current. Nor of an image that is retired, whose tags move no more, nor where only data such as `/etc/passwd`, or what was \
          copied into it, leaves the stage, nor of a file in `vendor/name/package` or `node_modules`, nor of a stage that nobody builds, nor of what is built on the same machine: a name that a README, a Makefile, a script, a workflow \
          or a compose file of the project builds, or a Dockerfile in a folder beside that is called like the image, `local/…`, `localhost/…`, and a name without a namespace that is no \
          official image. Nor where a comment at FROM calls it deliberate, as `# node:latest is on purpose`.

          The tags that are offered come from the table of official images that is part of this program: the version \
          that was meant as of the date of that table, and its slim and Alpine variants, but none of another distribution where a
          package manager is run, nor a smaller one that lacks what is compiled with, or what a RUN or a started script calls. Where programs are copied from there into a stage on a release of Debian, \
          it is the tag on that release, because they wouldn't start on an older one.
          """)
      .since("0.1.0")
      .forDeploymentOnly()
      .withBase()
      .withSuggestion()
      .superseding("slimmer-base-variant") // which it offers, where there is one
      .withAlias(Tool.HADOLINT, "DL3007")
      .in(Profile.HADOLINT, Severity.WARNING);

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
      TagMovement movement = subject.about(base.image(), ImageQuestion.MOVEMENT);
      if (movement == TagMovement.NONE
          || base.isPinned()
          || base.needsNoVersion(subject, givers)
          || base.isGivenWhole()
          || DeliberateVersion.isSaidOf(subject, base)
          || base.isBuiltHere(subject)) {
        continue;
      }
      String name = base.image().familiarName() + ":" + base.image().tag();
      switch (movement) {
        case NONE -> {}
        case LATEST -> {
          boolean isGiven = base.isTagGiven(subject);
          Finding finding =
              MovingTag.finding(base, name + " is whatever was published last.", subject);
          if (!(isGiven && base.isOwnImage() && base.hasVariableName())) {
            reporter.report(
                isGiven || base.isOwnImage()
                    ? finding.withSeverity(Severity.INFORMATION)
                    : finding);
          }
        }
        case RELEASES -> {
          if (!subject.about(base.image(), MovingTag.HAS_ENDED)) { // then it moves no more
            reporter.report(
                MovingTag.finding(base, name + " is another version after each release.", subject)
                    .withSeverity(Severity.INFORMATION)
                    .beyondHadolint());
          }
        }
        case DEVELOPMENT ->
          reporter.report(MovingTag.finding(
                  base, name + " follows development and may change every day.", subject)
              .withSeverity(Severity.INFORMATION)
              .beyondHadolint());
      }
    }
    CopiedImages.report(
        subject,
        reporter,
        image -> TagMovement.of(image) == TagMovement.LATEST
            ? image.familiarName()
                + ":latest is whatever was published last. Use the tag of a version."
            : null);
  }

  /** hadolint goes by the tag in FROM alone, wherever the image is built, and not by what a variable makes of it. */
  @Override
  public void checkAsHadolint(Subject subject, Reporter reporter) {
    for (NamedBase base : NamedBase.all(subject.model())) {
      Word written = base.written();
      if (written != null && written.value().endsWith(":latest")) {
        reporter.report(
            base.finding(base.image().familiarName() + ":latest is whatever was published last.")
                .forHadolintOnly());
      }
    }
  }
}

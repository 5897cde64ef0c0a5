package dev.plimsoll.lint.rules.security;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.plimsoll.image.EndOfLife;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.RetiredImages;
import dev.plimsoll.image.RetiredImages.Retirement;
import dev.plimsoll.image.Successor;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.ImageQuestion;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.images.NamedBase;
import dev.plimsoll.text.TextEdit;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** FROM an image of a release that gets no fixes any more. */
public final class BaseImageEndOfLife implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "base-image-end-of-life", Category.SECURITY, Severity.WARNING, """
          The support of this release has ended: security problems that are found in it aren't fixed any more.

          Its tag often isn't built any more either, so that the packages of the distribution below are those of \
          long ago. Move to a release that is supported; what changes between the two is in its release notes.

          ```dockerfile bad fix=suggestion
          FROM node:16-alpine
          CMD ["node", "server.js"]
          ```

          ```dockerfile good
          FROM node:24-alpine
          CMD ["node", "server.js"]
          ```

          The distribution that a tag names counts, too:

          ```dockerfile bad fix=suggestion
          FROM python:3.13-bullseye
          CMD ["python", "main.py"]
          ```

          ```dockerfile good
          FROM python:3.13-bookworm
          CMD ["python", "main.py"]
          ```

          So do images that nobody maintains any more, whatever their tag:

          ```dockerfile bad fix=suggestion
          FROM openjdk:17-jdk
          CMD ["java", "-jar", "app.jar"]
          ```

          ```dockerfile good
          FROM eclipse-temurin:17-jdk
          CMD ["java", "-jar", "app.jar"]
          ```

          Offered are the nearest release that is supported for another year, with long-term support if there is \
          such, and the newest one, as far as they have the same variant. Where the image is only built with, it is \
          information; so is an image that isn't updated any more of a distribution that is, as `rockylinux:9`.

          Nothing is said where only the newest release ever gets fixes, as of Rust, and of extended support that is \
          paid for this rule knows nothing. Turn it off where you have that. The days are those of endoflife.date, \
          as of the release of this program.
          """)
      .since("0.1.0")
      .forDeploymentOnly()
      .withBase()
      .withSuggestion()
      .superseding("slimmer-base-variant"); // of a release that is to be left anyway

  /**
   * What is known of the end of an image; each null where it has none.
   *
   * @param updatable whether what the image is of is supported, so that its packages can be updated
   */
  private record End(
      @Nullable Retirement retirement, @Nullable EndOfLife release, boolean updatable) {

    /** What has ended. */
    String label() {
      return release == null ? "" : release.release();
    }
  }

  private static final ImageQuestion<End> END = (images, image, platform) -> {
    Retirement retirement = RetiredImages.of(images, image);
    EndOfLife release = retirement == null ? EndOfLife.of(images, image) : null;
    LocalDate until = EndOfLife.supportOf(image);
    boolean updatable = retirement != null && until != null && !until.isBefore(images.today());
    return new End(retirement, release, updatable);
  };

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    Set<String> said = new HashSet<>();
    for (NamedBase base : shippedFirst(subject)) {
      End end = subject.about(base.image(), END);
      Finding finding = end.retirement() != null
          ? retired(base, end.retirement())
          : end.release() == null ? null : ended(base, end.release());
      if (finding != null
          && (said.add(base.image().repository() + end.label()) || !base.hasVariable())) {
        reporter.report(
            runs(subject, base) && !end.updatable()
                ? finding
                : finding.withSeverity(Severity.INFORMATION));
      }
    }
  }

  /** All bases: where variables give several the same release, the one that runs stands for all. */
  private static Iterable<NamedBase> shippedFirst(Subject subject) {
    ImmutableList<NamedBase> all = NamedBase.all(subject.model());
    return Iterables.concat(
        Iterables.filter(all, base -> runs(subject, base)),
        Iterables.filter(all, base -> !runs(subject, base)));
  }

  private static boolean runs(Subject subject, NamedBase base) {
    return base.stages().stream().anyMatch(subject.model()::ships);
  }

  private static Finding retired(NamedBase base, Retirement retirement) {
    String image = retirement.image();
    ImmutableList<String> instead =
        image == null ? retirement.successors() : ImmutableList.of(image);
    String message =
        "The image " + retirement.name() + " gets no updates any more: it was deprecated on "
            + retirement.since() + "."
            + (instead.isEmpty() ? "" : " Use " + Joiner.on(" or ").join(instead) + ".");
    TextEdit edit = image == null || base.use().source() == null || base.shared()
        ? null
        : TextEdit.replace(base.use().source(), image);
    return base.finding(message)
        .withFix(edit == null ? null : Fix.suggestion("Use " + image, edit));
  }

  private static Finding ended(NamedBase base, EndOfLife end) {
    String release = end.release() + (end.ofSystem() ? ", on which this image stands," : "");
    Finding finding =
        base.finding(release + " gets no security fixes any more: its support ended on "
            + end.lastDay() + "." + advice(base.image(), end.successors()));
    for (Successor successor : end.successors()) {
      String tag = base.shared() ? null : successor.tag();
      TextEdit edit = tag == null ? null : base.use().withTag(tag);
      finding = finding.withFix(
          edit == null ? null : Fix.suggestion(title(base.image(), successor), edit));
    }
    return finding;
  }

  private static String advice(ImageReference image, ImmutableList<Successor> successors) {
    if (successors.isEmpty()) {
      return " Use a release that is supported.";
    }
    Successor nearest = successors.get(0);
    String until = nearest.until() == null ? "" : ", supported until " + nearest.until();
    return " Use " + name(image, nearest) + until + ".";
  }

  private static String name(ImageReference image, Successor successor) {
    return successor.tag() == null
        ? "release " + successor.release()
        : image.familiarName() + ":" + successor.tag();
  }

  private static String title(ImageReference image, Successor successor) {
    String until = successor.until() == null ? "" : " (supported until " + successor.until() + ")";
    return "Use " + name(image, successor) + until;
  }
}

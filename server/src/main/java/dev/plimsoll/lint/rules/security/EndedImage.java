package dev.plimsoll.lint.rules.security;

import dev.plimsoll.image.EndOfLife;
import dev.plimsoll.image.RetiredImages;
import dev.plimsoll.image.RetiredImages.Retirement;
import dev.plimsoll.image.Successor;
import dev.plimsoll.lint.ImageQuestion;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.images.NamedBase;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A base image that nobody maintains any more, or whose release gets no fixes. */
record EndedImage(NamedBase base, End end) {

  /**
   * What is known of the end of an image; each null where it has none.
   *
   * @param updatable whether what the image is of is supported, so that its packages can be updated
   */
  record End(@Nullable Retirement retirement, @Nullable EndOfLife release, boolean updatable) {

    /** What has ended; empty where nothing has. */
    String name() {
      return retirement != null ? retirement.name() : release == null ? "" : release.release();
    }

    /** The best release to move to; null where none is known. */
    @Nullable Successor nearest() {
      return release == null ? null : release.nearest();
    }
  }

  static final ImageQuestion<End> END = (images, image, platform) -> {
    Retirement retirement = RetiredImages.of(images, image);
    EndOfLife release = retirement == null ? EndOfLife.of(images, image) : null;
    LocalDate until = EndOfLife.supportOf(image);
    boolean updatable = retirement != null && until != null && !until.isBefore(images.today());
    return new End(retirement, release, updatable);
  };

  /** Null where nothing is known to have ended, or the project builds another image in its place. */
  static @Nullable EndedImage of(Subject subject, WantedRelease wanted, NamedBase base) {
    End end = subject.about(base.image(), END);
    return end.name().isEmpty() || base.isReplaced(subject) ? null : of(wanted, base, end);
  }

  /** With those releases to move to that the project's manifests allow, as far as there are such. */
  static EndedImage of(WantedRelease wanted, NamedBase base, End end) {
    EndOfLife release = end.release();
    return new EndedImage(
        base,
        release == null || release.ofSystem()
            ? end
            : new End(end.retirement(), wanted.limit(base, release), end.updatable()));
  }

  static List<NamedBase> bases(List<EndedImage> images) {
    return images.stream().map(EndedImage::base).toList();
  }
}

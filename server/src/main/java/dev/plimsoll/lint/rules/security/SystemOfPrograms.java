package dev.plimsoll.lint.rules.security;

import dev.plimsoll.image.DefaultSystem;
import dev.plimsoll.image.EndOfLife;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.Successor;
import dev.plimsoll.lint.ImageQuestion;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.images.LinkedImages;
import dev.plimsoll.lint.rules.security.EndedImage.End;
import dev.plimsoll.text.Regex;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The release of a distribution on which programs run that are built on other images: on a newer one these would be linked
 * with libraries that are missing there.
 */
final class SystemOfPrograms {

  private static final ImageQuestion<String> STANDS_ON =
      (images, image, platform) -> DefaultSystem.of(images, image);

  private static final ImageQuestion<Optional<String>> NAMED =
      (images, image, platform) -> Optional.ofNullable(EndOfLife.systemOf(image));

  private static final Regex WITHOUT_SYSTEM = Regex.of("\\d[\\d.]{0,20}(?:-slim)?");

  private SystemOfPrograms() {}

  /** The release of a distribution that an image names; null where it names none. */
  static @Nullable String named(Subject subject, ImageReference image) {
    return subject.about(image, NAMED).orElse(null);
  }

  /** The same images with tags on that release on which their programs run, or are advised to. */
  static List<EndedImage> fitting(Subject subject, WantedRelease wanted, List<EndedImage> same) {
    EndOfLife release = same.get(0).end().release();
    ImageReference taker = release == null || release.ofSystem()
        ? null
        : LinkedImages.taker(subject.model(), EndedImage.bases(same), next(subject, same.get(0)));
    if (taker == null) {
      return same;
    }
    String tag = tag(subject.about(taker, EndedImage.END));
    String system = named(subject, tag == null ? taker : taker.withTag(tag));
    return system == null
        ? same
        : same.stream().map(one -> onSystem(subject, wanted, one, system)).toList();
  }

  /** The tag that is advised; null where none is. */
  private static @Nullable String tag(End end) {
    Successor nearest = end.nearest();
    return nearest == null ? null : nearest.tag();
  }

  /** The release of a distribution on which an image with another tag stands; empty where that isn't known. */
  static String of(Subject subject, ImageReference image, @Nullable String tag) {
    return tag == null ? "" : of(subject, image.withTag(tag));
  }

  /** The release of a distribution on which an image stands; empty where that isn't known, as of another digest of its tag. */
  static String of(Subject subject, ImageReference image) {
    String system = named(subject, image);
    return system != null ? system : subject.about(image, STANDS_ON);
  }

  /** That on which the image stands that an image is left for; empty where that isn't known. */
  private static String next(Subject subject, EndedImage ended) {
    ImageReference image = ended.base().image();
    String own = named(subject, image);
    return own != null ? own : of(subject, image, tag(ended.end()));
  }

  private static EndedImage onSystem(
      Subject subject, WantedRelease wanted, EndedImage one, String system) {
    ImageReference image = one.base().image();
    String tag = tagOn(subject, one, system);
    if (tag == null) {
      return one;
    }
    End there = subject.about(image.withTag(tag), EndedImage.END);
    String next = tag(there);
    boolean fits = next != null && system.equals(named(subject, image.withTag(next)));
    return fits ? EndedImage.of(wanted, one.base(), there) : one;
  }

  /** The tag of the same on a release of a distribution; null where it can't be told. */
  private static @Nullable String tagOn(Subject subject, EndedImage one, String system) {
    String tag = one.base().image().tagOrLatest();
    String own = named(subject, one.base().image());
    if (own != null) {
      return own.equals(system) ? null : tag.replace(codename(own), codename(system));
    }
    return WITHOUT_SYSTEM.matcher(tag).matches() && !next(subject, one).equals(system)
        ? tag + "-" + codename(system)
        : null;
  }

  /** {@code bookworm} of {@code Debian 12 (bookworm)}. */
  private static String codename(String system) {
    return system.substring(system.indexOf('(') + 1).replace(")", "");
  }
}

package dev.plimsoll.image;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds tags of the same variant in a release that is supported: the nearest one, and the newest one. */
final class Successors {

  /** A release that ends sooner isn't worth the change, if there is another one. */
  private static final int DAYS_WORTH_IT = 365;

  private final ImageCatalog images;
  private final ImageReference image;
  private final ImageTag written;
  private final LocalDate today;
  private final boolean tagsUnknown;

  private Successors(ImageCatalog images, ImageReference image) {
    this.images = images;
    this.image = image;
    this.written = ImageTag.of(image.tagOrLatest());
    this.today = images.today();
    this.tagsUnknown = images.tags(image).isEmpty();
  }

  /** Another release of what the image is called after. */
  static ImmutableList<Successor> inImage(
      ImageCatalog images, ImageReference image, ReleaseLine ended) {
    Successors successors = new Successors(images, image);
    return successors.choose(image.canonicalName(), ended, line -> successors.tagOf(line));
  }

  /** The same version on another release of the distribution below. */
  static ImmutableList<Successor> onSystem(
      ImageCatalog images, ImageReference image, BaseRelease ended) {
    Successors successors = new Successors(images, image);
    return successors.choose(
        ended.system(), ended.line(), line -> successors.tagOn(ended.system(), line));
  }

  private interface TagOfLine {
    @Nullable String tag(ReleaseLine line);
  }

  /** Of the lines above one that ended and of which there is a tag, the nearest and the newest. */
  private ImmutableList<Successor> choose(String name, ReleaseLine ended, TagOfLine tags) {
    ImmutableList.Builder<ReleaseLine> supported = ImmutableList.builder();
    for (ReleaseLine line : ReleaseLines.of(name)) {
      if (line.isNewerThan(ended)
          && !line.hasEndedBefore(today)
          && (tagsUnknown || tags.tag(line) != null)) {
        supported.add(line);
      }
    }
    ImmutableList<ReleaseLine> lines = preferred(supported.build());
    ImmutableSet<ReleaseLine> both = lines.isEmpty()
        ? ImmutableSet.of()
        : ImmutableSet.of(lines.get(lines.size() - 1), lines.get(0));
    ImmutableList.Builder<Successor> chosen = ImmutableList.builder();
    for (ReleaseLine line : both) {
      chosen.add(new Successor(line.text(), tags.tag(line), line.end()));
    }
    return chosen.build();
  }

  /** Those with long-term support, if any have it, and of these those that still have a year, or else the newest. */
  private ImmutableList<ReleaseLine> preferred(ImmutableList<ReleaseLine> lines) {
    ImmutableList<ReleaseLine> longTerm = only(lines, ReleaseLine::longTerm);
    LocalDate worthIt = today.plusDays(DAYS_WORTH_IT);
    boolean lasting = longTerm.stream().anyMatch(line -> !line.hasEndedBefore(worthIt));
    return lasting
        ? only(longTerm, line -> !line.hasEndedBefore(worthIt))
        : longTerm.subList(0, Math.min(1, longTerm.size()));
  }

  private static ImmutableList<ReleaseLine> only(
      ImmutableList<ReleaseLine> lines, Predicate<ReleaseLine> wanted) {
    ImmutableList<ReleaseLine> found =
        lines.stream().filter(wanted).collect(ImmutableList.toImmutableList());
    return found.isEmpty() ? lines : found;
  }

  /** The tag of a line that is written most like that of the image. */
  private @Nullable String tagOf(ReleaseLine line) {
    boolean byName = written.version().isEmpty();
    return best(tag -> byName
        ? !tag.words().isEmpty() && tag.words().get(0).equals(line.codename())
        : tag.version().equals(line.version()));
  }

  private @Nullable String tagOn(String system, ReleaseLine line) {
    return best(tag -> {
      BaseRelease base = BaseRelease.in(tag);
      return base != null
          && base.system().equals(system)
          && base.line().equals(line)
          && tag.version().equals(written.version());
    });
  }

  private @Nullable String best(Predicate<ImageTag> wanted) {
    return images.tags(image).stream()
        .filter(text -> ImageTag.parts(text).stream().noneMatch(ImageTag::isDay))
        .filter(text -> {
          ImageTag tag = ImageTag.of(text);
          return wanted.test(tag) && isSameVariant(tag) && isOnSupported(tag);
        })
        .min(Comparator.comparing((String text) -> !isWrittenAlike(ImageTag.of(text)))
            .thenComparing(Successors::newestBase)
            .thenComparing(String::length)
            .thenComparing(Comparator.naturalOrder()))
        .orElse(null);
  }

  /** The tag with the newer release of the distribution in front, if both name one. */
  private static int newestBase(String one, String other) {
    BaseRelease a = BaseRelease.in(ImageTag.of(one));
    BaseRelease b = BaseRelease.in(ImageTag.of(other));
    return a == null || b == null || a.line().equals(b.line())
        ? 0
        : a.line().isNewerThan(b.line()) ? -1 : 1;
  }

  private boolean isSameVariant(ImageTag tag) {
    return variant(tag).equals(variant(written));
  }

  /** The words that name no release of a distribution. */
  private static ImmutableList<String> variant(ImageTag tag) {
    return tag.wordsWithoutAlpineVersion().stream()
        .filter(word -> BaseRelease.of(word) == null)
        .collect(ImmutableList.toImmutableList());
  }

  private boolean isOnSupported(ImageTag tag) {
    BaseRelease base = BaseRelease.in(tag);
    return base == null || !base.line().hasEndedBefore(today);
  }

  /** Whether both leave the release of the distribution open, or neither does. */
  private boolean isWrittenAlike(ImageTag tag) {
    return (BaseRelease.in(tag) == null) == (BaseRelease.in(written) == null);
  }
}

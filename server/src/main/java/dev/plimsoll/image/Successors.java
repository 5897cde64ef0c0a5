package dev.plimsoll.image;

import com.google.common.collect.ComparisonChain;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import com.google.common.primitives.ImmutableIntArray;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds tags of the same variant in a release that is supported: the nearest one, and the newest one. */
final class Successors {

  /** A release that ends sooner isn't worth the change, if there is another one. */
  private static final int DAYS_WORTH_IT = 365;

  /** Ubuntu has had no release for this processor since 19.10. */
  private static final String LAST_OF_32_BITS = "i386/ubuntu";

  private final ImageReference image;
  private final ImageTag written;
  private final LocalDate today;
  private final ImmutableList<String> tags;

  private @Nullable ImmutableList<Candidate> candidates;

  private Successors(ImageCatalog images, ImageReference image) {
    this.image = image;
    this.written = ImageTag.of(image.tagOrLatest());
    this.today = images.today();
    this.tags = images.tags(image);
  }

  /** Another release of what the image is called after, on the same distribution where that lasts. */
  static Choice inImage(ImageCatalog images, ImageReference image, ReleaseLine ended) {
    Successors successors = new Successors(images, image);
    String name = image.canonicalName();
    if (image.familiarName().equals(LAST_OF_32_BITS)) {
      return new Choice(ImmutableList.of(), ImmutableList.of());
    }
    BaseRelease system = BaseRelease.in(successors.written);
    if (system != null && !system.line().hasEndedBefore(successors.worthIt())) {
      Choice same = successors.choose(name, ended, line -> successors.tagOf(line, system));
      if (!same.best().isEmpty() && same.best().get(0).tag() != null) {
        return same;
      }
    }
    return successors.choose(name, ended, line -> successors.tagOf(line, null));
  }

  /** Another release of Node where the name of the repository says which one it has: no tag can be offered. */
  static Choice ofNode(ImageCatalog images, ImageReference image, ReleaseLine ended) {
    return new Successors(images, image).choose("node", ended, line -> null);
  }

  /** The same version on another release of the distribution below. */
  static Choice onSystem(ImageCatalog images, ImageReference image, BaseRelease ended) {
    Successors successors = new Successors(images, image);
    return successors.choose(
        ended.system(), ended.line(), line -> successors.tagOn(ended.system(), line));
  }

  /**
   * Releases to move to.
   *
   * @param best the nearest one, and the newest one if that is another
   * @param all those that are supported, the newest one in front
   */
  record Choice(ImmutableList<Successor> best, ImmutableList<Successor> all) {}

  private interface TagOfLine {
    @Nullable String tag(ReleaseLine line);
  }

  /**
   * Of the lines above one that ended and of which there is a tag, the nearest and the newest; of those whose end isn't planned
   * the nearest is the next to end. If a tag is known of none, those of which the end is known.
   */
  private Choice choose(String name, ReleaseLine ended, TagOfLine tagOf) {
    ImmutableList<ReleaseLine> supported = only(
        ReleaseLines.of(name),
        line -> line.isNewerThan(ended)
            && ReleaseChannels.areSame(name, ended, line)
            && !line.hasEndedBefore(today));
    boolean tagged = Iterables.any(supported, line -> tagOf.tag(line) != null);
    ImmutableList<ReleaseLine> all = only(
        supported, line -> tagged ? tagOf.tag(line) != null : tags.isEmpty() || line.end() != null);
    ImmutableList<ReleaseLine> lines = preferred(all);
    ImmutableSet<ReleaseLine> both = lines.isEmpty()
        ? ImmutableSet.of()
        : lines.get(lines.size() - 1).end() == null
            ? ImmutableSet.of(lines.get(0))
            : ImmutableSet.of(lines.get(lines.size() - 1), lines.get(0));
    return new Choice(successors(both, tagOf), successors(all, tagOf));
  }

  private ImmutableList<Successor> successors(Iterable<ReleaseLine> lines, TagOfLine tagOf) {
    ImmutableList.Builder<Successor> chosen = ImmutableList.builder();
    for (ReleaseLine line : lines) {
      String tag = tagOf.tag(line);
      chosen.add(new Successor(line.text(), tag, tag == null ? line.end() : until(tag, line)));
    }
    return chosen.build();
  }

  /** The end of the support of a tag: that of its own release or of the distribution that it names, whichever is first; null where one of them isn't set. */
  private @Nullable LocalDate until(String tag, ReleaseLine line) {
    ImageTag parsed = ImageTag.of(tag);
    ReleaseLine own = EndOfLife.line(image.canonicalName(), parsed);
    BaseRelease system = BaseRelease.in(parsed);
    LocalDate first = line.end();
    for (ReleaseLine other : Arrays.asList(own, system == null ? null : system.line())) {
      LocalDate end = other == null ? first : other.end();
      first = end == null || first == null ? null : end.isBefore(first) ? end : first;
    }
    return first;
  }

  /** Those with long-term support, if any have it, and of these those that still have a year, or else the newest. */
  private ImmutableList<ReleaseLine> preferred(ImmutableList<ReleaseLine> lines) {
    ImmutableList<ReleaseLine> longTerm = only(lines, ReleaseLine::longTerm);
    ImmutableList<ReleaseLine> likely = longTerm.isEmpty() ? lines : longTerm;
    ImmutableList<ReleaseLine> lasting = only(likely, line -> !line.hasEndedBefore(worthIt()));
    return lasting.isEmpty() ? likely.subList(0, Math.min(1, likely.size())) : lasting;
  }

  private LocalDate worthIt() {
    return today.plusDays(DAYS_WORTH_IT);
  }

  private static ImmutableList<ReleaseLine> only(
      ImmutableList<ReleaseLine> lines, Predicate<ReleaseLine> wanted) {
    return ImmutableList.copyOf(Iterables.filter(lines, wanted::test));
  }

  /**
   * The tag of a line that is written most like that of the image.
   *
   * @param system the release of a distribution that it has to be on; null for any
   */
  private @Nullable String tagOf(ReleaseLine line, @Nullable BaseRelease system) {
    boolean byName = written.version().isEmpty();
    return best(candidate -> {
      ImageTag tag = candidate.tag();
      boolean isOfLine = byName
          ? !tag.words().isEmpty() && tag.words().get(0).equals(line.codename())
          : tag.version().equals(line.version());
      return isOfLine && (system == null || system.equals(candidate.base()));
    });
  }

  /** Of the very version that is written, or else of its release line. */
  private @Nullable String tagOn(String system, ReleaseLine line) {
    String same = tagOn(system, line, written.version());
    ReleaseLine own = ReleaseLines.of(image.canonicalName(), written.version());
    return same == null && own != null ? tagOn(system, line, own.version()) : same;
  }

  private @Nullable String tagOn(String system, ReleaseLine line, ImmutableIntArray version) {
    return best(candidate -> {
      BaseRelease base = candidate.base();
      return base != null
          && base.system().equals(system)
          && base.line().equals(line)
          && candidate.tag().version().equals(version);
    });
  }

  private @Nullable String best(Predicate<Candidate> wanted) {
    for (Candidate candidate : candidates()) {
      if (wanted.test(candidate)) {
        return candidate.text();
      }
    }
    return null;
  }

  /**
   * A tag of the same variant that is on a supported release of its distribution.
   *
   * @param base the release of the distribution that it names, or null
   */
  private record Candidate(
      String text, ImageTag tag, @Nullable BaseRelease base) {

    /** The version of the distribution; lower than any where none is named. */
    static int compareBases(Candidate one, Candidate other) {
      if (one.base == null || other.base == null) {
        return Boolean.compare(one.base != null, other.base != null);
      }
      return one.base.line().equals(other.base.line())
          ? 0
          : one.base.line().isNewerThan(other.base.line()) ? 1 : -1;
    }
  }

  /** All that come into question, the one that is written most like that of the image in front. */
  private ImmutableList<Candidate> candidates() {
    ImmutableList<Candidate> known = candidates;
    if (known == null) {
      ImmutableList<String> variant = variant(written);
      List<Candidate> found = new ArrayList<>();
      for (String text : ReleaseChannels.withNumbers(image.canonicalName(), tags, today)) {
        ImageTag tag = ImageTag.of(text);
        BaseRelease base = BaseRelease.in(tag);
        if (variant(tag).equals(variant)
            && (base == null || !base.line().hasEndedBefore(today))
            && !Iterables.any(ImageTag.parts(text), ImageTag::isDay)) {
          found.add(new Candidate(text, tag, base));
        }
      }
      boolean open = BaseRelease.in(written) == null;
      found.sort((one, other) -> compare(one, other, open));
      known = ImmutableList.copyOf(found);
      candidates = known;
    }
    return known;
  }

  /** @param open whether the tag of the image names no release of a distribution */
  private static int compare(Candidate one, Candidate other, boolean open) {
    return ComparisonChain.start()
        .compareTrueFirst((one.base() == null) == open, (other.base() == null) == open)
        .compare(Candidate.compareBases(other, one), 0)
        .compare(one.text().length(), other.text().length())
        .compare(one.text(), other.text())
        .result();
  }

  /** The words that name no release, neither of a distribution nor of the image. */
  private ImmutableList<String> variant(ImageTag tag) {
    ImmutableList.Builder<String> words = ImmutableList.builder();
    for (String word : tag.wordsWithoutAlpineVersion()) {
      if (BaseRelease.of(word) == null && ReleaseLines.named(image.canonicalName(), word) == null) {
        words.add(word);
      }
    }
    return words.build();
  }
}

package dev.plimsoll.image;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableIntArray;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the other variants of an image in a catalog. */
public final class ImageVariants {

  /** Words of tags that are small already; a smaller variant of those would be another kind of image. */
  private static final ImmutableSet<String> SMALL = ImmutableSet.of(
      "slim",
      "alpine",
      "jre",
      "minimal",
      "micro",
      "distroless",
      "chiseled",
      "nonroot",
      "scratch",
      "musl",
      "uclibc",
      "nanoserver",
      "tiny",
      "wolfi");

  private ImageVariants() {}

  /**
   * The other images of the same release, smallest first, one for each digest: {@code 20-alpine} and {@code 20-slim} for
   * {@code node:20}. Where nothing of that very version is known it is the nearest line that is: 20.11, then 20. A tag without
   * a version is of the release whose other tags mean the same image: {@code debian:latest} and {@code trixie-slim} are of 13
   * while those are. Of several tags the one that begins as the written one does is given, or else the shortest. Tags that aren't
   * offered any more are only looked at where the release has no other.
   *
   * @param platform the platform whose sizes are compared, {@link ImageFacts#AMD64}
   */
  public static ImmutableList<ImageVariant> others(
      ImageCatalog catalog, ImageReference reference, String platform) {
    ImmutableList<ImageVariant> offered =
        others(catalog, reference, platform, catalog.tags(reference));
    return offered.isEmpty()
        ? others(catalog, reference, platform, catalog.tagsEver(reference))
        : offered;
  }

  private static ImmutableList<ImageVariant> others(
      ImageCatalog catalog, ImageReference reference, String platform, List<String> known) {
    ImageFacts own = catalog.facts(reference);
    PlatformFacts measured = own.on(platform);
    ImageTag written = ImageTag.of(reference.tagOrLatest());
    ImmutableIntArray version = knownVersion(known, own);
    if (version.isEmpty() && !written.version().isEmpty()) {
      return ImmutableList.of();
    }
    boolean comparable =
        written.version().isEmpty() || ImageTag.of(own.tag()).version().equals(version);

    Map<String, List<String>> tagsByImage = new LinkedHashMap<>();
    Map<String, ImageFacts> factsByImage = new LinkedHashMap<>();
    List<String> ownTags = new ArrayList<>(List.of(own.tag()));
    for (String tag : known) {
      boolean may = written.version().isEmpty() || ImageTag.of(tag).version().equals(version);
      ImageFacts facts = may ? catalog.exactFacts(reference.withTag(tag)) : null;
      PlatformFacts on = facts == null ? null : facts.on(platform);
      if (facts != null && on != null && isSame(on, measured)) {
        ownTags.add(tag);
      } else if (facts != null && on != null) {
        String image = on.digest() == null ? tag : on.digest();
        tagsByImage.computeIfAbsent(image, any -> new ArrayList<>()).add(tag);
        factsByImage.putIfAbsent(image, facts);
      }
    }
    Release release = written.version().isEmpty() ? Release.of(ownTags) : Release.of(version);
    List<ImageVariant> variants = new ArrayList<>();
    tagsByImage.forEach((image, tags) -> {
      if (release.hasAny(tags)) {
        ImageFacts facts = factsByImage.getOrDefault(image, own);
        tags.sort(Release.beside(written));
        ImmutableList<String> others = ImmutableList.copyOf(tags.subList(1, tags.size()));
        Long difference = comparable ? difference(facts.on(platform), measured) : null;
        variants.add(new ImageVariant(reference.withTag(tags.get(0)), others, facts, difference));
      }
    });
    return ImmutableList.sortedCopyOf(
        Comparator.comparingLong(variant -> bytes(variant, platform)), variants);
  }

  /** The version of the reference, shortened until the catalog knows a tag of it; else that of the nearest tag. */
  private static ImmutableIntArray knownVersion(List<String> tags, ImageFacts own) {
    Set<ImmutableIntArray> versions = new LinkedHashSet<>();
    for (String tag : tags) {
      versions.add(ImageTag.of(tag).version());
    }
    ImmutableIntArray version = ImageTag.of(own.reference().tagOrLatest()).version();
    if (version.isEmpty()) {
      return version;
    }
    for (int length = version.length(); length > 0; length--) {
      ImmutableIntArray line = version.subArray(0, length);
      if (versions.contains(line)) {
        return line;
      }
    }
    return ImageTag.of(own.tag()).version();
  }

  private static boolean isSame(PlatformFacts facts, @Nullable PlatformFacts other) {
    return other != null
        && (facts.digest() == null ? facts.equals(other) : facts.digest().equals(other.digest()));
  }

  private static long bytes(ImageVariant variant, String platform) {
    PlatformFacts facts = variant.facts().on(platform);
    return facts == null ? Long.MAX_VALUE : facts.compressedBytes();
  }

  private static @Nullable Long difference(
      @Nullable PlatformFacts facts, @Nullable PlatformFacts from) {
    return facts == null || from == null ? null : facts.compressedBytes() - from.compressedBytes();
  }

  /**
   * Smaller variants of the same version that exist, the one to try first in front: {@code slim}, which keeps the
   * distribution, then {@code minimal}, {@code jre} and at last {@code alpine}, which has another C library. For an image that
   * is small already it is {@code jre} alone. Of a version that the catalog does not list it isn't known which variants it has.
   *
   * @param platform the platform whose sizes are compared, {@link ImageFacts#AMD64}
   */
  public static ImmutableList<ImageVariant> slimmer(
      ImageCatalog catalog, ImageReference reference, String platform) {
    String tag = reference.tagOrLatest();
    ImmutableList<String> offered = catalog.tags(reference);
    ImmutableList<String> tags = offered.contains(tag) ? offered : catalog.tagsEver(reference);
    if (tags.isEmpty()) {
      return ImmutableList.of();
    }
    ImageFacts own = catalog.facts(reference);
    ImmutableList.Builder<ImageVariant> variants = ImmutableList.builder();
    List<String> parts = tag.equals("latest") ? ImmutableList.of() : ImageTag.parts(tag);
    for (ImmutableList<String> spellings : isSmall(tag)
        ? ImmutableList.of(withJre(parts))
        : ImmutableList.of(
            with("slim", parts), with("minimal", parts), withJre(parts), withAlpine(parts))) {
      String found = firstKnown(tags, spellings);
      if (found != null) {
        ImageReference slimmer = reference.withTag(found);
        ImageFacts facts = catalog.facts(slimmer);
        if (!offered.contains(found)
            && !hasEnded(catalog, reference)
            && !isOfSameTime(facts, own, platform)) {
          continue;
        }
        boolean comparable = facts.isKnown()
            && ImageTag.of(facts.tag()).version().equals(ImageTag.of(own.tag()).version());
        Long difference = comparable ? difference(facts.on(platform), own.on(platform)) : null;
        variants.add(new ImageVariant(slimmer, ImmutableList.of(), facts, difference));
      }
    }
    return variants.build();
  }

  private static boolean hasEnded(ImageCatalog catalog, ImageReference reference) {
    LocalDate end = EndOfLife.supportOf(reference);
    return end != null && end.isBefore(catalog.today());
  }

  /** Whether a tag that isn't offered any more was left together with the image, and not years before. */
  private static boolean isOfSameTime(ImageFacts facts, ImageFacts own, String platform) {
    PlatformFacts variant = facts.on(platform);
    PlatformFacts image = own.match() == ImageFacts.Match.EXACT ? own.on(platform) : null;
    LocalDate left = variant == null ? null : variant.asOf();
    LocalDate last = image == null ? null : image.asOf();
    return left != null && last != null && !left.plusYears(1).isBefore(last);
  }

  private static boolean isSmall(String tag) {
    for (String word : ImageTag.of(tag).wordsWithoutAlpineVersion()) {
      if (SMALL.contains(word) || word.startsWith("jre")) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable String firstKnown(List<String> tags, List<String> spellings) {
    for (String spelling : spellings) {
      if (tags.contains(spelling)) {
        return spelling;
      }
    }
    return null;
  }

  /** The word at the end, or before the release of the distribution. */
  private static ImmutableList<String> with(String word, List<String> parts) {
    int last = parts.size() - 1;
    String appended = join(parts, word);
    if (last > 0 && ImageTag.isCodename(parts.get(last))) {
      List<String> before = new ArrayList<>(parts);
      before.add(last, word);
      return ImmutableList.of(String.join("-", before), appended);
    }
    return ImmutableList.of(appended);
  }

  private static ImmutableList<String> withAlpine(List<String> parts) {
    List<String> kept = new ArrayList<>(parts);
    if (kept.size() > 1) {
      kept.subList(1, kept.size()).removeIf(ImageTag::isCodename);
    }
    return ImmutableList.of(join(kept, "alpine"));
  }

  /** A runtime instead of a development kit: {@code 21-jdk} and {@code 21} become {@code 21-jre}. */
  private static ImmutableList<String> withJre(List<String> parts) {
    List<String> replaced = new ArrayList<>(parts);
    for (int i = 0; i < replaced.size(); i++) {
      String part = replaced.get(i);
      if (part.startsWith("jdk")) {
        replaced.set(i, "jre" + part.substring("jdk".length()));
        return ImmutableList.of(String.join("-", replaced));
      }
    }
    if (parts.size() > 1) {
      replaced.add(1, "jre");
      return ImmutableList.<String>builder()
          .add(String.join("-", replaced))
          .addAll(with("jre", parts))
          .build();
    }
    return with("jre", parts);
  }

  private static String join(List<String> parts, String word) {
    return parts.isEmpty() ? word : String.join("-", parts) + "-" + word;
  }
}

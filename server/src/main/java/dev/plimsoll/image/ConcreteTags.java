package dev.plimsoll.image;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.Ints;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds tags that name a version, to be written instead of one that moves from version to version. */
public final class ConcreteTags {

  /** Major and minor: patches of such a line still arrive. */
  private static final int LINE_LENGTH = 2;

  private static final CharMatcher NUMERIC = CharMatcher.inRange('0', '9').or(CharMatcher.is('.'));
  private static final ImmutableList<String> SMALLER = ImmutableList.of("slim", "alpine");

  private static final String LONG_TERM = "lts";

  /** What begins a tag that names a variant of what another tag means. */
  private static final ImmutableSet<String> CHANNELS =
      ImmutableSet.of("current", LONG_TERM, "mainline", "stable");

  private ConcreteTags() {}

  /**
   * The version that the tag of a reference means at present, {@code 26} for {@code node:latest}, and then its smaller
   * variants that exist, {@code 26-slim} and {@code 26-alpine}. Empty where that is not known.
   */
  public static ImmutableList<String> of(ImageCatalog catalog, ImageReference reference) {
    ImmutableList<String> tags = catalog.tags(reference);
    String moving = reference.tagOrLatest();
    if (VariantTag.namesNoVersion(reference)) {
      return ofVariant(catalog, reference, tags);
    }
    if (!tags.contains(moving)) {
      return ImmutableList.of();
    }
    String meant = versionOf(catalog, reference, tags);
    // 1 alone is the same image as latest for as long as there is no 2.
    String version = reference.isOfficial() ? newestLine(meant, tags) : meant;
    if (version == null) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<String> concrete = ImmutableList.builder();
    concrete.add(version);
    for (String variant : SMALLER) {
      // The table leaves out tags that mean the same.
      if (tags.contains(version + "-" + variant) || tags.contains(meant + "-" + variant)) {
        concrete.add(version + "-" + variant);
      }
    }
    return concrete.build();
  }

  /** The same variant of the version that is meant: {@code 26-alpine} for {@code node:alpine}. */
  private static ImmutableList<String> ofVariant(
      ImageCatalog catalog, ImageReference reference, ImmutableList<String> tags) {
    String moving = reference.tagOrLatest();
    int end = moving.indexOf('-');
    boolean named = end > 0 && CHANNELS.contains(moving.substring(0, end));
    String channel = named ? moving.substring(0, end) : "latest";
    String variant = moving.substring(named ? end + 1 : 0);
    String version = newestLine(versionOf(catalog, reference.withTag(channel), tags), tags);
    while (version != null) {
      String concrete = version + "-" + variant;
      // A variant of 1 is one of 1.31, too; the table leaves out tags that mean the same.
      boolean isOnlyMajor = version.startsWith("1.") && tags.contains("1-" + variant);
      if (tags.contains(concrete) || isOnlyMajor && reference.isOfficial()) {
        return ImmutableList.of(concrete);
      }
      // The newest line within 1 is of 1.
      int dot = version.lastIndexOf('.');
      version = dot < 0 ? null : version.substring(0, dot);
    }
    return ImmutableList.of();
  }

  /** Where all releases are of 1, the line within it that is newest by any tag: {@code 1.98} by {@code 1.98-slim}. */
  private static @Nullable String newestLine(@Nullable String version, ImmutableList<String> tags) {
    if (!"1".equals(version)) {
      return version;
    }
    int newest = 0;
    for (String tag : tags) {
      List<String> numbers =
          Splitter.on('.').splitToList(Splitter.on('-').splitToList(tag).get(0));
      Integer minor =
          numbers.size() > 1 && numbers.get(0).equals("1") ? Ints.tryParse(numbers.get(1)) : null;
      newest = minor == null ? newest : Math.max(newest, minor);
    }
    return newest == 0 ? version : version + "." + newest;
  }

  private static @Nullable String versionOf(
      ImageCatalog catalog, ImageReference reference, ImmutableList<String> tags) {
    String planned = reference.tagOrLatest().equals(LONG_TERM)
        ? ReleaseChannels.longTerm(reference.canonicalName(), catalog.today())
        : null;
    if (planned != null && tags.contains(planned)) {
      return planned;
    }
    PlatformFacts meant = catalog.facts(reference).on(ImageFacts.AMD64);
    String same = null;
    if (meant != null && meant.digest() != null) {
      for (String tag : tags) {
        if (isVersion(tag)
            && isSame(catalog.facts(reference.withTag(tag)), meant.digest())
            && isNewer(tag, same)) {
          same = tag;
        }
      }
    }
    // The newest line within the version that is known to be meant: 8.10 where 8 is.
    boolean latest = reference.tagOrLatest().equals("latest");
    String best = same;
    for (String tag : tags) {
      boolean within = same == null ? latest : isWithin(tag, same);
      if (isVersion(tag) && within && isNewer(tag, best)) {
        best = tag;
      }
    }
    return best;
  }

  private static boolean isSame(ImageFacts facts, String digest) {
    PlatformFacts measured = facts.on(ImageFacts.AMD64);
    return facts.match() == ImageFacts.Match.EXACT
        && measured != null
        && digest.equals(measured.digest());
  }

  /** One or two numbers and nothing else: not {@code 3.5-dev} and not {@code 19beta3}. */
  private static boolean isVersion(String tag) {
    return NUMERIC.matchesAllOf(tag)
        && !ImageTag.of(tag).version().isEmpty()
        && length(tag) <= LINE_LENGTH;
  }

  private static int length(String tag) {
    return ImageTag.of(tag).version().length();
  }

  private static boolean isWithin(String tag, String line) {
    return tag.startsWith(line + ".");
  }

  private static boolean isNewer(String tag, @Nullable String than) {
    return than == null
        || VersionOrder.isNewer(ImageTag.of(tag).version(), ImageTag.of(than).version());
  }
}

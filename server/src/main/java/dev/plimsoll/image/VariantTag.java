package dev.plimsoll.image;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;

/** Tags of official images that say which variant is meant and leave the version open. */
public final class VariantTag {

  /** Images that are distributions: their variants are named beside the release, which is the version. */
  private static final ImmutableSet<String> DISTRIBUTIONS =
      ImmutableSet.of("debian", "ubuntu", "buildpack-deps", "alpine");

  /** What Debian calls the releases that are still to come. */
  private static final ImmutableSet<String> UNRELEASED =
      ImmutableSet.of("sid", "unstable", "testing", "experimental");

  /** Names of versions that move. */
  private static final ImmutableSet<String> MOVING =
      ImmutableSet.of("lts", "current", "stable", "mainline", "latest");

  private static final ImmutableSet<String> SYSTEMS = ImmutableSet.of("alpine", "slim");

  /** What official images call what is in them. */
  private static final ImmutableSet<String> VARIANTS = ImmutableSet.<String>builder()
      .addAll(SYSTEMS)
      .add("apache", "cli", "community", "dind", "enterprise", "fpm", "management", "otel", "perl")
      .add("rootless", "zts")
      .build();

  private VariantTag() {}

  /** Whether a tag names what Debian has still to release, of whatever day. */
  public static boolean isUnreleased(ImageReference image) {
    if (!image.canonicalName().equals("debian")) {
      return false;
    }
    ImmutableList<String> words = undated(image);
    return !words.isEmpty()
        && UNRELEASED.contains(words.get(0))
        && words.stream().skip(1).allMatch(SYSTEMS::contains);
  }

  /** Whether a tag names a variant, and certainly no version. */
  public static boolean namesNoVersion(ImageReference image) {
    ImmutableList<String> words =
        DISTRIBUTIONS.contains(image.canonicalName()) ? ImmutableList.<String>of() : undated(image);
    if (words.isEmpty()) {
      return false;
    }
    boolean variant = false;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      variant |= VARIANTS.contains(word);
      boolean moves = i == 0 && MOVING.contains(word);
      if (!moves && !VARIANTS.contains(word) && !ImageTag.isCodename(word)) {
        return false;
      }
    }
    return variant;
  }

  /** The words of a tag of an official image that has neither a version nor a day; else none. */
  private static ImmutableList<String> undated(ImageReference image) {
    String tag = image.tag();
    if (tag == null || image.digest() != null || !image.isOfficial()) {
      return ImmutableList.of();
    }
    ImageTag parts = ImageTag.of(tag);
    boolean dated = Iterables.any(ImageTag.parts(tag), ImageTag::isDay);
    return dated || !parts.version().isEmpty()
        ? ImmutableList.of()
        : parts.wordsWithoutAlpineVersion();
  }
}

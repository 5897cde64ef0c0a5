package dev.plimsoll.image;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.text.Regex;

/** When a tag comes to mean another version, as far as its words say. */
public enum TagMovement {
  /** It names a version, or its words say nothing of that. */
  NONE,
  /** With whatever is published: {@code latest}. */
  LATEST,
  /** With each release: {@code stable}, {@code lts}, {@code latest-gpu}, or a variant alone, such as {@code alpine}. */
  RELEASES,
  /** With the development: {@code edge}, {@code nightly}, Debian's {@code sid}. */
  DEVELOPMENT;

  private static final ImmutableSet<String> CHANNELS =
      ImmutableSet.of("stable", "lts", "current", "rolling");

  private static final ImmutableSet<String> BRANCHES = ImmutableSet.of(
      "canary", "edge", "main", "master", "nightly", "rawhide", "snapshot", "unstable");

  /** A version, be it that of a tool in the image. */
  private static final Regex NUMBER = Regex.of("v?\\d.*");

  private static final CharMatcher DIGITS = CharMatcher.inRange('0', '9');

  /** Of an image with a tag; one with a digest doesn't move. */
  public static TagMovement of(ImageReference image) {
    String tag = image.tag();
    if (tag == null || image.digest() != null) {
      return NONE;
    }
    if (tag.equals("latest")) {
      return LATEST;
    }
    ImmutableList<String> words = ImageTag.parts(tag);
    boolean branch =
        BRANCHES.contains(words.get(0)) && DIGITS.matchesNoneOf(tag); // no day, no commit
    if (branch || VariantTag.isUnreleased(image)) {
      return DEVELOPMENT;
    }
    boolean numbered = isNumbered(words);
    boolean latest = !numbered
        && (words.get(0).equals("latest") || words.get(words.size() - 1).equals("latest"));
    return latest
            || CHANNELS.contains(tag)
            || VariantTag.namesNoVersion(image)
            || isVariantOfChannel(image, words)
        ? RELEASES
        : NONE;
  }

  private static boolean isNumbered(ImmutableList<String> words) {
    return Iterables.any(words, word -> NUMBER.matcher(word).matches());
  }

  /** {@code jenkins/jenkins:lts-jdk21}; the words of official images are known better. */
  private static boolean isVariantOfChannel(ImageReference image, ImmutableList<String> words) {
    return !image.isOfficial() && CHANNELS.contains(words.get(0)) && !isNumbered(words);
  }
}

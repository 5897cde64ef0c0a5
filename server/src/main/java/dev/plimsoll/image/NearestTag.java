package dev.plimsoll.image;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the tag whose image comes nearest to one that is not known: another version of the same variant, because what an
 * image weighs depends far more on its variant than on its version. Only the release of the distribution below may
 * differ, and only where the very release is not known: {@code alpine3.19} takes {@code alpine}, {@code slim-buster}
 * takes {@code slim}.
 */
final class NearestTag {

  private NearestTag() {}

  /** The nearest of {@code tags}, or null if none is of the same variant. */
  static @Nullable String among(Iterable<String> tags, String wanted) {
    ImageTag tag = ImageTag.of(wanted);
    String nearest = nearest(tags, tag, tag.words(), ImageTag::words);
    if (nearest == null) {
      nearest = nearest(tags, tag, tag.wordsWithoutAlpineVersion(), ImageTag::wordsWithoutAlpineVersion);
    }
    if (nearest == null) {
      nearest = nearest(tags, tag, tag.wordsWithoutRelease(), ImageTag::wordsWithoutAlpineVersion);
    }
    return nearest;
  }

  private static @Nullable String nearest(
      Iterable<String> tags,
      ImageTag wanted,
      ImmutableList<String> variant,
      Function<ImageTag, ImmutableList<String>> variantOf) {
    String best = null;
    ImageTag bestTag = wanted;
    for (String text : tags) {
      ImageTag tag = ImageTag.of(text);
      if (variantOf.apply(tag).equals(variant)
          && (best == null || isNearer(wanted.version(), tag.version(), bestTag.version()))) {
        best = text;
        bestTag = tag;
      }
    }
    return best;
  }

  /** The same line first, then the smaller step in the first number that differs, then the newer version. */
  private static boolean isNearer(ImmutableIntArray wanted, ImmutableIntArray a, ImmutableIntArray b) {
    int sharedA = shared(wanted, a);
    int sharedB = shared(wanted, b);
    if (sharedA != sharedB) {
      return sharedA > sharedB;
    }
    long stepA = step(wanted, a, sharedA);
    long stepB = step(wanted, b, sharedB);
    return stepA != stepB ? stepA < stepB : isNewer(a, b);
  }

  private static int shared(ImmutableIntArray a, ImmutableIntArray b) {
    int i = 0;
    while (i < a.length() && i < b.length() && a.get(i) == b.get(i)) {
      i++;
    }
    return i;
  }

  /** No step from a version to itself; a line ({@code 3} for 3.19) is further away than any version that is named. */
  private static long step(ImmutableIntArray wanted, ImmutableIntArray other, int shared) {
    if (shared == wanted.length()) {
      return shared == other.length() ? -1 : 0;
    }
    return shared == other.length() ? Long.MAX_VALUE : Math.abs((long) wanted.get(shared) - other.get(shared));
  }

  private static boolean isNewer(ImmutableIntArray a, ImmutableIntArray b) {
    int shared = shared(a, b);
    return shared < a.length() && (shared == b.length() || a.get(shared) > b.get(shared));
  }
}

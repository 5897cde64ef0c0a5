package dev.plimsoll.image;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the tag whose image comes nearest to one that is not known: another version of the same variant, because what an
 * image weighs depends far more on its variant than on its version.
 */
final class NearestTag {

  private NearestTag() {}

  /**
   * The nearest tag of the same release line, whose image weighs about the same: {@code 22-alpine} for {@code
   * 22.3-alpine3.19}. Only the release of Alpine below may differ. Null where there is none.
   *
   * @param image the image's canonical name
   */
  static @Nullable String inLine(String image, Iterable<String> tags, String wanted) {
    ImageTag tag = ImageTag.of(wanted);
    ImmutableIntArray line = ReleaseLines.lineOf(image, tag.version());
    return nearest(
        tags,
        tag,
        other -> line.isEmpty()
            ? other.version().isEmpty() && other.words().equals(tag.words())
            : VersionOrder.startsWith(other.version(), line)
                && other.wordsWithoutAlpineVersion().equals(tag.wordsWithoutAlpineVersion()));
  }

  /** The nearest tag of the same variant in whatever line, to compare with: what is asked for may weigh something else. */
  static @Nullable String inAnyLine(Iterable<String> tags, String wanted) {
    ImageTag tag = ImageTag.of(wanted);
    return nearest(tags, tag, other -> true);
  }

  private static @Nullable String nearest(
      Iterable<String> tags, ImageTag tag, Predicate<ImageTag> may) {
    String best = null;
    ImageTag bestTag = tag;
    int bestLikeness = 0;
    for (String text : tags) {
      ImageTag other = ImageTag.of(text);
      int likeness = may.test(other) ? likeness(tag, other) : 0;
      boolean better = likeness > bestLikeness
          || (likeness == bestLikeness
              && likeness > 0
              && isNearer(tag.version(), other.version(), bestTag.version()));
      if (better) {
        best = text;
        bestTag = other;
        bestLikeness = likeness;
      }
    }
    return best;
  }

  /** How alike the variants are: 3 the same, 2 on another Alpine, 1 on the image's usual release, 0 another variant. */
  private static int likeness(ImageTag wanted, ImageTag other) {
    if (other.words().equals(wanted.words())) {
      return 3;
    }
    ImmutableList<String> words = other.wordsWithoutAlpineVersion();
    return words.equals(wanted.wordsWithoutAlpineVersion())
        ? 2
        : words.equals(wanted.wordsWithoutRelease()) ? 1 : 0;
  }

  /** The same line first, then the smaller step in the first number that differs, then the newer version. */
  private static boolean isNearer(
      ImmutableIntArray wanted, ImmutableIntArray a, ImmutableIntArray b) {
    int sharedA = shared(wanted, a);
    int sharedB = shared(wanted, b);
    if (sharedA != sharedB) {
      return sharedA > sharedB;
    }
    long stepA = step(wanted, a, sharedA);
    long stepB = step(wanted, b, sharedB);
    return stepA != stepB ? stepA < stepB : VersionOrder.isNewer(a, b);
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
    return shared == other.length()
        ? Long.MAX_VALUE
        : Math.abs((long) wanted.get(shared) - other.get(shared));
  }
}

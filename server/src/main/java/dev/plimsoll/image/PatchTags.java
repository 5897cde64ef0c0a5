package dev.plimsoll.image;

import com.google.common.primitives.ImmutableIntArray;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the newest version that stays as it is within the release line of a tag. */
public final class PatchTags {

  /** What a tag begins with that names a version, and nothing between its numbers: not {@code 3.15.0b1}. */
  private static final Pattern VERSION = Pattern.compile("v?[0-9]+([._][0-9]+)*");

  private PatchTags() {}

  /**
   * The tag of the newest patch that has the release line and the variant of an image, {@code 22.14.0-slim} for {@code
   * node:22-slim} and for {@code node:22.3.1-slim}; null where none is known but the one that is written.
   */
  public static @Nullable String newest(ImageCatalog catalog, ImageReference image) {
    String tag = image.tag();
    String head = tag == null ? "" : ImageTag.parts(tag).get(0);
    if (tag == null || image.digest() != null || !VERSION.matcher(head).matches()) {
      return null;
    }
    String variant = tag.substring(head.length());
    ImmutableIntArray written = ImageTag.of(tag).version();
    if (written.isEmpty()) {
      return null; // the build of a day
    }
    ImmutableIntArray line = ReleaseLines.lineOf(image.canonicalName(), written);
    String best = null;
    ImmutableIntArray newest = written;
    for (String other : catalog.tags(image)) {
      String otherHead = ImageTag.parts(other).get(0);
      boolean alike = other.substring(otherHead.length()).equals(variant)
          && VERSION.matcher(otherHead).matches()
          && otherHead.startsWith("v") == head.startsWith("v");
      ImmutableIntArray version = alike ? ImageTag.of(other).version() : ImmutableIntArray.of();
      if (alike && VersionOrder.startsWith(version, line) && isBetter(version, newest)) {
        best = other;
        newest = version;
      }
    }
    return best == null
            || VersionOrder.startsWith(newest, written) && isAnother(catalog, image, best)
        ? null
        : best;
  }

  /** Whether a version has more numbers, so that it moves less, or is later. */
  private static boolean isBetter(ImmutableIntArray version, ImmutableIntArray than) {
    return version.length() == than.length()
        ? VersionOrder.isNewer(version, than)
        : version.length() > than.length();
  }

  /** Whether a tag is known to be another image than the one that the line means: a newer patch isn't known yet. */
  private static boolean isAnother(ImageCatalog catalog, ImageReference line, String patch) {
    String one = digest(catalog, line);
    String other = digest(catalog, line.withTag(patch));
    return one != null && other != null && !one.equals(other);
  }

  private static @Nullable String digest(ImageCatalog catalog, ImageReference image) {
    ImageFacts facts = catalog.exactFacts(image);
    PlatformFacts usual = facts == null ? null : facts.on(ImageFacts.AMD64);
    return usual == null ? null : usual.digest();
  }
}

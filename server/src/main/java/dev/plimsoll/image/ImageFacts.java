package dev.plimsoll.image;

import com.google.common.collect.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an image.
 *
 * @param reference the image that was asked for
 * @param match how well the facts fit the image that was asked for
 * @param tag the tag whose facts these are; empty where nothing is known and for {@code scratch}
 * @param digest what to pin the tag to, for all platforms: the digest of the index, or of the manifest of an image for one
 *     platform; null where it isn't known
 * @param platforms the facts of each known platform, {@code linux/amd64} first; empty where nothing is known
 * @param unweighed further platforms that the image has, of which nothing else is known
 */
public record ImageFacts(
    ImageReference reference,
    Match match,
    String tag,
    @Nullable String digest,
    ImmutableList<PlatformFacts> platforms,
    ImmutableList<String> unweighed) {

  /** Facts without what to pin the tag to, of all platforms that are known. */
  public ImageFacts(
      ImageReference reference, Match match, String tag, ImmutableList<PlatformFacts> platforms) {
    this(reference, match, tag, null, platforms, ImmutableList.of());
  }

  /** The platform that sizes are quoted for where no other is named. */
  public static final String AMD64 = "linux/amd64";

  public static final String ARM64 = "linux/arm64";

  /** How well facts fit the image that was asked for. */
  public enum Match {
    /** The tag, or the digest, that was asked for. */
    EXACT,
    /** Another version of the same variant in its release line: {@code node:20-alpine} for {@code node:20.11.1-alpine}. */
    NEAREST,
    /** Nothing is known; of a digest that is not known nothing is, whatever its tag. */
    UNKNOWN
  }

  public static ImageFacts unknown(ImageReference reference) {
    return new ImageFacts(reference, Match.UNKNOWN, "", ImmutableList.of());
  }

  /** The same facts of the same image, asked for under another name. */
  public ImageFacts of(ImageReference asked) {
    return new ImageFacts(asked, match, tag, digest, platforms, unweighed);
  }

  /** Whether anything is known on any platform. */
  public boolean isKnown() {
    return match != Match.UNKNOWN && !platforms.isEmpty();
  }

  /** The facts to quote where no platform is named: those of {@link #AMD64}, or else the first; null if there are none. */
  public @Nullable PlatformFacts usual() {
    PlatformFacts usual = on(AMD64);
    return usual != null || platforms.isEmpty() ? usual : platforms.get(0);
  }

  /** The facts of one platform, {@code linux/amd64}, or null if they are not known. */
  public @Nullable PlatformFacts on(String platform) {
    for (PlatformFacts facts : platforms) {
      if (facts.platform().equals(platform)) {
        return facts;
      }
    }
    return null;
  }
}

package dev.plimsoll.registry;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.PlatformFacts;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How platforms are called, whoever speaks of them. */
final class Platforms {

  /** What stands in an index for what is no image, such as BuildKit's attestations. */
  private static final String UNKNOWN = "unknown";

  private static final int HIGHEST = 2;

  private Platforms() {}

  /**
   * The name of a platform, {@code linux/arm/v7}; the variant is left out where every image has the same one.
   *
   * @return null for what is no platform
   */
  static @Nullable String name(String os, String architecture, String variant) {
    if (os.isEmpty()
        || architecture.isEmpty()
        || os.equals(UNKNOWN)
        || architecture.equals(UNKNOWN)) {
      return null;
    }
    boolean only = variant.isEmpty()
        || architecture.equals("arm64") && variant.equals("v8")
        || architecture.equals("amd64") && variant.equals("v1");
    return Ascii.toLowerCase(os + "/" + architecture + (only ? "" : "/" + variant));
  }

  /** The most usual platforms first, the others in their order. */
  static ImmutableList<PlatformFacts> inOrder(List<PlatformFacts> platforms) {
    return ImmutableList.sortedCopyOf(
        Comparator.comparingInt(it -> rank(it.platform())), platforms);
  }

  /** @param platform null where it isn't known */
  static int rank(@Nullable String platform) {
    return switch (platform == null ? "" : platform) {
      case ImageFacts.AMD64 -> 0;
      case ImageFacts.ARM64 -> 1;
      default -> HIGHEST;
    };
  }
}

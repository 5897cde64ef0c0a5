package dev.plimsoll.registry;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.gson.JsonObject;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.PlatformFacts;
import dev.plimsoll.image.PlatformName;
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
   * The usual name of the platform that {@code os}, {@code architecture} and {@code variant} say. Indexes, configurations and
   * Docker Hub have the same members for it.
   *
   * @return null for what is no platform
   */
  static @Nullable String name(JsonObject json) throws LookupException {
    String os = Json.textOrEmpty(json, "os");
    String architecture = Json.textOrEmpty(json, "architecture");
    String variant = Json.textOrEmpty(json, "variant");
    if (os.isEmpty()
        || architecture.isEmpty()
        || os.equals(UNKNOWN)
        || architecture.equals(UNKNOWN)) {
      return null;
    }
    return Ascii.toLowerCase(PlatformName.of(os, architecture, variant));
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

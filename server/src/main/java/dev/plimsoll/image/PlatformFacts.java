package dev.plimsoll.image;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an image on one platform.
 *
 * @param platform operating system and processor, {@code linux/amd64}
 * @param compressedBytes what a download transfers, in bytes: the compressed layers. On disk the image is larger.
 * @param layers the number of layers, or {@link #UNKNOWN_LAYERS}
 * @param digest the digest of this platform's manifest, or null if it is not known
 * @param user the user that the image starts as, as its {@code USER} says; empty where it has none and starts as root
 * @param asOf the day on which the image was built and the facts were true; null only for {@code scratch}
 */
public record PlatformFacts(
    String platform,
    long compressedBytes,
    int layers,
    @Nullable String digest,
    String user,
    @Nullable LocalDate asOf) {

  /** Stands for a number of layers that is not known. */
  public static final int UNKNOWN_LAYERS = -1;
}

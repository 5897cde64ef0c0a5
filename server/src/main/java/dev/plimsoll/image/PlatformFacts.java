package dev.plimsoll.image;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an image on one platform.
 *
 * @param platform operating system and processor, with its variant where that matters: {@code linux/amd64},
 *     {@code linux/arm/v7}
 * @param compressedBytes what a download transfers, in bytes: the compressed layers. On disk the image is larger.
 * @param layers the number of layers, or {@link #UNKNOWN_LAYERS}
 * @param digest the digest of this platform's manifest, or null if it is not known
 * @param user the user that the image starts as, as its {@code USER} says; empty where it has none and starts as root; null
 *     where that isn't known
 * @param asOf the day on which the image was built or pushed; null where it isn't known, and for {@code scratch}
 * @param osVersion the version of Windows that the image is for, {@code 10.0.20348.2340}; null for all else
 * @param details what the image's configuration says, or null if nobody has read it
 */
public record PlatformFacts(
    String platform,
    long compressedBytes,
    int layers,
    @Nullable String digest,
    @Nullable String user,
    @Nullable LocalDate asOf,
    @Nullable String osVersion,
    @Nullable ImageDetails details) {

  /** Stands for a number of layers that is not known. */
  public static final int UNKNOWN_LAYERS = -1;

  /** Facts without the details of the configuration. */
  public PlatformFacts(
      String platform,
      long compressedBytes,
      int layers,
      @Nullable String digest,
      @Nullable String user,
      @Nullable LocalDate asOf) {
    this(platform, compressedBytes, layers, digest, user, asOf, null, null);
  }

  /** The same, built on a day that is known better; null leaves the own one. */
  PlatformFacts since(@Nullable LocalDate day) {
    return new PlatformFacts(
        platform,
        compressedBytes,
        layers,
        digest,
        user,
        day == null ? asOf : day,
        osVersion,
        details);
  }

  /** Whether a digest, null where it isn't known, is that of this very image. */
  boolean isOf(@Nullable String other) {
    return digest != null && digest.equals(other);
  }

  /** With what isn't known of it taken from older facts of the same image. */
  PlatformFacts completedBy(PlatformFacts older) {
    boolean same = older.isOf(digest);
    return new PlatformFacts(
        platform,
        compressedBytes,
        layers == UNKNOWN_LAYERS && same ? older.layers : layers,
        digest,
        user == null ? older.user : user,
        asOf == null && same ? older.asOf : asOf,
        osVersion,
        details == null && same ? older.details : details);
  }

  /** The user that the image starts as, where it is known and isn't root; else empty. */
  public String userButRoot() {
    return user == null || isRoot(user) ? "" : user;
  }

  /** Whether a user, as USER says it, is root. */
  static boolean isRoot(String user) {
    int colon = user.indexOf(':');
    String name = colon < 0 ? user : user.substring(0, colon);
    return name.equals("root") || name.equals("0");
  }
}

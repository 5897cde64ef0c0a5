package dev.plimsoll.image;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableIntArray;
import java.time.LocalDate;

/** Releases of Debian and Ubuntu whose packages have left the mirrors that their apt asks. */
public final class ArchivedReleases {

  /** The first Debian whose packages are still there. */
  private static final int FIRST_DEBIAN = 11;

  /** The first long-term release of Ubuntu whose packages stay, as long as somebody pays for its support. */
  private static final int FIRST_UBUNTU = 14;

  /** Some weeks before Debian 11 appeared: an official image that ended by then was never built on that. */
  private static final LocalDate BEFORE_FIRST_DEBIAN = LocalDate.of(2021, 7, 1);

  /**
   * Patch releases that others had followed by then, the last one of each line that was supported for longer: their images were
   * never built anew.
   */
  private static final ImmutableMap<String, ImmutableList<ImmutableIntArray>> LAST_BEFORE =
      ImmutableMap.of(
          "golang", ImmutableList.of(version(1, 15, 13), version(1, 16, 5)),
          "php", ImmutableList.of(version(7, 3, 28), version(7, 4, 21), version(8, 0, 8)),
          "python",
              ImmutableList.of(
                  version(3, 6, 13), version(3, 7, 10), version(3, 8, 10), version(3, 9, 5)),
          "ruby", ImmutableList.of(version(2, 6, 7), version(2, 7, 3), version(3, 0, 1)));

  /** Debian's own images of former releases and days, whose apt asks the archives. */
  private static final ImmutableSet<String> OF_ARCHIVES =
      ImmutableSet.of("debian/eol", "debian/snapshot");

  private ArchivedReleases() {}

  /** Whether an image is CentOS itself, whose packages have all left the mirrors that its yum asks; Stream's haven't. */
  public static boolean areOfCentos(ImageReference image) {
    String name = image.canonicalName();
    return name.equals("centos")
        || name.equals("quay.io/centos/centos") && BaseRelease.of(image) != null;
  }

  /** Whether an image stands on one, so that {@code apt-get update} fails in it. */
  public static boolean isUnder(ImageReference image, LocalDate today) {
    if (OF_ARCHIVES.contains(image.familiarName())) {
      return false;
    }
    BaseRelease release = BaseRelease.of(image);
    if (release != null) {
      return isArchived(release, today);
    }
    LocalDate end = EndOfLife.supportOf(image);
    boolean isOfDebian = image.isOfficial()
        && !RetiredImages.has(
            image.canonicalName()) // openjdk:11 was built for years after Oracle's support
        && BaseFamily.of(image) == BaseFamily.DEBIAN;
    return isOfDebian && (end != null && end.isBefore(BEFORE_FIRST_DEBIAN) || isPatchOfThen(image));
  }

  private static boolean isPatchOfThen(ImageReference image) {
    ImmutableIntArray version = ImageTag.of(image.tagOrLatest()).version();
    for (ImmutableIntArray last :
        LAST_BEFORE.getOrDefault(image.canonicalName(), ImmutableList.of())) {
      if (version.length() == last.length()
          && VersionOrder.startsWith(version, last.subArray(0, 2))) {
        return !VersionOrder.isNewer(version, last);
      }
    }
    return false;
  }

  private static ImmutableIntArray version(int major, int minor, int patch) {
    return ImmutableIntArray.of(major, minor, patch);
  }

  private static boolean isArchived(BaseRelease release, LocalDate today) {
    ReleaseLine line = release.line();
    int major = line.version().isEmpty() ? Integer.MAX_VALUE : line.version().get(0);
    return switch (release.system()) {
      case "debian" -> major < FIRST_DEBIAN;
      case "ubuntu" ->
        major < FIRST_UBUNTU || !line.longTerm() && line.hasEndedBefore(today.minusYears(1));
      default -> false;
    };
  }
}

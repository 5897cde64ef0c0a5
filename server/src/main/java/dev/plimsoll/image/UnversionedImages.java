package dev.plimsoll.image;

import com.google.common.collect.ImmutableSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Repositories of which no public tag names a version, so that nobody can be told to use one. */
public final class UnversionedImages {

  private static final Pattern REPOSITORIES = Pattern.compile("cgr\\.dev/chainguard/.+"
      + "|gcr\\.io/distroless/.+"
      + "|quay\\.io/prometheus/busybox.*"
      + "|docker\\.io/opensuse/tumbleweed"
      + "|docker\\.io/kalilinux/kali-.+");

  private static final Pattern ROLLING =
      Pattern.compile("docker\\.io/(?:library|archlinux|base)/archlinux.*"
          + "|docker\\.io/archlinux/base"
          + "|docker\\.io/manjarolinux/.+"
          + "|(?:docker\\.io|registry\\.opensuse\\.org)/opensuse/tumbleweed"
          + "|(?:docker\\.io/voidlinux|ghcr\\.io/void-linux)/.+"
          + "|docker\\.io/gentoo/.+"
          + "|docker\\.io/kalilinux/kali-.+");

  private static final String DISTROLESS = "gcr.io/distroless/";

  /** Those of them that exist with the release of Debian at the end of their names. */
  private static final ImmutableSet<String> OF_DEBIAN =
      ImmutableSet.of("base", "base-nossl", "cc", "python3", "static");

  private UnversionedImages() {}

  public static boolean include(ImageReference image) {
    return REPOSITORIES.matcher(image.repository()).matches();
  }

  /** Whether it is of a distribution whose packages have no releases: an old image can install none of the current ones. */
  public static boolean areRolling(ImageReference image) {
    return ROLLING.matcher(image.repository()).matches();
  }

  /** A repository of the same for one release, such as {@code gcr.io/distroless/cc-debian12}; null where none is known. */
  public static @Nullable String withRelease(ImageReference image) {
    String repository = image.repository();
    return repository.startsWith(DISTROLESS)
            && OF_DEBIAN.contains(repository.substring(DISTROLESS.length()))
        ? repository + "-debian12"
        : null;
  }
}

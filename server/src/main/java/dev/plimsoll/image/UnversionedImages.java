package dev.plimsoll.image;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Repositories of which no public tag names a version, so that nobody can be told to use one. */
public final class UnversionedImages {

  private static final Pattern REPOSITORIES = Pattern.compile("cgr\\.dev/chainguard/.+"
      + "|docker\\.io/(?:chainguard|bitnami)/.+"
      + "|gcr\\.io/(?:distroless|oss-fuzz-base)/.+"
      + "|(?:docker\\.io/rustlang|ghcr\\.io/rust-lang)/rust"
      + "|docker\\.io/swiftlang/swift"
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

  /** Their makers publish versions alone, and say so. */
  private static final Pattern WITHOUT_LATEST = Pattern.compile(
      "docker\\.io/library/(?:elasticsearch|kibana|logstash)|docker\\.elastic\\.co/.+"
          + "|docker\\.io/nvidia/cuda|nvcr\\.io/nvidia/(?:cuda|pytorch|tensorflow|tritonserver)"
          + "|mcr\\.microsoft\\.com/windows(?:/.+)?");

  /** The name says on which release the image stays. */
  private static final Pattern OF_RELEASE = Pattern.compile(
      "(?:docker\\.io/redhat|registry\\.access\\.redhat\\.com|registry\\.redhat\\.io)/(?:ubi|rhel)\\d{1,2}(?:[/-].+)?");

  private static final String DISTROLESS = "gcr.io/distroless/";

  /** Those of them that exist with the release of Debian at the end of their names. */
  private static final ImmutableSet<String> OF_DEBIAN =
      ImmutableSet.of("base", "base-nossl", "cc", "python3", "static");

  private UnversionedImages() {}

  public static boolean include(ImageReference image) {
    return REPOSITORIES.matcher(image.repository()).matches();
  }

  /** Whether it has no tag {@code latest}, so that a build fails that asks for that. */
  public static boolean lackLatest(ImageReference image) {
    return WITHOUT_LATEST.matcher(image.repository()).matches();
  }

  /** Whether its name has the major release in it: {@code ubi9/ubi-minimal}. */
  public static boolean areOfRelease(ImageReference image) {
    return OF_RELEASE.matcher(image.repository()).matches();
  }

  /** Whether it is of a distribution whose packages have no releases: an old image can install none of the current ones. */
  public static boolean areRolling(ImageReference image) {
    return ROLLING.matcher(image.repository()).matches();
  }

  /** A repository that is for a release of Node, for one of Debian, or both. */
  private static final Pattern OF_NUMBERS = Pattern.compile(
      "(gcr\\.io/distroless/)(?!java11)([a-z-]{1,30}?)(\\d{1,3})?(?:-debian(\\d{1,3}))?");

  /** One whose tag was the release of Node. */
  private static final Pattern OF_TAG =
      Pattern.compile("(gcr\\.io/distroless/nodejs)(?:-debian\\d{1,3})?:\\d{1,3}(?:-(.{1,40}))?");

  /**
   * The image of distroless that is the same of a newer release, with its tag; null where the name has none.
   *
   * @param release of Debian, or else of what the image is of
   */
  public static @Nullable String ofNewer(ImageReference image, String release, boolean isOfDebian) {
    Matcher ofTag = OF_TAG.matcher(image.repository() + ":" + image.tagOrLatest());
    if (!isOfDebian && ofTag.matches()) {
      String rest = ofTag.group(2) == null ? "" : ":" + ofTag.group(2);
      return ofTag.group(1) + release + "-debian" + DEBIAN.get(0).substring("Debian ".length())
          + rest;
    }
    Matcher parts = OF_NUMBERS.matcher(image.repository());
    if (!parts.matches() || parts.group(isOfDebian ? 4 : 3) == null) {
      return null;
    }
    String of = parts.group(3) == null ? "" : isOfDebian ? parts.group(3) : release;
    String debian = isOfDebian ? release : parts.group(4);
    boolean isMade = debian != null && DEBIAN.contains("Debian " + debian);
    return parts.group(1) + parts.group(2) + of + "-debian"
        + (isMade ? debian : DEBIAN.get(0).substring("Debian ".length()))
        + (image.tag() == null ? "" : ":" + image.tag());
  }

  /** The releases of Debian that distroless images are made of, the newest last. */
  private static final ImmutableList<String> DEBIAN = ImmutableList.of("Debian 12", "Debian 13");

  /**
   * A repository of the same for one release, such as {@code gcr.io/distroless/cc-debian13}; null where none is known.
   *
   * @param builders what its programs are built on: the newest release among these, or else the newest of all
   */
  public static @Nullable String withRelease(
      ImageReference image, Iterable<ImageReference> builders) {
    String debian = "";
    for (ImageReference builder : builders) {
      String system = String.valueOf(EndOfLife.systemOf(builder));
      for (String release : DEBIAN) {
        boolean isOne = system.startsWith(release + " ");
        debian = isOne && release.compareTo(debian) > 0 ? release : debian;
      }
    }
    String release = debian.isEmpty() ? Iterables.getLast(DEBIAN) : debian;
    String repository = image.repository();
    return repository.startsWith(DISTROLESS)
            && OF_DEBIAN.contains(repository.substring(DISTROLESS.length()))
        ? repository + "-" + Ascii.toLowerCase(release).replace(" ", "")
        : null;
  }
}

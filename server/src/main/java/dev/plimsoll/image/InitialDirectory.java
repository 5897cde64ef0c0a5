package dev.plimsoll.image;

import com.google.common.collect.ImmutableSet;

/** The directory that an image begins in, where that is known. */
public final class InitialDirectory {

  /** Official images whose Dockerfiles have no WORKDIR. */
  private static final ImmutableSet<String> WITHOUT_WORKDIR = ImmutableSet.of(
      "almalinux",
      "alpine",
      "amazonlinux",
      "busybox",
      "centos",
      "debian",
      "fedora",
      "rockylinux",
      "ubuntu");

  private InitialDirectory() {}

  /** Whether an image is known to begin at the root. */
  public static boolean isRoot(ImageReference image) {
    return image.isScratch()
        || (image.isOfficial() && WITHOUT_WORKDIR.contains(image.canonicalName()));
  }
}

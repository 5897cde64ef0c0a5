package dev.plimsoll.image;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;

/** The shell that official images for Windows name for those who build on them: the SHELL of their own Dockerfiles. */
final class InitialShell {

  private static final ImmutableSet<String> WITH_POWERSHELL =
      ImmutableSet.of("eclipse-temurin", "golang", "openjdk", "python");

  private static final ImmutableList<String> POWERSHELL = ImmutableList.of(
      "powershell",
      "-Command",
      "$ErrorActionPreference = 'Stop'; $ProgressPreference = 'SilentlyContinue';");

  private InitialShell() {}

  /** As SHELL names it; empty where an image names none, or it isn't known. */
  static ImmutableList<String> of(ImageReference image) {
    return image.isOfficial()
            && WITH_POWERSHELL.contains(image.canonicalName())
            && image.tagOrLatest().contains("windowsservercore")
        ? POWERSHELL
        : ImmutableList.of();
  }
}

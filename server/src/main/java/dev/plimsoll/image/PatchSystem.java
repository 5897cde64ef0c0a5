package dev.plimsoll.image;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;

/**
 * On which Debian an official image may stand whose tag names one patch and no release of Debian, as {@code python:3.11.3-slim}:
 * on that of the day on which the next patch appeared, for then it was built last.
 */
public final class PatchSystem {

  private static final int BOOKWORM = 12;

  /** The first release lines that have only appeared when their images stood on a Debian. */
  private record Since(ImmutableIntArray bookworm, ImmutableIntArray trixie) {}

  private static final ImmutableMap<String, Since> LINES = ImmutableMap.of(
      "golang", since("1.21", "1.26"),
      "nginx", since("1.27", "1.31"),
      "node", since("21", "26"),
      "perl", since("5.38", "5.44"),
      "php", since("8.3", "8.5"),
      "postgres", since("16", "18"),
      "python", since("3.12", "3.14"),
      "redis", since("7.2", "8.8"),
      "ruby", since("3.3", "4.0"),
      "rust", since("1.71", "1.90"));

  private PatchSystem() {}

  private static Since since(String bookworm, String trixie) {
    return new Since(ImageTag.of(bookworm).version(), ImageTag.of(trixie).version());
  }

  /** Whether an image may stand on an older release of Debian than one, though its tag doesn't say so. */
  public static boolean mayBeBefore(ImageReference image, int debian) {
    Since since = image.isOfficial() ? LINES.get(image.canonicalName()) : null;
    ImmutableIntArray version = ImageTag.of(image.tagOrLatest()).version();
    if (since == null
        || BaseFamily.of(image) != BaseFamily.DEBIAN
        || EndOfLife.systemOf(image) != null
        || version.length()
            <= ReleaseLines.lineOf(image.canonicalName(), version).length()) {
      return false;
    }
    ImmutableIntArray first = debian > BOOKWORM ? since.trixie : since.bookworm;
    return VersionOrder.isNewer(first, version);
  }
}

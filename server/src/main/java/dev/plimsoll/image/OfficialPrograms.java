package dev.plimsoll.image;

import com.google.common.primitives.ImmutableIntArray;
import org.jspecify.annotations.Nullable;

/** What the programs in official images know, as far as their tags tell; of no image, and of others, nothing is known. */
public final class OfficialPrograms {

  private OfficialPrograms() {}

  /** Whether apk has {@code --no-cache}, as since Alpine 3.3; other official images were never on an older one. */
  public static boolean hasApkNoCache(@Nullable ImageReference image) {
    return image != null
        && isOfficial(image)
        && (!image.canonicalName().equals("alpine") || !isBefore(image, 3, 3));
  }

  /** Whether pip has {@code --no-cache-dir}, as since pip 6: not all images of Python 3.4 and before have that. */
  public static boolean hasPipNoCacheDir(@Nullable ImageReference image) {
    return image != null && image.canonicalName().equals("python") && !isBefore(image, 3, 5);
  }

  private static boolean isOfficial(ImageReference image) {
    return image.canonicalName().indexOf('/') < 0;
  }

  /** Whether a tag names a version before another one; a part that it leaves out is the newest. */
  private static boolean isBefore(ImageReference image, int major, int minor) {
    String tag = image.tag();
    ImmutableIntArray version = ImageTag.of(tag == null ? "" : tag).version();
    return !version.isEmpty()
        && (version.get(0) < major
            || (version.get(0) == major && version.length() > 1 && version.get(1) < minor));
  }
}

package dev.plimsoll.image;

import com.google.common.collect.ImmutableMap;
import dev.plimsoll.text.Regex;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * The release of a distribution that a tag names: {@code bookworm}, {@code jammy}, {@code alpine3.19}.
 *
 * @param system the image that the distribution is itself
 */
record BaseRelease(String system, ReleaseLine line) {

  private static final String ALPINE = "alpine";

  private static final Regex DISTROLESS = Regex.of("gcr\\.io/distroless/.{1,100}-debian(\\d{1,3})");

  private static final ImmutableMap<String, String> NAMES =
      ImmutableMap.of("debian", "Debian", "ubuntu", "Ubuntu", ALPINE, "Alpine");

  /** The one that an image names in its tag, or is by its version; null where it names none that is known. */
  static @Nullable BaseRelease of(ImageReference image) {
    String name = image.canonicalName();
    ImageTag tag = ImageTag.of(image.tagOrLatest());
    ReleaseLine own =
        NAMES.containsKey(name) && !tag.version().isEmpty() ? EndOfLife.line(name, tag) : null;
    if (own != null) {
      return new BaseRelease(name, own);
    }
    BaseRelease ofDistroless = inRepository(image);
    return ofDistroless == null ? in(tag) : ofDistroless;
  }

  /** The one that a repository of distroless is for: {@code gcr.io/distroless/base-debian12}. */
  static @Nullable BaseRelease inRepository(ImageReference image) {
    Matcher debian = DISTROLESS.matcher(image.repository());
    ReleaseLine line = debian.matches()
        ? ReleaseLines.of("debian", ImageTag.of(debian.group(1)).version())
        : null;
    return line == null ? null : new BaseRelease("debian", line);
  }

  /** The one that the words of a tag name. */
  static @Nullable BaseRelease in(ImageTag tag) {
    for (String word : tag.words()) {
      BaseRelease found = of(word);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** The one that a word of a tag names. */
  static @Nullable BaseRelease of(String word) {
    for (String system : NAMES.keySet()) {
      ReleaseLine line = system.equals(ALPINE) ? alpine(word) : ReleaseLines.named(system, word);
      if (line != null) {
        return new BaseRelease(system, line);
      }
    }
    return null;
  }

  private static @Nullable ReleaseLine alpine(String word) {
    return word.startsWith(ALPINE) && word.length() > ALPINE.length()
        ? ReleaseLines.of(ALPINE, ImageTag.of(word.substring(ALPINE.length())).version())
        : null;
  }

  /** {@code Debian 10 (buster)}. */
  String label() {
    String label = NAMES.get(system) + " " + line.text();
    return line.codename() == null ? label : label + " (" + line.codename() + ")";
  }
}

package dev.plimsoll.lint.rules.size;

import dev.plimsoll.image.ImageReference;
import dev.plimsoll.shell.GivenOption;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.text.Regex;
import org.jspecify.annotations.Nullable;

/** How many bytes apt's package lists are, where that was measured. */
final class PackageListSize {

  /**
   * Debian 12 on linux/amd64 on 2026-11-28: the lists of its own sources – main, updates and security – as {@code apt-get
   * update} leaves them with the configuration of the official image, which keeps them compressed.
   */
  private static final long BOOKWORM = 19_865_814;

  private static final Regex OF_BOOKWORM = Regex.of("(.*-)?bookworm(-.*)?");
  private static final Regex OF_DEBIAN_12 = Regex.of("12([.-].*)?");

  private PackageListSize() {}

  /** Those of an image, as far as its name says; null where they were not measured. */
  static @Nullable WastedBytes of(ImageReference image) {
    String tag = image.tagOrLatest();
    boolean bookworm = OF_BOOKWORM.matcher(tag).matches()
        || (image.canonicalName().equals("debian") && OF_DEBIAN_12.matcher(tag).matches());
    return bookworm && image.isOfficial() ? new WastedBytes(BOOKWORM, true) : null;
  }

  /** Whether only some sources are read: {@code apt-get update -o Dir::Etc::sourcelist=…}. */
  static boolean isOfSomeSources(Invocation update) {
    for (GivenOption given : update.arguments().options()) {
      if (given.is("-o")
          && given.value() != null
          && given.value().raw().contains("Dir::Etc::source")) {
        return true;
      }
    }
    return false;
  }
}

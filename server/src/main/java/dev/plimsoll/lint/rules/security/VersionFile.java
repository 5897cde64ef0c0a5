package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableListMultimap;
import dev.plimsoll.context.ContextFile;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.images.NamedBase;
import dev.plimsoll.text.Regex;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** A file that tells version managers which release the developers have. */
record VersionFile(String path, String release) {

  /** By the names of images. */
  private static final ImmutableListMultimap<String, String> NAMES = ImmutableListMultimap.of(
      "node", ".nvmrc",
      "node", ".node-version",
      "python", ".python-version",
      "ruby", ".ruby-version");

  private static final Regex NUMBERS = Regex.of("^(?:v|ruby-)?(\\d{1,3})(?:\\.(\\d{1,3}))?");

  /** The first for the language of an image; null where there is none. */
  static @Nullable VersionFile first(Subject subject, NamedBase base, ProjectFolders folders) {
    String image = base.image().canonicalName();
    if (!NAMES.containsKey(image)) {
      return null;
    }
    for (String folder : folders.of(base)) {
      for (String name : NAMES.get(image)) {
        ContextFile file = subject.contextFile(folder + name);
        String release = image.equals("node") ? majorRelease(file) : minorRelease(file);
        if (release != null) {
          return new VersionFile(folder + name, release);
        }
      }
    }
    return null;
  }

  private static @Nullable String majorRelease(ContextFile file) {
    Matcher numbers = NUMBERS.matcher(file.beginning());
    return numbers.find() ? numbers.group(1) : null;
  }

  /** The release with two numbers at the beginning of a file; null where there is none. */
  static @Nullable String minorRelease(ContextFile file) {
    Matcher numbers = NUMBERS.matcher(file.beginning());
    return numbers.find() && numbers.group(2) != null
        ? numbers.group(1) + "." + numbers.group(2)
        : null;
  }

  /** Whether it names the release of an image. */
  boolean isOf(ImageReference image) {
    String tag = String.valueOf(image.tag());
    return tag.equals(release) || tag.startsWith(release + ".") || tag.startsWith(release + "-");
  }
}

package dev.plimsoll.image;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.plimsoll.text.Resource;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The release lines of images. Node has 22, Python 3.12, Ubuntu 24.04, which its tags also call {@code noble}. The file {@code
 * releases.txt} describes its own format and is written by {@code src/build/release_table.py}.
 */
final class ReleaseLines {

  /** Of an image that isn't in the table: major and minor. */
  private static final int USUAL_LENGTH = 2;

  private static final String ANY = "*";
  private static final Splitter BLANK = Splitter.on(' ');
  private static final Splitter LINE = Splitter.on('\n').omitEmptyStrings();

  private ReleaseLines() {}

  /** Loaded with the first question. */
  private static final class Table {
    static final ImmutableMap<String, OfImage> LINES = read();

    private static ImmutableMap<String, OfImage> read() {
      ImmutableMap.Builder<String, OfImage> lines = ImmutableMap.builder();
      Iterator<String> rest =
          LINE.split(Resource.ascii(ReleaseLines.class, "releases.txt")).iterator();
      while (rest.hasNext()) {
        String line = rest.next();
        if (line.startsWith("=")) {
          lines.put(line.substring(1), new OfImage(rest.next()));
        }
      }
      return lines.buildOrThrow();
    }

    /** Those of the image, or else of the longest part of its name that stands for all images below it. */
    static @Nullable OfImage of(String image) {
      OfImage lines = LINES.get(image);
      for (int slash = image.lastIndexOf('/');
          lines == null && slash > 0;
          slash = image.lastIndexOf('/', slash - 1)) {
        lines = LINES.get(image.substring(0, slash + 1) + ANY);
      }
      return lines;
    }
  }

  /** Those of one image, which are asked for again and again where its tags are compared. */
  private static final class OfImage {
    private final String text;
    /** Filled at the first call; a race computes the same value twice. */
    private @Nullable ImmutableList<ReleaseLine> lines;

    OfImage(String text) {
      this.text = text;
    }

    ImmutableList<ReleaseLine> lines() {
      ImmutableList<ReleaseLine> known = lines;
      if (known == null) {
        ImmutableList.Builder<ReleaseLine> found = ImmutableList.builder();
        for (String line : BLANK.split(text)) {
          found.add(ReleaseLine.read(line));
        }
        known = found.build();
        lines = known;
      }
      return known;
    }
  }

  /**
   * All of an image, the newest in front; none of one that isn't in the table.
   *
   * @param image its canonical name
   */
  static ImmutableList<ReleaseLine> of(String image) {
    OfImage found = Table.of(image);
    return found == null ? ImmutableList.of() : found.lines();
  }

  /** The line that a version belongs to, 22 for Node's 22.3.1; null where the table has none. */
  static @Nullable ReleaseLine of(String image, ImmutableIntArray version) {
    ReleaseLine longest = null;
    for (ReleaseLine line : of(image)) {
      if (line.has(version)
          && (longest == null || line.version().length() > longest.version().length())) {
        longest = line;
      }
    }
    return longest;
  }

  /** The line with a code name; null where there is none. */
  static @Nullable ReleaseLine named(String image, String codename) {
    for (ReleaseLine line : of(image)) {
      if (codename.equals(line.codename())) {
        return line;
      }
    }
    return null;
  }

  /**
   * The numbers of the line that a version belongs to: 22 for Node's 22.3.1. A version that is shorter than any line is one
   * of its own.
   */
  static ImmutableIntArray lineOf(String image, ImmutableIntArray version) {
    ReleaseLine line = of(image, version);
    return line == null
        ? version.subArray(0, Math.min(USUAL_LENGTH, version.length()))
        : line.version();
  }

  /** The version that a code name stands for, 18.04 for Ubuntu's {@code bionic}; null where it stands for none. */
  static @Nullable String versionOf(String image, String codename) {
    ReleaseLine line = named(image, codename);
    return line == null ? null : line.text();
  }
}

package dev.plimsoll.image;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.plimsoll.text.Resource;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
    static final ImmutableMap<String, String> LINES = read();

    /** What was read of those, by their text. To find a successor asks for some of them thousands of times. */
    static final Map<String, ImmutableList<ReleaseLine>> KNOWN = new ConcurrentHashMap<>();

    private static ImmutableMap<String, String> read() {
      ImmutableMap.Builder<String, String> lines = ImmutableMap.builder();
      Iterator<String> rest =
          LINE.split(Resource.ascii(ReleaseLines.class, "releases.txt")).iterator();
      while (rest.hasNext()) {
        String line = rest.next();
        if (line.startsWith("=")) {
          lines.put(line.substring(1), rest.next());
        }
      }
      return lines.buildOrThrow();
    }

    /** Those of the image, or else of the longest part of its name that stands for all images below it. */
    static @Nullable String of(String image) {
      String lines = LINES.get(image);
      for (int slash = image.lastIndexOf('/');
          lines == null && slash > 0;
          slash = image.lastIndexOf('/', slash - 1)) {
        lines = LINES.get(image.substring(0, slash + 1) + ANY);
      }
      return lines;
    }
  }

  /**
   * All of an image, the newest in front; none of one that isn't in the table.
   *
   * @param image its canonical name
   */
  static ImmutableList<ReleaseLine> of(String image) {
    String lines = Table.of(image);
    if (lines == null) {
      return ImmutableList.of();
    }
    ImmutableList<ReleaseLine> known = Table.KNOWN.get(lines);
    if (known == null) {
      known = read(lines);
      Table.KNOWN.put(lines, known);
    }
    return known;
  }

  private static ImmutableList<ReleaseLine> read(String lines) {
    ImmutableList.Builder<ReleaseLine> found = ImmutableList.builder();
    for (String line : BLANK.split(lines)) {
      found.add(ReleaseLine.read(line));
    }
    return found.build();
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

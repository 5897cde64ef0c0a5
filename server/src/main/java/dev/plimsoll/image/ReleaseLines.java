package dev.plimsoll.image;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The release lines of images: what gets fixes under one number, and weighs about the same throughout. Node has 22, Python
 * 3.12, Ubuntu 24.04, which its tags also call {@code noble}. The file {@code releases.txt} describes its own format and is
 * written by {@code src/build/release_table.py}.
 */
final class ReleaseLines {

  /** Of an image that isn't in the table: major and minor. */
  private static final int USUAL_LENGTH = 2;

  private static final Splitter BLANK = Splitter.on(' ');
  private static final Splitter LINE = Splitter.on('\n').omitEmptyStrings();

  private ReleaseLines() {}

  /** Loaded with the first question. */
  private static final class Table {
    static final ImmutableMap<String, String> LINES = read();

    private static ImmutableMap<String, String> read() {
      try (InputStream in = ReleaseLines.class.getResourceAsStream("releases.txt")) {
        if (in == null) {
          throw new IllegalStateException("releases.txt is not on the class path");
        }
        ImmutableMap.Builder<String, String> lines = ImmutableMap.builder();
        Iterator<String> rest =
            LINE.split(new String(in.readAllBytes(), StandardCharsets.US_ASCII)).iterator();
        while (rest.hasNext()) {
          String line = rest.next();
          if (line.startsWith("=")) {
            lines.put(line.substring(1), rest.next());
          }
        }
        return lines.buildOrThrow();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * The line that a version belongs to: 22 for Node's 22.3.1. A version that is shorter than any line is one of its own.
   *
   * @param image its canonical name
   */
  static ImmutableIntArray lineOf(String image, ImmutableIntArray version) {
    ImmutableIntArray longest = ImmutableIntArray.of();
    String lines = Table.LINES.get(image);
    for (String line : lines == null ? ImmutableList.<String>of() : BLANK.split(lines)) {
      ImmutableIntArray numbers = ImageTag.of(version(line)).version();
      if (numbers.length() > longest.length() && startsWith(version, numbers)) {
        longest = numbers;
      }
    }
    return longest.isEmpty()
        ? version.subArray(0, Math.min(USUAL_LENGTH, version.length()))
        : longest;
  }

  /** The version that a code name stands for, 18.04 for Ubuntu's {@code bionic}; null where it stands for none. */
  static @Nullable String versionOf(String image, String codename) {
    String lines = Table.LINES.get(image);
    int at = lines == null ? -1 : (lines + " ").indexOf("=" + codename + " ");
    return lines == null || at < 0 ? null : lines.substring(lines.lastIndexOf(' ', at) + 1, at);
  }

  static boolean startsWith(ImmutableIntArray version, ImmutableIntArray line) {
    return version.length() >= line.length()
        && version.subArray(0, line.length()).equals(line);
  }

  private static String version(String line) {
    int named = line.indexOf('=');
    return named < 0 ? line : line.substring(0, named);
  }
}

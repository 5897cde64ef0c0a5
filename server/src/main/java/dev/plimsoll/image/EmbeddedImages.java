package dev.plimsoll.image;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Iterables;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The table of official images that the server carries: compressed sizes by platform, each with the day on which it was
 * true. The file {@code images.txt} describes its own format and is written by {@code src/build/image_table.py}.
 *
 * <p>It is read at the first question and kept as it is, one text for each image, 80 kB in all; a look-up takes apart one
 * line of it.
 */
public final class EmbeddedImages implements ImageCatalog {

  /** What lines of tags begin with of which no size is known. */
  private static final char FURTHER = '+';

  /** The same of those that aren't offered. */
  private static final char OLDER = '~';

  private static final String SHA256 = "sha256:";
  private static final Splitter BLANK = Splitter.on(' ');
  private static final Splitter TAB = Splitter.on('\t');
  private static final Splitter LINE = Splitter.on('\n').omitEmptyStrings();
  private static final ImmutableList<PlatformFacts> NOTHING = ImmutableList.of(
      new PlatformFacts(ImageFacts.AMD64, 0, 0, null, "", null),
      new PlatformFacts(ImageFacts.ARM64, 0, 0, null, "", null));

  /** Filled at the first call; a race computes the same value twice. */
  private @Nullable ImmutableMap<String, String> sections;

  /** The lines of each image, in alphabetical order of their names. */
  private ImmutableMap<String, String> sections() {
    ImmutableMap<String, String> known = sections;
    if (known == null) {
      known = sections(read());
      sections = known;
    }
    return known;
  }

  private static String read() {
    try (InputStream in = EmbeddedImages.class.getResourceAsStream("images.txt")) {
      if (in == null) {
        throw new IllegalStateException("images.txt is not on the class path");
      }
      // All of it is ASCII; but these bytes become a text without being looked at.
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public ImageFacts facts(ImageReference reference) {
    if (reference.isScratch()) {
      return new ImageFacts(reference, ImageFacts.Match.EXACT, "", NOTHING);
    }
    String section = section(reference);
    if (section.isEmpty()) {
      return ImageFacts.unknown(reference);
    }
    String digest = reference.digest();
    if (digest == null) {
      return byTag(reference, section);
    }
    String line = lineWith(section, digest);
    return line == null ? ImageFacts.unknown(reference) : byDigest(reference, digest, line);
  }

  @Override
  public @Nullable ImageFacts exactFacts(ImageReference reference) {
    if (reference.isScratch() || reference.digest() != null) {
      return ImageCatalog.super.exactFacts(reference);
    }
    String tag = reference.tagOrLatest();
    String line = lineOf(section(reference), tag);
    return line == null
        ? null
        : new ImageFacts(reference, ImageFacts.Match.EXACT, tag, platforms(line));
  }

  @Override
  public ImmutableList<String> tags(ImageReference reference) {
    ImmutableList.Builder<String> tags = ImmutableList.builder();
    for (String line : LINE.split(section(reference))) {
      if (line.charAt(0) == OLDER) {
        continue;
      }
      int tab = line.indexOf('\t');
      tags.addAll(BLANK.split(tab < 0 ? line.substring(1) : line.substring(0, tab)));
    }
    return tags.build();
  }

  @Override
  public boolean exists(ImageReference reference) {
    String tag = reference.tagOrLatest();
    for (String line : LINE.split(section(reference))) {
      int tab = line.indexOf('\t');
      String tags = tab < 0 ? line.substring(1) : line.substring(0, tab);
      if (Iterables.contains(BLANK.split(tags), tag)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public ImmutableList<String> repositories() {
    return sections().keySet().asList();
  }

  private static ImmutableMap<String, String> sections(String table) {
    ImmutableMap.Builder<String, String> sections = ImmutableMap.builder();
    int heading = heading(table, 0);
    while (heading >= 0) {
      int start = table.indexOf('\n', heading) + 1;
      int next = heading(table, start);
      String name = table.substring(heading + 1, start - 1);
      sections.put(name, table.substring(start, next < 0 ? table.length() : next - 1));
      heading = next;
    }
    return sections.buildOrThrow();
  }

  /** The next line that begins with {@code =}. To look for one character takes half the time of looking for two. */
  private static int heading(String table, int from) {
    int at = table.indexOf('=', from);
    while (at > 0 && table.charAt(at - 1) != '\n') {
      at = table.indexOf('=', at + 1);
    }
    return at;
  }

  /** The lines of an image, or nothing: only the official images of Docker Hub are in the table. */
  private String section(ImageReference reference) {
    if (!reference.isOfficial() || reference.isScratch()) {
      return "";
    }
    return sections().getOrDefault(reference.familiarName(), "");
  }

  private static ImageFacts byTag(ImageReference reference, String section) {
    String wanted = reference.tagOrLatest();
    String exact = lineOf(section, wanted);
    if (exact != null) {
      return new ImageFacts(reference, ImageFacts.Match.EXACT, wanted, platforms(exact));
    }
    String nearest = NearestTag.among(measuredTags(section), wanted);
    String line = nearest == null ? null : lineOf(section, nearest);
    return nearest == null || line == null
        ? ImageFacts.unknown(reference)
        : new ImageFacts(reference, ImageFacts.Match.NEAREST, nearest, platforms(line));
  }

  private static ImageFacts byDigest(ImageReference reference, String digest, String line) {
    ImmutableList.Builder<PlatformFacts> found = ImmutableList.builder();
    for (PlatformFacts platform : platforms(line)) {
      if (digest.equals(platform.digest())) {
        found.add(platform);
      }
    }
    ImmutableList<String> tags = tagsOf(line);
    String written = reference.tag();
    String tag = written != null && tags.contains(written) ? written : tags.get(0);
    return new ImageFacts(reference, ImageFacts.Match.EXACT, tag, found.build());
  }

  /** The line of the image behind a tag: the tag stands as a whole word before the first tab of its line. */
  private static @Nullable String lineOf(String section, String tag) {
    for (int at = section.indexOf(tag); at >= 0; at = section.indexOf(tag, at + 1)) {
      int after = at + tag.length();
      boolean startsWord =
          at == 0 || section.charAt(at - 1) == ' ' || section.charAt(at - 1) == '\n';
      boolean endsWord = after < section.length()
          && (section.charAt(after) == ' ' || section.charAt(after) == '\t');
      if (startsWord && endsWord) {
        String line = lineAt(section, at);
        int tab = line.indexOf('\t');
        if (at - section.lastIndexOf('\n', at) <= tab) {
          return line;
        }
      }
    }
    return null;
  }

  private static String lineAt(String section, int at) {
    int end = section.indexOf('\n', at);
    return section.substring(section.lastIndexOf('\n', at) + 1, end < 0 ? section.length() : end);
  }

  private static @Nullable String lineWith(String section, String digest) {
    if (!digest.startsWith(SHA256)) {
      return null;
    }
    int at = section.indexOf(" " + digest.substring(SHA256.length()) + " ");
    return at < 0 ? null : lineAt(section, at);
  }

  private static ImmutableList<String> measuredTags(String section) {
    ImmutableList.Builder<String> tags = ImmutableList.builder();
    for (String line : LINE.split(section)) {
      if (line.charAt(0) != FURTHER && line.charAt(0) != OLDER) {
        tags.addAll(tagsOf(line));
      }
    }
    return tags.build();
  }

  private static ImmutableList<String> tagsOf(String line) {
    return ImmutableList.copyOf(BLANK.split(line.substring(0, line.indexOf('\t'))));
  }

  private static ImmutableList<PlatformFacts> platforms(String line) {
    ImmutableList.Builder<PlatformFacts> platforms = ImmutableList.builder();
    Iterator<String> columns = TAB.split(line).iterator();
    columns.next();
    while (columns.hasNext()) {
      platforms.add(platform(columns.next()));
    }
    return platforms.build();
  }

  private static PlatformFacts platform(String column) {
    Iterator<String> fields = BLANK.split(column).iterator();
    String platform = fields.next();
    long bytes = Long.parseLong(fields.next());
    String layers = fields.next();
    String digest = fields.next();
    String user = fields.next();
    return new PlatformFacts(
        platform,
        bytes,
        layers.equals("-") ? PlatformFacts.UNKNOWN_LAYERS : Integer.parseInt(layers),
        digest.equals("-") ? null : SHA256 + digest,
        user.equals("-") ? "" : user,
        day(fields.next()));
  }

  /** Reads 2026-09-02; the formatters of {@code java.time} would be the dearest part of the first look-up. */
  private static LocalDate day(String text) {
    return LocalDate.of(
        Integer.parseInt(text, 0, 4, 10),
        Integer.parseInt(text, 5, 7, 10),
        Integer.parseInt(text, 8, 10, 10));
  }
}

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
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The table of official images that the server carries: compressed sizes by platform, each with the day on which it was
 * true. The file {@code images.txt} describes its own format and is written by {@code src/build/image_table.py}.
 *
 * <p>It is read at the first question and kept as it is, one text for each image, 390 kB in all; a look-up takes apart one
 * line of it.
 */
public final class EmbeddedImages implements ImageCatalog {

  /** What lines of tags begin with of which no size is known. */
  private static final char FURTHER = '+';

  /** The same of those that once existed and aren't offered; their sizes are known. */
  private static final char OLDER = '~';

  /** What stands before the newest day in the table. */
  private static final String NEWEST = "# newest day ";

  private static final int OLD_AFTER_YEARS = 1;
  private static final String SHA256 = "sha256:";
  private static final Splitter BLANK = Splitter.on(' ');
  private static final Splitter TAB = Splitter.on('\t');
  private static final Splitter LINE = Splitter.on('\n').omitEmptyStrings();
  private static final ImmutableList<PlatformFacts> NOTHING = ImmutableList.of(
      new PlatformFacts(ImageFacts.AMD64, 0, 0, null, "", null),
      new PlatformFacts(ImageFacts.ARM64, 0, 0, null, "", null));

  /** Filled at the first call; a race computes the same value twice. */
  private @Nullable Table table;

  /**
   * What the file holds.
   *
   * @param sections the lines of each image, in alphabetical order of their names
   */
  private record Table(LocalDate newest, ImmutableMap<String, String> sections) {}

  private Table table() {
    Table known = table;
    if (known == null) {
      String text = read();
      int newest = text.indexOf(NEWEST) + NEWEST.length();
      known = new Table(day(text.substring(newest, text.indexOf('\n', newest))), sections(text));
      table = known;
    }
    return known;
  }

  private ImmutableMap<String, String> sections() {
    return table().sections();
  }

  @Override
  public boolean isOld(PlatformFacts facts) {
    LocalDate asOf = facts.asOf();
    return asOf != null && asOf.isBefore(table().newest().minusYears(OLD_AFTER_YEARS));
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
    return ofVeryTag(reference, section(reference));
  }

  /** The facts of the tag, under its own name or by the version that a code name in it stands for; else null. */
  private static @Nullable ImageFacts ofVeryTag(ImageReference reference, String section) {
    String tag = reference.tagOrLatest();
    String line = lineOf(section, tag);
    if (line == null && !hasDay(tag)) {
      tag = withVersion(reference);
      line = lineOf(section, tag);
    }
    return line == null
        ? null
        : new ImageFacts(reference, ImageFacts.Match.EXACT, tag, platforms(line, reference));
  }

  private static boolean hasDay(String tag) {
    return ImageTag.parts(tag).stream().anyMatch(ImageTag::isDay);
  }

  /** The tag with the version that its code name stands for, {@code 18.04} for Ubuntu's {@code bionic-20230301}. */
  private static String withVersion(ImageReference reference) {
    String tag = reference.tagOrLatest();
    List<String> parts = new ArrayList<>(ImageTag.parts(tag));
    String version = ReleaseLines.versionOf(reference.canonicalName(), parts.get(0));
    if (version == null) {
      return tag;
    }
    parts.set(0, version);
    parts.removeIf(ImageTag::isDay);
    return String.join("-", parts);
  }

  @Override
  public @Nullable ImageFacts otherRelease(ImageReference reference) {
    String section = reference.digest() == null ? section(reference) : "";
    String tag = NearestTag.inAnyLine(measuredTags(section), reference.tagOrLatest());
    return tag == null ? null : ofVeryTag(reference.withTag(tag), section);
  }

  @Override
  public ImmutableList<String> tags(ImageReference reference) {
    return tags(reference, line -> line.charAt(0) != OLDER);
  }

  @Override
  public ImmutableList<String> tagsEver(ImageReference reference) {
    return tags(reference, line -> true);
  }

  private ImmutableList<String> tags(ImageReference reference, Predicate<String> wanted) {
    ImmutableList.Builder<String> tags = ImmutableList.builder();
    for (String line : LINE.split(section(reference))) {
      if (wanted.test(line)) {
        tags.addAll(tagsOf(line));
      }
    }
    return tags.build();
  }

  @Override
  public ImmutableList<String> repositories() {
    return sections().entrySet().stream()
        .filter(section -> section.getValue().charAt(0) != OLDER)
        .map(Map.Entry::getKey)
        .collect(ImmutableList.toImmutableList());
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
    return sections().getOrDefault(reference.canonicalName(), "");
  }

  private static ImageFacts byTag(ImageReference reference, String section) {
    ImageFacts exact = ofVeryTag(reference, section);
    if (exact != null) {
      return exact;
    }
    String image = reference.canonicalName();
    ImmutableList<String> measured = measuredTags(section);
    String nearest = NearestTag.inLine(image, measured, reference.tagOrLatest());
    nearest =
        nearest == null ? NearestTag.inLine(image, measured, withVersion(reference)) : nearest;
    String line = nearest == null ? null : lineOf(section, nearest);
    return nearest == null || line == null
        ? ImageFacts.unknown(reference)
        : new ImageFacts(reference, ImageFacts.Match.NEAREST, nearest, platforms(line, reference));
  }

  private static ImageFacts byDigest(ImageReference reference, String digest, String line) {
    ImmutableList.Builder<PlatformFacts> found = ImmutableList.builder();
    for (PlatformFacts platform : platforms(line, reference)) {
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
      boolean startsWord = at == 0 || " \n~".indexOf(section.charAt(at - 1)) >= 0;
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
      if (line.charAt(0) != FURTHER) {
        tags.addAll(tagsOf(line));
      }
    }
    return tags.build();
  }

  private static ImmutableList<String> tagsOf(String line) {
    int tab = line.indexOf('\t');
    boolean marked = line.charAt(0) == FURTHER || line.charAt(0) == OLDER;
    String tags = line.substring(marked ? 1 : 0, tab < 0 ? line.length() : tab);
    return ImmutableList.copyOf(BLANK.split(tags));
  }

  /** Those that the repository has; {@code arm64v8/node} has one. */
  private static ImmutableList<PlatformFacts> platforms(String line, ImageReference reference) {
    String only = reference.platform();
    ImmutableList.Builder<PlatformFacts> platforms = ImmutableList.builder();
    for (String column : Iterables.skip(TAB.split(line), 1)) {
      if (only == null || column.startsWith(only + " ")) {
        platforms.add(platform(column));
      }
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

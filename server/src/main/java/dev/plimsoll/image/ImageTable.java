package dev.plimsoll.image;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Iterables;
import com.google.common.primitives.ImmutableIntArray;
import dev.plimsoll.text.Resource;
import java.time.LocalDate;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * A file of sizes, which describes its own format, kept as it is: one text for each image, of which a look-up takes apart one
 * line.
 *
 * @param newest the latest day in it
 * @param sections by the names of the images, in alphabetical order
 */
record ImageTable(LocalDate newest, ImmutableMap<String, Section> sections) {

  static final String NEWEST = "# newest day ";
  static final String SHA256 = "sha256:";
  static final String UNKNOWN_USER = "?";
  private static final Splitter BLANK = Splitter.on(' ');
  private static final Splitter TAB = Splitter.on('\t');
  private static final Splitter LINE = Splitter.on('\n').omitEmptyStrings();

  /** Nothing. */
  static final Section EMPTY = new Section("");

  static ImageTable read(String resource) {
    return of(Resource.ascii(ImageTable.class, resource));
  }

  static ImageTable of(String text) {
    int newest = text.indexOf(NEWEST) + NEWEST.length();
    ImmutableMap.Builder<String, Section> sections = ImmutableMap.builder();
    int heading = heading(text, 0);
    while (heading >= 0) {
      int start = text.indexOf('\n', heading) + 1;
      int next = heading(text, start);
      String name = text.substring(heading + 1, start - 1);
      sections.put(name, new Section(text.substring(start, next < 0 ? text.length() : next - 1)));
      heading = next;
    }
    LocalDate day = Day.of(text.substring(newest, text.indexOf('\n', newest)));
    return new ImageTable(day, sections.buildOrThrow());
  }

  /** The next line that begins with {@code =}. To look for one character takes half the time of looking for two. */
  private static int heading(String table, int from) {
    int at = table.indexOf('=', from);
    while (at > 0 && table.charAt(at - 1) != '\n') {
      at = table.indexOf('=', at + 1);
    }
    return at;
  }

  /** What is known of an image; nothing of one that isn't in the table. */
  Section section(String image) {
    return sections.getOrDefault(image, EMPTY);
  }

  /** The lines of one image. */
  static final class Section {

    /** What the line of tags begins with of which no size is known. */
    static final char FURTHER = '+';

    private final String text;

    /**
     * Where each line with a size begins, found at the first look-up of a tag. Nine tenths of a line are behind its tags, and
     * need not be looked through.
     */
    private @Nullable ImmutableIntArray starts;

    Section(String text) {
      this.text = text;
    }

    /** The line of the image behind a tag: the tag stands as a whole word before the first tab of its line. */
    @Nullable Line ofTag(String tag) {
      ImmutableIntArray starts = starts();
      for (int i = 0; i < starts.length(); i++) {
        if (hasTag(starts.get(i), tag)) {
          return new Line(lineAt(starts.get(i)));
        }
      }
      return null;
    }

    private ImmutableIntArray starts() {
      ImmutableIntArray known = starts;
      if (known == null) {
        ImmutableIntArray.Builder found = ImmutableIntArray.builder();
        for (int at = 0; at < text.length(); at = lineEnd(at) + 1) {
          int tab = text.indexOf('\t', at);
          if (0 <= tab && tab < lineEnd(at)) {
            found.add(at);
          }
        }
        known = found.build();
        starts = known;
      }
      return known;
    }

    /** Whether a tag is one of those before the first tab of a line. */
    private boolean hasTag(int line, String tag) {
      int word = line;
      for (int at = line; ; at++) {
        char c = text.charAt(at);
        if (c == ' ' || c == '\t') {
          if (at - word == tag.length() && text.startsWith(tag, word)) {
            return true;
          }
          if (c == '\t') {
            return false;
          }
          word = at + 1;
        }
      }
    }

    @Nullable Line ofDigest(String digest) {
      if (!digest.startsWith(SHA256)) {
        return null;
      }
      int at = text.indexOf(" " + digest.substring(SHA256.length()) + " ");
      return at < 0 ? null : new Line(lineAt(at));
    }

    private String lineAt(int at) {
      return text.substring(text.lastIndexOf('\n', at) + 1, lineEnd(at));
    }

    private int lineEnd(int at) {
      int end = text.indexOf('\n', at);
      return end < 0 ? text.length() : end;
    }

    /** All tags, those of which no size is known included. */
    ImmutableList<String> tags() {
      ImmutableList.Builder<String> tags = ImmutableList.builder();
      for (String line : LINE.split(text)) {
        tags.addAll(
            line.charAt(0) == FURTHER ? BLANK.split(line.substring(1)) : new Line(line).tags());
      }
      return tags.build();
    }

    ImmutableList<String> measuredTags() {
      ImmutableList.Builder<String> tags = ImmutableList.builder();
      lines().forEach(line -> tags.addAll(line.tags()));
      return tags.build();
    }

    /** The lines of tags whose sizes are known. */
    ImmutableList<Line> lines() {
      ImmutableList.Builder<Line> lines = ImmutableList.builder();
      for (String line : LINE.split(text)) {
        if (line.charAt(0) != FURTHER) {
          lines.add(new Line(line));
        }
      }
      return lines.build();
    }
  }

  /** What is known of one image on several platforms. */
  record Line(String text) {

    ImmutableList<String> tags() {
      return ImmutableList.copyOf(BLANK.split(text.substring(0, text.indexOf('\t'))));
    }

    /** @param only the one platform that is asked for, or null */
    ImmutableList<PlatformFacts> platforms(@Nullable String only) {
      ImmutableList.Builder<PlatformFacts> platforms = ImmutableList.builder();
      for (String column : Iterables.skip(TAB.split(text), 1)) {
        if (only == null || column.startsWith(only + " ")) {
          platforms.add(platform(column));
        }
      }
      return platforms.build();
    }
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
        user.equals(UNKNOWN_USER) ? null : user.equals("-") ? "" : user,
        Day.of(fields.next()));
  }
}

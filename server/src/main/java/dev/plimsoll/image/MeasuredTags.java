package dev.plimsoll.image;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a table of sizes holds of one image.
 *
 * @param measured what each tag weighs on each platform of which that is known, in the order of the table
 * @param further tags of which no size is known
 */
public record MeasuredTags(
    ImmutableMap<String, ImmutableList<PlatformFacts>> measured, ImmutableSet<String> further) {

  /** What a field can hold; a user of other characters is what no image has, whatever its configuration says. */
  private static final CharMatcher WORD = CharMatcher.inRange('!', '~');

  /** Of an image that isn't in a table. */
  public static final MeasuredTags NONE = new MeasuredTags(ImmutableMap.of(), ImmutableSet.of());

  static MeasuredTags of(ImageTable.Section section) {
    Map<String, ImmutableList<PlatformFacts>> measured = new LinkedHashMap<>();
    for (ImageTable.Line line : section.lines()) {
      ImmutableList<PlatformFacts> platforms = line.platforms(null);
      line.tags().forEach(tag -> measured.put(tag, platforms));
    }
    Set<String> further = new LinkedHashSet<>(section.tags());
    further.removeAll(measured.keySet());
    return new MeasuredTags(ImmutableMap.copyOf(measured), ImmutableSet.copyOf(further));
  }

  /** What a tag weighs; nothing where that isn't known. */
  public ImmutableList<PlatformFacts> platforms(String tag) {
    return measured.getOrDefault(tag, ImmutableList.of());
  }

  /** A line for each image behind tags, however many it has, and one for the tags of which no size is known. */
  String lines() {
    Map<String, Set<String>> tagsOf = new LinkedHashMap<>();
    measured.forEach((tag, platforms) -> tagsOf
        .computeIfAbsent(
            platforms.stream().map(MeasuredTags::column).sorted().collect(Collectors.joining("\t")),
            columns -> new LinkedHashSet<>())
        .add(tag));
    StringBuilder lines = new StringBuilder();
    tagsOf.forEach((columns, tags) ->
        lines.append(String.join(" ", tags)).append('\t').append(columns).append('\n'));
    if (!further.isEmpty()) {
      lines.append(ImageTable.Section.FURTHER).append(String.join(" ", further)).append('\n');
    }
    return lines.toString();
  }

  private static String column(PlatformFacts facts) {
    String digest = facts.digest();
    String user = facts.user();
    return String.join(
        " ",
        facts.platform(),
        Long.toString(facts.compressedBytes()),
        facts.layers() == PlatformFacts.UNKNOWN_LAYERS ? "-" : Integer.toString(facts.layers()),
        digest == null ? "-" : digest.substring(ImageTable.SHA256.length()),
        user == null
            ? ImageTable.UNKNOWN_USER
            : user.isEmpty() || !WORD.matchesAllOf(user) ? "-" : user,
        String.valueOf(facts.asOf()));
  }
}

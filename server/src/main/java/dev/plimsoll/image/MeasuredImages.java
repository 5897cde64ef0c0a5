package dev.plimsoll.image;

import com.google.common.collect.ImmutableMap;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A table of sizes with all that is in it, to be changed and written anew; {@link ImageTable}, which finds one line in it, is
 * how the server reads it. What was read and is written again is the same text.
 *
 * @param comment the lines above the newest day, which say what the table is
 * @param images by their names, in alphabetical order
 */
public record MeasuredImages(String comment, ImmutableMap<String, MeasuredTags> images) {

  /** Reads the text of a table. */
  public static MeasuredImages read(String text) {
    ImmutableMap.Builder<String, MeasuredTags> images = ImmutableMap.builder();
    ImageTable.of(text)
        .sections()
        .forEach((name, section) -> images.put(name, MeasuredTags.of(section)));
    return new MeasuredImages(
        text.substring(0, text.indexOf(ImageTable.NEWEST)), images.buildOrThrow());
  }

  /** What the table holds of an image. */
  public MeasuredTags of(String image) {
    return images.getOrDefault(image, MeasuredTags.NONE);
  }

  /** The same with something else of one image; without it where that is nothing. */
  public MeasuredImages with(String image, MeasuredTags tags) {
    Map<String, MeasuredTags> more = new TreeMap<>(images);
    more.put(image, tags);
    more.values().removeIf(MeasuredTags.NONE::equals);
    return new MeasuredImages(comment, ImmutableMap.copyOf(more));
  }

  /** The text of the table, which has at least one size. */
  public String text() {
    StringBuilder text =
        new StringBuilder(comment).append(ImageTable.NEWEST).append(newest()).append('\n');
    images.forEach(
        (image, tags) -> text.append('=').append(image).append('\n').append(tags.lines()));
    return text.toString();
  }

  private LocalDate newest() {
    return images.values().stream()
        .flatMap(tags -> tags.measured().values().stream())
        .flatMap(platforms -> platforms.stream())
        .map(PlatformFacts::asOf)
        .filter(Objects::nonNull)
        .max(LocalDate::compareTo)
        .orElseThrow();
  }
}

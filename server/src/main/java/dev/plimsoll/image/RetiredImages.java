package dev.plimsoll.image;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.Resource;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Official images that get no updates any more, whatever their tag, and others that were deleted. The file {@code retired.txt}
 * describes its own format and is written by {@code src/build/release_table.py}.
 */
public final class RetiredImages {

  private static final ImmutableSet<String> JAVA =
      ImmutableSet.of("adoptopenjdk", "java", "openjdk");

  private static final Regex CENTOS = Regex.of("^(?:centos)?(\\d{1,2})(?:[.\\d]{0,20})$");

  private static final Splitter BLANK = Splitter.on(' ');

  private RetiredImages() {}

  /** Loaded with the first question. */
  private static final class Table {
    static final String TEXT = Resource.ascii(RetiredImages.class, "retired.txt");
  }

  /**
   * That an image is retired.
   *
   * @param name its canonical name
   * @param since the day on which it was deprecated or withdrawn
   * @param successors images to use instead, as Docker prints them; some with a tag
   * @param image the image of a successor that takes its place, with a tag that exists; null where none is known
   */
  public record Retirement(
      String name,
      LocalDate since,
      ImmutableList<String> successors,
      @Nullable String image) {

    /** Whether its registry doesn't have it any more: of official images the last one stays. */
    public boolean isDeleted() {
      return name.indexOf('/') >= 0;
    }
  }

  /**
   * Whether all of a repository is retired, but for early releases.
   *
   * @param name its canonical name
   */
  public static boolean has(String name) {
    return at(name) >= 0;
  }

  /** Where the line of an image begins, behind the end of the line before; -1 where it has none. */
  private static int at(String name) {
    return Table.TEXT.indexOf("\n" + name + " ");
  }

  /** Since when an image is retired; null where it isn't, as early releases of {@code openjdk}, which are still built. */
  public static @Nullable Retirement of(ImageCatalog images, ImageReference image) {
    ImmutableList<String> parts = ImageTag.parts(image.tagOrLatest());
    String name = image.canonicalName();
    int at = parts.contains("ea") || parts.contains("rc") ? -1 : at(name);
    if (at < 0) {
      return null;
    }
    int end = Table.TEXT.indexOf('\n', at + 1);
    List<String> fields = BLANK.splitToList(Table.TEXT.substring(at + 1, end));
    ImmutableList<String> successors = ImmutableList.copyOf(fields.subList(2, fields.size()));
    return new Retirement(
        name, Day.of(fields.get(1)), successors, inPlaceOf(images, image, successors));
  }

  private static @Nullable String inPlaceOf(
      ImageCatalog images, ImageReference image, List<String> successors) {
    for (String successor : successors) {
      ImageReference repository = ImageReference.of(successor);
      ImmutableList<String> tags =
          repository == null ? ImmutableList.of() : images.tags(repository);
      for (String tag : tagsLike(image)) {
        if (tags.contains(tag)) {
          return successor + ":" + tag;
        }
      }
    }
    return null;
  }

  /** Its own tag; of CentOS its major release, which {@code latest} has for ever; of Java the version with what a JDK or JRE is called elsewhere. */
  private static ImmutableList<String> tagsLike(ImageReference image) {
    ImageTag tag = ImageTag.of(image.tagOrLatest());
    if (image.canonicalName().equals("centos")) {
      Matcher major = CENTOS.matcher(image.tagOrLatest());
      return ImmutableList.of(
          image.tagOrLatest().equals("latest") ? "8" : major.find() ? major.group(1) : "");
    }
    if (!JAVA.contains(image.canonicalName())) {
      return ImmutableList.of(image.tagOrLatest());
    }
    boolean isOther = tag.words().contains("openj9") || tag.words().contains("nanoserver");
    if (tag.version().isEmpty() || isOther) {
      return ImmutableList.of(); // latest has another release elsewhere
    }
    String kit = tag.version().get(0) + (tag.words().contains("jre") ? "-jre" : "-jdk");
    return tag.wordsWithoutAlpineVersion().contains("alpine")
        ? ImmutableList.of(kit + "-alpine", kit)
        : ImmutableList.of(kit);
  }
}

package dev.plimsoll.image;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
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

  /** The images of AdoptOpenJDK itself, of which the official one was made. */
  private static final Regex ADOPT = Regex.of("adoptopenjdk/openjdk(\\d{1,2})(-openj9)?");

  /** Official images, by the names that the projects which make them give their own. */
  private static final ImmutableMap<String, String> OWN_NAMES =
      ImmutableMap.of("scientificlinux/sl", "sl");

  private static final String OPENJDK = "openjdk";

  /** Tags of Maven on the images of OpenJDK. */
  private static final Regex ON_OPENJDK =
      Regex.of("(?:\\d{1,2}(?:\\.\\d{1,2}){0,2}-)?(?:open)?jdk-(\\d{1,2})(?:-.{0,60})?");

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
      return name.startsWith("microsoft/");
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
    String official = ADOPT.matcher(name).matches() ? "adoptopenjdk" : OWN_NAMES.get(name);
    return Table.TEXT.indexOf("\n" + (official == null ? name : official) + " ");
  }

  /** Since when an image is retired; null where it isn't, as early releases of {@code openjdk}, which are still built. */
  public static @Nullable Retirement of(ImageCatalog images, ImageReference image) {
    ImmutableList<String> parts = ImageTag.parts(image.tagOrLatest());
    String name = image.canonicalName();
    if (name.equals("maven")) {
      return ofMaven(image);
    }
    int at = parts.contains("ea") || parts.contains("rc") ? -1 : at(name);
    if (at < 0) {
      return null;
    }
    List<String> fields = fields(at);
    ImmutableList<String> successors = ImmutableList.copyOf(fields.subList(2, fields.size()));
    return new Retirement(
        name, Day.of(fields.get(1)), successors, inPlaceOf(images, image, successors));
  }

  /** What a line has: the name, the day and the successors. */
  private static List<String> fields(int at) {
    return BLANK.splitToList(Table.TEXT.substring(at + 1, Table.TEXT.indexOf('\n', at + 1)));
  }

  private static @Nullable Retirement ofMaven(ImageReference image) {
    Matcher java = ON_OPENJDK.matcher(image.tagOrLatest());
    if (!java.matches()) {
      return null;
    }
    Integer next = LONG_TERM.ceiling(Integer.valueOf(java.group(1)));
    return new Retirement(
        OPENJDK + ", on which this image stands,",
        Day.of(fields(at(OPENJDK)).get(1)),
        ImmutableList.of("maven:3-eclipse-temurin" + (next == null ? "" : "-" + next)),
        null);
  }

  /** The releases of Java for which Maven still has images. */
  private static final ImmutableSortedSet<Integer> LONG_TERM =
      ImmutableSortedSet.of(8, 11, 17, 21, 25);

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
    Matcher adopt = ADOPT.matcher(image.canonicalName());
    if (adopt.matches()) {
      boolean isOther = adopt.group(2) != null || tag.words().contains("windowsservercore");
      return isOther ? ImmutableList.of() : tagsOfJava(String.valueOf(adopt.group(1)), image);
    }
    if (!JAVA.contains(image.canonicalName())) {
      return ImmutableList.of(image.tagOrLatest());
    }
    boolean isOther = tag.words().contains("openj9") || tag.words().contains("nanoserver");
    if (tag.version().isEmpty() || isOther) {
      return ImmutableList.of(); // latest has another release elsewhere
    }
    return tagsOfJava(String.valueOf(tag.version().get(0)), image);
  }

  private static ImmutableList<String> tagsOfJava(String release, ImageReference image) {
    ImageTag tag = ImageTag.of(image.tagOrLatest());
    String kit = release + (tag.words().contains("jre") ? "-jre" : "-jdk");
    return tag.wordsWithoutAlpineVersion().contains("alpine")
        ? ImmutableList.of(kit + "-alpine", kit)
        : ImmutableList.of(kit);
  }
}

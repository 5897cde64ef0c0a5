package dev.plimsoll.image;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.Regex;
import java.time.LocalDate;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * That a release gets no fixes any more, according to endoflife.date.
 *
 * @param release the release that ended, {@code node 14} or {@code Debian 10 (buster)}
 * @param ofSystem whether that is the distribution below the image, and not what the image is called after
 * @param lastDay the last day of its support; null where that is only known to be long ago
 * @param successors supported releases that have the same variant and are the best to move to, the nearest one first
 * @param supported all of them, the newest one first
 */
public record EndOfLife(
    String release,
    boolean ofSystem,
    @Nullable LocalDate lastDay,
    ImmutableList<Successor> successors,
    ImmutableList<Successor> supported) {

  private static EndOfLife of(
      String release, boolean ofSystem, ReleaseLine ended, Successors.Choice choice) {
    return new EndOfLife(release, ofSystem, ended.end(), choice.best(), choice.all());
  }

  /** The best release to move to; null where none is known. */
  public @Nullable Successor nearest() {
    return successors.isEmpty() ? null : successors.get(0);
  }

  /** The same where some releases alone can be moved to; as it is where none of these is supported. */
  public EndOfLife within(Predicate<String> isAllowed) {
    ImmutableList<Successor> left = allowed(successors, isAllowed);
    if (left.isEmpty()) {
      ImmutableList<Successor> others = allowed(supported, isAllowed);
      left = others.isEmpty() ? successors : others.subList(0, 1);
    }
    return new EndOfLife(release, ofSystem, lastDay, left, supported);
  }

  private static ImmutableList<Successor> allowed(
      ImmutableList<Successor> some, Predicate<String> isAllowed) {
    return some.stream()
        .filter(one -> isAllowed.test(one.release()))
        .collect(ImmutableList.toImmutableList());
  }

  /** Whether a release of an image has a code name: {@code trixie} of {@code debian}. */
  public static boolean isCodename(String image, String name) {
    return ReleaseLines.named(image, name) != null;
  }

  /** What is known of the end of an image's support; null where it is supported, or nobody knows. */
  public static @Nullable EndOfLife of(ImageCatalog images, ImageReference image) {
    boolean isNamed = image.tag() != null
        || BaseRelease.inRepository(image) != null
        || nodeInRepository(image) != null;
    if (image.isScratch() || !isNamed) {
      return null;
    }
    ImageTag tag = ImageTag.of(image.tagOrLatest());
    String name = image.canonicalName();
    ReleaseLine node = nodeInRepository(image);
    if (node != null && node.hasEndedBefore(images.today())) {
      return of("node " + node.text(), false, node, Successors.ofNode(images, image, node));
    }
    ReleaseLine line = ended(name, tag, images.today());
    line = line == null ? beforeAll(name, tag, images.today()) : line;
    if (line != null) {
      return of(label(image, line), false, line, Successors.inImage(images, image, line));
    }
    BaseRelease system = BaseRelease.of(image);
    return system == null || !system.line().hasEndedBefore(images.today())
        ? null
        : of(system.label(), true, system.line(), Successors.onSystem(images, image, system));
  }

  /** The last day of the support of an image's own release, past or to come; null where none is known. */
  public static @Nullable LocalDate supportOf(ImageReference image) {
    ReleaseLine line = line(image.canonicalName(), ImageTag.of(image.tagOrLatest()));
    return line == null ? null : line.end();
  }

  /** The release of a distribution that an image names, {@code Debian 12 (bookworm)}; null where it names none. */
  public static @Nullable String systemOf(ImageReference image) {
    BaseRelease system = BaseRelease.of(image);
    return system == null ? null : system.label();
  }

  /** Once the tag said of which release it is. */
  private static final Regex DISTROLESS_NODE = Regex.of(
      "gcr\\.io/distroless/nodejs(?:(\\d{2})(?:-.{1,100})?|(?:-.{1,40})?:(\\d{2})(?:-.{1,40})?)");

  /** The release of Node that a repository is for: {@code gcr.io/distroless/nodejs18-debian12}, {@code gcr.io/distroless/nodejs:14}. */
  private static @Nullable ReleaseLine nodeInRepository(ImageReference image) {
    Matcher node = DISTROLESS_NODE.matcher(image.repository());
    if (!node.matches() && image.tag() != null) {
      node = DISTROLESS_NODE.matcher(image.repository() + ":" + image.tag());
    }
    if (!node.matches()) {
      return null;
    }
    String major = node.group(1) == null ? node.group(2) : node.group(1);
    return ReleaseLines.of("node", ImageTag.of(String.valueOf(major)).version());
  }

  private static @Nullable ReleaseLine ended(String name, ImageTag tag, LocalDate today) {
    ReleaseLine own = line(name, tag);
    if (own != null) {
      return own.hasEndedBefore(today) ? own : null;
    }
    return tag.version().isEmpty() ? null : lastOf(name, tag, today);
  }

  /** The table begins with a release behind one that is still supported. */
  private static final String WITHOUT_OLDEST = "openjdk";

  /**
   * The line of a version of an official image that is older than all of which the end is known, if the first of these has
   * ended. Others number their tags in several ways.
   */
  private static @Nullable ReleaseLine beforeAll(String name, ImageTag tag, LocalDate today) {
    ReleaseLine first = null;
    for (ReleaseLine line : ReleaseLines.of(name)) {
      if (line.isOf(tag.version()) || line.has(tag.version())) {
        return null;
      }
      first = line.end() != null && (first == null || first.isNewerThan(line)) ? line : first;
    }
    return first == null
            || tag.version().isEmpty()
            || name.equals(WITHOUT_OLDEST)
            || name.indexOf('/') >= 0
            || !first.hasEndedBefore(today)
            || !VersionOrder.isNewer(first.version(), tag.version())
        ? null
        : ReleaseLine.unlisted(ReleaseLines.lineOf(name, tag.version()));
  }

  /** The line that a tag is of by its version or by its code name. */
  static @Nullable ReleaseLine line(String name, ImageTag tag) {
    if (!tag.version().isEmpty()) {
      return ReleaseLines.of(name, tag.version());
    }
    return tag.words().isEmpty() ? null : ReleaseLines.named(name, tag.words().get(0));
  }

  /** The one that ended last of several that a short version stands for, if all of them have ended: 7.4 of PHP 7. */
  private static @Nullable ReleaseLine lastOf(String name, ImageTag tag, LocalDate today) {
    ReleaseLine last = null;
    for (ReleaseLine line : ReleaseLines.of(name)) {
      if (line.isOf(tag.version())) {
        if (!line.hasEndedBefore(today)) {
          return null;
        }
        last = last == null || line.lastDay().isAfter(last.lastDay()) ? line : last;
      }
    }
    return last;
  }

  private static String label(ImageReference image, ReleaseLine line) {
    BaseRelease system = BaseRelease.of(image);
    return system != null && system.line().equals(line)
        ? system.label()
        : image.familiarName() + " " + line.text();
  }
}

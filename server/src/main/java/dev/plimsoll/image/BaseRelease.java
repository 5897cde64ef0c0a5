package dev.plimsoll.image;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.plimsoll.text.Regex;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * The release of a distribution that a tag names: {@code bookworm}, {@code jammy}, {@code alpine3.19}.
 *
 * @param system the image that the distribution is itself
 */
record BaseRelease(String system, ReleaseLine line) {

  private static final Regex DISTROLESS = Regex.of("gcr\\.io/distroless/.{1,100}-debian(\\d{1,3})");

  /** Images that Red Hat's collections of software were built as. */
  private static final Regex ON_CENTOS = Regex.of("(?:.{0,200}/)?centos/.{1,100}-(centos[678])");

  /** Red Hat's own, and what it puts on them: {@code ubi7/nodejs-14}. */
  private static final Regex OF_RED_HAT = Regex.of(
      "(?:docker\\.io/redhat|registry\\.access\\.redhat\\.com|registry\\.redhat\\.io)/(?:ubi|rhel)(\\d{1,2})(?:[/-].{1,100})?");

  /** As some write the number of a release of Ubuntu. */
  private static final Regex COMPACT = Regex.of("^(\\d{2})(\\d{2})$");

  private static final ImmutableMap<String, String> NAMES = ImmutableMap.of(
      "debian", "Debian", "ubuntu", "Ubuntu", "alpine", "Alpine", "centos", "CentOS", "rhel",
      "RHEL");

  /** The oldest release of each that tags name by its number. */
  private static final ImmutableMap<String, ImmutableIntArray> FIRST_IN_IMAGES = ImmutableMap.of(
      "debian", ImmutableIntArray.of(6),
      "ubuntu", ImmutableIntArray.of(10, 4),
      "alpine", ImmutableIntArray.of(3, 2),
      "centos", ImmutableIntArray.of(5),
      "rhel", ImmutableIntArray.of(6));

  /** The Ubuntu on which each distribution of ROS stands; some of their names are those of other releases of Ubuntu. */
  private static final ImmutableMap<String, String> OF_ROS = ImmutableMap.<String, String>builder()
      .put("crystal", "bionic")
      .put("dashing", "bionic")
      .put("eloquent", "bionic")
      .put("foxy", "focal")
      .put("galactic", "focal")
      .put("humble", "jammy")
      .put("indigo", "trusty")
      .put("iron", "jammy")
      .put("jade", "trusty")
      .put("jazzy", "noble")
      .put("kinetic", "xenial")
      .put("lunar", "xenial")
      .put("melodic", "bionic")
      .put("noetic", "focal")
      .buildOrThrow();

  /** The one that an image names in its tag, or is by its version; null where it names none that is known. */
  static @Nullable BaseRelease of(ImageReference image) {
    String name = image.canonicalName();
    ImageTag tag = ImageTag.of(image.tagOrLatest());
    ReleaseLine own =
        NAMES.containsKey(name) && !tag.version().isEmpty() ? EndOfLife.line(name, tag) : null;
    if (own != null) {
      return new BaseRelease(name, own);
    }
    BaseRelease ofDistroless = inRepository(image);
    if (ofDistroless != null) {
      return ofDistroless;
    }
    return name.equals("ros") || name.endsWith("/ros") ? ofRos(tag) : in(tag);
  }

  /** The one that a word says besides the distribution of ROS, or else the one for which that is built. */
  private static @Nullable BaseRelease ofRos(ImageTag tag) {
    String ubuntu = null;
    for (String word : tag.words()) {
      if (OF_ROS.containsKey(word)) {
        ubuntu = OF_ROS.get(word);
      } else if (of(word) != null) {
        return of(word);
      }
    }
    return ubuntu == null ? null : of(ubuntu);
  }

  /** The one that a repository is for: {@code gcr.io/distroless/base-debian12}, {@code centos/ruby-27-centos7}. */
  static @Nullable BaseRelease inRepository(ImageReference image) {
    Matcher centos = ON_CENTOS.matcher(image.repository());
    if (centos.matches()) {
      return of(centos.group(1));
    }
    Matcher redHat = OF_RED_HAT.matcher(image.repository());
    if (redHat.matches()) {
      return of("rhel" + redHat.group(1));
    }
    Matcher debian = DISTROLESS.matcher(image.repository());
    ReleaseLine line = debian.matches()
        ? ReleaseLines.of("debian", ImageTag.of(debian.group(1)).version())
        : null;
    return line == null ? null : new BaseRelease("debian", line);
  }

  /** The one that the words of a tag name, as {@code bullseye}, {@code ubuntu20.04} or {@code debian-11}. */
  static @Nullable BaseRelease in(ImageTag tag) {
    ImmutableList<String> words = tag.words();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      BaseRelease found = of(word);
      if (found == null && i + 1 < words.size() && NAMES.containsKey(word)) {
        found = of(word + words.get(i + 1));
      }
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** The one that a word of a tag names. */
  static @Nullable BaseRelease of(String word) {
    for (String system : NAMES.keySet()) {
      ReleaseLine line = ReleaseLines.named(system, word);
      if (line == null && word.startsWith(system) && word.length() > system.length()) {
        line = numbered(system, word.substring(system.length()));
      }
      if (line != null) {
        return new BaseRelease(system, line);
      }
    }
    return null;
  }

  /** None of releases before images: {@code debian-1.2} is the second build of something on Debian. */
  private static @Nullable ReleaseLine numbered(String system, String number) {
    ReleaseLine line = ReleaseLines.of(
        system, ImageTag.of(COMPACT.matcher(number).replaceFirst("$1.$2")).version());
    ImmutableIntArray first = FIRST_IN_IMAGES.get(system);
    return line == null || first == null || VersionOrder.isNewer(first, line.version())
        ? null
        : line;
  }

  /** {@code Debian 10 (buster)}. */
  String label() {
    String label = NAMES.get(system) + " " + line.text();
    return line.codename() == null ? label : label + " (" + line.codename() + ")";
  }
}

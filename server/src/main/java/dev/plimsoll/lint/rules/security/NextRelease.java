package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.Ints;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.image.EndOfLife;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.Successor;
import dev.plimsoll.lint.Subject;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Another release than the one of an image that has ended, and what its images stand on.
 *
 * @param image the one that has ended
 */
record NextRelease(Subject subject, ImageReference image, EndOfLife ended, String release) {

  static final String DEBIAN = "Debian ";
  static final String UBUNTU = "Ubuntu ";

  /** Official images whose newest tags without a codename stand on Debian 13. */
  private static final ImmutableSet<String> ON_DEBIAN_13 = ImmutableSet.of(
      "golang", "httpd", "nginx", "perl", "php", "postgres", "python", "ruby", "rust");

  private static final int FIRST_UBUNTU_WITH_USER = 23;
  /** When Ubuntu 24.04 appeared, on which its tags without a codename have been since. */
  private static final LocalDate FIRST_TEMURIN_WITH_USER = LocalDate.of(2024, 4, 25);

  /** The system of its tag, as that says it; null where it doesn't. */
  @Nullable String system() {
    String tag = tag();
    return tag == null ? null : SystemOfPrograms.named(subject, image.withTag(tag));
  }

  private @Nullable String tag() {
    for (Successor next : ended.supported()) {
      if (next.tag() != null && next.release().equals(release)) {
        return next.tag();
      }
    }
    return null;
  }

  /**
   * What is there for a release of a distribution; null where its tag stands on the same one as the ended tag, so that its packages
   * are the same. That is asked only where there is something: of an ended tag the large table of images knows it.
   */
  @Nullable String unlessOnSameSystem(@Nullable String tied) {
    return tied != null && isOnSameSystem() ? null : tied;
  }

  private boolean isOnSameSystem() {
    String next = SystemOfPrograms.of(subject, image, tag());
    return !next.isEmpty() && next.equals(SystemOfPrograms.of(subject, image));
  }

  /** Whether its tag is of Debian 13, as it or another tag of the same image says, or as tags without a codename are. */
  boolean isOnDebian13() {
    String system = SystemOfPrograms.of(subject, image, tag());
    if (!system.isEmpty()) {
      return system.startsWith("Debian 13");
    }
    return ended.ofSystem()
        ? ended.release().startsWith("Debian") && release.equals("13")
        : ON_DEBIAN_13.contains(image.canonicalName());
  }

  /** Whether its images have the user of Ubuntu, which those of the ended one don't. */
  boolean hasUserOfUbuntu() {
    return ended.release().startsWith(UBUNTU)
        ? endedMajor(UBUNTU) < FIRST_UBUNTU_WITH_USER && major() >= FIRST_UBUNTU_WITH_USER
        : image.canonicalName().equals("eclipse-temurin")
            && BaseFamily.of(image) == BaseFamily.UBUNTU
            && SystemOfPrograms.named(subject, image) == null
            && ended.lastDay() != null
            && ended.lastDay().isBefore(FIRST_TEMURIN_WITH_USER);
  }

  int major() {
    return major(release);
  }

  /** The number of the ended one, behind the name of its system. */
  int endedMajor(String system) {
    return major(ended.release().substring(system.length()));
  }

  /** The number of the ended one of an image itself. */
  int endedMajor() {
    return major(ended.release().substring(ended.release().lastIndexOf(' ') + 1));
  }

  private static int major(String release) {
    int end = 0;
    while (end < release.length() && Character.isDigit(release.charAt(end))) {
      end++;
    }
    Integer number = Ints.tryParse(release.substring(0, end));
    return number == null ? Integer.MAX_VALUE : number;
  }
}

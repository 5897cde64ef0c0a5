package dev.plimsoll.image;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Release lines that don't follow each other. Those of nginx with an even number are stable, the others mainline, and tags call
 * the newest of each so.
 */
final class ReleaseChannels {

  private static final String IMAGE = "nginx";
  private static final String STABLE = "stable";
  private static final String MAINLINE = "mainline";

  private ReleaseChannels() {}

  /** Its server has a year for a number, its community build has two digits of one, and both were one until 10. */
  private static final String OF_TWO_PRODUCTS = "sonarqube";

  private static final int LAST_OF_BOTH = 10;
  private static final int FIRST_YEAR = 2000;

  /** Whether two lines of an image are of the same channel; of images without channels all are. */
  static boolean areSame(String image, ReleaseLine one, ReleaseLine other) {
    if (image.equals(OF_TWO_PRODUCTS)) {
      int number = one.version().get(0);
      return number > LAST_OF_BOTH && number >= FIRST_YEAR == other.version().get(0) >= FIRST_YEAR;
    }
    return !image.equals(IMAGE) || isStable(one) == isStable(other);
  }

  /** The tags that are known of an image, and by number those that name a channel: {@code 1.30-alpine} for {@code stable-alpine}. */
  static ImmutableList<String> withNumbers(
      String image, ImmutableList<String> tags, LocalDate today) {
    if (!image.equals(IMAGE)) {
      return tags;
    }
    ImmutableList.Builder<String> all = ImmutableList.<String>builder().addAll(tags);
    for (String tag : tags) {
      ReleaseLine line = tag.startsWith(STABLE)
          ? newest(true, today)
          : tag.startsWith(MAINLINE) ? newest(false, today) : null;
      if (line != null) {
        all.add(line.text() + tag.substring((isStable(line) ? STABLE : MAINLINE).length()));
      }
    }
    return all.build();
  }

  private static @Nullable ReleaseLine newest(boolean stable, LocalDate today) {
    for (ReleaseLine line : ReleaseLines.of(IMAGE)) {
      if (isStable(line) == stable && !line.hasEndedBefore(today)) {
        return line;
      }
    }
    return null;
  }

  private static final String OF_LONG_TERM = "node";

  /** Months of support from the day on which a release of Node gets the tag {@code lts}, in October of its first year. */
  private static final int MONTHS_OF_LONG_TERM = 30;

  /** The release that the tag {@code lts} of an image means on a day by its plan; null where none is known. */
  static @Nullable String longTerm(String image, LocalDate today) {
    for (ReleaseLine line :
        image.equals(OF_LONG_TERM) ? ReleaseLines.of(image) : ImmutableList.<ReleaseLine>of()) {
      if (line.longTerm()
          && line.end() != null
          && line.end().minusMonths(MONTHS_OF_LONG_TERM).isBefore(today)) {
        return line.text();
      }
    }
    return null;
  }

  private static boolean isStable(ReleaseLine line) {
    int last = line.version().length() - 1;
    return line.version().get(last) % 2 == 0;
  }
}

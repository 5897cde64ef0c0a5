package dev.plimsoll.lint.rules;

import com.google.common.base.Ascii;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a rule says something else than BuildKit's check of the same name, and why. There are no others. */
enum BuildKitDifference {
  /** The cases were recorded without base images, which may define the variable. */
  VARIABLES_OF_THE_BASE_IMAGE(
      "UndefinedVar",
      place -> place.isBuildKits()
          && !Pattern.compile(
                  "(?:alpine|busybox|centos|debian|fedora|scratch|ubuntu)(?:[:@].*)?",
                  Pattern.CASE_INSENSITIVE)
              .matcher(place.base())
              .matches()),

  /** Where FROM can't be read, that is said instead. */
  FROM_WITH_ERRORS(
      "FromAsCasing",
      place -> place.isBuildKits()
          && Pattern.compile("(?im)^FROM \\w+ (?!as \\w+$)\\w+ \\w+")
              .matcher(place.text())
              .find()),

  /** Cases that were recorded with Windows for a target have the flag here instead. */
  CASES_OF_WINDOWS(
      "FromPlatformFlagConstDisallowed",
      place -> !place.isBuildKits() && place.text().contains("--platform=windows")),

  /** The cases were recorded for linux/amd64, though the base image is one of Windows. */
  PATHS_OF_WINDOWS(
      "WorkdirRelativePath",
      place -> place.isBuildKits()
          && Pattern.compile("workdir \"([A-Za-z]:|\\\\)")
              .matcher(place.detail())
              .find()),

  /** What is wrong in a trigger is reported where it is written; BuildKit reports it at the FROM that fires it. */
  TRIGGERS(
      null, place -> place.isBuildKits() && Ascii.toUpperCase(place.text()).contains("ONBUILD")),

  /** A comment silences it that is another tool's, or that BuildKit reads otherwise: whoever writes one means it. */
  COMMENTS_THAT_SILENCE(null, place -> place.isBuildKits() && place.isSilenced());

  private static final Pattern IS_FROM = Pattern.compile("(?i)\\s*FROM\\s+(?:--\\S+\\s+)?(\\S+)");

  private final @Nullable String check;
  private final Predicate<Place> explains;

  BuildKitDifference(@Nullable String check, Predicate<Place> explains) {
    this.check = check;
    this.explains = explains;
  }

  boolean explains(Place place) {
    return (check == null || check.equals(place.check)) && explains.test(place);
  }

  /**
   * A line that one of the two reports and the other doesn't.
   *
   * @param text the file
   * @param isBuildKits whether it is BuildKit that reports it
   * @param detail what it says then
   * @param isSilenced whether the rule would report it, too, if no comment silenced it
   */
  record Place(
      String check, String text, int line, boolean isBuildKits, String detail, boolean isSilenced) {

    /** What stands in the lines above, from the FROM of the stage on. */
    String before() {
      List<String> lines = text.lines().limit(line - 1).toList();
      for (int i = lines.size() - 1; i >= 0; i--) {
        if (IS_FROM.matcher(lines.get(i)).lookingAt()) {
          return String.join("\n", lines.subList(i, lines.size()));
        }
      }
      return "";
    }

    /** The image that the stage is FROM, as it is written. */
    String base() {
      Matcher from = IS_FROM.matcher(before());
      return from.lookingAt() ? from.group(1) : "";
    }
  }
}

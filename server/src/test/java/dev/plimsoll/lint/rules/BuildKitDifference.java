package dev.plimsoll.lint.rules;

import com.google.common.base.Ascii;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a rule says something else than BuildKit's check of the same name, and why. There are no others. */
enum BuildKitDifference {
  /** {@code arg-out-of-scope} speaks of those that the file declares elsewhere; a base image may define any other. */
  VARIABLES_OF_THE_BASE_IMAGE("UndefinedVar", Place::isBuildKits),

  /** The check of HEALTHCHECK is hadolint's: BuildKit looks at CMD and ENTRYPOINT only. */
  HEALTHCHECKS(
      "JSONArgsRecommended",
      place -> !place.isBuildKits()
          && Pattern.compile("(?im)^\\s*HEALTHCHECK\\b").matcher(place.text()).find()),

  /** A shell for people, such as {@code CMD bash}, is ended by them and not by a signal. */
  SHELL_FOR_PEOPLE(
      "JSONArgsRecommended",
      place -> place.isBuildKits()
          && Pattern.compile(
                  "(?im)^\\s*(CMD|ENTRYPOINT)\\s+\\S*\\b(ash|bash|dash|fish|ksh|sh|zsh)\\s*$")
              .matcher(place.text())
              .find()),

  /** What ends with one of these ignores the stop signal as process 1, with a shell above it or without. */
  PROGRAMS_THAT_IGNORE_SIGNALS(
      "JSONArgsRecommended",
      place -> place.isBuildKits()
          && Pattern.compile("(?ims)^\\s*(CMD|ENTRYPOINT)\\b.*\\b(tail|sleep|bash)\\b")
              .matcher(place.text())
              .find()),

  /** The cases were recorded without base images, which may set the variable that the path begins with. */
  PATHS_OF_THE_BASE_IMAGE(
      "WorkdirRelativePath",
      place -> place.isBuildKits()
          && place.detail().contains("workdir \"\"")
          && Pattern.compile("(?im)^\\s*WORKDIR\\s+\"?\\$")
              .matcher(place.text())
              .find()),

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
      String check,
      String text,
      int line,
      boolean isBuildKits,
      String detail,
      boolean isSilenced) {}
}

package dev.plimsoll.syntax;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import org.jspecify.annotations.Nullable;

/**
 * The value of a check directive: which of BuildKit's build checks are skipped.
 *
 * @param skip names of checks, case-sensitive; {@code all} alone means every one
 * @param experimental names of experimental checks to run; {@code all} alone means every one
 * @param error whether a warning fails the build
 * @param problem BuildKit's text about the first part that it can't read, which fails the build; or null
 */
public record CheckOptions(
    ImmutableSet<String> skip,
    ImmutableSet<String> experimental,
    boolean error,
    @Nullable String problem) {

  /** BuildKit splits at the first two semicolons only. */
  private static final int MAX_PARTS = 3;

  private static final ImmutableSet<String> TRUE =
      ImmutableSet.of("1", "t", "T", "TRUE", "true", "True");
  private static final ImmutableSet<String> FALSE =
      ImmutableSet.of("0", "f", "F", "FALSE", "false", "False");

  public static CheckOptions parse(String options) {
    ImmutableSet<String> skip = ImmutableSet.of();
    ImmutableSet<String> experimental = ImmutableSet.of();
    boolean error = false;
    String problem = null;
    String trimmed = Whitespace.trim(options);
    if (trimmed.isEmpty()) {
      return new CheckOptions(skip, experimental, false, null);
    }
    for (String part : Splitter.on(';').limit(MAX_PARTS).split(trimmed)) {
      int equals = part.indexOf('=');
      String key = equals < 0 ? part : Whitespace.trim(part.substring(0, equals));
      String value = Whitespace.trim(part.substring(equals + 1));
      String found = null;
      switch (equals < 0 ? "" : key) {
        case "skip" -> skip = names(value);
        case "experimental" -> experimental = names(value);
        case "error" -> {
          error = TRUE.contains(value);
          found = error || FALSE.contains(value) ? null : notBoolean(part, value);
        }
        default -> found = "invalid check option " + GoQuote.of(key);
      }
      problem = problem == null ? found : problem;
    }
    return new CheckOptions(skip, experimental, error, problem);
  }

  private static String notBoolean(String part, String value) {
    return "failed to parse check option " + GoQuote.of(part) + ": strconv.ParseBool: parsing "
        + GoQuote.of(value) + ": invalid syntax";
  }

  private static ImmutableSet<String> names(String value) {
    return ImmutableSet.copyOf(Splitter.on(',').trimResults().omitEmptyStrings().split(value));
  }
}

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
 * @param invalid the first part that BuildKit can't read, which fails the build; or null
 */
public record CheckOptions(
    ImmutableSet<String> skip,
    ImmutableSet<String> experimental,
    boolean error,
    @Nullable String invalid) {

  /** BuildKit splits at the first two semicolons only. */
  private static final int MAX_PARTS = 3;

  private static final ImmutableSet<String> TRUE =
      ImmutableSet.of("1", "t", "T", "TRUE", "true", "True");

  public static CheckOptions parse(String options) {
    ImmutableSet<String> skip = ImmutableSet.of();
    ImmutableSet<String> experimental = ImmutableSet.of();
    boolean error = false;
    String invalid = null;
    for (String part : Splitter.on(';').limit(MAX_PARTS).split(options)) {
      int equals = part.indexOf('=');
      String value = part.substring(equals + 1);
      switch (equals < 0 ? "" : part.substring(0, equals).strip()) {
        case "skip" -> skip = names(value);
        case "experimental" -> experimental = names(value);
        case "error" -> error = TRUE.contains(value.strip());
        default -> invalid = invalid == null ? part : invalid;
      }
    }
    return new CheckOptions(skip, experimental, error, invalid);
  }

  private static ImmutableSet<String> names(String value) {
    return ImmutableSet.copyOf(Splitter.on(',').trimResults().omitEmptyStrings().split(value));
  }
}

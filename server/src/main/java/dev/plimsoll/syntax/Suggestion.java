package dev.plimsoll.syntax;

import com.google.common.collect.ImmutableList;
import org.jspecify.annotations.Nullable;

/** What BuildKit takes to be meant, and in which words it says so. */
final class Suggestion {

  private Suggestion() {}

  /** What BuildKit appends to an error. */
  static String buildkit(@Nullable String meant) {
    return meant == null ? "" : " (did you mean " + meant + "?)";
  }

  /** The flag that BuildKit takes to be meant. */
  static @Nullable String flag(String written, ImmutableList<FlagSpec> known) {
    ImmutableList.Builder<String> names = ImmutableList.builderWithExpectedSize(known.size());
    for (FlagSpec flag : known) {
      names.add(flag.name());
    }
    return EditDistance.nearest(written, names.build());
  }

  /** The keyword that BuildKit takes to be meant, in upper case only where all of what was written is. */
  static @Nullable String keyword(String written) {
    ImmutableList.Builder<String> names = ImmutableList.builder();
    for (Keyword keyword : Keyword.values()) {
      if (keyword != Keyword.UNKNOWN) {
        names.add(GoCase.lower(keyword.name()));
      }
    }
    String lower = GoCase.lower(written);
    String meant = EditDistance.nearest(lower, names.build());
    boolean upper = !written.equals(lower) && written.equals(GoCase.upper(written));
    return meant != null && upper ? GoCase.upper(meant) : meant;
  }
}

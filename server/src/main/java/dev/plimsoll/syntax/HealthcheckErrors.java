package dev.plimsoll.syntax;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/** What is wrong with a HEALTHCHECK. After NONE nobody looks at the flags. */
final class HealthcheckErrors {

  private static final ImmutableList<String> DURATIONS =
      ImmutableList.of("interval", "timeout", "start-period", "start-interval");

  private static final long MILLISECOND = 1_000_000L;

  private HealthcheckErrors() {}

  static ImmutableList<SyntaxError> of(InstructionText source) {
    ImmutableList<Word> words = source.words();
    if (words.isEmpty()) {
      return ArgumentErrors.missing(
          source, "Say how the container's health is checked: HEALTHCHECK CMD command.");
    }
    if (words.get(0).value().equalsIgnoreCase("none")) {
      return words.size() == 1 ? ImmutableList.of() : afterNone(words);
    }
    return InstructionErrors.join(
        FlagErrors.of(source), InstructionErrors.join(type(source), values(source)));
  }

  private static ImmutableList<SyntaxError> afterNone(ImmutableList<Word> words) {
    TextRange rest = words.get(1).range().hull(words.get(words.size() - 1).range());
    return ImmutableList.of(SyntaxError.inInstruction(
        rest, "NONE stands alone: remove what follows it.", "HEALTHCHECK NONE takes no arguments"));
  }

  private static ImmutableList<SyntaxError> type(InstructionText source) {
    Word type = source.words().get(0);
    if (!type.value().equalsIgnoreCase("cmd")) {
      String meant = EditDistance.meant(type.value(), ImmutableList.of("CMD", "NONE"));
      return ImmutableList.of(SyntaxError.inInstruction(
              type.range(),
              "Write CMD before the command, or NONE to switch health checks off.",
              "Unknown type " + GoQuote.of(GoCase.upper(type.value()))
                  + " in HEALTHCHECK (try CMD)")
          .withRepair(
              meant != null
                  ? Repair.change(type.range(), meant)
                  : Repair.of("Insert CMD", TextEdit.insert(type.range().start(), "CMD "))));
    }
    return source.words().size() > 1
        ? ImmutableList.of()
        : ImmutableList.of(SyntaxError.inInstruction(
            type.range(), "Give the command after CMD.", "Missing command after HEALTHCHECK CMD"));
  }

  private static ImmutableList<SyntaxError> values(InstructionText source) {
    if (source.flags().isEmpty()) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<SyntaxError> errors = ImmutableList.builder();
    for (String name : DURATIONS) {
      SyntaxError error = duration(source.flag(name));
      if (error != null) {
        errors.add(error);
      }
    }
    SyntaxError error = retries(source.flag("retries"));
    return error == null ? errors.build() : errors.add(error).build();
  }

  private static @Nullable SyntaxError duration(@Nullable Flag flag) {
    if (flag == null || flag.valueOrEmpty().isEmpty()) {
      return null;
    }
    GoDuration duration = GoDuration.parse(flag.valueOrEmpty());
    if (duration.error() != null) {
      return SyntaxError.inInstruction(
              flag.valueRange(),
              "A duration is a number with a unit, such as 500ms, 30s or 1m30s.",
              duration.error())
          .withRepair(
              CharMatcher.inRange('0', '9').matchesAllOf(flag.valueOrEmpty())
                  ? Repair.change(flag.valueRange(), flag.valueOrEmpty() + "s")
                  : null);
    }
    if (duration.nanoseconds() == 0 || duration.nanoseconds() >= MILLISECOND) {
      return null;
    }
    return SyntaxError.inInstruction(
        flag.valueRange(),
        "The shortest duration is 1ms; 0 means the default.",
        "Interval " + GoQuote.of(flag.name()) + " cannot be less than 1ms");
  }

  private static @Nullable SyntaxError retries(@Nullable Flag flag) {
    if (flag == null || flag.valueOrEmpty().isEmpty()) {
      return null;
    }
    GoInteger retries = GoInteger.parse(flag.valueOrEmpty());
    if (retries.error() == null && retries.value() >= 0) {
      return null;
    }
    return SyntaxError.inInstruction(
        flag.valueRange(),
        "--retries is a whole number, 1 or more; 0 means the default.",
        retries.error() != null
            ? retries.error()
            : "--retries cannot be negative (" + retries.value() + ")");
  }
}

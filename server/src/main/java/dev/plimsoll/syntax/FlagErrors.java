package dev.plimsoll.syntax;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.TextEdit;
import org.jspecify.annotations.Nullable;

/** What is wrong with flags whatever they mean: unknown, given twice, without a value, not true or false. */
final class FlagErrors {

  private FlagErrors() {}

  static ImmutableList<SyntaxError> of(InstructionText source) {
    ImmutableList<Flag> flags = source.flags();
    if (flags.isEmpty()) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<SyntaxError> errors = ImmutableList.builder();
    for (Flag flag : flags) {
      SyntaxError error = of(source, flag);
      if (error != null) {
        errors.add(error);
      }
    }
    return errors.build();
  }

  private static @Nullable SyntaxError of(InstructionText source, Flag flag) {
    FlagSpec spec = KnownFlags.find(source.keyword(), flag.name());
    String name = "--" + flag.name();
    if (spec == null) {
      return unknown(source.keyword(), flag);
    }
    if (spec.kind() != FlagSpec.Kind.REPEATABLE && source.flag(flag.name()) != flag) {
      return SyntaxError.inInstruction(
          flag.range(), name + " is given twice: keep one.", "duplicate flag specified: " + name);
    }
    if (spec.kind() == FlagSpec.Kind.BOOLEAN) {
      return ofBoolean(flag, name);
    }
    return flag.value() != null
        ? null
        : SyntaxError.inInstruction(
            flag.range(), "Give a value: " + name + "=value.", "missing a value on flag: " + name);
  }

  private static @Nullable SyntaxError ofBoolean(Flag flag, String name) {
    if (flag.value() == null) {
      return null;
    }
    return switch (Ascii.toLowerCase(flag.value())) {
      case "true", "false" -> null;
      case "" ->
        SyntaxError.inInstruction(
            flag.range(),
            "Write " + name + " alone, or give it true or false.",
            "missing a value on flag: " + name);
      default ->
        SyntaxError.inInstruction(
            flag.valueRange(),
            name + " is true or false.",
            "expecting boolean value for flag " + name + ", not: " + flag.value());
    };
  }

  private static SyntaxError unknown(Keyword keyword, Flag flag) {
    ImmutableList<FlagSpec> known = KnownFlags.of(keyword);
    String meant = KnownFlags.nearest(keyword, flag.name());
    String name = "--" + flag.name();
    String advice = meant != null ? ". Did you mean --" + meant + "?" : elsewhere(flag.name());
    SyntaxError error = SyntaxError.inInstruction(
        flag.range(),
        known.isEmpty()
            ? keyword + " takes no flags: remove " + name + "."
            : keyword + " has no flag " + name + advice,
        "unknown flag: " + name + Suggestion.buildkit(Suggestion.flag(flag.name(), known)));
    boolean isWritten = flag.nameRange().length() == flag.name().length();
    return meant != null && isWritten
        ? error.withRepair(
            Repair.of("Change to --" + meant, TextEdit.replace(flag.nameRange(), meant)))
        : error;
  }

  private static String elsewhere(String name) {
    for (FlagSpec flag : KnownFlags.all()) {
      if (flag.name().equals(name)) {
        return ": it belongs to " + flag.keyword() + ".";
      }
    }
    return ".";
  }
}

package dev.plimsoll.syntax;

import com.google.common.collect.ImmutableList;
import org.jspecify.annotations.Nullable;

/** What is wrong with the values of the flags of RUN, in BuildKit's order: devices, mounts, network, security. */
final class RunErrors {

  private RunErrors() {}

  static ImmutableList<SyntaxError> of(InstructionText source) {
    if (source.flags().isEmpty()) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<SyntaxError> errors = ImmutableList.builder();
    for (Flag flag : source.flags()) {
      if (flag.name().equals("device") && flag.value() != null) {
        add(errors, DeviceErrors.first(source, flag));
      }
    }
    for (Flag flag : source.flags()) {
      if (flag.name().equals("mount") && flag.value() != null) {
        add(errors, MountListErrors.first(source, flag));
      }
    }
    add(
        errors,
        mode(
            source.flag("network"),
            "--network is default, none or host.",
            "invalid network mode %s"));
    add(
        errors,
        mode(
            source.flag("security"),
            "--security is sandbox or insecure.",
            "security %s is not valid"));
    return errors.build();
  }

  private static void add(ImmutableList.Builder<SyntaxError> errors, @Nullable SyntaxError error) {
    if (error != null) {
      errors.add(error);
    }
  }

  private static @Nullable SyntaxError mode(@Nullable Flag flag, String message, String buildkit) {
    if (flag == null || flag.value() == null) {
      return null;
    }
    FlagSpec spec = KnownFlags.find(Keyword.RUN, flag.name());
    if (spec == null || spec.values().contains(flag.value())) {
      return null;
    }
    String meant = EditDistance.meant(flag.value(), spec.values());
    boolean isWritten = flag.valueRange().length() == flag.value().length();
    return SyntaxError.inInstruction(
            FlagValue.range(flag), message, buildkit.replace("%s", GoQuote.of(flag.value())))
        .withRepair(meant != null && isWritten ? Repair.change(flag.valueRange(), meant) : null);
  }
}

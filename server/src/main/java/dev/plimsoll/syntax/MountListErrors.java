package dev.plimsoll.syntax;

import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a {@code --mount} before variables are expanded: the list as such, and a variable in {@code from}.
 * All else about mounts BuildKit judges when the step is built.
 */
final class MountListErrors {

  private MountListErrors() {}

  static @Nullable SyntaxError first(InstructionText source, Flag flag) {
    GoCsv list = GoCsv.read(flag.valueOrEmpty());
    if (list.error() != null) {
      return list(
          flag, "--mount=type=cache,target=/path", "failed to parse csv mounts: " + list.error());
    }
    for (GoCsv.Field field : list.fields()) {
      String text = field.value();
      int equals = text.indexOf('=');
      if (equals == 4
          && text.regionMatches(true, 0, "from", 0, 4)
          && hasVariable(text, equals + 1)) {
        TextRange inField =
            new TextRange(field.range().start() + equals + 1, field.range().end());
        return SyntaxError.inInstruction(
            FlagValue.range(source, flag, inField),
            "from= takes no variables. Name a stage with FROM image AS name, and write that name here.",
            "'from' doesn't support variable expansion, define alias stage instead");
      }
    }
    return null;
  }

  /** A dollar sign at the very end is none. */
  private static boolean hasVariable(String text, int from) {
    int dollar = text.indexOf('$', from);
    return dollar >= 0 && dollar < text.length() - 1;
  }

  /** The value is no list of fields. */
  static SyntaxError list(Flag flag, String example, String buildkit) {
    String message = flag.valueOrEmpty().isEmpty()
        ? "Give a value, such as " + example + "."
        : "This is no list of fields: put quotes around a whole field, and write a quote inside it twice.";
    return SyntaxError.inInstruction(FlagValue.range(flag), message, buildkit);
  }
}

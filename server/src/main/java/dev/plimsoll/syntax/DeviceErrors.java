package dev.plimsoll.syntax;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/** What is wrong with a {@code --device}: one name, alone or after {@code name=}, and perhaps {@code required}. */
final class DeviceErrors {

  private DeviceErrors() {}

  static @Nullable SyntaxError first(InstructionText source, Flag flag) {
    GoCsv list = GoCsv.read(flag.valueOrEmpty());
    if (list.error() != null) {
      return MountListErrors.list(
          flag, "--device=vendor.com/class=name", "failed to parse csv devices: " + list.error());
    }
    String name = "";
    for (GoCsv.Field field : list.fields()) {
      String text = field.value();
      int equals = text.indexOf('=');
      String key = GoCase.lower(equals < 0 ? text : text.substring(0, equals));
      String value = text.substring(equals + 1);
      TextRange place = FlagValue.range(source, flag, field.range());
      if (key.equals("required")) {
        if (equals >= 0 && !isBool(value)) {
          return SyntaxError.inInstruction(
              place, "required is true or false.", "invalid value for required: " + value);
        }
      } else if (key.equals("name") && equals >= 0) {
        if (!name.isEmpty()) {
          return SyntaxError.inInstruction(
              place,
              "This device has a name already: " + name + ".",
              "device name already set to " + name);
        }
        name = value;
      } else if (name.isEmpty()) {
        name = text;
      } else {
        return unexpected(place, text, equals < 0 ? null : key);
      }
    }
    return null;
  }

  private static SyntaxError unexpected(TextRange place, String field, @Nullable String key) {
    String buildkit;
    if (key == null) {
      buildkit = "invalid field '" + field + "' must be a key=value pair";
    } else {
      String meant = EditDistance.nearest(key, ImmutableList.of("name", "required"));
      buildkit = "unexpected key '" + key + "' in '" + field + "'" + Suggestion.buildkit(meant);
    }
    return SyntaxError.inInstruction(
        place, "A device has one name, and nothing else but required: remove this.", buildkit);
  }

  /** Go's {@code strconv.ParseBool}. */
  private static boolean isBool(String value) {
    return switch (value) {
      case "1", "t", "T", "true", "TRUE", "True", "0", "f", "F", "false", "FALSE", "False" -> true;
      default -> false;
    };
  }
}

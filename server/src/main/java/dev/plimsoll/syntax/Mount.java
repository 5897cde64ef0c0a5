package dev.plimsoll.syntax;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/**
 * A {@code --mount} of RUN, read as comma-separated options. Nothing is judged here.
 *
 * @param flag the whole flag
 * @param options in the order in which they are written, which is the order in which BuildKit takes them
 */
public record Mount(Flag flag, ImmutableList<Option> options) {

  /**
   * One option.
   *
   * @param field the whole option as it is written, quotes around it removed
   * @param key in lower case
   * @param value null in options without an equals sign, such as {@code ro}
   * @param valueRange where the value stands, relative to the instruction; approximate where the flag has quotes
   */
  public record Option(String field, String key, @Nullable String value, TextRange valueRange) {}

  /** The mounts among the flags of a RUN, in order. */
  static ImmutableList<Mount> of(ImmutableList<Flag> flags) {
    if (flags.isEmpty()) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<Mount> mounts = ImmutableList.builder();
    for (Flag flag : flags) {
      if (flag.name().equals("mount") && flag.value() != null) {
        mounts.add(new Mount(flag, options(flag, flag.value())));
      }
    }
    return mounts.build();
  }

  private static ImmutableList<Option> options(Flag flag, String value) {
    ImmutableList.Builder<Option> options = ImmutableList.builder();
    int start = 0;
    boolean quoted = false;
    for (int i = 0; i <= value.length(); i++) {
      if (i < value.length() && value.charAt(i) == '"') {
        quoted = !quoted;
      }
      if (i == value.length() || (value.charAt(i) == ',' && !quoted)) {
        options.add(option(flag, value, start, i));
        start = i + 1;
      }
    }
    return options.build();
  }

  private static Option option(Flag flag, String value, int start, int end) {
    String field = value.substring(start, end);
    if (field.length() > 1 && field.startsWith("\"") && field.endsWith("\"")) {
      field = field.substring(1, field.length() - 1);
    }
    int split = field.indexOf('=');
    int valueStart = flag.valueRange().start() + start + (split < 0 ? field.length() : split + 1);
    int valueEnd = Math.max(valueStart, flag.valueRange().start() + end);
    TextRange range = valueEnd <= flag.valueRange().end()
        ? new TextRange(valueStart, valueEnd)
        : flag.valueRange();
    return split < 0
        ? new Option(field, GoCase.lower(field), null, range)
        : new Option(
            field, GoCase.lower(field.substring(0, split)), field.substring(split + 1), range);
  }

  /** The value of the last option of a key, or null; {@code target} is also written {@code dst} and {@code destination}. */
  public @Nullable Option option(String key) {
    Option found = null;
    for (Option option : options) {
      if (canonical(option.key()).equals(key)) {
        found = option;
      }
    }
    return found;
  }

  private static String canonical(String key) {
    return switch (key) {
      case "dst", "destination" -> "target";
      case "src" -> "source";
      case "ro" -> "readonly";
      case "rw" -> "readwrite";
      default -> key;
    };
  }

  /** The type in lower case; bind where none is given. */
  public String type() {
    Option type = option("type");
    return type == null || type.value() == null ? "bind" : Ascii.toLowerCase(type.value());
  }

  /** Where it is mounted, or the empty text where that is not said. */
  public String target() {
    Option target = option("target");
    return target == null || target.value() == null ? "" : target.value();
  }
}

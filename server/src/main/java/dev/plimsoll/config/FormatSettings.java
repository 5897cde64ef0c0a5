package dev.plimsoll.config;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Ints;
import dev.plimsoll.format.FormatKey;
import dev.plimsoll.format.FormatOptions;
import dev.plimsoll.format.Indent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a file is to be laid out, by all who have a say in it. What is chosen for this tool counts most: on the command line,
 * in {@code .plimsoll.yaml}, in the editor's settings, in this order. Then comes {@code .editorconfig}; then what the file
 * itself shows; and last, where it shows nothing, what the editor indents with.
 */
public final class FormatSettings {

  private FormatSettings() {}

  /**
   * The options for a file.
   *
   * @param editor what the editor indents with
   * @param editorConfig the properties of the file
   * @param chosen values by the name of a key, each table of more weight than the one before; those that are none are
   *     passed over
   */
  @SafeVarargs
  public static FormatOptions options(
      Indent editor,
      ImmutableMap<String, String> editorConfig,
      ImmutableMap<String, String>... chosen) {
    FormatOptions options =
        withEditorConfig(FormatOptions.DEFAULT.withUsualIndent(editor), editorConfig);
    for (ImmutableMap<String, String> table : chosen) {
      for (Map.Entry<String, String> entry : table.entrySet()) {
        FormatKey key = FormatKey.of(entry.getKey());
        if (key != null && key.choices().contains(entry.getValue())) {
          options = key.set(options, entry.getValue());
        }
      }
    }
    return options;
  }

  /**
   * With what EditorConfig says of the file. Its {@code end_of_line} is only for a line ending that the file has no example
   * of, as nobody's line endings are changed.
   *
   * @param properties names and values in small letters; what isn't understood is passed over
   */
  private static FormatOptions withEditorConfig(
      FormatOptions usual, ImmutableMap<String, String> properties) {
    Indent found = indent(usual, properties);
    FormatOptions options = found == null ? usual : usual.withIndent(found);
    String length = properties.getOrDefault("max_line_length", "");
    options = length.equals("off")
        ? options.withMaxLineLength(0)
        : size(length) > 0 ? options.withMaxLineLength(size(length)) : options;
    options = properties.getOrDefault("trim_trailing_whitespace", "").equals("false")
        ? options.withTrimTrailingWhitespace(false)
        : options;
    options = properties.getOrDefault("insert_final_newline", "").equals("false")
        ? options.withFinalNewline(false)
        : options;
    return properties.getOrDefault("end_of_line", "").equals("crlf")
        ? options.withLineEnding("\r\n")
        : options;
  }

  private static @Nullable Indent indent(
      FormatOptions usual, ImmutableMap<String, String> properties) {
    String size = properties.getOrDefault("indent_size", "");
    String tab = properties.getOrDefault("tab_width", "");
    int width = size(size.isEmpty() || size.equals("tab") ? tab : size);
    if (properties.getOrDefault("indent_style", "").equals("tab")) {
      int shown = Math.max(size(tab), width);
      return Indent.tab(shown > 0 ? shown : usual.usualIndent().width());
    }
    return width > 0 ? Indent.spaces(width) : null;
  }

  private static int size(String text) {
    Integer size = Ints.tryParse(text);
    return size == null ? 0 : Math.max(0, size);
  }
}

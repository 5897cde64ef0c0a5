package dev.plimsoll.config;

import com.google.common.collect.ImmutableMap;
import dev.plimsoll.format.FormatKey;
import dev.plimsoll.format.FormatOptions;
import dev.plimsoll.format.Indent;
import java.util.Map;

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
        FormatOptions.DEFAULT.withUsualIndent(editor).withEditorConfig(editorConfig);
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
}

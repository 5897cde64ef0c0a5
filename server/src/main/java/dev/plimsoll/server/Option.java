package dev.plimsoll.server;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;

/**
 * One row of the table of settings.
 *
 * @param name in full, such as {@code plimsoll.rules}
 * @param group the title under which editors show it
 * @param schema the JSON schema of its values, default included
 * @param description Markdown, one paragraph
 * @param reader how a value changes the settings
 */
record Option(String name, String group, JsonObject schema, String description, Reader reader) {

  @FunctionalInterface
  interface Reader {
    /**
     * The settings with this option's value, as far as it is valid.
     *
     * @param complaints gets a sentence for each part that isn't
     */
    Settings read(JsonElement value, Settings settings, List<String> complaints);
  }
}

package dev.plimsoll.config;

import java.util.function.BiConsumer;

/**
 * A row of the table of what a configuration file can say. What is read, completed, explained and validated comes from
 * these rows.
 *
 * @param name as it is written
 * @param type what can stand there
 * @param description Markdown, one paragraph
 * @param effect what a value changes
 */
public record ConfigKey<T>(
    String name, ConfigType<T> type, String description, BiConsumer<ConfigDraft, T> effect) {

  void read(YamlNode node, ConfigDraft draft, Mistakes mistakes) {
    T value = type.read(node, draft, mistakes);
    if (value != null) {
      effect.accept(draft, value);
    }
  }
}

package dev.plimsoll.config;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Severity;
import java.util.HashSet;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A configuration file that was read.
 *
 * @param settings what it says, as far as that is valid
 * @param mistakes what isn't, by position
 */
public record ConfigFile(ConfigSettings settings, ImmutableList<ConfigMistake> mistakes) {

  /** Whether it could be read at all. */
  public boolean isYaml() {
    for (ConfigMistake mistake : mistakes) {
      if (mistake.severity() == Severity.ERROR) {
        return false;
      }
    }
    return true;
  }

  /** Reads a file. What isn't valid is left out and told; a file that is no YAML says nothing. */
  public static ConfigFile read(ConfigKind kind, String text) {
    return read(kind, text, new ConfigDraft());
  }

  /** Reads a file on top of what has been said before. */
  static ConfigFile read(ConfigKind kind, String text, ConfigDraft draft) {
    Mistakes mistakes = new Mistakes();
    YamlNode root = YamlText.read(text, mistakes);
    if (root != null) {
      readTable(root, kind.keys(), draft, mistakes);
    }
    return new ConfigFile(draft.settings(), mistakes.in(text));
  }

  static void readTable(
      YamlNode node, ImmutableList<ConfigKey<?>> keys, ConfigDraft draft, Mistakes mistakes) {
    Set<String> seen = new HashSet<>();
    for (YamlNode.Entry entry : ConfigType.entries(node, mistakes)) {
      String name = entry.key().text();
      ConfigKey<?> key = find(keys, name);
      if (key == null) {
        mistakes.warning(entry.key().range(), "There is no key " + name + " here. " + list(keys));
      } else if (!seen.add(name)) {
        mistakes.warning(entry.key().range(), name + " stands here twice. Delete one.");
      } else {
        key.read(entry.value(), draft, mistakes);
      }
    }
  }

  private static @Nullable ConfigKey<?> find(ImmutableList<ConfigKey<?>> keys, String name) {
    for (ConfigKey<?> key : keys) {
      if (key.name().equals(name)) {
        return key;
      }
    }
    return null;
  }

  private static String list(ImmutableList<ConfigKey<?>> keys) {
    StringJoiner names = new StringJoiner(", ", keys.size() == 1 ? "There is " : "There are ", ".");
    keys.forEach(key -> names.add(key.name()));
    return names.toString();
  }
}

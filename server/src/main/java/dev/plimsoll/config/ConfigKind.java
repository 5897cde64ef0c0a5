package dev.plimsoll.config;

import com.google.common.collect.ImmutableList;
import org.jspecify.annotations.Nullable;

/** The kinds of configuration files. What a later one says counts more. */
public enum ConfigKind {
  /** hadolint's. */
  HADOLINT(".hadolint.yaml", ".hadolint.yml"),
  /** Our own. */
  PLIMSOLL(".plimsoll.yaml", ".plimsoll.yml");

  private final ImmutableList<String> names;

  ConfigKind(String... names) {
    this.names = ImmutableList.copyOf(names);
  }

  /** What such a file is called; where a folder has several, the first one counts. */
  public ImmutableList<String> names() {
    return names;
  }

  /** All that such a file can say. */
  public ImmutableList<ConfigKey<?>> keys() {
    return this == HADOLINT ? HadolintKeys.ALL : PlimsollKeys.ALL;
  }

  /** The kind of a file by its name, or null if it is none. */
  public static @Nullable ConfigKind of(String name) {
    for (ConfigKind kind : values()) {
      if (kind.names.contains(name)) {
        return kind;
      }
    }
    return null;
  }
}

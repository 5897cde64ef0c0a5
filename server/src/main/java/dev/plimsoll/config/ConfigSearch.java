package dev.plimsoll.config;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.context.Deadline;
import dev.plimsoll.context.NearestFiles;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the configuration files that count for a Dockerfile: of each kind the nearest one, from the Dockerfile's folder
 * upwards. The text of a file is read again at each question, and understood again when it has changed.
 */
public final class ConfigSearch {

  private final NearestFiles files;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  /** What stands in an editor of a file that is open there, null of any other. */
  private final Function<NearestFiles.Found, @Nullable String> open;

  private record Known(String text, ConfigFile file) {}

  public ConfigSearch(NearestFiles files) {
    this(files, found -> null);
  }

  /** @param open what stands in an editor of a file that is open there, null of any other: as soon as that is YAML, it counts */
  public ConfigSearch(NearestFiles files, Function<NearestFiles.Found, @Nullable String> open) {
    this.files = files;
    this.open = open;
  }

  /**
   * What counts for a file.
   *
   * @param uri of a Dockerfile, or of what would stand in its folder
   * @param outermost URI of the folder up to which is searched at least, or null: see {@link NearestFiles#find}
   */
  public Configuration of(String uri, @Nullable String outermost, Deadline deadline) {
    ImmutableList.Builder<Configuration.Source> sources = ImmutableList.builder();
    for (ConfigKind kind : ConfigKind.values()) {
      NearestFiles.Found found = files.find(uri, outermost, kind.names(), deadline);
      if (found != null) {
        sources.add(source(kind, found));
      }
    }
    ImmutableList<Configuration.Source> all = sources.build();
    return all.isEmpty() ? Configuration.NONE : new Configuration(all);
  }

  /** What one file says, whatever else there is; null where there is no such file. */
  public @Nullable Configuration only(String uri, Deadline deadline) {
    NearestFiles.Found found = files.at(uri, deadline);
    if (found == null) {
      return null;
    }
    ConfigKind kind = found.name().contains("hadolint") ? ConfigKind.HADOLINT : ConfigKind.PLIMSOLL;
    return new Configuration(ImmutableList.of(source(kind, found)));
  }

  private Configuration.Source source(ConfigKind kind, NearestFiles.Found found) {
    String typed = open.apply(found);
    ConfigFile edited = typed == null ? null : understood(kind, found.path() + " open", typed);
    if (edited != null && edited.isYaml()) {
      return new Configuration.Source(found, edited);
    }
    String text = found.text();
    return new Configuration.Source(
        found, text == null ? null : understood(kind, found.path(), text));
  }

  private ConfigFile understood(ConfigKind kind, String name, String text) {
    Known last = known.get(name);
    if (last == null || !last.text.equals(text)) {
      last = new Known(text, ConfigFile.read(kind, text));
      known.put(name, last);
    }
    return last.file;
  }
}

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
  private final HadolintEnvironment environment;
  private final @Nullable String userFile;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  /** What stands in an editor of a file that is open there, null of any other. */
  private final Function<NearestFiles.Found, @Nullable String> open;

  private record Known(String text, ConfigFile file) {}

  public ConfigSearch(NearestFiles files) {
    this(files, found -> null);
  }

  /** @param open what stands in an editor of a file that is open there, null of any other: as soon as that is YAML, it counts */
  public ConfigSearch(NearestFiles files, Function<NearestFiles.Found, @Nullable String> open) {
    this(files, open, HadolintEnvironment.NONE, null);
  }

  /**
   * A search where hadolint's own settings of the user count, too.
   *
   * @param userFile URI of the user's file of hadolint, which counts where no other one of its kind does; or null
   */
  public ConfigSearch(
      NearestFiles files, HadolintEnvironment environment, @Nullable String userFile) {
    this(files, found -> null, environment, userFile);
  }

  private ConfigSearch(
      NearestFiles files,
      Function<NearestFiles.Found, @Nullable String> open,
      HadolintEnvironment environment,
      @Nullable String userFile) {
    this.files = files;
    this.open = open;
    this.environment = environment;
    this.userFile = userFile;
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
      NearestFiles.Found found = files.find(uri, outermost, kind.names(), open, deadline);
      if (found == null && kind == ConfigKind.HADOLINT && userFile != null) {
        found = files.at(userFile, deadline);
      }
      if (found != null) {
        sources.add(source(kind, found));
      } else if (kind == ConfigKind.HADOLINT && !environment.isEmpty()) {
        sources.add(ofEnvironment());
      }
    }
    ImmutableList<Configuration.Source> all = sources.build();
    return all.isEmpty() ? Configuration.NONE : new Configuration(all);
  }

  private Configuration.Source ofEnvironment() {
    return new Configuration.Source(
        null, new ConfigFile(environment.draft().settings(), ImmutableList.of()));
  }

  /** What one file says, and the environment, whatever other files there are. */
  public Configuration only(NearestFiles.Found found) {
    ConfigKind kind = found.name().contains("hadolint") ? ConfigKind.HADOLINT : ConfigKind.PLIMSOLL;
    Configuration.Source only = source(kind, found);
    return new Configuration(
        kind == ConfigKind.HADOLINT || environment.isEmpty()
            ? ImmutableList.of(only)
            : ImmutableList.of(ofEnvironment(), only));
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
      last = new Known(text, read(kind, text));
      known.put(name, last);
    }
    return last.file;
  }

  private ConfigFile read(ConfigKind kind, String text) {
    return kind == ConfigKind.HADOLINT
        ? ConfigFile.read(kind, text, environment.draft())
        : ConfigFile.read(kind, text);
  }
}

package dev.plimsoll.cli;

import dev.plimsoll.config.ConfigMistake;
import dev.plimsoll.config.ConfigSearch;
import dev.plimsoll.config.Configuration;
import dev.plimsoll.config.HadolintEnvironment;
import dev.plimsoll.context.Deadline;
import dev.plimsoll.context.Disk;
import dev.plimsoll.context.NearestFiles;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.text.LineMap;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The configuration files that count for the files of a command. What is wrong with one is said once; the rest of it counts. */
final class ConfigFiles {

  private static final long LIMIT_MILLIS = 5_000;

  private static final int MAX_BYTES = 1 << 20;

  private final ConfigSearch search;
  private final @Nullable Configuration chosen;
  private final Messages messages;
  private final Map<Path, Configuration> byFolder = new HashMap<>();
  private final Set<String> told = new HashSet<>();
  private final Map<String, String> failures = new LinkedHashMap<>();

  private ConfigFiles(ConfigSearch search, @Nullable Configuration chosen, Messages messages) {
    this.search = search;
    this.chosen = chosen;
    this.messages = messages;
  }

  /** Those that are found from each file upwards. */
  static ConfigFiles nearest(Disk disk, Environment environment, Messages messages) {
    return new ConfigFiles(search(disk, environment, messages), null, messages);
  }

  private static ConfigSearch search(Disk disk, Environment environment, Messages messages) {
    HadolintEnvironment said = HadolintEnvironment.of(environment.variables());
    said.mistakes().forEach(messages::say);
    Path userFile = UserFiles.hadolint(environment);
    return new ConfigSearch(new NearestFiles(disk), said, userFile == null ? null : uri(userFile));
  }

  /**
   * One for all files, which may be a device or a pipe: {@code /dev/null} says nothing.
   *
   * @throws IOException where nothing of it counts, with the reason
   */
  static ConfigFiles only(Path file, Disk disk, Environment environment, Messages messages)
      throws IOException {
    ConfigSearch search = search(disk, environment, messages);
    NearestFiles.Found named =
        NearestFiles.Found.named(file.toAbsolutePath().normalize(), read(file));
    Configuration chosen = search.only(named);
    for (Configuration.Source source : chosen.sources()) {
      if (!source.counts()) {
        throw new IOException(reason(source));
      }
    }
    return new ConfigFiles(search, chosen, messages);
  }

  private static String read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("is a folder");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException("larger than any configuration file");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /**
   * What counts for a file.
   *
   * @param file null for one that is nowhere: then what counts in the working directory
   */
  Configuration of(@Nullable Path file) {
    Path place = (file == null ? Path.of("Dockerfile") : file).toAbsolutePath().normalize();
    Path folder = place.getParent() == null ? place : place.getParent();
    Configuration configuration = chosen != null
        ? chosen
        : byFolder.computeIfAbsent(
            folder,
            searched -> search.of(uri(place), uri(Path.of("")), Deadline.inMillis(LIMIT_MILLIS)));
    for (Configuration.Source source : configuration.sources()) {
      NearestFiles.Found found = source.found();
      if (found != null && told.add(found.path())) {
        tell(source, found);
      }
    }
    return configuration;
  }

  /** Why nothing counts of some of the files, by their names. */
  Map<String, String> failures() {
    return failures;
  }

  static String uri(Path path) {
    return path.toAbsolutePath().normalize().toUri().toString();
  }

  private void tell(Configuration.Source source, NearestFiles.Found found) {
    String name = shown(source);
    if (!source.counts()) {
      failures.put(name, reason(source));
    }
    String text = found.text();
    if (source.file() == null || text == null) {
      messages.failed(name, reason(source));
      return;
    }
    LineMap lines = LineMap.of(text);
    for (ConfigMistake mistake : source.file().mistakes()) {
      int start = mistake.range().start();
      messages.say(name + ":" + (lines.lineAt(start) + 1) + ":" + (lines.columnAt(start) + 1) + ": "
          + mistake.message());
    }
  }

  /** Why nothing of a file counts. */
  private static String reason(Configuration.Source source) {
    if (source.file() == null || source.found() == null || source.found().text() == null) {
      return "can't be read, so it doesn't count";
    }
    LineMap lines = LineMap.of(source.found().text());
    for (ConfigMistake mistake : source.file().mistakes()) {
      if (mistake.severity() == Severity.ERROR) {
        int start = mistake.range().start();
        return "line " + (lines.lineAt(start) + 1) + ", column " + (lines.columnAt(start) + 1)
            + ": " + mistake.message();
      }
    }
    throw new IllegalArgumentException("it counts");
  }

  /** The name of a file from the working directory, where it is in it. */
  static String shown(Configuration.Source source) {
    Path file = Path.of(source.path());
    Path working = Path.of("").toAbsolutePath();
    return (file.startsWith(working) ? working.relativize(file) : file).toString();
  }
}

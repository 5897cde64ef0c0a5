package dev.plimsoll.registry;

import com.google.common.collect.ImmutableList;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What registries said, kept on disk for the next start. A file holds one answer under the hash of its key; it is written
 * beside its place and moved there, so that any number of servers may share the folder, and one that is cut off leaves nothing
 * that is half. What can't be read is no answer, and what can't be written isn't kept: neither is an error.
 *
 * <p>Names of private images stand in these files, so that only the user may read the folder.
 */
final class ImageStore {

  /** Rises with the form of the entries; those of another form are no answers. */
  private static final int FORM = 1;

  private static final String SUFFIX = ".json";

  /** What is larger is none of ours. */
  private static final long MAX_BYTES = 1 << 20;

  /** Of a few KB each. */
  private final int maxFiles;

  private final Path folder;
  private int written;

  /**
   * One answer.
   *
   * @param value what was said
   * @param fetched when
   */
  record Entry(JsonObject value, Instant fetched) {}

  ImageStore(Path folder, int maxFiles) {
    this.folder = folder;
    this.maxFiles = maxFiles;
  }

  /** What is kept under a key; null if nothing is. */
  @Nullable Entry read(String key) {
    Path file = file(key);
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
        return null;
      }
      JsonObject entry = Json.object(Files.readString(file));
      JsonObject value = Json.object(entry, "value");
      Instant fetched = Json.instant(entry, "fetched");
      boolean ours = Json.number(entry, "form", 0) == FORM && key.equals(Json.text(entry, "key"));
      return ours && value != null && fetched != null ? new Entry(value, fetched) : null;
    } catch (IOException | LookupException e) {
      return null;
    }
  }

  void write(String key, JsonObject value, Instant fetched) {
    JsonObject entry = new JsonObject();
    entry.addProperty("form", FORM);
    entry.addProperty("key", key);
    entry.addProperty("fetched", fetched.toString());
    entry.add("value", value);
    try {
      create();
      Path beside = Files.createTempFile(folder, "new", ".tmp");
      try {
        Files.writeString(beside, entry.toString());
        Files.move(
            beside, file(key), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(beside);
      }
      trim();
    } catch (IOException e) {
      // A full or read-only disk costs us the memory, and nothing else.
    }
  }

  private void create() throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Files.createDirectories(folder);
    PosixFileAttributeView posix = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
    if (posix != null) {
      posix.setPermissions(PosixFilePermissions.fromString("rwx------"));
    }
  }

  /** Now and then removes the files that were written longest ago, and what a server left that was cut off. */
  private synchronized void trim() throws IOException {
    int every = Math.max(1, maxFiles / 10);
    if (written++ % every != 0) {
      return;
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(Files::isRegularFile).collect(ImmutableList.toImmutableList());
    }
    int surplus = files.size() - maxFiles;
    if (surplus <= 0) {
      return;
    }
    List<Path> oldest = files.stream()
        .sorted(Comparator.comparing(ImageStore::writtenAt))
        .limit(surplus + every)
        .toList();
    for (Path file : oldest) {
      Files.deleteIfExists(file);
    }
  }

  private static FileTime writtenAt(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0); // another server has removed it
    }
  }

  private Path file(String key) {
    String digest = Digests.of(key.getBytes(StandardCharsets.UTF_8));
    return folder.resolve(digest.substring(digest.indexOf(':') + 1) + SUFFIX);
  }
}

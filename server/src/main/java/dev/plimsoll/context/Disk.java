package dev.plimsoll.context;

import com.google.common.collect.ImmutableSortedMap;
import dev.plimsoll.context.Folder.Item;
import dev.plimsoll.context.Folder.Kind;
import dev.plimsoll.context.Folder.Target;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The files, read on threads of their own, so that who asks never waits longer than the deadline. What comes too late is
 * there for the next question. A folder is kept until it changes.
 */
public final class Disk {

  /** More entries of one folder than these are neither listed nor looked for. */
  static final int MAX_ENTRIES = 20_000;

  /** More text than this no .dockerignore has. */
  private static final int MAX_TEXT = 1 << 20;

  /** What stands in a name for a byte that is no letter. */
  private static final char UNREADABLE = '\uFFFD';

  private static final long MAX_KEPT_ENTRIES = 100_000;

  /** Younger changes may have been followed by others within the same tick of the clock of the file system. */
  private static final long SETTLED_MILLIS = 2_000;

  private final Executor threads;

  /** Reads that have not ended, so that a folder that hangs is waited for on one thread only. */
  private final Map<Path, CompletableFuture<Folder>> pending = new ConcurrentHashMap<>();

  private final Map<Path, Known> folders = new ConcurrentHashMap<>();

  /** How many entries the known folders have. */
  private final AtomicLong kept = new AtomicLong();

  private record Known(FileTime changed, Folder folder) {}

  /** @param threads where reading may block */
  public Disk(Executor threads) {
    this.threads = threads;
  }

  /** Forgets all: something is known to have changed. */
  public void forget() {
    folders.clear();
    kept.set(0);
  }

  /** When it gets too much all is forgotten: a question reads again what it is about. */
  private void keep(Path path, Known known) {
    if (kept.addAndGet(known.folder.items().size() + 1L) > MAX_KEPT_ENTRIES) {
      forget();
    }
    folders.put(path, known);
  }

  /** What is in a folder, as far as it is known in time. */
  Folder folder(Path path, Deadline deadline) {
    CompletableFuture<Folder> mine = new CompletableFuture<>();
    CompletableFuture<Folder> read = pending.putIfAbsent(path, mine);
    if (read == null) {
      read = mine;
      threads.execute(() -> {
        Folder folder = Folder.UNKNOWN;
        try {
          folder = current(path);
        } finally {
          pending.remove(path);
          mine.complete(folder);
        }
      });
    }
    Folder folder = await(read, deadline);
    return folder == null ? Folder.UNKNOWN : folder;
  }

  /** The same, read now: a file that grows doesn't change its folder. */
  Folder folderWithSizes(Path path, Deadline deadline) {
    Folder folder = await(start(() -> readOrUnknown(path)), deadline);
    return folder == null ? Folder.UNKNOWN : folder;
  }

  private static Folder readOrUnknown(Path path) {
    try {
      return read(path);
    } catch (IOException | DirectoryIteratorException | SecurityException e) {
      return Folder.UNKNOWN;
    }
  }

  private Folder current(Path path) {
    try {
      FileTime changed = Files.getLastModifiedTime(path);
      Known known = folders.get(path);
      if (known != null && known.changed.equals(changed)) {
        return known.folder;
      }
      Folder folder = read(path);
      if (System.currentTimeMillis() - changed.toMillis() > SETTLED_MILLIS) {
        keep(path, new Known(changed, folder));
      }
      return folder;
    } catch (IOException | DirectoryIteratorException | SecurityException e) {
      return Folder.UNKNOWN;
    }
  }

  private static Folder read(Path path) throws IOException {
    TreeMap<String, Item> items = new TreeMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      for (Path entry : entries) {
        if (items.size() == MAX_ENTRIES) {
          return new Folder(ImmutableSortedMap.copyOfSorted(items), false);
        }
        Item item = item(entry);
        if (item != null) {
          items.put(item.name(), item);
        }
      }
    }
    return new Folder(ImmutableSortedMap.copyOfSorted(items), true);
  }

  /** An entry that may be gone by now. Sockets and the like are nothing that is built from. */
  private static @Nullable Item item(Path entry) {
    String name = name(entry);
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isSymbolicLink()) {
        return new Item(name, entry, Kind.LINK, 0);
      }
      return attributes.isDirectory()
          ? new Item(name, entry, Kind.FOLDER, 0)
          : attributes.isRegularFile() ? new Item(name, entry, Kind.FILE, attributes.size()) : null;
    } catch (IOException e) {
      return null;
    }
  }

  /** The name in Unicode, also where the system's own letters are fewer: in a container without a locale, ASCII. */
  private static String name(Path entry) {
    String name = entry.getFileName().toString();
    if (name.indexOf(UNREADABLE) < 0) {
      return name;
    }
    String uri = entry.toUri().getRawPath(); // has the very bytes
    int end = uri.endsWith("/") ? uri.length() - 1 : uri.length();
    String escaped = uri.substring(uri.lastIndexOf('/', end - 1) + 1, end);
    return URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Where a path leads, or null where it leads nowhere or that is not known in time. */
  @Nullable Target target(Path path, Deadline deadline) {
    return await(start(() -> target(path)), deadline);
  }

  private static @Nullable Target target(Path path) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      Kind kind = attributes.isDirectory() ? Kind.FOLDER : Kind.FILE;
      return new Target(path.toRealPath(), kind, attributes.size());
    } catch (IOException | SecurityException e) {
      return null;
    }
  }

  /** A small text file, or null where there is none or it is not known in time. */
  @Nullable String text(Path path, Deadline deadline) {
    return await(start(() -> text(path)), deadline);
  }

  private static @Nullable String text(Path path) {
    if (!Files.isRegularFile(path)) {
      return null; // a pipe would never end
    }
    try (InputStream in = Files.newInputStream(path)) {
      return new String(in.readNBytes(MAX_TEXT), StandardCharsets.UTF_8);
    } catch (IOException | SecurityException e) {
      return null;
    }
  }

  private <T> CompletableFuture<T> start(Supplier<T> read) {
    return CompletableFuture.supplyAsync(read, threads);
  }

  private static <T> @Nullable T await(CompletableFuture<T> read, Deadline deadline) {
    try {
      return read.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}

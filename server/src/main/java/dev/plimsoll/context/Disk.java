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
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The files, read on threads of their own, so that who asks never waits longer than the deadline. What comes too late is
 * there for the next question. A folder is kept until it changes.
 *
 * <p>A folder that hangs, as on a network that is gone, holds one thread. Until it answers, nothing in it and nothing
 * below it is looked at, and who asks for that is told at once that it isn't known.
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

  /** Looks for which nobody has the time to wait are begun only while there are fewer than these. */
  private static final int MAX_AHEAD = 4;

  private final Executor threads;
  private final long hangingNanos;

  /** What is being looked at: a folder or an entry of it. */
  private final Map<Path, Look> looks = new ConcurrentHashMap<>();

  private final Map<Path, Known> folders = new ConcurrentHashMap<>();

  private final LockedNames lockedNames = new LockedNames();

  /** How many entries the known folders have. */
  private final AtomicLong kept = new AtomicLong();

  private record Known(FileTime changed, Folder folder) {}

  /** @param since by the clock of {@link System#nanoTime} */
  private record Look(CompletableFuture<?> end, long since) {}

  /** A disk on which nothing is taken to hang. */
  public Disk(Executor threads) {
    this(threads, TimeUnit.DAYS.toMillis(1));
  }

  /**
   * A disk.
   *
   * @param threads where reading may block; may refuse
   * @param hangingMillis what takes longer is taken to hang, and nobody else waits for it
   */
  public Disk(Executor threads, long hangingMillis) {
    this.threads = threads;
    this.hangingNanos = TimeUnit.MILLISECONDS.toNanos(hangingMillis);
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
    Folder folder = look(path, () -> current(path), deadline);
    return folder == null ? Folder.UNKNOWN : folder;
  }

  /** The same, read now: a file that grows doesn't change its folder. */
  Folder folderWithSizes(Path path, Deadline deadline) {
    Folder folder = look(path, () -> readOrUnreadable(path), deadline);
    return folder == null ? Folder.UNKNOWN : folder;
  }

  private static Folder readOrUnreadable(Path path) {
    try {
      return read(path);
    } catch (IOException | DirectoryIteratorException | SecurityException e) {
      return Folder.UNREADABLE;
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
      return Folder.UNREADABLE;
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
    return look(path, () -> target(path), deadline);
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

  /**
   * What is in a file.
   *
   * @param text null where there is no such file
   */
  record Contents(@Nullable String text) {}

  /**
   * A text file of at most 1 MiB, or null where it is not known in time, can't be read or is larger. It is looked at with
   * its folder, which must answer too.
   */
  @Nullable Contents text(Path path, Deadline deadline) {
    Path folder = path.getParent();
    return look(folder == null ? path : folder, () -> text(path), deadline);
  }

  private static @Nullable Contents text(Path path) {
    if (!Files.isRegularFile(path)) {
      return new Contents(null); // a pipe would never end
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MAX_TEXT + 1);
      return bytes.length > MAX_TEXT
          ? null
          : new Contents(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException | SecurityException e) {
      return null;
    }
  }

  /** The first file of a folder that has one of some names, or null where there is none or that is not known in time. */
  NearestFiles.@Nullable Found first(Path folder, Iterable<String> names, Deadline deadline) {
    return look(
        folder,
        () -> {
          for (String name : names) {
            Path file = folder.resolve(name);
            Contents contents = text(file);
            if (contents == null || contents.text != null) {
              return new NearestFiles.Found(file, contents == null ? null : contents.text);
            }
          }
          return null;
        },
        deadline);
  }

  /**
   * The beginning of a file, or null where it is not known in time, is no file, or can't be read. It is looked at with its
   * folder, which must answer too.
   */
  @Nullable ContextFile head(Path path, Deadline deadline) {
    return head(path, ContextFile.MAX_BYTES, deadline);
  }

  /**
   * The same.
   *
   * @param most how many bytes are read
   */
  @Nullable ContextFile head(Path path, int most, Deadline deadline) {
    Path folder = path.getParent();
    return look(folder == null ? path : folder, () -> head(path, most), deadline);
  }

  /** The same as text; empty where there is none. */
  String beginning(Path path, Deadline deadline) {
    ContextFile head = head(path, deadline);
    return head == null ? "" : head.beginning();
  }

  private static @Nullable ContextFile head(Path path, int most) {
    if (!Files.isRegularFile(path)) {
      return null; // a pipe would never end
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(most);
      return ContextFile.of(bytes, bytes.length < most || in.read() < 0);
    } catch (IOException | SecurityException e) {
      return null;
    }
  }

  /** The names that a lockfile has versions for; null where that is not known in time or can't be read. */
  @Nullable ContextFile lockedNames(Path path, Deadline deadline) {
    Path folder = path.getParent();
    return look(folder == null ? path : folder, () -> lockedNames.of(path), deadline);
  }

  /**
   * Whether Git leaves out what is made at a place: see {@link GitIgnore#leavesOut}. Null where that is not known in time.
   */
  @Nullable Boolean isLeftOutByGit(Path folder, Path place, Deadline deadline) {
    return look(folder, () -> GitIgnore.leavesOut(folder, place), deadline);
  }

  /** What a look at a place gives, or null where that is not known in time. */
  private <T> @Nullable T look(Path place, Supplier<@Nullable T> read, Deadline deadline) {
    CompletableFuture<@Nullable T> mine = new CompletableFuture<>();
    if (!begin(place, mine, deadline)) {
      return null;
    }
    try {
      threads.execute(() -> {
        T seen = null;
        try {
          seen = read.get();
        } finally {
          looks.remove(place);
          mine.complete(seen);
        }
      });
    } catch (RejectedExecutionException e) {
      looks.remove(place);
      mine.complete(null);
    }
    await(mine, deadline);
    return mine.getNow(null);
  }

  /** Waits until nobody else looks at the place or a folder above it. False if that is too long. */
  private boolean begin(Path place, CompletableFuture<?> mine, Deadline deadline) {
    if (deadline.isOver() && looks.size() >= MAX_AHEAD) {
      return false;
    }
    while (true) {
      Look other = lookAbove(place);
      if (other == null) {
        other = looks.putIfAbsent(place, new Look(mine, System.nanoTime()));
        if (other == null) {
          return true;
        }
      }
      await(other.end, deadline.within(hangingNanos - (System.nanoTime() - other.since)));
      if (!other.end.isDone()) {
        return false;
      }
    }
  }

  private @Nullable Look lookAbove(Path place) {
    Look look = null;
    for (Path at = place; look == null && at != null && !looks.isEmpty(); at = at.getParent()) {
      look = looks.get(at);
    }
    return look;
  }

  private static void await(CompletableFuture<?> end, Deadline deadline) {
    try {
      end.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // Who asked looks whether it is done.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

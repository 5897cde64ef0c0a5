package dev.plimsoll.context;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks for a file that counts for all files in its folder and below, from a file's own folder upwards. */
public final class NearestFiles {

  /** More levels than projects have between the root and a Dockerfile. */
  private static final int MAX_LEVELS = 32;

  private final Disk disk;

  public NearestFiles(Disk disk) {
    this.disk = disk;
  }

  /** A file that was found, and those for which it counts. */
  public static final class Found {
    private final Path file;
    private final @Nullable String text;

    Found(Path file, @Nullable String text) {
      this.file = file;
      this.text = text;
    }

    /** One that somebody has named and read. */
    public static Found named(Path file, String text) {
      return new Found(file, text);
    }

    /** The file as the system writes it. */
    public String path() {
      return file.toString();
    }

    /** Its URI. */
    public String uri() {
      return file.toUri().toString();
    }

    public String name() {
      return String.valueOf(file.getFileName());
    }

    /** What is in it; null where it can't be read, or is larger than 1 MiB, or the disk didn't tell in time. */
    public @Nullable String text() {
      return text;
    }

    /**
     * Whether patterns like those of {@code .gitignore}, in the folder of this file, leave a file out.
     *
     * @param uri of the file
     */
    public boolean leavesOut(String uri, ImmutableList<String> patterns) {
      Path other = BuildContexts.path(uri);
      Path folder = file.getParent();
      return other != null && folder != null && GitIgnore.leavesOut(patterns, folder, other);
    }
  }

  /**
   * The nearest file that has one of some names, or null. The last folder that is looked at is the root of the Git repository
   * around the first, or the outermost one where that is further up; or the first alone where there is neither.
   *
   * @param uri of the file for which it would count
   * @param outermost URI of a folder, or null
   * @param names where a folder has several, the first counts
   * @param open what stands in an editor of a file that is open there, null of any other: an open one counts although it is
   *     not on the disk yet, with no text
   */
  public @Nullable Found find(
      String uri,
      @Nullable String outermost,
      ImmutableList<String> names,
      Function<Found, @Nullable String> open,
      Deadline deadline) {
    Path file = BuildContexts.path(uri);
    Path own = file == null ? null : file.getParent();
    if (own == null) {
      return null;
    }
    Path root = root(own, outermost == null ? null : BuildContexts.path(outermost), deadline);
    Path at = own;
    for (int level = 0; at != null && at.startsWith(root) && level < MAX_LEVELS; level++) {
      Found found = first(at, names, open, deadline);
      if (found != null) {
        return found;
      }
      at = at.getParent();
    }
    return null;
  }

  private @Nullable Found first(
      Path folder,
      ImmutableList<String> names,
      Function<Found, @Nullable String> open,
      Deadline deadline) {
    Found onDisk = disk.first(folder, names, deadline);
    for (String name : names) {
      if (onDisk != null && onDisk.name().equals(name)) {
        return onDisk;
      }
      Found unsaved = new Found(folder.resolve(name), "");
      if (open.apply(unsaved) != null) {
        return unsaved;
      }
    }
    return onDisk;
  }

  /** Whether two URIs, which editors escape in more than one way, name the same file of this machine. */
  public static boolean isSame(String one, String other) {
    Path path = BuildContexts.path(one);
    return one.equals(other) || (path != null && path.equals(BuildContexts.path(other)));
  }

  /** A given file, or null where there is no file. */
  public @Nullable Found at(String uri, Deadline deadline) {
    Path file = BuildContexts.path(uri);
    Path folder = file == null ? null : file.getParent();
    return file == null || folder == null
        ? null
        : disk.first(folder, ImmutableList.of(String.valueOf(file.getFileName())), deadline);
  }

  private Path root(Path own, @Nullable Path outermost, Deadline deadline) {
    Path at = own;
    for (int level = 0; at != null && level < MAX_LEVELS; level++) {
      if (disk.target(at.resolve(".git"), deadline) != null) {
        return outermost != null && at.startsWith(outermost) ? outermost : at;
      }
      at = at.getParent();
    }
    return outermost != null && own.startsWith(outermost) ? outermost : own;
  }
}

package dev.plimsoll.context;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Finds the Dockerfiles below folders, those near the top first, until the deadline. Links to folders are not followed, so
 * that none is seen twice or without an end.
 */
public final class DockerfileSearch {

  /** More folders than these no project has that somebody writes by hand. */
  private static final int MAX_FOLDERS = 20_000;

  private static final int MAX_FILES = 1_000;

  /** What others have made, and much of it. */
  private static final ImmutableSet<String> PASSED_OVER =
      ImmutableSet.of("node_modules", ".git", ".hg", ".svn");

  private final Disk disk;
  private final Deadline deadline;
  private final Deque<Path> pending = new ArrayDeque<>();
  private final Set<Path> seen = new HashSet<>();
  private final ImmutableList.Builder<Found> found = ImmutableList.builder();
  private int files;

  /** A Dockerfile: where it is, and what is in it. */
  public record Found(String uri, String text) {}

  private DockerfileSearch(Disk disk, Deadline deadline) {
    this.disk = disk;
    this.deadline = deadline;
  }

  /** @param folders their URIs; those that are no folders of this machine are passed over */
  public static ImmutableList<Found> below(
      Collection<String> folders, Disk disk, Deadline deadline) {
    DockerfileSearch search = new DockerfileSearch(disk, deadline);
    for (String folder : folders) {
      Path path = BuildContexts.path(folder);
      if (path != null && search.seen.add(path)) {
        search.pending.add(path);
      }
    }
    search.all();
    return search.found.build();
  }

  private void all() {
    while (!pending.isEmpty() && files < MAX_FILES && !deadline.isOver()) {
      Path folder = pending.remove();
      for (Folder.Item item : disk.folder(folder, deadline).items().values()) {
        Path path = folder.resolve(item.name());
        if (item.kind() == Folder.Kind.FOLDER) {
          if (!isPassedOver(item.name()) && seen.size() < MAX_FOLDERS && seen.add(path)) {
            pending.add(path);
          }
        } else if (isDockerfile(item.name()) && files < MAX_FILES) {
          read(path);
        }
      }
    }
  }

  private void read(Path path) {
    String text = disk.text(path, deadline);
    if (text != null) {
      files++;
      found.add(new Found(path.toUri().toString(), text));
    }
  }

  /** Whether a folder of this name is not searched. */
  public static boolean isPassedOver(String name) {
    return PASSED_OVER.contains(name);
  }

  /**
   * {@code Dockerfile}, {@code Dockerfile.dev}, {@code dev.Dockerfile}, and the same with {@code Containerfile}, in any
   * case. A {@code Dockerfile.dockerignore} is none.
   */
  public static boolean isDockerfile(String name) {
    String lower = Ascii.toLowerCase(name);
    return !lower.endsWith(".dockerignore")
        && (isNamed(lower, "dockerfile") || isNamed(lower, "containerfile"));
  }

  private static boolean isNamed(String name, String kind) {
    return name.equals(kind)
        || (name.startsWith(kind) && name.charAt(kind.length()) == '.')
        || name.endsWith(".".concat(kind));
  }
}

package dev.plimsoll.context;

import com.google.common.collect.ImmutableSet;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds the Dockerfiles below folders, those near the top first. It stops at a deadline and goes on from there when it is
 * asked again. Links to folders are not followed, so that none is seen twice or without an end.
 */
public final class DockerfileSearch {

  /** More folders than these no project has that somebody writes by hand. */
  private static final int MAX_FOLDERS = 20_000;

  private static final int MAX_FILES = 10_000;

  /** In UTF-16 units. What is longer nobody has written by hand, and reading it takes much memory. */
  private static final int MAX_LENGTH = 1 << 18;

  /** What others have made, and much of it. */
  private static final ImmutableSet<String> PASSED_OVER =
      ImmutableSet.of("node_modules", ".git", ".hg", ".svn");

  private final Disk disk;
  private final Deque<Path> folders = new ArrayDeque<>();

  /** Dockerfiles that were found and not read yet. */
  private final Deque<Path> files = new ArrayDeque<>();

  private final Set<Path> seen = new HashSet<>();
  private int read;
  private boolean cut;
  private boolean skipped;

  /** A Dockerfile: where it is, and what is in it. */
  public record Found(String uri, String text) {}

  /** @param folders their URIs; those that are no folders of this machine are passed over */
  public DockerfileSearch(Collection<String> folders, Disk disk) {
    this.disk = disk;
    for (String folder : folders) {
      Path path = BuildContexts.path(folder);
      if (path != null && seen.add(path)) {
        this.folders.add(path);
      }
    }
  }

  /**
   * Goes on until the deadline.
   *
   * @param takes gets each file; says whether it takes any more
   */
  public void proceed(Deadline deadline, Predicate<Found> takes) {
    List<Path> unanswered = new ArrayList<>();
    while (!deadline.isOver() && !cut && (!files.isEmpty() || !folders.isEmpty())) {
      if (!files.isEmpty()) {
        read(files.remove(), deadline, takes);
      } else if (!list(folders.element(), deadline)) {
        unanswered.add(folders.remove());
      } else {
        folders.remove();
      }
    }
    folders.addAll(unanswered);
  }

  /** Whether there is nothing left to look at. */
  public boolean isOver() {
    return files.isEmpty() && folders.isEmpty() || cut;
  }

  /** Whether nothing was left out: no file that is too large or can't be read, and none beyond the limits. */
  public boolean isWhole() {
    return isOver() && !cut && !skipped;
  }

  /** False if the folder doesn't answer. */
  private boolean list(Path folder, Deadline deadline) {
    Folder contents = disk.folder(folder, deadline);
    for (Folder.Item item : contents.items().values()) {
      Path path = folder.resolve(item.name());
      if (item.kind() != Folder.Kind.FOLDER) {
        if (DockerfileNames.include(item.name())) {
          files.add(path);
        }
      } else if (!isPassedOver(item.name()) && seen.add(path)) {
        cut |= seen.size() > MAX_FOLDERS;
        folders.add(path);
      }
    }
    return contents != Folder.UNKNOWN;
  }

  private void read(Path path, Deadline deadline, Predicate<Found> takes) {
    Disk.Contents contents = disk.text(path, deadline);
    if (contents == null && deadline.isOver()) {
      files.addFirst(path);
    } else if (contents == null
        || contents.text() != null && contents.text().length() > MAX_LENGTH) {
      skipped = true;
    } else if (contents.text() != null) {
      cut |= !takes.test(new Found(path.toUri().toString(), contents.text()));
      cut |= ++read == MAX_FILES && !isOver();
    }
  }

  /** Whether a folder of this name is not searched. */
  public static boolean isPassedOver(String name) {
    return PASSED_OVER.contains(name);
  }
}

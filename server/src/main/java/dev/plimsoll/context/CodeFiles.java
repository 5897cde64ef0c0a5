package dev.plimsoll.context;

import com.google.common.collect.ImmutableSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The source code near a Dockerfile, which may build the image by itself: in its folder and those above it, up to the project's
 * root, and in the folders in these.
 */
final class CodeFiles {

  /** Looking further would take too long. */
  private static final int MAX_FILES = 150;

  private static final int MAX_FOLDERS = 100;

  private static final ImmutableSet<String> ENDINGS =
      ImmutableSet.of("cjs", "cs", "go", "java", "js", "kt", "mjs", "py", "rb", "rs", "ts");

  /** Folders of what others have written. */
  private static final ImmutableSet<String> OF_OTHERS =
      ImmutableSet.of("dist", "node_modules", "target", "third_party", "vendor", "venv");

  private final Disk disk;
  private final Deadline deadline;
  private final List<Path> files = new ArrayList<>();
  private final Set<Path> seen = new HashSet<>();

  private CodeFiles(Disk disk, Deadline deadline) {
    this.disk = disk;
    this.deadline = deadline;
  }

  /** The nearest ones, those of a Dockerfile's folder first. */
  static List<Path> near(Disk disk, Path own, Path root, Deadline deadline) {
    CodeFiles code = new CodeFiles(disk, deadline);
    for (Path folder = own;
        folder != null && folder.startsWith(root);
        folder = folder.getParent()) {
      for (Path inside : code.add(folder)) {
        code.add(inside);
      }
    }
    return code.files;
  }

  /** Adds the files of a folder, and gives back the folders in it. */
  private List<Path> add(Path folder) {
    List<Path> folders = new ArrayList<>();
    if (files.size() >= MAX_FILES || seen.size() >= MAX_FOLDERS || !seen.add(folder)) {
      return folders;
    }
    for (Folder.Item item : disk.folder(folder, deadline).items().values()) {
      String name = item.name();
      if (item.kind() == Folder.Kind.FOLDER) {
        if (!name.startsWith(".") && !OF_OTHERS.contains(name)) {
          folders.add(item.path());
        }
      } else if (item.kind() == Folder.Kind.FILE && isCode(name) && files.size() < MAX_FILES) {
        files.add(item.path());
      }
    }
    return folders;
  }

  private static boolean isCode(String name) {
    return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1))
        && !name.equals("__init__.py");
  }
}

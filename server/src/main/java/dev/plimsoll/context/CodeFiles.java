package dev.plimsoll.context;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.text.Regex;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The source code near a Dockerfile, which may build the image by itself: in its folder and those above it, up to the project's
 * root, and in the folders in these.
 */
final class CodeFiles {

  /** Looking further would take too long. */
  private static final int MAX_FILES = 150;

  private static final int MAX_FOLDERS = 100;

  private static final ImmutableSet<String> ENDINGS = ImmutableSet.of(
      "cjs", "cs", "ex", "exs", "go", "groovy", "java", "jl", "js", "kt", "kts", "mill", "mjs",
      "php", "pl", "py", "rb", "rs", "sbt", "sc", "scala", "ts");

  /** Folders of what others have written. */
  private static final ImmutableSet<String> OF_OTHERS =
      ImmutableSet.of("dist", "node_modules", "target", "third_party", "vendor", "venv");

  /** What all code has that builds an image or makes a build context. */
  private static final Regex MAY_BUILD = Regex.of(
      "(?i)build[-_]?args?\\b|dockerfile|\\bfileobj\\b"
          + "|\\bdocker\\W{1,5}(?:buildx\\W{1,5})?build\\b|\\bimages\\.build\\(|\\b(?:imagebuild|buildimage)\\(");

  /**
   * Code that was read.
   *
   * @param deadline of the look at a project for which it was: that asks for the same code again and again
   * @param texts of those files that may build images
   */
  private record Code(Deadline deadline, Path own, ImmutableList<String> texts) {}

  private final Disk disk;

  /** The last that was read; a race reads it twice. */
  private volatile @Nullable Code last;

  CodeFiles(Disk disk) {
    this.disk = disk;
  }

  /**
   * Whether code of a kind says something.
   *
   * @param kind what only such code has; it is looked for in what has {@link #MAY_BUILD}
   * @param word that is in what is said: to look for it costs little
   * @param own the folder of the Dockerfile
   * @param root the project's
   */
  boolean says(Regex kind, String word, Pattern said, Path own, Path root, Deadline deadline) {
    for (String text : texts(own, root, deadline)) {
      if (text.contains(word) && said.matcher(text).find() && kind.matcher(text).find()) {
        return true;
      }
    }
    return false;
  }

  /** Whether a folder is neither hidden nor full of what others have written. */
  static boolean mayBeOfProject(String name) {
    return !name.startsWith(".") && !OF_OTHERS.contains(name);
  }

  private ImmutableList<String> texts(Path own, Path root, Deadline deadline) {
    Code known = last;
    if (known == null || known.deadline() != deadline || !known.own().equals(own)) {
      ImmutableList.Builder<String> texts = ImmutableList.builder();
      for (Path file : new Nearest(disk, deadline).from(own, root)) {
        String text = disk.beginning(file, deadline);
        if (MAY_BUILD.matcher(text).find()) {
          texts.add(text);
        }
      }
      known = new Code(deadline, own, texts.build());
      last = known;
    }
    return known.texts();
  }

  /** Finds the nearest files. */
  private static final class Nearest {
    private final Disk disk;
    private final Deadline deadline;
    private final List<Path> files = new ArrayList<>();
    private final Set<Path> seen = new HashSet<>();

    Nearest(Disk disk, Deadline deadline) {
      this.disk = disk;
      this.deadline = deadline;
    }

    /** Those of a Dockerfile's folder first. */
    List<Path> from(Path own, Path root) {
      for (Path folder = own;
          folder != null && folder.startsWith(root);
          folder = folder.getParent()) {
        for (Path inside : add(folder)) {
          add(inside);
        }
      }
      return files;
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
          if (mayBeOfProject(name)) {
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
}

package dev.plimsoll.context;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code .gitignore} files that count in a folder: its own and those of the folders above, up to the root of the
 * repository, with what {@code .git/info/exclude} says there.
 */
public final class GitIgnore {

  /** Bytes. What is longer nobody has written by hand. */
  private static final int MAX_BYTES = 1 << 20;

  private static final GitIgnore NOTHING = new GitIgnore(null, Path.of(""), ImmutableList.of());

  private final @Nullable GitIgnore above;
  private final Path folder;
  /** The last one that matches decides. */
  private final ImmutableList<Pattern> patterns;

  private GitIgnore(@Nullable GitIgnore above, Path folder, ImmutableList<Pattern> patterns) {
    this.above = above;
    this.folder = folder;
    this.patterns = patterns;
  }

  /** What counts in a folder of the disk. Where no repository is around it, only its own file does. */
  public static GitIgnore of(Path folder) {
    Path own = folder.toAbsolutePath().normalize();
    Path root = own;
    while (root != null && !Files.exists(root.resolve(".git"))) {
      root = root.getParent();
    }
    if (root == null) {
      return NOTHING.in(own);
    }
    GitIgnore ignore = new GitIgnore(
            NOTHING, root, patterns(root.resolve(".git").resolve("info/exclude")))
        .in(root);
    Path at = root;
    for (Path name : root.equals(own) ? List.<Path>of() : root.relativize(own)) {
      at = at.resolve(name);
      ignore = ignore.in(at);
    }
    return ignore;
  }

  /** What counts in a folder of the one that this counts in. */
  public GitIgnore in(Path inner) {
    Path own = inner.toAbsolutePath().normalize();
    ImmutableList<Pattern> found = patterns(own.resolve(".gitignore"));
    return found.isEmpty() ? this : new GitIgnore(this, own, found);
  }

  /** Whether a file or folder is left out, which is in the folder that this counts in. */
  public boolean ignores(Path path, boolean isFolder) {
    Path absolute = path.toAbsolutePath().normalize();
    for (GitIgnore ignore = this; ignore != null; ignore = ignore.above) {
      if (!absolute.startsWith(ignore.folder) || absolute.equals(ignore.folder)) {
        continue;
      }
      List<String> names = names(ignore.folder.relativize(absolute));
      for (Pattern pattern : ignore.patterns.reverse()) {
        if (pattern.matches(names, isFolder)) {
          return !pattern.negated;
        }
      }
    }
    return false;
  }

  /**
   * Whether what is made at a place, a file or a folder, would be left out, or all that is in it. Reads the files of the
   * folders on the way there.
   *
   * @param folder above the place
   */
  static boolean leavesOut(Path folder, Path place) {
    Path at = folder.toAbsolutePath().normalize();
    Path wanted = place.toAbsolutePath().normalize();
    if (!wanted.startsWith(at) || wanted.equals(at)) {
      return false;
    }
    GitIgnore ignore = of(at);
    for (Path name : at.relativize(wanted)) {
      at = at.resolve(name);
      if (ignore.ignores(at, true) || (at.equals(wanted) && ignore.ignores(at, false))) {
        return true;
      }
      ignore = ignore.in(at);
    }
    return ignore.ignores(at.resolve(ANY_NAME), false);
  }

  /**
   * Whether lines like those of a {@code .gitignore} file in a folder leave out a file in it or below, or a folder that the
   * file is in.
   */
  static boolean leavesOut(Iterable<String> lines, Path folder, Path file) {
    Path at = folder.toAbsolutePath().normalize();
    Path wanted = file.toAbsolutePath().normalize();
    if (!wanted.startsWith(at) || wanted.equals(at)) {
      return false;
    }
    GitIgnore ignore = new GitIgnore(null, at, parse(lines));
    for (Path name : at.relativize(wanted)) {
      at = at.resolve(name);
      if (ignore.ignores(at, !at.equals(wanted))) {
        return true;
      }
    }
    return false;
  }

  /** Of a file that only patterns for all files of a folder match. */
  private static final String ANY_NAME = "plimsoll-any-name";

  private static List<String> names(Path path) {
    ImmutableList.Builder<String> names = ImmutableList.builder();
    path.forEach(name -> names.add(name.toString()));
    return names.build();
  }

  private static ImmutableList<Pattern> patterns(Path file) {
    if (!Files.isRegularFile(file)) {
      return ImmutableList.of();
    }
    try {
      return Files.size(file) > MAX_BYTES
          ? ImmutableList.of()
          : parse(Splitter.on('\n')
              .split(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      return ImmutableList.of(); // as Git does, which warns
    }
  }

  private static ImmutableList<Pattern> parse(Iterable<String> lines) {
    ImmutableList.Builder<Pattern> patterns = ImmutableList.builder();
    for (String line : lines) {
      Pattern pattern = Pattern.parse(line);
      if (pattern != null) {
        patterns.add(pattern);
      }
    }
    return patterns.build();
  }

  /**
   * One line of a file.
   *
   * @param negated whether what matches is not left out after all
   * @param forFolders whether only folders match
   * @param names what the names of a path must be; null stands for any number of names
   */
  private record Pattern(boolean negated, boolean forFolders, List<@Nullable PathGlob> names) {

    private static final String ANY_DEPTH = "**";

    static @Nullable Pattern parse(String line) {
      String text =
          withoutBlanks(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
      if (text.isEmpty() || text.startsWith("#")) {
        return null;
      }
      boolean negated = text.startsWith("!");
      text = negated ? text.substring(1) : text;
      boolean forFolders = text.endsWith("/");
      text = forFolders ? text.substring(0, text.length() - 1) : text;
      List<@Nullable PathGlob> names = new ArrayList<>();
      if (text.indexOf('/') < 0) {
        names.add(null); // at any depth
      }
      for (String name : Splitter.on('/').omitEmptyStrings().split(text)) {
        names.add(name.equals(ANY_DEPTH) ? null : PathGlob.of(name.replace("[!", "[^")));
      }
      return text.isEmpty() ? null : new Pattern(negated, forFolders, names);
    }

    /** Blanks at the end count only behind a backslash. */
    private static String withoutBlanks(String line) {
      int end = line.length();
      while (end > 0 && line.charAt(end - 1) == ' ' && !(end > 1 && line.charAt(end - 2) == '\\')) {
        end--;
      }
      return line.substring(0, end);
    }

    boolean matches(List<String> path, boolean isFolder) {
      if (forFolders && !isFolder) {
        return false;
      }
      // Whether the first names of the pattern match the first names of the path.
      boolean[] matched = new boolean[path.size() + 1];
      matched[0] = true;
      for (int i = 0; i < names.size(); i++) {
        boolean last = i + 1 == names.size();
        PathGlob name = names.get(i);
        matched = name == null ? further(matched, last) : next(matched, name, path);
      }
      return matched[path.size()];
    }

    private static boolean[] further(boolean[] matched, boolean last) {
      boolean[] further = new boolean[matched.length];
      boolean any = false;
      for (int i = 0; i < matched.length; i++) {
        further[i] = any || matched[i] && !last; // at its end, what is in the folder
        any |= matched[i];
      }
      return further;
    }

    private static boolean[] next(boolean[] matched, PathGlob name, List<String> path) {
      boolean[] next = new boolean[matched.length];
      for (int i = 0; i < path.size(); i++) {
        next[i + 1] = matched[i] && name.matches(path.get(i));
      }
      return next;
    }
  }
}

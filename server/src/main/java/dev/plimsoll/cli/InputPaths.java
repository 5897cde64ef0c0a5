package dev.plimsoll.cli;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.context.DockerfileNames;
import dev.plimsoll.context.DockerfileSearch;
import dev.plimsoll.context.GitIgnore;
import dev.plimsoll.context.PathGlob;
import dev.plimsoll.text.Regex;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The files that the arguments of a command mean: a file itself, the Dockerfiles in and below a folder, and what a pattern
 * matches that no shell has replaced.
 */
final class InputPaths {

  private static final String ANY_DEPTH = "**";

  private static final String SHEBANG = "#!";
  private static final int BEGINNING = 8192;
  private static final Regex SHELL = Regex.of("[^\\n]{0,99}\\b(?:ash|bash|dash|ksh|sh|zsh)\\b");
  private static final Regex HAS_FROM = Regex.of("(?im)^[ \\t]{0,99}FROM[ \\t]");

  private final ImmutableList.Builder<String> names = ImmutableList.builder();
  private final BiConsumer<String, String> failures;

  private InputPaths(BiConsumer<String, String> failures) {
    this.failures = failures;
  }

  /**
   * The names of the files in the order of the arguments; what is searched is sorted.
   *
   * @param failures told the name and the reason where an argument means no file, or a folder can't be searched
   */
  static ImmutableList<String> of(List<String> arguments, BiConsumer<String, String> failures) {
    InputPaths paths = new InputPaths(failures);
    for (String argument : arguments) {
      try {
        paths.add(argument);
      } catch (IOException e) {
        failures.accept(argument, ErrorText.of(e));
      }
    }
    return paths.names.build();
  }

  private void add(String argument) throws IOException {
    if (argument
        .isEmpty()) { // to the system, the working directory: a variable of a script was not set
      failures.accept("\"\"", "no name of a file");
    } else if (isPattern(argument) && !exists(argument)) {
      addMatches(argument);
    } else if (argument.equals(Source.STDIN) || !Files.isDirectory(Source.path(argument))) {
      names.add(argument);
    } else {
      Search search = search(Source.path(argument));
      if (search.complete && search.found.isEmpty()) {
        failures.accept(
            argument,
            search.ignored
                ? "no Dockerfile in this folder or below that .gitignore doesn't leave out"
                : "no Dockerfile in this folder or below");
      }
    }
  }

  /** Adds what a pattern matches; a folder without Dockerfiles is nothing wrong where there is anything else. */
  private void addMatches(String pattern) throws IOException {
    ImmutableList<Path> matches = matches(pattern);
    boolean none = true;
    for (Path match : matches) {
      if (Files.isDirectory(match)) {
        Search search = search(match);
        none &= search.complete && search.found.isEmpty();
      } else {
        names.add(match.toString());
        none = false;
      }
    }
    if (none) {
      failures.accept(
          pattern,
          matches.isEmpty()
              ? "no such file, and none that this pattern matches"
              : "no Dockerfile in the folders that this pattern matches, or below");
    }
  }

  private Search search(Path folder) throws IOException {
    Search search = new Search(folder);
    Files.walkFileTree(folder, search);
    search.found.forEach(path -> names.add(path.toString()));
    return search;
  }

  /**
   * Looks for Dockerfiles in a folder and below. What Git ignores is left out, links to folders are not followed, so that none
   * is seen twice, and a folder with the name of a Dockerfile is a folder.
   */
  private final class Search extends SimpleFileVisitor<Path> {
    private final Path folder;
    private final Set<Path> found = new TreeSet<>();
    private final Deque<GitIgnore> ignores = new ArrayDeque<>();
    private boolean complete = true;
    private boolean ignored;

    Search(Path folder) {
      this.folder = folder;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
      GitIgnore above = ignores.peek();
      if (above == null) {
        ignores.push(GitIgnore.of(folder));
        return FileVisitResult.CONTINUE;
      }
      if (DockerfileSearch.isPassedOver(path.getFileName().toString())
          || isIgnored(above, path, true)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      ignores.push(above.in(path));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path path, @Nullable IOException failure) {
      ignores.pop();
      if (failure != null) {
        return visitFileFailed(path, failure);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
      boolean readable = attributes.isRegularFile() || Files.isRegularFile(path);
      if (readable
          && DockerfileNames.include(path.getFileName().toString())
          && !isIgnored(ignores.element(), path, false)
          && !isScript(path)) {
        found.add(path.startsWith(".") ? path.subpath(1, path.getNameCount()) : path);
      }
      return FileVisitResult.CONTINUE;
    }

    /** Whether it is a script for a shell, and no Dockerfile that only begins as one. */
    private boolean isScript(Path path) {
      try (InputStream stream = Files.newInputStream(path)) {
        byte[] bytes = stream.readNBytes(SHEBANG.length());
        if (!SHEBANG.equals(new String(bytes, StandardCharsets.ISO_8859_1))) {
          return false;
        }
        String rest = new String(stream.readNBytes(BEGINNING), StandardCharsets.ISO_8859_1);
        return SHELL.matcher(rest).lookingAt() && !HAS_FROM.matcher(rest).find();
      } catch (IOException e) {
        return false; // whoever reads it says why it can't be read
      }
    }

    private boolean isIgnored(GitIgnore ignore, Path path, boolean isFolder) {
      boolean leftOut = ignore.ignores(path, isFolder);
      ignored |= leftOut;
      return leftOut;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException failure) {
      complete = false;
      failures.accept(path.toString(), ErrorText.of(failure));
      return FileVisitResult.CONTINUE;
    }
  }

  private static boolean exists(String argument) {
    try {
      return Files.exists(Source.path(argument), LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      return false; // Windows has no names with a star
    }
  }

  private static boolean isPattern(String argument) {
    return PathGlob.isPattern(unified(argument));
  }

  /** On Windows a backslash parts names, elsewhere it takes the meaning from a star. */
  private static String unified(String argument) {
    return argument.replace(File.separatorChar, '/');
  }

  /** What a shell makes of a pattern, {@code **} included, sorted; hidden files only where the pattern has their dot. */
  private ImmutableList<Path> matches(String pattern) throws IOException {
    List<String> parts = List.of(unified(pattern).split("(?<=/)/*"));
    int fixed = 0;
    while (!isPattern(parts.get(fixed))) {
      fixed++;
    }
    List<Path> found = List.of(Source.path(String.join("", parts.subList(0, fixed))));
    for (String part : parts.subList(fixed, parts.size())) {
      String name = part.endsWith("/") ? part.substring(0, part.length() - 1) : part;
      List<Path> next = new ArrayList<>();
      for (Path folder : found) {
        if (name.equals(ANY_DEPTH)) {
          addFolders(folder, next);
        } else {
          addMatches(folder, name, next);
        }
      }
      found = next;
    }
    return ImmutableList.sortedCopyOf(found);
  }

  private void addMatches(Path folder, String part, List<Path> found) throws IOException {
    if (!isPattern(part)) {
      Path path = folder.resolve(Source.path(part));
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        found.add(path);
      }
      return;
    }
    PathGlob glob = PathGlob.of(part);
    for (Path entry : entries(folder)) {
      String name = entry.getFileName().toString();
      if (glob.matches(name) && (!name.startsWith(".") || part.startsWith("."))) {
        found.add(entry);
      }
    }
  }

  private void addFolders(Path folder, List<Path> found) {
    found.add(folder);
    for (Path entry : entries(folder)) {
      String name = entry.getFileName().toString();
      if (!name.startsWith(".")
          && !DockerfileSearch.isPassedOver(name)
          && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
        addFolders(entry, found);
      }
    }
  }

  private ImmutableList<Path> entries(Path folder) {
    if (!Files.isDirectory(folder)) {
      return ImmutableList.of();
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      return ImmutableList.copyOf(entries);
    } catch (DirectoryIteratorException e) {
      failures.accept(folder.toString(), ErrorText.of(Objects.requireNonNull(e.getCause())));
    } catch (IOException e) {
      failures.accept(folder.toString(), ErrorText.of(e));
    }
    return ImmutableList.of();
  }
}

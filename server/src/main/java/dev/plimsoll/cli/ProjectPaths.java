package dev.plimsoll.cli;

import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Files as services name them that show reports beside the code: from the root of the project, with slashes. */
final class ProjectPaths {

  private final Path root;

  private ProjectPaths(Path root) {
    this.root = root;
  }

  /** Those from the root of the Git repository around a folder, or from the folder itself where there is none. */
  static ProjectPaths around(Path folder) {
    Path own = folder.toAbsolutePath().normalize();
    for (Path at = own; at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(".git"))) {
        return new ProjectPaths(at);
      }
    }
    return new ProjectPaths(own);
  }

  /** The name of a file from the root; as it was given where it isn't below. */
  String of(String name) {
    String inside = inside(name);
    return inside == null ? name : inside;
  }

  /** The same as a reference of RFC 3986: relative, or absolute where the file isn't below the root. */
  String uri(String name) {
    String inside = inside(name);
    try {
      return inside == null
          ? Path.of(name).toAbsolutePath().normalize().toUri().toString()
          : new URI(null, null, "./" + inside, null).toASCIIString().substring(2);
    } catch (InvalidPathException | URISyntaxException e) {
      return "";
    }
  }

  /** Whether a file is below the root, or comes from standard input. */
  boolean contains(String name) {
    return inside(name) != null;
  }

  /** The root as a URI, which ends with a slash. */
  String root() {
    String uri = root.toUri().toString();
    return uri.endsWith("/") ? uri : uri + "/";
  }

  private @Nullable String inside(String name) {
    if (name.equals(Source.STDIN)) {
      return name;
    }
    try {
      Path file = Path.of(name).toAbsolutePath().normalize();
      return file.startsWith(root)
          ? root.relativize(file).toString().replace(File.separatorChar, '/')
          : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }
}

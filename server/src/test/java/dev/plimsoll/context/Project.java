package dev.plimsoll.context;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder of the disk with files in it. */
public final class Project {

  private final Path root;

  public Project(Path root) {
    this.root = root;
  }

  /** Writes empty files; a name that ends with a slash is a folder. */
  public Project with(String... names) throws IOException {
    for (String name : names) {
      if (name.endsWith("/")) {
        Files.createDirectories(root.resolve(name));
      } else {
        write(name, "");
      }
    }
    return this;
  }

  public Project write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  public Path path(String name) {
    return root.resolve(name);
  }

  public String uri(String name) {
    return path(name).toUri().toString();
  }

  /** The context of {@code Dockerfile}, where that is. */
  public BuildContext context() {
    return context("Dockerfile");
  }

  public BuildContext context(String dockerfile, String... sources) {
    return context(new Disk(Runnable::run), dockerfile, BuildContexts.AUTO, sources);
  }

  public BuildContext context(Disk disk, String dockerfile, String choice, String... sources) {
    BuildContext context = new BuildContexts(disk)
        .of(uri(dockerfile), root.toUri().toString(), choice, List.of(sources), soon());
    if (context == null) {
      throw new AssertionError("no context");
    }
    return context;
  }

  /** Long enough for any disk that tests run on. */
  public static Deadline soon() {
    return Deadline.inMillis(20_000);
  }
}

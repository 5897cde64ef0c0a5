package dev.plimsoll.context;

import com.google.common.base.Ascii;
import org.jspecify.annotations.Nullable;

/**
 * How a file is called, as far as it says what the file is for.
 *
 * @param path the name and the two folders around it, in lower case, whichever folder is open; empty where that isn't known
 * @param forDevelopment whether it says that nobody deploys what the file makes
 * @param fixture whether it says that the file is there for tests to read, or is one of others
 * @param vendored its path from the root, where it is in a folder that may be for projects of others, or for what concerns
 *     vendors; else empty
 */
public record FileName(String path, boolean forDevelopment, boolean fixture, String vendored) {

  private static final int SEGMENTS = 3;

  /** Of a file of which nobody says how it is called. */
  public static final FileName UNKNOWN = new FileName("", false, false, "");

  /**
   * The name of a file.
   *
   * @param path a path or an address, with slashes
   * @param root the folder that the project begins at, written like the path; empty where it isn't known
   */
  public static FileName of(String path, String root) {
    int start = path.length();
    for (int i = 0; i < SEGMENTS && start >= 0; i++) {
      start = path.lastIndexOf('/', start - 1);
    }
    return new FileName(
        Ascii.toLowerCase(path.substring(start + 1)),
        DockerfileNames.areForDevelopment(path, root),
        DockerfileNames.areFixtures(path, root),
        DockerfileNames.vendored(path, root));
  }

  /** Whether it is one that only editors may take for that of a Dockerfile: {@code Dockerfile.dockerignore}. */
  public boolean isIgnoreFile() {
    return path.endsWith(BuildContexts.IGNORE_FILE);
  }

  @Override
  public boolean equals(
      @Nullable Object other) { // that of records is linked while a file is opened
    return other instanceof FileName that
        && path.equals(that.path)
        && forDevelopment == that.forDevelopment
        && fixture == that.fixture
        && vendored.equals(that.vendored);
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }
}

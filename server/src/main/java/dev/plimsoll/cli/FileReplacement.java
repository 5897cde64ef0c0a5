package dev.plimsoll.cli;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Gives a file new contents such that at any moment, whatever happens, it has either all the old ones or all the new ones:
 * they are written into a new file beside it, which then takes its name.
 *
 * <p>The new file has the owner, group, mode, access control list and extended attributes of the old one. Where that can't
 * be, or where the file has further names (hard links), which would be left behind with the old contents, nothing is
 * written. A symbolic link stays, and the file to which it leads is replaced.
 */
final class FileReplacement {

  private final Path path;
  private final Path file;
  private final Path unfinished;

  private FileReplacement(Path path) throws IOException {
    this.path = path;
    this.file = path.toRealPath();
    this.unfinished = file.resolveSibling("." + file.getFileName() + ".plimsoll-"
        + Long.toString(ThreadLocalRandom.current().nextLong() >>> 1, Character.MAX_RADIX));
  }

  /**
   * Replaces the contents of a file.
   *
   * @param path the file or a link to it
   * @param before what was read from it
   * @throws IOException that {@link ErrorText} makes a reason of, and the file is as it was
   */
  static void write(Path path, byte[] before, byte[] after) throws IOException {
    new FileReplacement(path).write(before, after);
  }

  private void write(byte[] before, byte[] after) throws IOException {
    if (!Files.isWritable(file)) { // renaming would not mind
      throw new AccessDeniedException(file.toString());
    }
    if (hardLinks() > 1) {
      throw new IOException(
          "it has " + hardLinks() + " names (hard links), and would be parted from the others;"
              + " apply what --diff prints instead");
    }
    Thread cleaner = new Thread(this::removeUnfinished, "clean-up");
    Runtime.getRuntime().addShutdownHook(cleaner); // an interrupt or SIGTERM
    try {
      prepare(after);
      // Between this look and the renaming lies no more than a moment.
      if (!path.toRealPath().equals(file) || !Arrays.equals(Files.readAllBytes(file), before)) {
        throw new IOException("it has changed since it was read; run this again");
      }
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      removeUnfinished();
      forget(cleaner);
    }
  }

  /** Makes the new file, and waits until it is on the disk. */
  private void prepare(byte[] contents) throws IOException {
    try {
      // A copy, because only the system's own copying knows all attributes.
      Files.copy(file, unfinished, StandardCopyOption.COPY_ATTRIBUTES);
    } catch (AccessDeniedException e) {
      throw new IOException("permission denied to make a file in " + file.getParent(), e);
    }
    Map<String, Object> attributes = attributes(file);
    if (!attributes(unfinished).equals(attributes)) {
      throw new IOException("its owner, group or mode could not be kept");
    }
    try (FileOutputStream out = new FileOutputStream(unfinished.toFile())) {
      out.write(contents);
      out.getFD().sync();
    }
    if (!attributes(unfinished)
        .equals(attributes)) { // writing takes away the mode bits set-user-ID, set-group-ID
      Files.setAttribute(unfinished, "unix:mode", attributes.get("mode"));
    }
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("unix");
  }

  private int hardLinks() throws IOException {
    return isPosix(file) ? (int) Files.getAttribute(file, "unix:nlink") : 1;
  }

  private static Map<String, Object> attributes(Path path) throws IOException {
    return isPosix(path) ? Files.readAttributes(path, "unix:uid,gid,mode") : Map.of();
  }

  private void removeUnfinished() {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      // The file itself is whole; what was wrong is told by who failed first.
    }
  }

  private static void forget(Thread cleaner) {
    try {
      Runtime.getRuntime().removeShutdownHook(cleaner);
    } catch (IllegalStateException e) {
      // It runs already.
    }
  }
}

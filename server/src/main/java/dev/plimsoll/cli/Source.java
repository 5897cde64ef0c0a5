package dev.plimsoll.cli;

import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.text.LineMap;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A Dockerfile that was named on the command line.
 *
 * @param name as it was named
 */
record Source(String name, Dockerfile file, LineMap lines) {

  static final String STDIN = "-";

  static Source of(String name, String text) {
    return new Source(name, Dockerfile.parse(text), LineMap.of(text));
  }

  /**
   * Reads a file, or what comes in where it is named {@code -}. What is no UTF-8 is replaced by U+FFFD.
   *
   * @throws IOException with a message for the user
   */
  static Source read(String name, InputStream in) throws IOException {
    return of(
        name,
        new String(name.equals(STDIN) ? in.readAllBytes() : bytes(name), StandardCharsets.UTF_8));
  }

  private static byte[] bytes(String name) throws IOException {
    try {
      Path path;
      try {
        path = Path.of(name);
      } catch (InvalidPathException e) {
        throw new IOException(e.getReason() + " in the path " + name, e);
      }
      if (Files.isDirectory(path)) {
        throw new IOException(name + " is a folder");
      }
      return Files.readAllBytes(path);
    } catch (InvalidPathException e) {
      throw new IOException(name + " is no name of a file", e);
    } catch (NoSuchFileException e) {
      throw new IOException(name + ": there is no such file", e);
    } catch (FileSystemException e) {
      throw new IOException(name + " can't be read: " + e.getReason(), e);
    }
  }

  String text() {
    return file.text();
  }
}

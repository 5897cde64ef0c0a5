package dev.plimsoll.cli;

import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.text.LineMap;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A Dockerfile that was named on the command line.
 *
 * @param name as it was named
 * @param file its text in {@link LosslessUtf8}
 */
record Source(String name, Dockerfile file, LineMap lines) {

  static final String STDIN = "-";

  /** What is larger, in bytes, is no Dockerfile but something that was named by mistake. */
  static final int MAX_BYTES = 16 << 20;

  static Source of(String name, String text) {
    return new Source(name, Dockerfile.parse(text), LineMap.of(text));
  }

  /**
   * Reads a file, or what comes in where it is named {@code -}.
   *
   * @throws IOException that {@link ErrorText} makes a reason of, without the name
   */
  static Source read(String name, InputStream in) throws IOException {
    byte[] bytes = name.equals(STDIN) ? in.readNBytes(MAX_BYTES + 1) : bytes(path(name));
    if (bytes.length > MAX_BYTES) {
      throw new IOException("too large for a Dockerfile: more than " + (MAX_BYTES >> 20) + " MiB");
    }
    if (isUtf16(bytes)) {
      throw new IOException("is in UTF-16, and a Dockerfile must be in UTF-8; save it in UTF-8");
    }
    return of(name, LosslessUtf8.decode(bytes));
  }

  /** The same by another name. */
  Source called(String other) {
    return new Source(other, file, lines);
  }

  private static byte[] bytes(Path path) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(path, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      if (Files.isSymbolicLink(path)) {
        throw new IOException(
            "a link to " + Files.readSymbolicLink(path) + ", which is missing", e);
      }
      throw e;
    }
    if (attributes.isDirectory()) {
      throw new IOException("is a directory");
    }
    if (!attributes.isRegularFile()) { // reading it might never end
      throw new IOException(
          "not a regular file; what a program prints is read from standard input: -");
    }
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(MAX_BYTES + 1);
    }
  }

  /** @throws IOException where the system has no such paths */
  static Path path(String name) throws IOException {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new IOException("not a path: " + e.getReason(), e);
    }
  }

  /** Whether it begins with the mark of UTF-16, or with a character of ASCII as UTF-16 has it. */
  private static boolean isUtf16(byte[] bytes) {
    if (bytes.length < 2) {
      return false;
    }
    int mark = (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
    return mark == 0xFEFF || mark == 0xFFFE || (bytes[0] == 0) != (bytes[1] == 0);
  }

  String text() {
    return file.text();
  }

  /** The bytes that were read. */
  byte[] bytes() {
    return LosslessUtf8.encode(text());
  }
}

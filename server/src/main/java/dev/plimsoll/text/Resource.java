package dev.plimsoll.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Reads the tables that the server carries in its jar, each beside the class that knows what it means. */
public final class Resource {

  private Resource() {}

  /**
   * The whole text of a file.
   *
   * @param name of a file in the package of the class
   * @throws IllegalStateException if there is no such file: the jar is broken
   */
  public static String text(Class<?> beside, String name) {
    return read(beside, name, StandardCharsets.UTF_8);
  }

  /** The same of a large file that is ASCII but for its comments: its bytes become a text without being looked at. */
  public static String ascii(Class<?> beside, String name) {
    return read(beside, name, StandardCharsets.ISO_8859_1);
  }

  private static String read(Class<?> beside, String name, Charset charset) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return new String(in.readAllBytes(), charset);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

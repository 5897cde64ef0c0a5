package dev.plimsoll.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether there is a person at the other end of the standard streams. */
public final class Terminal {

  private static final Path STANDARD_OUTPUT = Path.of("/dev/fd/1");
  private static final Path NOWHERE = Path.of("/dev/null");

  private static final int FILE_TYPE = 0170000;
  private static final int CHARACTER_DEVICE = 0020000;

  private Terminal() {}

  /** Whether both standard input and output are a terminal. */
  public static boolean isInteractive() {
    // Otherwise JDK 22 and later give a console where there is no terminal.
    System.setProperty("jdk.console", "java.base");
    return System.console() != null;
  }

  /**
   * Whether the standard output is a terminal. Java tells only where the standard input is one too, and that is a file in
   * {@code lint - <Dockerfile}; else a character device is taken for one.
   */
  public static boolean isStandardOutput() {
    if (isInteractive()) {
      return true;
    }
    try {
      int mode = (int) Files.getAttribute(STANDARD_OUTPUT, "unix:mode");
      return (mode & FILE_TYPE) == CHARACTER_DEVICE && !Files.isSameFile(STANDARD_OUTPUT, NOWHERE);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}

package dev.plimsoll.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

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

  /**
   * Whether to write in colors: on a terminal, unless {@code NO_COLOR} is set or the terminal is a dumb one, and elsewhere
   * where {@code FORCE_COLOR} or {@code CLICOLOR_FORCE} demands it.
   */
  static boolean hasColors(Environment environment, boolean terminal) {
    if (environment.variable("NO_COLOR") != null) {
      return false;
    }
    if (isOn(environment.variable("FORCE_COLOR")) || isOn(environment.variable("CLICOLOR_FORCE"))) {
      return true;
    }
    return terminal && !"dumb".equals(environment.variable("TERM"));
  }

  private static boolean isOn(@Nullable String value) {
    return value != null && !value.equals("0") && !value.equals("false");
  }

  /**
   * How many columns the terminal has on which is written, as {@code COLUMNS} or else {@code stty} says it.
   *
   * @param usual where neither does
   */
  static int width(Environment environment, int usual) {
    Integer said = positive(environment.variable("COLUMNS"));
    said = said == null ? positive(columns()) : said;
    return said == null ? usual : said;
  }

  /** The second number of {@code stty size}, which tells rows and columns. */
  private static @Nullable String columns() {
    try {
      Process process = new ProcessBuilder("stty", "size")
          .redirectInput(new File("/dev/tty"))
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      try (InputStream out = process.getInputStream()) {
        if (!process.waitFor(1, TimeUnit.SECONDS)) {
          process.destroy();
          return null;
        }
        String[] size =
            new String(out.readAllBytes(), StandardCharsets.US_ASCII).strip().split(" ", -1);
        return size[size.length - 1];
      }
    } catch (IOException e) {
      return null; // Windows has none
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private static @Nullable Integer positive(@Nullable String text) {
    try {
      int number = text == null ? 0 : Integer.parseInt(text);
      return number > 0 ? number : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}

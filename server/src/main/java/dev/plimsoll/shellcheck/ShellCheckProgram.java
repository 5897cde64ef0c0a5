package dev.plimsoll.shellcheck;

import com.google.common.base.Splitter;
import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The program: run once for a script, without a shell between, ended in time with all that it started. It gets the script on
 * its standard input, reads no configuration and no other file, and what it prints comes to nobody else.
 */
public final class ShellCheckProgram {

  public static final String NAME = "shellcheck";

  /** Far more than it says of the longest script. */
  private static final int MAX_BYTES = 1 << 23;

  /** Those that hadolint leaves out: files that aren't there to be followed, and that dash has to stand for ash. */
  private static final String EXCLUDED = "--exclude=SC1090,SC1091,SC2187";

  private final Path file;
  private final long limitMillis;

  /** @param limitMillis what takes longer is ended */
  public ShellCheckProgram(Path file, long limitMillis) {
    this.file = file;
    this.limitMillis = limitMillis;
  }

  /**
   * Finds a program. By hand: Windows would look into the current folder first, which may be the project.
   *
   * @param chosen an absolute path, or a name that is looked for; empty for the usual name
   * @param folders where programs are, as the variable {@code PATH} has them; those that aren't absolute are passed over
   * @return null where there is none, or what is chosen is neither
   */
  public static @Nullable Path find(String chosen, String folders) {
    String name = chosen.isEmpty() ? NAME : chosen;
    if (!mayBeChosen(name)) {
      return null;
    }
    Path given = Path.of(name);
    if (given.isAbsolute()) {
      return isProgram(given) ? given : null;
    }
    for (String folder : Splitter.on(File.pathSeparatorChar).omitEmptyStrings().split(folders)) {
      for (String suffix : new String[] {"", ".exe"}) {
        Path found = in(folder, name + suffix);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  /** Whether it can be one that is meant: empty, an absolute path, or a name without a folder. */
  public static boolean mayBeChosen(String program) {
    try {
      Path path = Path.of(program);
      return path.isAbsolute() || path.getNameCount() == 1 && !program.startsWith(".");
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static @Nullable Path in(String folder, String name) {
    try {
      Path found = Path.of(folder).resolve(name);
      return found.isAbsolute() && isProgram(found) ? found : null;
    } catch (InvalidPathException e) {
      return null; // no folder
    }
  }

  private static boolean isProgram(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }

  public Path file() {
    return file;
  }

  /** What it says of a script. Waits for it. */
  ImmutableList<ShellCheckComment> check(ShellCheckInput input)
      throws ShellCheckException, InterruptedException {
    Process process = start(input.shell());
    Children.add(process);
    try {
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMillis);
      background(new FutureTask<>(() -> write(process.getOutputStream(), input.text()), null));
      FutureTask<byte[]> reading = new FutureTask<>(() -> read(process.getInputStream()));
      background(reading);
      byte[] output = reading.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (output.length > MAX_BYTES) {
        throw ShellCheckException.thisTime("it says too much");
      }
      if (!process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw new TimeoutException();
      }
      return ShellCheckJson.read(new String(output, StandardCharsets.UTF_8), process.exitValue());
    } catch (TimeoutException e) {
      throw ShellCheckException.thisTime("it has not answered within " + limitMillis + " ms");
    } catch (ExecutionException e) {
      throw ShellCheckException.thisTime("what it says can't be read: " + e.getCause());
    } finally {
      Children.end(process);
    }
  }

  private Process start(String shell) throws ShellCheckException {
    ProcessBuilder builder = new ProcessBuilder(
            file.toString(),
            "--norc",
            "--format=json1",
            "--severity=style",
            "--shell=" + shell,
            EXCLUDED,
            "-")
        .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().remove("SHELLCHECK_OPTS"); // the same here as on another machine
    try {
      return builder.start();
    } catch (IOException e) {
      throw ShellCheckException.always(Strings.nullToEmpty(e.getMessage()));
    }
  }

  private static void background(FutureTask<?> task) {
    Thread thread = new Thread(task, NAME);
    thread.setDaemon(true);
    thread.start();
  }

  private static void write(OutputStream to, String text) {
    try (to) {
      to.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It doesn't want to know; what it says then is looked at all the same.
    }
  }

  /** Up to one byte more than it may say. */
  private static byte[] read(InputStream from) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] part = new byte[1 << 13];
    int length = from.read(part);
    while (length > 0 && all.size() <= MAX_BYTES) {
      all.write(part, 0, length);
      length = from.read(part);
    }
    return all.toByteArray();
  }
}

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
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The program: run once for a script, without a shell between, ended in time with what it has started. It gets the script on
 * its standard input, reads no configuration and no other file, and what it prints comes to nobody else.
 */
public final class ShellCheckProgram {

  public static final String NAME = "shellcheck";

  /** Far more than it says of the longest script. */
  private static final int MAX_BYTES = 1 << 23;

  /** How long nobody looks whether it has said more. That it has ended is seen at once. */
  private static final long PAUSE_MILLIS = 10;

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
      background(new FutureTask<>(() -> write(process.getOutputStream(), input.text()), null));
      String output = new String(read(process), StandardCharsets.UTF_8);
      return ShellCheckJson.read(output, process.exitValue());
    } catch (IOException e) {
      throw ShellCheckException.thisTime("what it says can't be read: " + e);
    } finally {
      Children.end(process);
    }
  }

  /** All that it says until it ends. What it has started may hold the pipe for longer, so nobody waits at that. */
  private byte[] read(Process process)
      throws IOException, ShellCheckException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMillis);
    InputStream from = process.getInputStream();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (all.size() <= MAX_BYTES) {
      boolean ended = !process.isAlive(); // asked first: then what is there is all
      int there = from.available();
      if (there == 0 && ended) {
        return all.toByteArray();
      }
      if (System.nanoTime() - end > 0) {
        throw ShellCheckException.thisTime("it has not answered within " + limitMillis + " ms");
      }
      if (there == 0) {
        process.waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      } else {
        all.write(from.readNBytes(Math.min(there, MAX_BYTES)));
      }
    }
    throw ShellCheckException.thisTime("it says too much");
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
}

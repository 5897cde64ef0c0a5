package dev.plimsoll.registry;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.gson.JsonObject;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Programs such as {@code docker-credential-pass} that keep logins: one is run, asked for one registry, and ended in time. */
final class CredentialHelper {

  /** A name, which can't lead to another folder. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final int MAX_BYTES = 1 << 16;

  /** What such a program gives as the name where the secret is an identity token. */
  private static final String TOKEN = "<token>";

  private final ImmutableList<String> path;

  /** @param path the folders where programs are, as the variable {@code PATH} has them */
  CredentialHelper(String path) {
    this.path = ImmutableList.copyOf(
        Splitter.on(File.pathSeparatorChar).omitEmptyStrings().split(path));
  }

  /**
   * The login that a helper has, or null if it has none or doesn't answer.
   *
   * @param helper the name of a program behind {@code docker-credential-}
   */
  @Nullable Credentials login(String helper, String registry) throws InterruptedException {
    Path program = NAME.matcher(helper).matches() ? program("docker-credential-" + helper) : null;
    if (program == null) {
      return null;
    }
    try {
      Process process = new ProcessBuilder(program.toString(), "get")
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      try {
        ask(process, registry);
        return read(output(process));
      } finally {
        end(process);
      }
    } catch (IOException | LookupException | TimeoutException | ExecutionException e) {
      return null;
    }
  }

  /** Found by hand: Windows would look into the current folder first, which may be the project. */
  private @Nullable Path program(String name) {
    for (String folder : path) {
      for (String suffix : new String[] {"", ".exe"}) {
        try {
          Path file = Path.of(folder).resolve(name + suffix);
          if (file.isAbsolute() && Files.isRegularFile(file) && Files.isExecutable(file)) {
            return file;
          }
        } catch (InvalidPathException e) {
          // No folder.
        }
      }
    }
    return null;
  }

  private static void ask(Process process, String registry) {
    try (OutputStream input = process.getOutputStream()) {
      input.write(registry.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It doesn't want to know, and may answer all the same.
    }
  }

  private static String output(Process process)
      throws InterruptedException, TimeoutException, ExecutionException {
    FutureTask<byte[]> reading =
        new FutureTask<>(() -> process.getInputStream().readNBytes(MAX_BYTES));
    Thread reader = new Thread(reading, "credential helper");
    reader.setDaemon(true);
    reader.start();
    byte[] bytes = reading.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static @Nullable Credentials read(String output) throws LookupException {
    JsonObject answer = Json.object(output);
    String name = Json.textOrEmpty(answer, "Username");
    String secret = Json.textOrEmpty(answer, "Secret");
    if (secret.isEmpty() || name.isEmpty()) {
      return null;
    }
    return name.equals(TOKEN) ? Credentials.ofIdentityToken(secret) : new Credentials(name, secret);
  }
}

package dev.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The shells of this machine, as builds run them. */
public final class RealShell {

  private static final int LIMIT_SECONDS = 240;

  private RealShell() {}

  /**
   * What a script prints; a test is skipped where there is no such shell.
   *
   * @param shell its name
   * @param folder where it runs, and where the script is written to
   */
  public static String output(String shell, Path folder, String script)
      throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("batch.sh"), script);
    Process process;
    try {
      process = new ProcessBuilder(shell, file.toString())
          .directory(folder.toFile())
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      Assumptions.abort("no " + shell);
      throw e;
    }
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    return output;
  }
}

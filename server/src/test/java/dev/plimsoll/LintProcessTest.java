package dev.plimsoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The process that a pipeline starts: status, streams, colors. */
class LintProcessTest {

  @TempDir
  private Path folder;

  private record Ended(int status, String out, String err) {}

  @BeforeEach
  void write() throws IOException {
    write("clean/Dockerfile", "FROM scratch\nCOPY a /a\n");
    write("warned/Dockerfile", "FROM scratch\nMAINTAINER a\n");
    write("told/Dockerfile", "FROM scratch\nRUN [\"a\"]\nRUN [\"b\"]\n");
    write("hinted/Dockerfile", "FROM scratch\ncopy a /a\nENV a=b\n");
    write("utf16/Dockerfile", "\0F\0R");
    write("empty/readme", "");
    write("ignored/.gitignore", "*\n");
    write("ignored/Dockerfile", "FROM scratch\n");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Ended run(Map<String, String> variables, String input, String... args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(PackedServer.command(Main.class));
    command.addAll(List.of(args));
    return run(variables, input, command);
  }

  private Ended run(Map<String, String> variables, String input, List<String> command)
      throws IOException, InterruptedException {
    Path in = Files.writeString(folder.resolve("in"), input);
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder process = new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectInput(in.toFile())
        .redirectOutput(out.toFile())
        .redirectError(err.toFile());
    process.environment().keySet().retainAll(List.of("PATH"));
    process.environment().put("PLIMSOLL_OFFLINE", "1");
    process.environment().put("HOME", folder.toString());
    process.environment().putAll(variables);
    Process started = process.start();
    assertThat(started.waitFor(240, TimeUnit.SECONDS)).isTrue();
    return new Ended(
        started.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  /** The table of docs/cli.md. */
  @ParameterizedTest
  @CsvSource({
    "0, lint clean",
    "0, lint clean/Dockerfile",
    "0, lint c*/Docker*",
    "0, lint warned --no-fail",
    "0, lint warned --fail-on never",
    "0, lint warned --fail-on error",
    "0, lint warned --rule DL4000=off",
    "0, lint told",
    "1, lint told --profile hadolint",
    "0, lint told --profile hadolint --fail-on warning",
    "1, lint warned",
    "1, lint warned clean",
    "1, lint warned --rule hadolint/DL4000=error --fail-on error",
    "2, lint",
    "2, lint none",
    "2, lint none warned",
    "2, lint --no-fail none",
    "2, lint empty",
    "2, lint ignored",
    "2, lint x*/Docker*",
    "2, lint utf16",
    "2, lint warned --format xml",
    "2, lint warned --rule nothing=off",
    "2, lint warned --config none.yaml",
    "2, lint warned --profile strict",
    "2, lint warned --context none",
    "0, rules",
    "0, explain DL3009",
    "2, explain nothing",
    "2, sing"
  })
  void theStatusIsThatOfTheTable(int status, String line) throws Exception {
    Ended ended = run(Map.of(), "", line.split(" "));
    assertThat(ended.status).as(ended.err).isEqualTo(status);
    assertThat(ended.err).doesNotContain("Exception", "\tat ");
    if (status == 2) {
      assertThat(ended.err).startsWith("plimsoll: ");
      assertThat(ended.out).doesNotContain("No problems");
    } else {
      assertThat(ended.err).isEmpty();
    }
  }

  @Test
  void standardInputIsFixedOnStandardOutput() throws Exception {
    Ended ended = run(
        Map.of(),
        "FROM scratch\r\nMAINTAINER a ü\r\n",
        "lint",
        "--fix",
        "--stdin-name=a/Dockerfile");
    assertThat(ended.out)
        .isEqualTo("FROM scratch\r\nLABEL org.opencontainers.image.authors=\"a ü\"\r\n");
    assertThat(ended.err).contains("a/Dockerfile:2:1: fixed[maintainer-deprecated]");
    assertThat(ended.status).isZero();
  }

  @Test
  void thereAreColorsOnlyWhereSomebodyWantsThem() throws Exception {
    String escape = "\033[";
    assertThat(run(Map.of(), "", "lint", "warned").out).doesNotContain(escape);
    assertThat(run(Map.of("FORCE_COLOR", "1"), "", "lint", "warned").out).contains(escape);
    assertThat(run(Map.of("CLICOLOR_FORCE", "1"), "", "lint", "warned").out).contains(escape);
    assertThat(run(Map.of("FORCE_COLOR", "0"), "", "lint", "warned").out).doesNotContain(escape);
    assertThat(run(Map.of("FORCE_COLOR", "1", "NO_COLOR", "1"), "", "lint", "warned").out)
        .doesNotContain(escape);
    assertThat(run(Map.of("FORCE_COLOR", "1"), "", "lint", "--no-color", "warned").out)
        .doesNotContain(escape);
  }

  /** {@code script} plays the terminal. */
  @Test
  @DisabledOnOs({OS.WINDOWS, OS.MAC})
  void aTerminalHasColorsAndFramesOfItsWidth() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")));
    write("long/Dockerfile", "FROM scratch\nMAINTAINER " + "a".repeat(300) + "\n");
    String command = String.join(" ", PackedServer.command(Main.class)) + " lint long";
    List<String> played =
        List.of("/usr/bin/script", "-qec", "stty cols 70; " + command, "/dev/null");
    Ended ended = run(Map.of("TERM", "xterm"), "", played);
    assertThat(ended.status).isEqualTo(1);
    assertThat(ended.out).contains("\033[1;33mwarning\033[0m");
    assertThat(ended.out.replaceAll("\033\\[[\\d;]*m", "").lines())
        .anyMatch(line -> line.matches("2 \\| MAINTAINER a+") && line.length() == 70);
    assertThat(run(Map.of("TERM", "xterm", "NO_COLOR", "1"), "", played).out)
        .doesNotContain("\033[");
    assertThat(run(Map.of("TERM", "dumb"), "", played).out).doesNotContain("\033[");
  }

  @Test
  void theUsersConfigurationOfHadolintCounts() throws Exception {
    assertThat(run(Map.of("HADOLINT_IGNORE", "DL4000"), "", "lint", "warned").status)
        .isZero();
    assertThat(run(Map.of("HADOLINT_NOFAIL", "1"), "", "lint", "warned").status).isZero();
    assertThat(run(Map.of("HADOLINT_FORMAT", "gnu"), "", "lint", "warned").out)
        .startsWith("warned/Dockerfile:2:1: warning: ");
    write(".hadolint/config.yml", "override: {info: [DL4000]}");
    assertThat(run(Map.of(), "", "lint", "warned").out)
        .contains("information[maintainer-deprecated]");
    write("config/hadolint.yaml", "override: {error: [DL4000]}");
    String place = folder.resolve("config").toString();
    assertThat(run(Map.of("XDG_CONFIG_HOME", place), "", "lint", "warned").out)
        .contains("error[maintainer-deprecated]");
  }
}

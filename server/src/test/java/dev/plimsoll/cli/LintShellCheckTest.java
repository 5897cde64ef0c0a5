package dev.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.rules.Rules;
import dev.plimsoll.shellcheck.FakeShellCheck;
import dev.plimsoll.shellcheck.RealShellCheck;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code plimsoll lint} where ShellCheck is installed, or something that is called like it. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LintShellCheckTest {

  private @TempDir Path folder;
  private final StringWriter err = new StringWriter();

  private int status;

  private String lint(String text, String... options) throws IOException {
    Path file = folder.resolve("Dockerfile");
    Files.writeString(file, text);
    List<String> args = new ArrayList<>(List.of("lint", "--offline"));
    args.addAll(List.of(options));
    args.add(file.toString());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    status = Cli.run(
        args.toArray(String[]::new),
        null,
        () -> Rules.ALL,
        new EmbeddedImages(),
        null,
        new Environment(ImmutableMap.of("PATH", folder.toString()), null),
        new Cli.Streams(
            new ByteArrayInputStream(new byte[0]), out, new PrintWriter(err, true), false));
    return out.toString(StandardCharsets.UTF_8);
  }

  private static final String FILE = "FROM debian:12-slim\nRUN make all\nUSER 1\n";

  @Test
  void waitsForWhatItSays() throws IOException {
    FakeShellCheck.write(folder, "sleep 1\n" + FakeShellCheck.FINDS_FIRST_WORD);
    assertThat(lint(FILE)).contains("Dockerfile:2:5: warning[SC2999]: First word.");
    assertThat(status).isEqualTo(Cli.PROBLEMS);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void isNotAskedWhereNobodyWantsToKnow() throws IOException {
    FakeShellCheck.write(
        folder, "touch '" + folder + "/asked'\n" + FakeShellCheck.FINDS_FIRST_WORD);
    assertThat(lint(FILE, "--shellcheck=off")).doesNotContain("SC2999");
    assertThat(lint(FILE, "--rule", "shellcheck=off")).doesNotContain("SC2999");
    assertThat(lint(FILE, "--profile", "buildkit")).doesNotContain("SC2999");
    assertThat(folder.resolve("asked")).doesNotExist();
  }

  @Test
  void aCodeIsSetLikeARule() throws IOException {
    FakeShellCheck.write(folder, FakeShellCheck.FINDS_FIRST_WORD);
    assertThat(lint(FILE, "--rule", "SC2999=error")).contains("error[SC2999]");
    assertThat(lint(FILE, "--rule", "shellcheck=hint")).contains("hint[SC2999]");
    assertThat(lint(FILE, "--rule", "shellcheck=hint", "--rule", "sc2999=error"))
        .contains("error[SC2999]");
    assertThat(lint(FILE, "--profile", "hadolint")).contains("warning[SC2999]");
    Path config = folder.resolve(".hadolint.yaml");
    Files.writeString(config, "override:\n  info: [SC2999]\n");
    assertThat(lint(FILE)).contains("information[SC2999]");
    Files.writeString(config, "ignored: [SC2999]\n");
    assertThat(lint(FILE)).doesNotContain("SC2999");
    Files.delete(config);
    Files.writeString(folder.resolve(".plimsoll.yaml"), "rules:\n  SC2999: hint\n");
    assertThat(lint(FILE)).contains("hint[SC2999]");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aFragmentIsJudgedToo() throws IOException {
    FakeShellCheck.write(folder, FakeShellCheck.FINDS_FIRST_WORD);
    assertThat(lint("RUN make all\n")).contains("Dockerfile:1:5: warning[SC2999]: First word.");
  }

  @Test
  void aProgramThatIsNamedHasToBeThere() throws IOException {
    assertThat(lint(FILE, "--shellcheck", folder + "/none")).isEmpty();
    assertThat(status).isEqualTo(Cli.FAILED);
    assertThat(err.toString())
        .contains("--shellcheck " + folder + "/none: there is no such program");
  }

  @Test
  void aProgramThatIsNamedHasToBeShellCheck() throws IOException {
    Path program = FakeShellCheck.write(folder, "echo rubbish");
    assertThat(lint(FILE, "--shellcheck", program.toString())).contains("debian:12-slim");
    assertThat(status).isEqualTo(Cli.FAILED);
    assertThat(err.toString().lines()).hasSize(1);
  }

  @Test
  void oneThatWasOnlyFoundIsLeftAlone() throws IOException {
    FakeShellCheck.write(folder, "echo rubbish");
    lint(FILE, "--fail-on", "error");
    assertThat(status).isEqualTo(Cli.OK);
    assertThat(err.toString()).contains("ShellCheck is not asked about scripts any more");
  }

  private static final String CRASHES = "text=$(cat); case $text in *crash*) exit 2;; esac\n"
      + FakeShellCheck.FINDS_FIRST_WORD.replace("cat >/dev/null\n", "");

  /** What nobody has checked isn't without problems. */
  @Test
  void aScriptThatAProgramThatIsNamedDidNotCheckIsAFailure() throws IOException {
    Path program = FakeShellCheck.write(folder, CRASHES.replace("First word", "Same"));
    assertThat(lint(
            "FROM debian:12-slim\nRUN make crash\nRUN make all\nUSER 1\n"
                + "HEALTHCHECK CMD make crash\n",
            "--shellcheck",
            program.toString()))
        .contains("Dockerfile:3:5: warning[SC2999]")
        .doesNotContain("1 warning");
    assertThat(status).isEqualTo(Cli.FAILED);
    assertThat(err.toString().lines())
        .containsExactly(
            "plimsoll: " + folder
                + "/Dockerfile:2: ShellCheck has not checked this script: it ends with status 2",
            "plimsoll: " + folder
                + "/Dockerfile:5: ShellCheck has not checked this script: it ends with status 2");
  }

  @Test
  void oneThatWasOnlyFoundMakesNoFailureOfIt() throws IOException {
    FakeShellCheck.write(folder, CRASHES);
    assertThat(lint("FROM debian:12-slim\nRUN make crash\nUSER 1\n"))
        .contains("debian:12-slim")
        .doesNotContain("No problems");
    assertThat(status).isEqualTo(Cli.OK);
    assertThat(err.toString())
        .contains("/Dockerfile:2: ShellCheck has not checked this script: it ends with status 2");
    assertThat(lint("FROM debian:12-slim\nRUN make crash\nUSER 1\n", "--statistics"))
        .doesNotContain("No problems");
  }

  @Test
  void aScriptOfAFragmentIsToldByItsLine() throws IOException {
    FakeShellCheck.write(folder, CRASHES);
    lint("# of another file\nARG A\nRUN make crash\n");
    assertThat(err.toString()).contains("/Dockerfile:3: ShellCheck has not checked this script");
  }

  @Test
  void whatIsNotAskedAnyMoreGivesNoSum() throws IOException {
    FakeShellCheck.write(folder, "echo rubbish");
    assertThat(lint("FROM debian:12-slim\nRUN make all\nUSER 1\n")).doesNotContain("No problems");
    assertThat(status).isEqualTo(Cli.OK);
    assertThat(err.toString().lines()).hasSize(1);
  }

  @Test
  void fixesOfTheRealOneAreLeftToTheAuthor() throws IOException {
    String file = "FROM debian:12-slim\nRUN for f in ./*.c; do echo $f; done\nUSER 1\n";
    String program = RealShellCheck.program().toString();
    assertThat(lint(file, "--shellcheck", program, "--fix"))
        .contains(":2:29: information[SC2086]")
        .contains("suggestion: Write \"$f\"\n");
    assertThat(folder.resolve("Dockerfile")).hasContent(file);
  }
}

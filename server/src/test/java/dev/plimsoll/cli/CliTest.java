package dev.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.plimsoll.SampleRules;
import dev.plimsoll.image.EmbeddedImages;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CliTest {

  @TempDir
  private Path folder;

  private Path file;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("Dockerfile");
    Files.writeString(file, "FROM a\nrun b\nMAINTAINER c\n");
  }

  private int run(String... args) {
    return runOn("", args);
  }

  private int runOn(String input, String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Cli.run(
        args,
        "1.2.3",
        () -> SampleRules.ALL,
        new EmbeddedImages(),
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
        new PrintWriter(out),
        new PrintWriter(err));
  }

  @Test
  void printsEachProblemWithItsLine() {
    assertThat(run("lint", file.toString())).isEqualTo(1);
    assertThat(out).hasToString("""
        %1$s:2:1: warning[capitals]: Write RUN
          |
        2 | run b
          | ^^^
          = suggestion: Delete the instruction
          = fix: Write it in capitals

        %1$s:3:1: hint[no-maintainer]: Nobody reads this
          |
        3 | MAINTAINER c
          | ^^^^^^^^^^^^

        Base image a: size not known

        1 warning, 1 hint (1 with a safe fix: lint --fix).
        """.formatted(file));
    assertThat(err).hasToString("");
  }

  @Test
  void theStatusTellsOfWarningsAndErrorsOnly() {
    assertThat(runOn("FROM a\n", "lint", "-")).isZero();
    assertThat(out).hasToString("Base image a: size not known\n\nNo problems.\n");
    assertThat(runOn("FROM a\nMAINTAINER b\n", "lint", "-")).isZero();
    assertThat(runOn("from a\n", "lint", "-")).isEqualTo(1);
    assertThat(runOn("from a\n", "lint", "-", "--rule", "capitals=hint")).isZero();
    assertThat(runOn("from a\n", "lint", "-", "--rule=SAMPLE-capitals=off")).isZero();
    assertThat(out).hasToString("Base image a: size not known\n\nNo problems.\n");
  }

  @Test
  void fixWritesTheFileAndPrintsWhatIsLeft() throws IOException {
    assertThat(run("lint", "--fix", file.toString())).isZero();
    assertThat(file).hasContent("FROM a\nRUN b\nMAINTAINER c\n");
    assertThat(out.toString()).contains("no-maintainer").doesNotContain("capitals");
  }

  @Test
  void diffPrintsWhatFixWouldWriteAndWritesNothing() {
    assertThat(run("lint", "--diff", file.toString())).isEqualTo(1);
    assertThat(out.toString()).contains("""
        @@ -1,3 +1,3 @@
         FROM a
        -run b
        +RUN b
         MAINTAINER c
        """);
    assertThat(file).hasContent("FROM a\nrun b\nMAINTAINER c\n");
  }

  @Test
  void jsonHasExactRanges() {
    assertThat(run("lint", "--format", "json", "--diff", file.toString())).isEqualTo(1);
    JsonObject report = JsonParser.parseString(out.toString()).getAsJsonObject();
    assertThat(report.getAsJsonArray("problems").get(0)).hasToString("""
        {"file":"%s","line":2,"column":1,"endLine":2,"endColumn":4,"severity":"warning","rule":"capitals",\
        "message":"Write RUN","fixes":[{"title":"Delete the instruction","safe":false},\
        {"title":"Write it in capitals","safe":true}]}""".formatted(file));
    assertThat(report.getAsJsonObject("diffs").get(file.toString()).getAsString())
        .contains("+RUN b");
  }

  @Test
  void aFileThatCannotBeReadIsNamedAndTheOthersAreJudged() {
    assertThat(run("lint", folder + "/none", folder.toString(), "\0", file.toString()))
        .isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "plimsoll: " + folder + "/none: there is no such file",
            "plimsoll: " + folder + " is a folder");
    assertThat(out.toString()).contains("capitals");
  }

  @Test
  void wrongUsageIsExplained() {
    assertThat(run("lint")).isEqualTo(2);
    assertThat(run("lint", "--fix", "-")).isEqualTo(2);
    assertThat(err.toString()).contains("--fix writes into files");
    assertThat(run("lint", "--rule", "nothing=off", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("There is no rule nothing");
    assertThat(run("lint", "--rule", "capitals=loud", file.toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains("\"loud\" is none of error, warning, information, hint, off");
    assertThat(run("sing")).isEqualTo(2);
  }

  @Test
  void aRuleThatThrowsIsNamedAndTheOthersGoOn() {
    assertThat(runOn("from CRASH\n", "lint", "-")).isEqualTo(1);
    assertThat(err.toString()).contains("the rule crashing failed");
    assertThat(out.toString()).contains("capitals");
  }

  @Test
  void whatIsNoUtf8IsReplaced() throws IOException {
    Files.write(file, new byte[] {'f', 'r', 'o', 'm', ' ', (byte) 0xFF, '\n'});
    assertThat(run("lint", file.toString())).isEqualTo(1);
    assertThat(out.toString()).contains("1 | from \uFFFD");
  }

  @Test
  void parsePrintsALineOfJsonForEachFile() {
    assertThat(runOn(file + "\n\n" + folder + "/none\n", "parse", "-", file.toString()))
        .isEqualTo(2);
    assertThat(out.toString().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("{\"id\":\"" + file));
    assertThat(err.toString()).contains("none: there is no such file");
  }

  @Test
  void parsePrintsTheTokensThatTileAFile() throws IOException {
    Files.writeString(file, "\uFEFF# escape=`\n\n# why\nFROM a\nRUN <<E\nb\nE\n");
    assertThat(run("parse", "--tokens", file.toString())).isZero();
    String text = Files.readString(file);
    JsonObject report = JsonParser.parseString(out.toString()).getAsJsonObject();
    StringBuilder kinds = new StringBuilder();
    int at = 0;
    for (JsonElement each : report.getAsJsonArray("tokens")) {
      JsonObject token = each.getAsJsonObject();
      assertThat(token.get("start").getAsInt()).isEqualTo(at);
      at = token.get("end").getAsInt();
      kinds.append(token.get("kind").getAsString()).append(' ');
    }
    assertThat(at).isEqualTo(text.length());
    assertThat(kinds.toString())
        .isEqualTo(
            "byte_order_mark directive blank comment keyword whitespace argument line_ending"
                + " keyword whitespace argument line_ending heredoc_body heredoc_terminator line_ending ");
  }

  @Test
  void parseSaysWhereBuildkitNamesNoLine() throws IOException {
    Files.writeString(file, "ARG a\n");
    assertThat(run("parse", file.toString())).isZero();
    assertThat(out.toString())
        .contains(
            "\"buildError\":{\"line\":null,\"message\":\"dockerfile contains no stages to build\"}");
  }

  @Test
  void aPathThatIsNoneDoesNotEndTheRun() {
    assertThat(runOn("a\0b\n" + file + "\n", "parse", "-")).isEqualTo(2);
    assertThat(out.toString().lines()).hasSize(1);
  }

  @Test
  void saysItsVersionAndItsUsage() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).startsWith("plimsoll ");
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("lint", "parse");
  }
}

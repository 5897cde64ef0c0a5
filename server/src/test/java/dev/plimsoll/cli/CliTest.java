package dev.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.plimsoll.SampleRules;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.rules.Rules;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CliTest {

  @TempDir
  private Path folder;

  private Path file;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
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
    return runOn(input.getBytes(StandardCharsets.UTF_8), false, args);
  }

  private int runOn(byte[] input, boolean terminal, String... args) {
    return runOn(input, terminal, SampleRules.ALL, args);
  }

  private int runOn(byte[] input, boolean terminal, ImmutableList<Rule> rules, String... args) {
    bytes.reset();
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    int status = Cli.run(
        args,
        "1.2.3",
        () -> rules,
        new EmbeddedImages(),
        null,
        new Cli.Streams(new ByteArrayInputStream(input), bytes, new PrintWriter(err), terminal));
    out.write(bytes.toString(StandardCharsets.UTF_8));
    return status;
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
  void aProfileSaysWhichRulesRunUnlessARuleIsNamed() {
    String style = "from a\n";
    assertThat(runOn(style, "lint", "-", "--profile=recommended")).isEqualTo(1);
    assertThat(runOn(style, "lint", "-", "--profile=All")).isEqualTo(1);
    assertThat(runOn(style, "lint", "-", "--profile=buildkit")).isZero();
    assertThat(runOn(style, "lint", "-", "--profile=buildkit", "--rule=capitals=error"))
        .isEqualTo(1);
    assertThat(runOn(style, "lint", "-", "--profile=strict")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--profile: \"strict\" is none of recommended, hadolint, buildkit, all");
  }

  @Test
  void theStatusIsThatOfAChosenSeverity() {
    String style = "from a\n";
    assertThat(runOn(style, "lint", "-", "--fail-on=warning")).isEqualTo(1);
    assertThat(runOn(style, "lint", "-", "--fail-on=error")).isZero();
    assertThat(runOn(style, "lint", "-", "--fail-on", "never")).isZero();
    assertThat(out.toString()).contains("1 warning");
    assertThat(runOn(style, "lint", "-", "--rule=capitals=hint", "--fail-on=information"))
        .isZero();
    assertThat(runOn(style, "lint", "-", "--rule=capitals=hint", "--fail-on=HINT"))
        .isEqualTo(1);
    assertThat(runOn("FROM a\n", "lint", "-", "--fail-on=hint")).isZero();
    assertThat(run("lint", "--fail-on=never", file + "x")).isEqualTo(2);
    assertThat(runOn(style, "lint", "-", "--fail-on=info")).isEqualTo(2);
    assertThat(err.toString()).contains("--fail-on", "error, warning, information, hint, never");
  }

  @Test
  void aMissingFileIsAnErrorAndNothingIsSaidOfIt() {
    assertThat(run("lint", folder.resolve("nowhere").toString())).isEqualTo(2);
    assertThat(out).hasToString("");
    assertThat(err.toString()).contains("nowhere: no such file");
    assertThat(run("lint", "--format=json", folder.resolve("nowhere").toString()))
        .isEqualTo(2);
    assertThat(out.toString()).contains("\"failures\"", "no such file");
  }

  @Test
  void aRuleIsCalledByAnyOfItsNamesInAnyCase() {
    for (String name : List.of("CAPITALS", "sample-capitals", "hadolint/SAMPLE-Capitals")) {
      assertThat(runOn("from a\n", "lint", "-", "--rule", name + "=off"))
          .as(name)
          .isZero();
      assertThat(runOn("# plimsoll ignore=" + name + "\nfrom a\n", "lint", "-"))
          .as(name)
          .isZero();
    }
    assertThat(runOn("from a\n", "lint", "-", "--rule", "capitals=Off")).isZero();
    assertThat(runOn("FROM a\n", "lint", "-", "--rule", "SC2086=off")).isZero();
    assertThat(runOn("from a\n", "lint", "-", "--rule", "capital=off")).isEqualTo(2);
    assertThat(err.toString()).contains("There is no rule capital");
  }

  @Test
  void standardInputMayBeAFileOfSomePlace() throws IOException {
    Path place = Files.createDirectories(folder.resolve("services/api"));
    Files.writeString(place.resolve("app.js"), "");
    Files.writeString(place.resolve(".env"), "");
    Files.writeString(place.resolve(".dockerignore"), ".env\n");
    String name = place.resolve("Dockerfile").toString();
    byte[] text =
        "FROM alpine:3.22\nCOPY app.js .env /\nUSER nobody\n".getBytes(StandardCharsets.UTF_8);
    assertThat(runOn(text, false, Rules.ALL, "lint", "--stdin-filename", name, "-"))
        .isEqualTo(1);
    assertThat(out.toString()).contains(name + ":2:13: warning[copy-ignored-file]: .env ");
    runOn(text, false, Rules.ALL, "lint", "--format=json", "--stdin-filename", name, "-");
    assertThat(out.toString()).contains("\"file\": \"" + name + "\"");
    assertThat(run("lint", "--stdin-filename", name, file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("there is no -");
  }

  @Test
  void fixWritesTheFileAndPrintsWhatIsLeft() throws IOException {
    assertThat(run("lint", "--fix", file.toString())).isZero();
    assertThat(file).hasContent("FROM a\nRUN b\nMAINTAINER c\n");
    assertThat(out).hasToString("""
        %1$s:2:1: fixed[capitals]: Write it in capitals

        %1$s:3:1: hint[no-maintainer]: Nobody reads this
          |
        3 | MAINTAINER c
          | ^^^^^^^^^^^^

        Base image a: size not known

        1 fixed, 1 remains: 1 hint.
        """.formatted(file));
  }

  @Test
  void fixWithNothingToFixWritesNothing() throws IOException {
    Files.writeString(file, "FROM a\n");
    FileTime longAgo = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(file, longAgo);
    assertThat(run("lint", "--fix", file.toString())).isZero();
    assertThat(out.toString()).endsWith("\n0 fixed, 0 remain.\n");
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(longAgo);
  }

  @Test
  void fixWithDiffShowsWhatItWrote() throws IOException {
    assertThat(run("lint", "--fix", "--diff", file.toString())).isZero();
    assertThat(file).hasContent("FROM a\nRUN b\nMAINTAINER c\n");
    assertThat(out.toString())
        .contains("fixed[capitals]", "-run b\n+RUN b\n", "1 fixed, 1 remains");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aFileThatCannotBeWrittenIsJudgedAsItIs() throws IOException {
    Files.createLink(folder.resolve("other"), file);
    assertThat(run("lint", "--fix", "--diff", file.toString())).isEqualTo(2);
    assertThat(err.toString()).startsWith("plimsoll: " + file + ": not fixed: it has 2 names");
    assertThat(out.toString())
        .contains("warning[capitals]")
        .doesNotContain("fixed", "+RUN")
        .endsWith("Base image a: size not known\n\n");
  }

  @Test
  void fixKeepsEveryByteThatItDoesNotEdit() throws IOException {
    byte[] before = "\uFEFFfrom a\r\n# Gr\u00fc\u00dfe \uD83D\uDC33\nrun b ?? \\\n  c"
        .getBytes(StandardCharsets.UTF_8);
    int at = new String(before, StandardCharsets.ISO_8859_1).indexOf("??");
    before[at] = (byte) 0xE4;
    before[at + 1] = (byte) 0x80;
    Files.write(file, before);
    assertThat(run("lint", "--fix", file.toString())).isZero();
    String asBytes = new String(before, StandardCharsets.ISO_8859_1);
    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
        .isEqualTo(asBytes.replace("from", "FROM").replace("run", "RUN"));
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
        "aliases":["SAMPLE-capitals"],"category":"style","message":"Write RUN","fixes":[{"title":"Delete the instruction","safe":false,\
        "edits":[{"line":2,"column":1,"endLine":2,"endColumn":6,"newText":""}]},\
        {"title":"Write it in capitals","safe":true,\
        "edits":[{"line":2,"column":1,"endLine":2,"endColumn":4,"newText":"RUN"}]}]}""".formatted(file));
    assertThat(report.getAsJsonObject("diffs").get(file.toString()).getAsString())
        .contains("+RUN b");
  }

  @Test
  void jsonHasNumbersForImages() throws IOException {
    Files.writeString(
        file,
        "FROM node:20.99 AS build\nFROM scratch AS empty\nFROM nobody/knows\nCOPY --from=build a b\n");
    assertThat(run("lint", "--format=json", file.toString())).isZero();
    JsonArray images = JsonParser.parseString(out.toString())
        .getAsJsonObject()
        .getAsJsonObject("images")
        .getAsJsonArray(file.toString());
    JsonObject node = images.get(0).getAsJsonObject();
    assertThat(node.get("bytes").getAsLong()).isGreaterThan(100_000_000);
    assertThat(node.get("date").getAsString()).matches("\\d{4}-\\d\\d-\\d\\d");
    node.remove("bytes");
    node.remove("date");
    node.remove("tag");
    assertThat(images).hasToString("""
        [{"image":"node:20.99","shipped":false,"match":"nearest","kind":"compressed","platform":"linux/amd64"},\
        {"image":"scratch","shipped":false,"match":"exact","bytes":0},\
        {"image":"nobody/knows","shipped":true,"match":"unknown"}]""");
  }

  /** The editor says the same of it. */
  @Test
  void anImageForOneOtherPlatformHasTheSizeOfThat() {
    runOn("FROM arm64v8/node:22\n", "lint", "-");
    assertThat(out.toString())
        .containsPattern(
            "Base image arm64v8/node:22: \\d+ MB compressed \\(download\\), linux/arm64, built 20");
    runOn("FROM arm64v8/node:22\n", "lint", "--format=json", "-");
    assertThat(out.toString()).contains("\"platform\": \"linux/arm64\"");
  }

  /** The example of the documentation is what the real rules say. */
  @Test
  void jsonIsAsDocumented() throws IOException {
    String page = Files.readString(Path.of("../docs/cli.md"));
    runOn(
        block(page, "dockerfile").getBytes(StandardCharsets.UTF_8),
        false,
        Rules.ALL,
        "lint",
        "--format=json",
        "-");
    assertThat(JsonParser.parseString(out.toString().replace("\"-\"", "\"Dockerfile\"")))
        .isEqualTo(JsonParser.parseString(block(page, "json")));
  }

  private static String block(String page, String language) {
    return page.split("```" + language + "\n")[1].split("```")[0];
  }

  @Test
  void jsonSaysWhatWasFixedAndWhatFailed() {
    assertThat(run("lint", "--fix", "--format=json", file.toString(), folder + "/none"))
        .isEqualTo(2);
    JsonObject report = JsonParser.parseString(out.toString()).getAsJsonObject();
    assertThat(report.get("fixed")).hasToString("""
        [{"file":"%s","line":2,"rule":"capitals","title":"Write it in capitals"}]""".formatted(file));
    assertThat(report.get("failures"))
        .hasToString("[{\"file\":\"" + folder + "/none\",\"message\":\"no such file\"}]");
  }

  @Test
  void aFileThatCannotBeReadIsNamedAndTheOthersAreJudgedWithoutASum() {
    assertThat(run("lint", folder + "/none", "\0", file.toString())).isEqualTo(2);
    assertThat(err).hasToString("""
        plimsoll: \u2400: not a path: Nul character not allowed
        plimsoll: %s/none: no such file
        """.formatted(folder));
    assertThat(out.toString()).contains("capitals").endsWith("Base image a: size not known\n\n");
  }

  @Test
  void aFileOfNoUseIsRefusedWithItsReason() throws IOException {
    Files.write(file, "FROM a\n".getBytes(StandardCharsets.UTF_16LE));
    assertThat(run("lint", "--fix", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("is in UTF-16").hasLineCount(1);
    Files.write(file, new byte[Source.MAX_BYTES + 1]);
    assertThat(run("parse", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("too large for a Dockerfile: more than 16 MiB");
    Files.delete(file);
    Files.createSymbolicLink(file, Path.of("gone"));
    assertThat(run("lint", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("a link to gone, which is missing");
    assertThat(out).hasToString("");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aFifoIsRefusedAndNotWaitedFor() throws IOException, InterruptedException {
    Path fifo = folder.resolve("fifo");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    assertThat(run("lint", "--fix", fifo.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("fifo: not a regular file");
    assertThat(run("parse", "/dev/zero")).isEqualTo(2);
    assertThat(err.toString()).contains("/dev/zero: not a regular file");
  }

  @Test
  void nothingInAFileCommandsTheTerminal() throws IOException {
    String hostile = "\033[2J\007\u009B1m\u202E\u007F";
    Path odd = Files.writeString(
        folder.resolve("\033[1mDockerfile"), "from a" + hostile + "\nRUN b\nbl" + hostile + " c\n");
    for (String format : List.of("text", "json")) {
      runOn(
          new byte[0],
          true,
          "lint",
          "--diff",
          "--no-color",
          "--format",
          format,
          odd.toString(),
          folder + "/" + hostile);
      assertThat(out.toString() + err)
          .doesNotContainPattern("[\0-\t\013-\037\177\u0080-\u009F\u202A-\u202E]");
    }
    run("parse", "--tokens", odd.toString());
    assertThat(out.toString())
        .doesNotContainPattern("[\0-\t\013-\037\177\u0080-\u009F\u202A-\u202E]");
    JsonObject parsed = JsonParser.parseString(out.toString()).getAsJsonObject();
    assertThat(parsed.get("dockerfile").getAsString()).isEqualTo(Files.readString(odd));
  }

  @Test
  void aDiffThatGoesElsewhereHasTheVeryBytes() throws IOException {
    byte[] text = "from a\r\nRUN\t ?\n".getBytes(StandardCharsets.UTF_8);
    text[text.length - 2] = (byte) 0xE4;
    Files.write(file, text);
    run("lint", "--diff", file.toString());
    assertThat(bytes.toString(StandardCharsets.ISO_8859_1))
        .contains("-from a\r\n+FROM a\r\n RUN\t \u00E4\n");
    assertThat(err).hasToString("");
  }

  @Test
  void aDiffWithCharactersThatCommandTheTerminalIsForTheEyeOnly() throws IOException {
    Files.writeString(file, "from a\nRUN \033[1m\n");
    run("lint", "--diff", file.toString());
    assertThat(out.toString()).contains("-from a\n+FROM a\n RUN \u241B[1m\n");
    assertThat(err.toString()).contains("patch can't apply it");
  }

  @Test
  void aFullDiskUnderTheOutputIsToldAndAReaderThatWentAwayIsNot() {
    assertThat(runInto("No space left on device")).isEqualTo(2);
    assertThat(err).hasToString("plimsoll: standard output: No space left on device\n");
    assertThat(runInto("Broken pipe")).isEqualTo(1);
    assertThat(err).hasToString("");
  }

  private int runInto(String failure) {
    err.getBuffer().setLength(0);
    OutputStream failing = new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(failure);
      }
    };
    Cli.Streams streams =
        new Cli.Streams(InputStream.nullInputStream(), failing, new PrintWriter(err), false);
    String[] args = {"lint", file.toString()};
    return Cli.run(args, null, () -> SampleRules.ALL, new EmbeddedImages(), null, streams);
  }

  @Test
  void wrongUsageIsExplainedInOneLine() {
    assertThat(usageError("lint")).contains("FILE", "(see plimsoll lint --help)");
    assertThat(usageError("lint", "--fix", "-", "f")).contains("not with other files");
    assertThat(usageError("lint", "--diff", "--format=sarif", "f")).contains("for text and json");
    assertThat(usageError("lint", "--diff", "--statistics", "f")).contains("only one of them");
    assertThat(usageError("lint", "--fx", file.toString())).contains("--fx");
    assertThat(usageError("lint", "--format=x\033[1m\n", "f")).doesNotContain("\033");
    assertThat(usageError("lint", "--rule", "nothing=off", file.toString()))
        .contains("There is no rule nothing");
    assertThat(usageError("lint", "--rule", "capitals=loud", file.toString()))
        .contains("\"loud\" is none of error, warning, information, hint, off");
    assertThat(usageError("sing")).contains("sing", "(see plimsoll --help)");
    assertThat(usageError("lint", "@none")).contains("@none: no such file");
  }

  private String usageError(String... args) {
    assertThat(run(args)).isEqualTo(2);
    assertThat(out).hasToString("");
    assertThat(err.toString()).startsWith("plimsoll: ").hasLineCount(1);
    return err.toString();
  }

  @Test
  void aRuleThatThrowsIsNamedAndTheOthersGoOn() {
    assertThat(runOn("from CRASH\n", "lint", "-")).isEqualTo(2);
    assertThat(err.toString()).contains("the rule crashing failed");
    assertThat(out.toString()).contains("capitals").doesNotContain("1 warning");
    assertThat(runOn("FROM CRASH\n", "lint", "-")).isEqualTo(2);
    assertThat(out.toString()).doesNotContain("No problems");
    assertThat(runOn("FROM CRASH\n", "lint", "--statistics", "-")).isEqualTo(2);
    assertThat(out).hasToString("");
    runOn("FROM CRASH\n", "lint", "--format=sarif", "-");
    assertThat(out.toString()).contains("\"executionSuccessful\": false");
  }

  @Test
  void whatIsNoUtf8IsShownAsSuch() throws IOException {
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
    assertThat(err.toString()).contains("none: no such file");
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

  private int lintForReal(String... args) {
    return runOn(new byte[0], false, Rules.ALL, args);
  }

  @Test
  void looksAtTheBuildContextAsAnEditorDoes() throws IOException {
    Files.writeString(
        file, "FROM alpine:3.22\nCOPY app.js gone.js .env target/app.jar dist/ /\nUSER nobody\n");
    lintForReal("lint", file.toString());
    assertThat(out.toString())
        .as("where none of it is there, who knows")
        .doesNotContain("gone.js:");
    assertThat(out.toString()).doesNotContain("copy-source-missing");

    Files.writeString(folder.resolve("app.js"), "");
    Files.writeString(folder.resolve(".env"), "");
    Files.writeString(folder.resolve(".dockerignore"), ".env\n");
    assertThat(lintForReal("lint", file.toString())).isEqualTo(1);
    assertThat(out.toString())
        .contains(":2:13: information[copy-source-missing]: gone.js isn't in the build context")
        .contains(":2:21: warning[copy-ignored-file]: .env is excluded from the build context");
  }

  @Test
  void theContextMayBeAFolderAboveOfTheSameRepository() throws IOException {
    Path own = Files.createDirectories(folder.resolve("docker"));
    Path inner = own.resolve("Dockerfile");
    Files.writeString(inner, "FROM alpine:3.22\nCOPY app.js app.css gone.js /\nUSER nobody\n");
    Files.writeString(folder.resolve("app.js"), "");
    Files.writeString(folder.resolve("app.css"), "");
    lintForReal("lint", inner.toString());
    assertThat(out.toString()).doesNotContain("copy-source-missing");
    Files.createDirectory(folder.resolve(".git"));
    lintForReal("lint", inner.toString());
    assertThat(out.toString())
        .contains("gone.js isn't in the build context " + folder.getFileName());
  }

  /** Whose lockfile a pattern might bring, that is. */
  @Test
  void theLockfileOfAnotherFolderIsNoneOfTheContextThatComposeNames() throws IOException {
    Files.createDirectory(folder.resolve(".git"));
    Path web = Files.createDirectories(folder.resolve("web"));
    String manifest = "{\"dependencies\": {\"a\": \"1\"}}";
    Files.writeString(folder.resolve("package.json"), manifest);
    Files.writeString(
        folder.resolve("package-lock.json"),
        "{\"packages\": {\"\": " + manifest + ", \"node_modules/a\": {\"version\": \"1.0.0\"}}}");
    Files.writeString(web.resolve("package.json"), manifest);
    Path inner = web.resolve("Dockerfile");
    Files.writeString(
        inner,
        "FROM node:22\nWORKDIR /app\nCOPY package.json package-lock.json* ./\nRUN npm install\n");
    lintForReal("lint", inner.toString());
    assertThat(out.toString()).contains("npm-install-instead-of-ci");
    out.getBuffer().setLength(0);
    Files.writeString(folder.resolve("compose.yml"), "services:\n  a:\n    build: ./web\n");
    lintForReal("lint", inner.toString());
    assertThat(out.toString()).doesNotContain("npm-install-instead-of-ci");
  }

  @Test
  void aRepositoryBelowTheWorkingDirectoryIsAProjectOfItsOwn() throws IOException {
    Path repository = Files.createTempDirectory(Path.of("target"), "repository").toAbsolutePath();
    try {
      isAProjectOfItsOwn(repository);
    } finally {
      MoreFiles.deleteRecursively(repository, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }

  private void isAProjectOfItsOwn(Path repository) throws IOException {
    Path inner = Files.createDirectory(repository.resolve("docker")).resolve("Dockerfile");
    Files.writeString(inner, "ARG BASE\nFROM $BASE\nRUN id\nUSER nobody\n");
    Files.createDirectory(repository.resolve(".git"));
    lintForReal("lint", inner.toString());
    assertThat(out.toString()).contains("unbuildable-value");
    Path workflows = Files.createDirectories(repository.resolve(".github").resolve("workflows"));
    Files.writeString(
        workflows.resolve("build.yml"),
        "steps:\n  - run: docker build --build-arg BASE=alpine:3.22 docker\n");
    lintForReal("lint", inner.toString());
    assertThat(out.toString()).doesNotContain("unbuildable-value");
  }

  @Test
  void foldersOfTheRepositoryTellWhetherAnImageIsDeployed() throws IOException {
    Path repository = Files.createDirectories(folder.resolve("ci").resolve("shop"));
    Path tests = Files.createDirectories(repository.resolve("tests"));
    Files.createDirectory(repository.resolve(".git"));
    byte[] text = "FROM node:latest\nRUN id\nUSER node\n".getBytes(StandardCharsets.UTF_8);
    for (Path place : List.of(repository, tests)) {
      Path dockerfile = place.resolve("Dockerfile");
      runOn(text, false, Rules.ALL, "lint", "--stdin-filename", dockerfile.toString(), "-");
      assertThat(out.toString().contains("base-image-latest")).isEqualTo(place == repository);
    }
  }

  @Test
  void theContextCanBeNamed() throws IOException {
    String text = "FROM alpine:3.22\nCOPY gone.js /\nUSER nobody\n";
    Files.writeString(file, text);
    Path web = Files.createDirectory(folder.resolve("web"));
    for (String dockerfile : List.of(file.toString(), "-")) {
      runOn(
          text.getBytes(StandardCharsets.UTF_8),
          false,
          Rules.ALL,
          "lint",
          "--context",
          web.toString(),
          dockerfile);
      assertThat(out.toString()).contains("gone.js isn't in the build context web");
    }
    assertThat(lintForReal("lint", "--context=" + folder.resolve("nowhere"), file.toString()))
        .isEqualTo(2);
    assertThat(err.toString()).contains("nowhere: there is no such folder");
  }
}

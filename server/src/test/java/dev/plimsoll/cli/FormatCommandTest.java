package dev.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.EmbeddedImages;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatCommandTest {

  private static final String LOOSE = "FROM  a\nRUN b \\\n&& c\n";
  private static final String LAID_OUT = "FROM a\nRUN b \\\n    && c\n";

  @TempDir
  private Path folder;

  private Path file;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("Dockerfile");
    Files.writeString(file, LOOSE);
  }

  private int run(String... args) {
    return runOn("", args);
  }

  private int runOn(String input, String... args) {
    out.reset();
    err.getBuffer().setLength(0);
    String[] all = new String[args.length + 1];
    all[0] = "format";
    System.arraycopy(args, 0, all, 1, args.length);
    return Cli.run(
        all,
        "1.2.3",
        ImmutableList::of,
        new EmbeddedImages(),
        null,
        new Cli.Streams(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            out,
            new PrintWriter(err),
            false));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void printsAFileInItsLayout() throws IOException {
    assertThat(run(file.toString())).isZero();
    assertThat(out()).isEqualTo(LAID_OUT);
    assertThat(file).hasContent(LOOSE);
    assertThat(runOn(LOOSE, "-")).isZero();
    assertThat(out()).isEqualTo(LAID_OUT);
  }

  @Test
  void checkNamesTheFilesThatAreNotLaidOut() throws IOException {
    Path other = folder.resolve("dev.Dockerfile");
    Files.writeString(other, LAID_OUT);
    assertThat(run("--check", folder.toString())).isEqualTo(1);
    assertThat(out()).isEqualTo(file + "\n");
    assertThat(err).hasToString("plimsoll: 1 of 2 files not laid out\n");
    assertThat(run("--check", other.toString())).isZero();
    assertThat(out()).isEmpty();
    assertThat(err).hasToString("");
    assertThat(runOn(LOOSE, "--check", "--stdin-name", "x/Dockerfile")).isEqualTo(1);
    assertThat(out()).isEqualTo("x/Dockerfile\n");
  }

  @Test
  void diffPrintsWhatWouldChange() throws IOException {
    assertThat(run("--diff", file.toString())).isEqualTo(1);
    assertThat(out()).contains("-FROM  a\n+FROM a\n", "-&& c\n+    && c\n");
    assertThat(file).hasContent(LOOSE);
    assertThat(runOn(LAID_OUT, "--diff", "-")).isZero();
    assertThat(out()).isEmpty();
  }

  @Test
  void writeWritesTheFiles() throws IOException {
    assertThat(run("--write", folder.toString())).isZero();
    assertThat(out()).isEmpty();
    assertThat(err).hasToString("plimsoll: 1 of 1 file written\n");
    assertThat(Files.readString(file)).isEqualTo(LAID_OUT);
    assertThat(run("--write", folder.toString())).isZero();
    assertThat(err).hasToString("");
    assertThat(runOn(LOOSE, "--write", "-")).isZero();
    assertThat(out()).isEqualTo(LAID_OUT);
  }

  @Test
  void bytesThatAreNoTextAreKept() throws IOException {
    byte[] bytes = "FROM  a\nRUN echo '\u00e9'\n".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(file, bytes);
    assertThat(run("--write", file.toString())).isZero();
    assertThat(Files.readAllBytes(file))
        .isEqualTo("FROM a\nRUN echo '\u00e9'\n".getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void aFileThatCantBeReadDoesntStopTheOthers() {
    Path missing = folder.resolve("missing");
    assertThat(run(missing.toString(), file.toString())).isEqualTo(2);
    assertThat(out()).isEqualTo(LAID_OUT);
    assertThat(err.toString()).contains(missing + ": ");
  }

  @Test
  void editorConfigCountsLessThanTheProjectAndThatLessThanTheCommandLine() throws IOException {
    Files.writeString(folder.resolve(".git"), "");
    Files.writeString(
        folder.resolve(".editorconfig"),
        "root = true\n[*]\nindent_style = space\nindent_size = 2\n");
    Files.writeString(folder.resolve(".plimsoll.yaml"), "format:\n  keywordCase: lower\n");
    run(file.toString());
    assertThat(out()).isEqualTo("from a\nrun b \\\n  && c\n");
    run("--set", "keywordCase=upper", "--set", "indent=tab", file.toString());
    assertThat(out()).isEqualTo("FROM a\nRUN b \\\n\t&& c\n");
    run("--level=off", file.toString());
    assertThat(out()).isEqualTo(LOOSE);
    assertThat(runOn(LOOSE, "--stdin-name", folder.resolve("x/Dockerfile").toString()))
        .isZero();
    assertThat(out()).isEqualTo("from a\nrun b \\\n  && c\n");
  }

  @Test
  void whatTheProjectLeavesOutStays() throws IOException {
    Files.writeString(folder.resolve(".git"), "");
    Files.writeString(folder.resolve(".plimsoll.yaml"), "ignore: [Dockerfile]\n");
    assertThat(run("--check", file.toString())).isZero();
    assertThat(err.toString()).contains(file + ": not laid out, for ", ".plimsoll.yaml ignores it");
    assertThat(run("--check", folder.toString())).isZero();
    assertThat(err.toString())
        .startsWith("plimsoll: 1 file is not laid out, for ")
        .endsWith(".plimsoll.yaml ignores it\n");
  }

  /** It might say that the file is to be left alone. */
  @Test
  void nothingIsLaidOutWhereAConfigurationFileDoesntCount() throws IOException {
    Files.writeString(folder.resolve(".git"), "");
    Files.writeString(folder.resolve(".plimsoll.yaml"), "ignore: [Dockerfile]\nformat: [\n");
    assertThat(run("--write", file.toString())).isEqualTo(2);
    assertThat(file).hasContent(LOOSE);
    assertThat(err.toString())
        .contains("This isn't YAML", file + ": not laid out: its configuration file doesn't count");
    assertThat(run(file.toString())).isEqualTo(2);
    assertThat(out()).isEmpty();
  }

  @Test
  void manyFilesAreNamedInOrder() throws IOException {
    for (int i = 0; i < 60; i++) {
      Files.writeString(folder.resolve("Dockerfile." + (100 + i)), i % 2 == 0 ? LOOSE : LAID_OUT);
    }
    assertThat(run("--check", folder.toString())).isEqualTo(1);
    assertThat(out().lines().toList()).hasSize(31).isSorted();
  }

  @Test
  void wrongUsageIsExplained() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("FILE is missing", "plimsoll format --help");
    assertThat(run("--write", "--check", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("only one of them");
    assertThat(run("--set", "indentation=4", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("there is only level, keywordCase, indent");
    assertThat(run("--level", "wild", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("none of gentle, full, off");
    assertThat(run("--help")).isZero();
    assertThat(out()).contains("--check", "--diff", "--write", "Exit status");
  }
}

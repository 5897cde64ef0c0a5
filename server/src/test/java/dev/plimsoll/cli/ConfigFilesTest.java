package dev.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.rules.Rules;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code plimsoll lint} among configuration files. */
class ConfigFilesTest {

  private static final String TEXT = """
      FROM debian:13
      MAINTAINER a
      USER 1000
      """;

  @TempDir
  private Path folder;

  private final Map<String, String> variables = new HashMap<>();
  private String out = "";
  private String err = "";

  @BeforeEach
  void makeRepository() throws IOException {
    write("repo/.git/HEAD", "");
    write("repo/api/Dockerfile", TEXT);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private int lint(String... more) {
    String[] args = new String[more.length + 2];
    args[0] = "lint";
    args[1] = folder.resolve("repo/api/Dockerfile").toString();
    System.arraycopy(more, 0, args, 2, more.length);
    return run(args);
  }

  private int run(String... args) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StringWriter said = new StringWriter();
    int status = Cli.run(
        args,
        "1",
        () -> Rules.ALL,
        new EmbeddedImages(),
        null,
        new Environment(ImmutableMap.copyOf(variables), folder.resolve("home")),
        new Cli.Streams(
            new ByteArrayInputStream(TEXT.getBytes(StandardCharsets.UTF_8)),
            bytes,
            new PrintWriter(said),
            false));
    out = bytes.toString(StandardCharsets.UTF_8);
    err = said.toString();
    return status;
  }

  @Test
  void theNearestFileCountsUpToTheRootOfTheRepository() throws IOException {
    write(".hadolint.yaml", "ignored: [DL4000]");
    assertThat(lint()).as("above the repository").isEqualTo(1);
    write("repo/.hadolint.yml", "ignored: [DL4000]");
    assertThat(lint()).isZero();
    write("repo/.hadolint.yaml", "override: {error: [DL4000]}");
    assertThat(lint()).isEqualTo(1);
    assertThat(out).contains("error[maintainer-deprecated]");
    write("repo/api/.hadolint.yaml", "");
    assertThat(lint()).isEqualTo(1);
    assertThat(out).contains("warning[maintainer-deprecated]");
    assertThat(err).isEmpty();
  }

  @Test
  void oursCountsMoreThanHadolintsAndTheCommandLineMost() throws IOException {
    write("repo/api/.hadolint.yaml", "ignored: [DL4000]");
    write("repo/.plimsoll.yaml", "rules: {MaintainerDeprecated: error}");
    lint();
    assertThat(out).contains("error[maintainer-deprecated]");
    lint("--rule", "maintainer-deprecated=hint");
    assertThat(out).contains("hint[maintainer-deprecated]");
    write("repo/.plimsoll.yaml", "profile: buildkit\nrules: {DL4000: off}");
    assertThat(lint()).isZero();
    assertThat(out).contains("No problems.");
  }

  @Test
  void theCommandLineChoosesAnotherProfile() throws IOException {
    write("repo/.plimsoll.yaml", "profile: buildkit");
    write("repo/api/Dockerfile", "FROM debian\nUSER root\n");
    lint();
    assertThat(out).doesNotContain("[base-image-untagged]");
    lint("--profile=recommended");
    assertThat(out).contains("[base-image-untagged]");
  }

  @Test
  void theStatusIsThatOfHadolintsThreshold() throws IOException {
    write("repo/.hadolint.yaml", "failure-threshold: error");
    assertThat(lint()).isZero();
    assertThat(out).contains("1 warning");
    assertThat(lint("--fail-on=warning")).isEqualTo(1);
    write("repo/.hadolint.yaml", "override: {error: [DL4000]}\nno-fail: true");
    assertThat(lint()).isZero();
    assertThat(out).contains("1 error");
    assertThat(lint("--fail-on=warning")).isEqualTo(1);
    write("repo/.hadolint.yaml", "override: {style: [DL4000]}\nfailure-threshold: none");
    assertThat(lint()).isEqualTo(1);
  }

  @Test
  void theFormatIsHadolintsWhereWeHaveIt() throws IOException {
    write("repo/.hadolint.yaml", "format: json");
    lint();
    assertThat(out).startsWith("{");
    lint("--format=text");
    assertThat(out).contains("1 warning");
    write("repo/.hadolint.yaml", "formats: [codacy, json]");
    lint();
    assertThat(out).contains("1 warning");
    assertThat(err)
        .contains("the format codacy isn't one of [text, json, ", ", so text is printed");
  }

  @Test
  void commentsSilenceNothingWhereThatIsDisabled() throws IOException {
    write("repo/api/Dockerfile", "# hadolint global ignore=DL4000\n" + TEXT);
    assertThat(lint()).isZero();
    write("repo/.hadolint.yaml", "disable-ignore-pragma: true");
    assertThat(lint()).isEqualTo(1);
  }

  @Test
  void whatIsIgnoredIsNotJudgedAndThatIsSaid() throws IOException {
    write("repo/.plimsoll.yaml", "ignore: [api/, '!web/Dockerfile']");
    write("repo/web/Dockerfile", TEXT);
    assertThat(lint()).isZero();
    assertThat(out).isEqualTo("Nothing was judged.\n");
    assertThat(err).contains("Dockerfile: not judged, for", ".plimsoll.yaml ignores it");
    assertThat(lint(folder.resolve("repo/web/Dockerfile").toString())).isEqualTo(1);
    assertThat(out).contains("web").doesNotContain("api");
  }

  @Test
  void whatIsIgnoredInAFolderIsCounted() throws IOException {
    write("repo/.plimsoll.yaml", "ignore: ['**/old/']");
    write("repo/a/old/Dockerfile", TEXT);
    String repo = folder.resolve("repo").toString();
    run("lint", repo);
    assertThat(err)
        .hasLineCount(1)
        .contains("1 file is not judged, for ", ".plimsoll.yaml ignores it");
    write("repo/b/old/Dockerfile", TEXT);
    run("lint", repo, folder.resolve("repo/b/old/Dockerfile").toString());
    assertThat(err)
        .hasLineCount(2)
        .contains("b/old/Dockerfile: not judged", "1 file is not judged");
    run("lint", repo);
    assertThat(err).hasLineCount(1).contains("2 files are not judged, for ", " ignores them");
    run("lint", "--quiet", repo, folder.resolve("repo/b/old/Dockerfile").toString());
    assertThat(err).isEmpty();
  }

  @Test
  void mistakesAreSaidOnceAndTheRestCounts() throws IOException {
    write("repo/.hadolint.yaml", "ignored: [DL4000]\nignord: [DL3020]\n");
    write("repo/web/Dockerfile", TEXT);
    assertThat(lint(folder.resolve("repo/web/Dockerfile").toString())).isZero();
    assertThat(err)
        .hasLineCount(1)
        .contains(".hadolint.yaml:2:1: There is no key ignord here. There are ignored, ");
  }

  @Test
  void aFileOfWhichNothingCountsIsAFailure() throws IOException {
    write("repo/.hadolint.yaml", "ignored: [DL4000\n");
    assertThat(lint("--no-fail")).isEqualTo(2);
    assertThat(out).contains("[maintainer-deprecated]").doesNotContain("1 warning");
    assertThat(err)
        .hasLineCount(1)
        .contains(".hadolint.yaml:1:16: This isn't YAML, so nothing of the file counts");
    assertThat(lint("--format=json")).isEqualTo(2);
    assertThat(out)
        .contains("\"failures\"", ".hadolint.yaml", "line 1, column 16: This isn't YAML");
  }

  @Test
  void nothingIsFixedWhereNobodyKnowsWhatIsToBeLeftAlone() throws IOException {
    write("repo/.plimsoll.yaml", "ignore: [api/\n");
    assertThat(lint("--fix")).isEqualTo(2);
    assertThat(Files.readString(folder.resolve("repo/api/Dockerfile"))).isEqualTo(TEXT);
    assertThat(err).contains("Dockerfile: not fixed: its configuration file doesn't count");
    assertThat(out).contains("warning[maintainer-deprecated]");
  }

  @Test
  void aChosenFileMustBeOne() throws IOException {
    write("bad.yaml", "profile: [\n");
    assertThat(lint("--config", folder.resolve("bad.yaml").toString())).isEqualTo(2);
    assertThat(out).isEmpty();
    assertThat(err).contains("bad.yaml: line 1, column 10: This isn't YAML");
    assertThat(lint("--config", folder.resolve("repo").toString())).isEqualTo(2);
    assertThat(err).contains("repo: is a folder");
    write("huge.yaml", "#".repeat(1 << 20) + "\n");
    assertThat(lint("--config", folder.resolve("huge.yaml").toString())).isEqualTo(2);
    assertThat(err).contains("huge.yaml: larger than any configuration file");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void noConfigurationIsTheNullDevice() throws IOException {
    write("repo/.hadolint.yaml", "ignored: [DL4000]");
    assertThat(lint("--config", "/dev/null")).isEqualTo(1);
    assertThat(err).isEmpty();
  }

  @Test
  void oneFileIsChosenForAll() throws IOException {
    write("repo/.hadolint.yaml", "override: {error: [DL4000]}");
    write("my-hadolint.yml", "ignored: [DL4000]");
    write("mine.yaml", "rules: {DL4000: hint}");
    assertThat(lint("--config", folder.resolve("my-hadolint.yml").toString())).isZero();
    assertThat(lint("--config", folder.resolve("mine.yaml").toString())).isZero();
    assertThat(out).contains("hint[maintainer-deprecated]");
    assertThat(lint("--config", folder.resolve("none.yaml").toString())).isEqualTo(2);
    assertThat(err).contains("--config ", "none.yaml: no such file");
  }

  @Test
  void standardInputHasTheConfigurationOfItsPlace() throws IOException {
    write("repo/.hadolint.yaml", "ignored: [DL4000]");
    String place = folder.resolve("repo/web/Dockerfile").toString();
    assertThat(run("lint", "--stdin-filename", place, "-")).isZero();
    assertThat(run("lint", "-")).isEqualTo(1);
  }

  @Test
  void aFileOfTheUserCountsWhereTheProjectHasNone() throws IOException {
    write("home/.hadolint.yml", "override: {error: [DL4000]}");
    lint();
    assertThat(out).contains("error[maintainer-deprecated]");
    List<String> places = List.of(
        "home/.hadolint.yaml",
        "home/.hadolint/config.yaml",
        "home/.hadolint/hadolint.yml",
        "home/.config/hadolint.yml",
        "home/.config/hadolint.yaml");
    for (int i = 0; i < places.size(); i++) { // each counts more than the one before
      String severity = i % 2 == 0 ? "info" : "style";
      write(places.get(i), "override: {" + severity + ": [DL4000]}");
      lint();
      assertThat(out)
          .as(places.get(i))
          .contains((i % 2 == 0 ? "information" : "hint") + "[maintainer-deprecated]");
    }
    variables.put("XDG_CONFIG_HOME", folder.resolve("xdg").toString());
    write("xdg/hadolint.yaml", "override: {error: [DL4000]}");
    lint();
    assertThat(out).contains("error[maintainer-deprecated]");
    write("repo/.plimsoll.yaml", "rules: {DL3020: off}");
    lint();
    assertThat(out).as("a file of another kind").contains("error[maintainer-deprecated]");
    write("repo/.hadolint.yaml", "");
    lint();
    assertThat(out).contains("warning[maintainer-deprecated]");
  }

  @Test
  void theVariablesOfHadolintCountLessThanAnyFile() throws IOException {
    variables.put("HADOLINT_IGNORE", "DL3020, DL4000");
    assertThat(lint()).isZero();
    assertThat(out).doesNotContain("[maintainer-deprecated]");
    variables.clear();
    variables.put("HADOLINT_OVERRIDE_ERROR", "DL4000");
    lint();
    assertThat(out).contains("error[maintainer-deprecated]");
    write("repo/.plimsoll.yaml", "rules: {DL4000: hint}");
    lint();
    assertThat(out).contains("hint[maintainer-deprecated]");
    Files.delete(folder.resolve("repo/.plimsoll.yaml"));
    lint("--rule=DL4000=information");
    assertThat(out).contains("information[maintainer-deprecated]");
    variables.clear();
    variables.put("HADOLINT_FAILURE_THRESHOLD", "error");
    assertThat(lint()).isZero();
    write("repo/.hadolint.yaml", "failure-threshold: warning");
    assertThat(lint()).isEqualTo(1);
    variables.put("HADOLINT_NOFAIL", "Yes");
    assertThat(lint()).isZero();
    write("repo/.hadolint.yaml", "failure-threshold: warning\nno-fail: false");
    assertThat(lint()).isEqualTo(1);
    write("repo/.hadolint.yaml", "failure-threshold: warning");
    variables.put("HADOLINT_NOFAIL", "0");
    assertThat(lint()).isEqualTo(1);
  }

  @Test
  void listsOfTheVariablesAndOfHadolintsFileAreJoined() throws IOException {
    write("repo/api/Dockerfile", "FROM quay.io/a/b:1\nADD c d\nMAINTAINER e\nUSER 1\n");
    write("repo/.hadolint.yaml", "ignored: [DL3020]\ntrustedRegistries: [docker.io]");
    variables.put("HADOLINT_IGNORE", "DL4000");
    lint();
    assertThat(out).contains("[untrusted-registry]").doesNotContain("[maintainer", "[add-");
    variables.put("HADOLINT_TRUSTED_REGISTRIES", "ghcr.io,quay.io");
    lint();
    assertThat(out).doesNotContain("[untrusted-registry]");
    Path chosen = folder.resolve("mine.yaml");
    Files.writeString(chosen, "rules: {add-instead-of-copy: off}");
    assertThat(lint("--config", chosen.toString())).isZero();
    assertThat(out).doesNotContain("[maintainer", "[add-", "[untrusted");
  }

  @Test
  void theVariablesSayWhatIsPrintedAndWhatLabelsThereAre() {
    variables.put("HADOLINT_FORMAT", "gnu,json");
    lint();
    assertThat(out).contains(":2:1: warning: MAINTAINER").doesNotContain("^^^");
    lint("--format=json");
    assertThat(out).startsWith("{");
    variables.put("HADOLINT_DISABLE_IGNORE_PRAGMA", "true");
    variables.put("HADOLINT_IGNORE", "nothing");
    variables.put("HADOLINT_FAILURE_THRESHOLD", "loud");
    variables.put("HADOLINT_STRICT_LABELS", "on");
    variables.put("HADOLINT_REQUIRE_LABELS", "a.b:text, c:semver,d:number");
    lint();
    assertThat(err.lines())
        .containsExactly(
            "plimsoll: HADOLINT_IGNORE: There is no rule nothing, so this is ignored.",
            "plimsoll: HADOLINT_REQUIRE_LABELS: This is ignored: it isn't one of text, url, semver, hash, rfc3339,"
                + " spdx, email.",
            "plimsoll: HADOLINT_FAILURE_THRESHOLD: This is ignored: it isn't one of error, warning, info, style,"
                + " ignore, none.");
  }
}

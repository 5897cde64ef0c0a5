package dev.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.rules.Rules;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** {@code plimsoll rules} and {@code plimsoll explain}. */
class RulesCommandTest {

  private String out = "";
  private String err = "";

  private int run(String... args) {
    return run(Environment.NONE, false, args);
  }

  private int run(Environment environment, boolean terminal, String... args) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StringWriter said = new StringWriter();
    int status = Cli.run(
        args,
        "1",
        () -> Rules.ALL,
        new EmbeddedImages(),
        null,
        environment,
        new Cli.Streams(InputStream.nullInputStream(), bytes, new PrintWriter(said), terminal));
    out = bytes.toString(StandardCharsets.UTF_8);
    err = said.toString();
    return status;
  }

  private String line(String rule) {
    return out.lines()
        .filter(line -> line.startsWith(rule + " "))
        .findFirst()
        .orElse("")
        .replaceAll(" {2,}", " | ");
  }

  @Test
  void rulesAreListedInATable() {
    assertThat(run("rules")).isZero();
    assertThat(line("rule"))
        .isEqualTo("rule | category | severity | fix | profiles | also known as");
    assertThat(line("apt-lists-not-removed"))
        .isEqualTo("apt-lists-not-removed | size | warning | safe | recommended, hadolint |"
            + " DL3009, DF004, DKL-DI-0005");
    assertThat(line("apt-unpinned")).contains(" | off | ");
    assertThat(out.lines()).hasSize(Rules.ALL.size() + 1);
  }

  @Test
  void rulesAreThoseOfACategoryOrAProfile() {
    assertThat(run("rules", "--category=style")).isZero();
    assertThat(out.lines().skip(1)).isNotEmpty().allMatch(line -> line.contains("  style  "));
    assertThat(run("rules", "--profile", "hadolint")).isZero();
    assertThat(line("apt-unpinned")).contains(" | warning | ");
    assertThat(line("apt-lists-not-removed")).contains(" | information | ");
    assertThat(line("base-image-missing")).isEmpty();
    assertThat(run("rules", "--category=taste")).isEqualTo(2);
    assertThat(err).contains("--category", "(see plimsoll rules --help)").hasLineCount(1);
  }

  @Test
  void rulesAreListedAsJson() {
    assertThat(run("rules", "--format=json")).isZero();
    JsonArray rules = JsonParser.parseString(out).getAsJsonArray();
    assertThat(rules).hasSize(Rules.ALL.size());
    for (JsonElement each : rules) {
      JsonObject rule = each.getAsJsonObject();
      if (rule.get("name").getAsString().equals("apt-lists-not-removed")) {
        assertThat(rule.get("profiles"))
            .hasToString(
                "{\"recommended\":\"warning\",\"hadolint\":\"information\",\"all\":\"warning\"}");
        assertThat(rule.get("aliases").toString())
            .contains("{\"tool\":\"hadolint\",\"code\":\"DL3009\"}");
        return;
      }
    }
    assertThat(rules).as("one of them").isEmpty();
  }

  @Test
  void aRuleIsExplainedUnderAnyOfItsNames() {
    for (String name : new String[] {"apt-lists-not-removed", "DL3009", "hadolint/dl3009"}) {
      assertThat(run("explain", name)).isZero();
      assertThat(out)
          .startsWith("apt-lists-not-removed\n\nCategory:       size\nSeverity:       warning\n")
          .contains(
              "\nAlso known as:  hadolint DL3009; droast DF004; Dockle DKL-DI-0005\n",
              "\nBad, with a safe fix:\n\n    FROM debian:bookworm\n    RUN apt-get update && ")
          .doesNotContain("`");
    }
  }

  @Test
  void aCodeOfShellCheckIsExplainedByTheRuleThatPassesItOn() {
    assertThat(run("explain", "sc2086", "shellcheck", "ShellCheck/SC2046")).isZero();
    assertThat(out)
        .startsWith("SC2086\n\n")
        .contains(
            "https://www.shellcheck.net/wiki/SC2086\n\nSC2046\n\n",
            "https://www.shellcheck.net/wiki/SC2046\n\nshellcheck\n\nCategory:")
        .containsOnlyOnce("Category:");
  }

  @Test
  void everyRuleCanBeExplained() {
    for (Rule rule : Rules.ALL) {
      RuleInfo info = rule.info();
      assertThat(run("explain", info.name())).isZero();
      assertThat(out).startsWith(info.name() + "\n").doesNotContain("```", "](", " bad fix");
      assertThat(out.lines().filter(line -> !line.startsWith("    ")))
          .filteredOn(line ->
              line.contains(" ") && !line.startsWith("Profiles") && !line.startsWith("Also"))
          .as(info.name())
          .allMatch(line -> line.length() <= 100);
      info.codes().forEach(code -> {
        assertThat(run("explain", code)).as(code).isZero();
        assertThat(out.lines()).contains(info.name());
      });
    }
  }

  @Test
  void ofAnUnknownNameTheNearestAreTold() {
    assertThat(run("explain", "apt-list-not-removed")).isEqualTo(2);
    assertThat(err)
        .isEqualTo(
            "plimsoll: There is no rule apt-list-not-removed. Did you mean apt-lists-not-removed?\n");
    assertThat(run("explain", "DL309")).isEqualTo(2);
    assertThat(err).contains("Did you mean DL30").hasLineCount(1);
    assertThat(run("explain", "sing\033[1m")).isEqualTo(2);
    assertThat(err).contains("plimsoll rules lists all").doesNotContain("\033");
    assertThat(run("explain", "DL3009", "nothing-like-it")).isEqualTo(2);
    assertThat(out).startsWith("apt-lists-not-removed\n");
    assertThat(run("explain")).isEqualTo(2);
    assertThat(err).contains("NAME", "(see plimsoll explain --help)");
  }

  @Test
  void aTerminalHasColorsAndItsWidth() {
    Environment narrow = new Environment(ImmutableMap.of("COLUMNS", "50"), null);
    run(narrow, true, "explain", "DL3009");
    assertThat(out).startsWith("\033[1mapt-lists-not-removed\033[0m\n");
    assertThat(out.lines().dropWhile(line -> !line.startsWith("apt-get")).limit(2))
        .containsExactly(
            "apt-get update leaves its package lists in the",
            "layer: tens of megabytes that nobody needs in the");
  }

  @Test
  void explanationsComeAsJsonToo() {
    assertThat(run("explain", "--format=json", "DL3009")).isZero();
    JsonObject rule = JsonParser.parseString(out).getAsJsonArray().get(0).getAsJsonObject();
    assertThat(rule.get("documentation").getAsString()).contains("Good:\n\n```dockerfile\nFROM ");
  }
}

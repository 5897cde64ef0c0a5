package dev.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.plimsoll.SharedCases;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.rules.Rules;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What people have reported about tools for Dockerfiles, and what is right. The inputs are recorded outside this repository;
 * {@code reported-cases.txt} has for each what must be found, on which line, and what must not.
 */
class ReportedCasesTest {

  @TempDir
  private Path folder;

  /** By its name, what is expected of a case: {@code rule@line severity fix}, or {@code no rule}, or {@code nothing}. */
  private static Map<String, List<String>> expectations() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    try (InputStream file = ReportedCasesTest.class.getResourceAsStream("reported-cases.txt")) {
      for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(it -> !it.isBlank() && !it.startsWith("#"))
          .toList()) {
        int colon = line.indexOf(": ");
        all.put(
            line.substring(0, colon),
            Splitter.on(';').trimResults().splitToList(line.substring(colon + 2)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  private static Map<String, JsonObject> cases() {
    Map<String, JsonObject> all = new LinkedHashMap<>();
    try {
      for (String line :
          Files.readAllLines(SharedCases.folder().resolve("cases/public-reports.jsonl"))) {
        JsonObject one = JsonParser.parseString(line).getAsJsonObject();
        all.put(one.get("id").getAsString(), one);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  @Test
  void eachCaseIsExpectedToGiveSomething() {
    assertThat(expectations().keySet())
        .containsExactlyInAnyOrderElementsOf(cases().keySet());
  }

  static List<String> reported() {
    return expectations().entrySet().stream()
        .filter(one -> !one.getValue().get(0).startsWith("see "))
        .map(Map.Entry::getKey)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("reported")
  void isJudgedRightly(String name) throws IOException {
    JsonObject reported = cases().get(name);
    for (String expected : expectations().get(name)) {
      if (expected.startsWith("with ")) {
        Files.writeString(folder.resolve(expected.substring(5)), "");
      }
    }
    List<String> found = lint(reported);
    for (String expected : expectations().get(name)) {
      if (expected.startsWith("with ")) {
        continue;
      }
      if (expected.equals("nothing")) {
        assertThat(found).isEmpty();
      } else if (expected.startsWith("no ")) {
        assertThat(found).noneMatch(it -> it.startsWith(expected.substring(3) + "@"));
      } else {
        assertThat(found).anyMatch(it -> (it + " ").startsWith(expected + " "));
      }
    }
  }

  /** What is found: {@code rule@line severity fix}, the last word only where there is one. */
  private List<String> lint(JsonObject reported) throws IOException {
    if (reported.has("files")) {
      for (Map.Entry<String, JsonElement> one :
          reported.getAsJsonObject("files").entrySet()) {
        Files.writeString(folder.resolve(one.getKey()), one.getValue().getAsString());
      }
    }
    Path file = folder.resolve("Dockerfile");
    Files.writeString(file, reported.get("dockerfile").getAsString());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Cli.run(
        new String[] {"lint", "--format=json", file.toString()},
        "1.2.3",
        () -> Rules.ALL,
        new EmbeddedImages(),
        null,
        new Cli.Streams(
            new ByteArrayInputStream(new byte[0]), out, new PrintWriter(System.err), false));
    List<String> found = new ArrayList<>();
    for (JsonElement one : JsonParser.parseString(out.toString(StandardCharsets.UTF_8))
        .getAsJsonObject()
        .getAsJsonArray("problems")) {
      JsonObject problem = one.getAsJsonObject();
      found.add(problem.get("rule").getAsString() + "@" + problem.get("line") + " "
          + problem.get("severity").getAsString()
          + (problem.getAsJsonArray("fixes").isEmpty() ? "" : " fix"));
    }
    return found;
  }
}

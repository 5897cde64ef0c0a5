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
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  private static List<Path> judged() throws IOException {
    try (Stream<Path> files = Files.list(SharedCases.folder().resolve("cases/judged"))) {
      return files.sorted().toList();
    }
  }

  private static Map<String, JsonObject> cases() {
    Map<String, JsonObject> all = new LinkedHashMap<>();
    try {
      for (String line :
          Files.readAllLines(SharedCases.folder().resolve("cases/public-reports.jsonl"))) {
        JsonObject one = JsonParser.parseString(line).getAsJsonObject();
        all.put(one.get("id").getAsString(), one);
      }
      for (Path file : judged()) {
        JsonObject one = new JsonObject();
        one.addProperty("dockerfile", Files.readString(file));
        all.put("judged " + String.valueOf(file.getFileName()).replace(".Dockerfile", ""), one);
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

  /** Of files whose author lines arguments up, and indents what is continued. */
  @ParameterizedTest
  @ValueSource(strings = {"judged o", "judged q", "judged r"})
  void safeFixesKeepTheColumnsOfTheFile(String name) {
    String before = cases().get(name).get("dockerfile").getAsString();
    String after = output(before, "lint", "--fix", "--offline", "--stdin-name=Dockerfile", "-");
    assertThat(after).isNotEqualTo(before);
    assertThat(columns(after)).isSubsetOf(columns(before));
  }

  /** Where the lines of a file have their first words, and where the arguments behind those begin. */
  private static Set<Integer> columns(String text) {
    Set<Integer> columns = new TreeSet<>();
    Matcher word = Pattern.compile("(?m)^( *)(?:[A-Z]+( +))?").matcher(text);
    while (word.find()) {
      columns.add(word.group(2) == null ? word.end(1) - word.start() : word.end() - word.start());
    }
    return columns;
  }

  private static String output(String input, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Cli.run(
        arguments,
        "1.2.3",
        () -> Rules.ALL,
        new EmbeddedImages(),
        null,
        new Cli.Streams(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            out,
            new PrintWriter(new StringWriter()),
            false));
    return out.toString(StandardCharsets.UTF_8);
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
    String out = output("", "lint", "--format=json", file.toString());
    List<String> found = new ArrayList<>();
    for (JsonElement one :
        JsonParser.parseString(out).getAsJsonObject().getAsJsonArray("problems")) {
      JsonObject problem = one.getAsJsonObject();
      found.add(problem.get("rule").getAsString() + "@" + problem.get("line") + " "
          + problem.get("severity").getAsString()
          + (problem.getAsJsonArray("fixes").isEmpty() ? "" : " fix"));
    }
    return found;
  }
}

package dev.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plimsoll's parser against the recorded verdicts of BuildKit's own. */
class ConformanceTest {

  private static final List<String> KEYS = List.of("syntaxError", "escape", "instructions", "errors");

  @ParameterizedTest
  @ValueSource(strings = {"edge-cases", "dockerfiles"})
  void readsEveryFileAsBuildkitDoes(String cases) throws IOException {
    List<String> differences = new ArrayList<>();
    for (JsonObject expected : read(cases)) {
      JsonObject actual = ParseReport.of(
          expected.get("id").getAsString(), expected.get("dockerfile").getAsString());
      for (String key : KEYS) {
        JsonElement want = expected.get(key);
        JsonElement have = actual.get(key);
        if (want == null ? have != null : !want.equals(have)) {
          differences.add(expected.get("id").getAsString() + " " + key + "\n  want " + want + "\n  have " + have);
        }
      }
    }
    assertThat(differences).isEmpty();
  }

  private static List<JsonObject> read(String name) throws IOException {
    String shared = System.getProperty("plimsoll.shared", "");
    Assumptions.assumeFalse(shared.isEmpty(), "plimsoll.shared is not set");
    Path file = Path.of(shared, "conformance", name + ".jsonl.gz");
    List<JsonObject> cases = new ArrayList<>();
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(
        new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        cases.add(JsonParser.parseString(line).getAsJsonObject());
      }
    }
    return cases;
  }
}

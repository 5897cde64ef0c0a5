package dev.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.plimsoll.SharedCases;
import dev.plimsoll.syntax.Dockerfile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Plimsoll's parser against the recorded verdicts of BuildKit's own: every key of every case but {@code checks}. See
 * docs/conformance.md.
 */
class ConformanceTest {

  /** What random files brought to light, made small; the verdicts are those of BuildKit 0.32.0. */
  @Test
  void readsTheOdditiesThatRandomFilesFoundAsBuildkitDoes() throws IOException {
    List<JsonObject> cases = new ArrayList<>();
    InputStream verdicts =
        Objects.requireNonNull(ConformanceTest.class.getResourceAsStream("verdicts.jsonl"));
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(verdicts, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        cases.add(JsonParser.parseString(line).getAsJsonObject());
      }
    }
    agrees(cases);
  }

  @ParameterizedTest
  @ValueSource(strings = {"edge-cases", "dockerfiles"})
  void readsEveryFileAsBuildkitDoes(String cases) {
    agrees(SharedCases.read(cases));
  }

  private static void agrees(List<JsonObject> cases) {
    assertThat(cases).isNotEmpty();
    List<String> differences = new ArrayList<>();
    for (JsonObject expected : cases) {
      expected.remove("checks");
      String id = expected.get("id").getAsString();
      JsonObject actual =
          ParseReport.of(id, Dockerfile.parse(expected.get("dockerfile").getAsString()));
      Set<String> keys = new TreeSet<>(expected.keySet());
      keys.addAll(actual.keySet());
      for (String key : keys) {
        JsonElement want = expected.get(key);
        JsonElement have = actual.get(key);
        if (!Objects.equals(want, have)) {
          differences.add(id + " " + key + "\n  want " + want + "\n  have " + have);
        }
      }
    }
    assertThat(differences).isEmpty();
  }
}

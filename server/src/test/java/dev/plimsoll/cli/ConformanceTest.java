package dev.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.plimsoll.SharedCases;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plimsoll's parser against the recorded verdicts of BuildKit's own. */
class ConformanceTest {

  private static final List<String> KEYS =
      List.of("syntaxError", "escape", "instructions", "errors", "buildError");

  @ParameterizedTest
  @ValueSource(strings = {"edge-cases", "dockerfiles"})
  void readsEveryFileAsBuildkitDoes(String cases) {
    List<String> differences = new ArrayList<>();
    for (JsonObject expected : SharedCases.read(cases)) {
      JsonObject actual = ParseReport.of(
          expected.get("id").getAsString(), expected.get("dockerfile").getAsString());
      for (String key : KEYS) {
        JsonElement want = expected.get(key);
        JsonElement have = actual.get(key);
        if (want == null ? have != null : !want.equals(have)) {
          differences.add(expected.get("id").getAsString() + " " + key + "\n  want " + want
              + "\n  have " + have);
        }
      }
    }
    assertThat(differences).isEmpty();
  }
}

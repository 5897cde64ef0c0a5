package dev.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.plimsoll.SharedCases;
import dev.plimsoll.syntax.Dockerfile;
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
  void readsTheOdditiesThatRandomFilesFoundAsBuildkitDoes() {
    agrees(SharedCases.beside(ConformanceTest.class, "verdicts.jsonl"));
  }

  /** The verdicts of BuildKit 0.34.2. */
  @Test
  void readsAsTheFrontEnd128Does() {
    agrees(SharedCases.beside(ConformanceTest.class, "verdicts-1.28.jsonl"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"edge-cases", "edge-cases-1.28", "dockerfiles"})
  void readsEveryFileAsBuildkitDoes(String cases) {
    agrees(SharedCases.read(cases));
  }

  private static void agrees(List<JsonObject> cases) {
    assertThat(cases).isNotEmpty();
    List<String> differences = new ArrayList<>();
    for (JsonObject expected : cases) {
      expected.remove("checks");
      String id = expected.get("id").getAsString();
      String text = SharedCases.text(expected);
      expected.addProperty("dockerfile", text);
      onPlatform(expected);
      JsonObject actual = ParseReport.of(id, Dockerfile.parse(text));
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

  /** The verdict on the text of a case where that says its platform. */
  private static void onPlatform(JsonObject expected) {
    if (expected.has("platform")) {
      JsonArray flags = new JsonArray();
      flags.add("--platform=" + expected.remove("platform").getAsString());
      expected.getAsJsonArray("instructions").get(0).getAsJsonObject().add("flags", flags);
    }
  }
}

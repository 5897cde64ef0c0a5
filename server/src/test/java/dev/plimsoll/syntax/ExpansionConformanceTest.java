package dev.plimsoll.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.plimsoll.SharedCases;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What BuildKit's own expander makes of words. */
class ExpansionConformanceTest {

  static List<String> cases() throws IOException {
    Path file = SharedCases.folder().resolve("conformance").resolve("expansion.jsonl.gz");
    try (BufferedReader reader = new BufferedReader(new InputStreamReader(
        new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithBuildKit(String json) {
    JsonObject expected = JsonParser.parseString(json).getAsJsonObject();
    JsonObject env = expected.getAsJsonObject("env");
    ExpansionMode mode = new ExpansionMode(
        expected.get("rawQuotes").getAsBoolean(),
        expected.get("rawEscapes").getAsBoolean(),
        expected.get("skipUnsetEnv").getAsBoolean(),
        expected.get("skipProcessQuotes").getAsBoolean());
    Expansion expansion = Expansion.of(
        expected.get("word").getAsString(),
        expected.get("escape").getAsString().charAt(0),
        mode,
        name -> env.has(name) ? env.get(name).getAsString() : null);

    assertThat(expansion.error())
        .isEqualTo(expected.has("error") ? expected.get("error").getAsString() : null);
    assertThat(expansion.withoutBuildArgs()).isEqualTo(expected.get("result").getAsString());
    assertThat(expansion.wordsWithoutBuildArgs()).isEqualTo(strings(expected.get("words")));
    assertThat(expansion.matched())
        .containsExactlyInAnyOrderElementsOf(strings(expected.get("matched")));
    assertThat(expansion.unmatched())
        .containsExactlyInAnyOrderElementsOf(strings(expected.get("unmatched")));
  }

  private static List<String> strings(JsonElement element) {
    List<String> strings = new ArrayList<>();
    if (element.isJsonArray()) {
      element.getAsJsonArray().forEach(each -> strings.add(each.getAsString()));
    }
    return strings;
  }
}

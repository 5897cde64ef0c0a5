package dev.plimsoll.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.plimsoll.SharedCases;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Docker itself makes of image names. */
class ReferenceConformanceTest {

  static List<String> cases() throws IOException {
    Path file = SharedCases.folder().resolve("conformance").resolve("references.jsonl.gz");
    try (BufferedReader reader = new BufferedReader(new InputStreamReader(
        new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithDocker(String json) {
    JsonObject expected = JsonParser.parseString(json).getAsJsonObject();
    String text = expected.get("reference").getAsString();
    ParsedReference parsed = ImageReference.parse(text);
    if (parsed instanceof ImageReference reference) {
      assertThat(expected.has("error")).as("refused by Docker").isFalse();
      assertThat(reference.familiar()).isEqualTo(expected.get("familiar").getAsString());
    } else if (parsed instanceof ParsedReference.Invalid invalid) {
      assertThat("\"" + text + "\" is not a valid repository/tag: " + invalid.dockerMessage())
          .isEqualTo(expected.get("error").getAsString());
    }
  }
}

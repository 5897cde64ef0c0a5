package dev.plimsoll.context;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.plimsoll.SharedCases;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** What real builds sent of a build context, or why they didn't start. */
class IgnoreConformanceTest {

  @Test
  void sendsWhatDockerSends() {
    SoftAssertions softly = new SoftAssertions();
    List<JsonObject> cases = SharedCases.read("dockerignore");
    assertThat(cases).isNotEmpty();
    for (JsonObject one : cases) {
      IgnoreFile ignore =
          IgnoreFile.parse(".dockerignore", one.get("dockerignore").getAsString());
      if (one.has("error")) {
        softly
            .assertThat(ignore.patterns())
            .as(one.toString())
            .anyMatch(pattern -> pattern.error() != null);
      } else {
        softly
            .assertThat(sent(ignore, strings(one.getAsJsonArray("files"))))
            .as(one.get("id") + " " + one.get("dockerignore"))
            .containsExactlyInAnyOrderElementsOf(strings(one.getAsJsonArray("sent")));
      }
    }
    softly.assertAll();
  }

  /** What moby/patternmatcher 0.6.1 and the walk of fsutil made of random patterns. */
  @Test
  void agreesWithTheMatcherOnRandomPatterns() throws IOException {
    List<String> lines = recorded();
    List<String> files =
        strings(JsonParser.parseString(lines.get(0)).getAsJsonObject().getAsJsonArray("files"));
    SoftAssertions softly = new SoftAssertions();
    for (String line : lines.subList(1, lines.size())) {
      JsonObject one = JsonParser.parseString(line).getAsJsonObject();
      IgnoreFile ignore =
          IgnoreFile.parse(".dockerignore", one.get("dockerignore").getAsString());
      if (one.has("refused")) {
        softly.assertThat(ignore.patterns()).as(line).anyMatch(pattern -> pattern.error() != null);
      } else {
        List<String> sent = new ArrayList<>(files);
        sent.removeAll(strings(one.getAsJsonArray("ignored")));
        softly.assertThat(sent(ignore, files)).as(line).isEqualTo(sent);
      }
    }
    softly.assertAll();
  }

  private static List<String> recorded() throws IOException {
    try (InputStream in = IgnoreConformanceTest.class.getResourceAsStream("dockerignore.jsonl")) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static List<String> sent(IgnoreFile ignore, List<String> files) {
    return files.stream().filter(file -> !ignore.verdict(file, false).ignored()).toList();
  }

  private static List<String> strings(JsonArray array) {
    List<String> strings = new ArrayList<>();
    for (JsonElement element : array) {
      strings.add(element.getAsString());
    }
    return strings;
  }
}

package dev.plimsoll.server;

import static dev.plimsoll.server.ServerProcess.URI;
import static dev.plimsoll.server.ServerProcess.document;
import static dev.plimsoll.server.ServerProcess.position;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.plimsoll.SampleFiles;
import dev.plimsoll.text.LineMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server makes of opened and changed documents, seen through the diagnostics that it publishes. */
@TestInstance(Lifecycle.PER_CLASS)
class SynchronizationTest {

  private ServerProcess server;

  @BeforeAll
  void start() throws IOException {
    server = ServerProcess.withSampleRules();
    server.initialize("{}");
  }

  @AfterEach
  void close() throws IOException {
    server.notify("textDocument/didClose", "{" + document(URI) + "}");
    server.await(message -> message.toString().contains("\"diagnostics\":[]")
        && !message.toString().contains("version"));
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
  }

  private List<String> diagnostics() {
    return places(server.published(URI, server.version()));
  }

  /** Each diagnostic as line:character-line:character. */
  private static List<String> places(JsonArray diagnostics) {
    List<String> places = new ArrayList<>();
    for (JsonElement diagnostic : diagnostics) {
      JsonObject range = diagnostic.getAsJsonObject().getAsJsonObject("range");
      places.add(place(range.getAsJsonObject("start")) + "-" + place(range.getAsJsonObject("end")));
    }
    return places;
  }

  private static String place(JsonObject position) {
    return position.get("line") + ":" + position.get("character");
  }

  @Test
  void publishesWhatIsWrongWithItsVersion() throws IOException {
    server.open(URI, "FROM a\nrun b\n");
    JsonObject diagnostic = server.published(URI, 1).get(0).getAsJsonObject();
    assertThat(diagnostic.get("message").getAsString()).isEqualTo("Write RUN");
    assertThat(diagnostic.get("code").getAsString()).isEqualTo("capitals");
    assertThat(diagnostic.get("source").getAsString()).isEqualTo("plimsoll");
    assertThat(diagnostic.get("severity").getAsInt()).isEqualTo(2);
    // A client that did not say that it understands them gets none of these.
    assertThat(diagnostic.keySet())
        .doesNotContain("tags", "relatedInformation", "codeDescription", "data");
  }

  @Test
  void appliesChangesOneAfterTheOther() throws IOException {
    server.open(URI, "FROM a\n");
    assertThat(diagnostics()).isEmpty();
    server.changes(
        URI,
        List.of(
            Map.of(
                "range", Map.of("start", position(1, 0), "end", position(1, 0)), "text", "RUN b\n"),
            Map.of("range", Map.of("start", position(1, 0), "end", position(1, 3)), "text", "run"),
            Map.of(
                "range", Map.of("start", position(0, 0), "end", position(0, 0)), "text", "\n\n")));
    assertThat(diagnostics()).containsExactly("3:0-3:3");
  }

  @Test
  void takesTheWholeTextBetweenOtherChanges() throws IOException {
    server.open(URI, "FROM a\nrun b\n");
    server.changes(
        URI,
        List.of(
            Map.of("range", Map.of("start", position(0, 0), "end", position(1, 0)), "text", ""),
            Map.of("text", "FROM c\n"),
            Map.of(
                "range", Map.of("start", position(0, 0), "end", position(0, 4)), "text", "from")));
    assertThat(diagnostics()).containsExactly("0:0-0:4");
  }

  @Test
  void takesPositionsPastTheEndBack() throws IOException {
    server.open(URI, "FROM a\n");
    server.change(URI, 0, 999, 0, 999, "\nrun b"); // to the end of the line, before its ending
    assertThat(diagnostics()).containsExactly("1:0-1:3");
    server.change(URI, 77, 5, 99, 1, "user c\n"); // to the end of the text
    assertThat(diagnostics()).containsExactly("1:0-1:3", "2:0-2:4");
  }

  @Test
  void toleratesRangesTheWrongWayRound() throws IOException {
    server.open(URI, "FROM a\nRUN b\n");
    server.change(URI, 1, 3, 1, 0, "run");
    assertThat(diagnostics()).containsExactly("1:0-1:3");
  }

  @Test
  void countsInUtf16() throws IOException {
    server.open(URI, "FROM a\nRUN \uD83D\uDC33\uD83D\uDC33\n");
    server.change(URI, 1, 8, 1, 8, "\nrun x"); // after two characters of two units each
    assertThat(diagnostics()).containsExactly("2:0-2:3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "\n"})
  void knowsLineEndings(String end) throws IOException {
    server.open(URI, "FROM a" + end + "RUN b" + end + "run c" + end);
    assertThat(diagnostics()).containsExactly("2:0-2:3");
    server.change(URI, 0, 6, 1, 0, end + "user d" + end);
    assertThat(diagnostics()).containsExactly("1:0-1:4", "3:0-3:3");
  }

  @Test
  void takesALoneCarriageReturnForALineEndingAsTheProtocolDoes() throws IOException {
    server.open(URI, "FROM a\rRUN b\nrun c\n");
    assertThat(diagnostics()).containsExactly("2:0-2:3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "\0",
        "\0\0FROM\0",
        "\uD800",
        "FROM \uDC00\n",
        "\uFEFF",
        "\uFEFFFROM a",
        "\r",
        "\r\r\n"
      })
  void livesWithOddTexts(String text) throws IOException {
    server.open(URI, text);
    diagnostics();
    server.change(URI, 0, 0, 0, 0, "from a\n");
    assertThat(diagnostics()).contains("0:0-0:4");
  }

  @Test
  void livesWithALineOfTwoMegabytes() throws IOException {
    server.open(URI, "FROM a\nrun " + "x".repeat(2 << 20));
    assertThat(diagnostics()).containsExactly("1:0-1:3");
    server.change(URI, 1, 1 << 20, 1, 1 << 20, "y\nuser z");
    assertThat(diagnostics()).startsWith("1:0-1:3", "2:0-2:4");
  }

  @Test
  void leavesOtherLanguagesAlone() throws IOException {
    server.open(URI, "ignore", "from a\n");
    assertThat(diagnostics()).isEmpty();
  }

  @Test
  void clearsWhatItPublishedWhenTheDocumentCloses() throws IOException {
    server.open(URI, "from a\n");
    assertThat(diagnostics()).hasSize(1);
    server.notify("textDocument/didClose", "{" + document(URI) + "}");
    assertThat(server
            .call("textDocument/publishDiagnostics")
            .getAsJsonObject("params")
            .getAsJsonArray("diagnostics"))
        .isEmpty();
  }

  @Test
  void silencesARuleThatThrowsAndKeepsTheOthers() throws IOException {
    server.open(URI, "from CRASH\n");
    assertThat(diagnostics()).containsExactly("0:0-0:4");
    assertThat(server.log()).contains("The rule crashing failed");
  }

  static List<String> files() {
    return SampleFiles.whole();
  }

  /** Typing at random never loses an edit: at the end a new document of the same text says the same. */
  @ParameterizedTest
  @MethodSource("files")
  void typesIntoRealFiles(String text) throws IOException {
    Random random = new Random(text.hashCode());
    server.open(URI, text);
    for (int i = 0; i < 150; i++) {
      LineMap lines = LineMap.of(text);
      int from = random.nextInt(text.length() + 1);
      int to = Math.min(text.length(), from + (random.nextInt(4) == 0 ? random.nextInt(30) : 0));
      String typed = TYPED[random.nextInt(TYPED.length)];
      server.change(
          URI,
          lines.lineAt(from),
          lines.columnAt(from),
          lines.lineAt(to),
          lines.columnAt(to),
          typed);
      text = typedInto(text, lines, from, to, typed);
    }
    JsonArray last = server.published(URI, server.version());
    server.open(URI + 2, text);
    assertThat(last).isEqualTo(server.published(URI + 2, 1));
    server.notify("textDocument/didClose", "{" + document(URI + 2) + "}");
  }

  private static final String[] TYPED = {
    "a",
    " ",
    "\n",
    "\r\n",
    "\r",
    "\\\n",
    "#",
    "\"",
    "'",
    "run x\n",
    "<<EOF\n",
    "EOF\n",
    "from b as c\n",
    "$",
    "{",
    "}",
    "",
    ""
  };

  /** The text as a client has it, which can't put its cursor between CR and LF. */
  private static String typedInto(String text, LineMap lines, int from, int to, String typed) {
    int start = lines.offsetOf(lines.lineAt(from), lines.columnAt(from), text);
    int end = lines.offsetOf(lines.lineAt(to), lines.columnAt(to), text);
    return text.substring(0, start) + typed + text.substring(end);
  }
}

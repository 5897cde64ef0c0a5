package dev.plimsoll.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.plimsoll.text.LineMap;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has a say in how a document is laid out that is open in an editor. */
class FormattingTest {

  private static final String TEXT = "FROM  a\nRUN b \\\n&& c\nRUN  d\nRUN  e\n";

  @TempDir
  private Path folder;

  private ServerProcess server;
  private String uri;

  @BeforeEach
  void start() throws IOException {
    uri = folder.resolve("Dockerfile").toUri().toString();
    server = ServerProcess.start();
    server.initialize("{}");
    server.open(uri, "dockerfile", TEXT);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private static Map<String, Object> lines(int start, int end) {
    return Map.of("start", ServerProcess.position(start, 0), "end", ServerProcess.position(end, 0));
  }

  private String ask(String method, boolean blanks, Map<String, Object> more) throws IOException {
    JsonElement answer = server.result(
        "textDocument/" + method,
        ServerProcess.json(com.google.common.collect.ImmutableMap.builder()
            .put("textDocument", Map.of("uri", uri))
            .put("options", Map.of("tabSize", 3, "insertSpaces", blanks))
            .putAll(more)
            .build()));
    LineMap lines = LineMap.of(TEXT);
    List<TextEdit> edits = new ArrayList<>();
    for (JsonElement edit : answer.getAsJsonArray()) {
      JsonObject range = edit.getAsJsonObject().getAsJsonObject("range");
      edits.add(TextEdit.replace(
          new TextRange(
              offset(lines, range.getAsJsonObject("start")),
              offset(lines, range.getAsJsonObject("end"))),
          edit.getAsJsonObject().get("newText").getAsString()));
    }
    return TextEdit.apply(TEXT, edits);
  }

  private static int offset(LineMap lines, JsonObject position) {
    return lines.offsetOf(
        position.get("line").getAsInt(), position.get("character").getAsInt(), TEXT);
  }

  private String format() throws IOException {
    return ask("formatting", true, Map.of());
  }

  @Test
  void theEditorsIndentationIsForFilesThatShowNone() throws IOException {
    assertThat(format()).isEqualTo("FROM a\nRUN b \\\n   && c\nRUN d\nRUN e\n");
    assertThat(ask("formatting", false, Map.of()))
        .isEqualTo("FROM a\nRUN b \\\n\t&& c\nRUN d\nRUN e\n");
  }

  @Test
  void editorConfigCountsMoreThanTheEditorAndSettingsMoreThanThat() throws IOException {
    Files.writeString(
        folder.resolve(".editorconfig"), "root=true\n[*]\nindent_style=space\nindent_size=2\n");
    assertThat(format()).isEqualTo("FROM a\nRUN b \\\n  && c\nRUN d\nRUN e\n");
    server.notify(
        "workspace/didChangeConfiguration",
        "{\"settings\":{\"plimsoll\":{\"format\":{\"indent\":\"4\",\"keywordCase\":\"lower\"}}}}");
    assertThat(format()).isEqualTo("from a\nrun b \\\n    && c\nrun d\nrun e\n");
    server.notify(
        "workspace/didChangeConfiguration",
        "{\"settings\":{\"plimsoll\":{\"format\":{\"level\":\"off\"}}}}");
    assertThat(format()).isEqualTo(TEXT);
  }

  @Test
  void rangesAreLaidOutByWholeInstructions() throws IOException {
    assertThat(ask("rangeFormatting", true, Map.of("range", lines(2, 3))))
        .isEqualTo("FROM  a\nRUN b \\\n   && c\nRUN  d\nRUN  e\n");
    assertThat(ask("rangesFormatting", true, Map.of("ranges", List.of(lines(0, 1), lines(4, 5)))))
        .isEqualTo("FROM a\nRUN b \\\n&& c\nRUN  d\nRUN e\n");
    assertThat(ask("rangesFormatting", true, Map.of("ranges", List.of(lines(0, 4), lines(3, 5)))))
        .isEqualTo("FROM a\nRUN b \\\n   && c\nRUN d\nRUN e\n");
  }

  @Test
  void aLineThatIsTypedIsIndentedByTheSameRules() throws IOException {
    Files.writeString(
        folder.resolve(".editorconfig"), "root=true\n[*]\nindent_style=space\nindent_size=2\n");
    String typed = "FROM a\nRUN b \\\n\n";
    server.open(uri + ".new", "dockerfile", typed);
    JsonArray edits = server
        .result(
            "textDocument/onTypeFormatting",
            ServerProcess.json(Map.of(
                "textDocument",
                Map.of("uri", uri + ".new"),
                "position",
                ServerProcess.position(2, 0),
                "ch",
                "\n",
                "options",
                Map.of("tabSize", 8, "insertSpaces", false))))
        .getAsJsonArray();
    assertThat(edits).hasSize(1);
    assertThat(edits.get(0).getAsJsonObject().get("newText").getAsString()).isEqualTo("  ");
  }
}

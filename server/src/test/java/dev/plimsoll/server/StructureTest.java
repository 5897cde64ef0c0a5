package dev.plimsoll.server;

import static dev.plimsoll.server.ServerProcess.URI;
import static dev.plimsoll.server.ServerProcess.document;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an editor is offered and given of the structure of a document, by what it can show. */
class StructureTest {

  private static final String TEXT = "FROM node:22 AS build\\nRUN a \\\\\\n  b\\nMAINTAINER me\\n";

  private static final String FULL = """
      {"textDocument": {
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": true, "symbolKind": {"valueSet": [1, 2]}},
        "foldingRange": {"rangeLimit": 1, "lineFoldingOnly": true},
        "semanticTokens": {"requests": {"range": true, "full": {"delta": true}},
          "tokenTypes": ["keyword", "class", "unheard-of"], "tokenModifiers": ["deprecated"]}}}""";

  @Test
  void anEditorThatSaysNothingGetsFlatSymbolsAndNoTokens() throws IOException {
    try (ServerProcess server = ServerProcess.start()) {
      JsonObject capabilities = server.initialize("{}");
      assertThat(capabilities.has("semanticTokensProvider")).isFalse();
      assertThat(capabilities.has("documentSymbolProvider")).isTrue();
      open(server);
      JsonArray symbols = array(server, "documentSymbol", "");
      assertThat(symbols.get(0).getAsJsonObject().get("name").getAsString()).isEqualTo("FROM");
      assertThat(symbols.get(0).getAsJsonObject().has("location")).isTrue();
      assertThat(array(server, "foldingRange", "").get(0).getAsJsonObject().has("startCharacter"))
          .isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.7976931348623157e+308", "2147483648", "5000"})
  void anyLargeLimitIsNone(String limit) throws IOException {
    try (ServerProcess server = ServerProcess.start()) {
      server.initialize(
          "{\"textDocument\":{\"foldingRange\":{\"rangeLimit\":%s}}}".formatted(limit));
      open(server);
      assertThat(array(server, "foldingRange", "")).hasSize(2);
    }
  }

  @Test
  void oneThatCanShowMoreGetsMoreWithinItsLimits() throws IOException {
    try (ServerProcess server = ServerProcess.start()) {
      JsonObject provider = server.initialize(FULL).getAsJsonObject("semanticTokensProvider");
      assertThat(provider)
          .hasToString(
              "{\"legend\":{\"tokenTypes\":[\"keyword\",\"class\"],\"tokenModifiers\":[\"deprecated\"]},"
                  + "\"full\":{\"delta\":true},\"range\":true}");
      open(server);
      JsonObject stage = array(server, "documentSymbol", "").get(0).getAsJsonObject();
      assertThat(stage.get("name").getAsString()).isEqualTo("build");
      assertThat(stage.getAsJsonArray("children")).hasSize(2);
      assertThat(array(server, "foldingRange", ""))
          .hasToString("[{\"startLine\":1,\"endLine\":2}]");
      assertThat(array(server, "documentLink", "")).hasSize(2);
      assertThat(array(
              server,
              "selectionRange",
              ",\"positions\":[{\"line\":0,\"character\":0},{\"line\":9,\"character\":9}]"))
          .hasSize(2);
    }
  }

  @Test
  void tokensThatTheEditorHasAreNotSentAgain() throws IOException {
    try (ServerProcess server = ServerProcess.start()) {
      server.initialize(FULL);
      open(server);
      JsonObject full = object(server, "semanticTokens/full", "");
      String id = full.get("resultId").getAsString();
      assertThat(full.get("data"))
          .hasToString("[0,0,4,0,0,0,5,4,1,0,0,8,2,0,0,1,0,3,0,0,0,6,1,0,0,2,0,10,0,1]");
      JsonObject same = object(server, "semanticTokens/full/delta", previous(id));
      assertThat(same.get("edits")).hasToString("[]");

      server.notify(
          "textDocument/didChange",
          "{\"textDocument\":{\"uri\":\"" + URI
              + "\",\"version\":2},\"contentChanges\":[{\"range\":{\"start\":{\"line\":1,\"character\":0},"
              + "\"end\":{\"line\":1,\"character\":0}},\"text\":\"USER x\\n\"}]}");
      String now = same.get("resultId").getAsString();
      JsonObject delta = object(server, "semanticTokens/full/delta", previous(now));
      assertThat(delta.get("edits"))
          .hasToString("[{\"start\":15,\"deleteCount\":0,\"data\":[1,0,4,0,0]}]");
      JsonObject unknown = object(server, "semanticTokens/full/delta", previous(id));
      assertThat(unknown.getAsJsonArray("data")).hasSize(35);
      JsonObject range = object(
          server,
          "semanticTokens/range",
          ",\"range\":{\"start\":{\"line\":1,\"character\":0},\"end\":{\"line\":1,\"character\":3}}");
      assertThat(range.get("data")).hasToString("[1,0,4,0,0]");
    }
  }

  @Test
  void filesOfTheBuildContextAreLinkedIfTheyExist(@TempDir Path folder) throws IOException {
    Path there = Files.writeString(folder.resolve("go.mod"), "module x");
    String uri = folder.resolve("Dockerfile").toUri().toString();
    try (ServerProcess server = ServerProcess.start()) {
      server.initialize("{}");
      server.notify(
          "textDocument/didOpen",
          "{\"textDocument\":{\"uri\":\"" + uri
              + "\",\"languageId\":\"dockerfile\",\"version\":1,"
              + "\"text\":\"FROM x.example.com/y\\nCOPY go.mod go.sum /src/\"}}");
      JsonArray links =
          server.result("textDocument/documentLink", "{" + document(uri) + "}").getAsJsonArray();
      assertThat(links).hasSize(1);
      assertThat(links.get(0).getAsJsonObject().get("target").getAsString())
          .isEqualTo(there.toUri().toString());
    }
  }

  @Test
  void whatIsMissingInAQuestionIsSaid() throws IOException {
    try (ServerProcess server = ServerProcess.start()) {
      server.initialize(FULL);
      open(server);
      String params = "{" + document(URI) + "}";
      assertThat(server.errorCode("textDocument/selectionRange", params)).isEqualTo(-32602);
      assertThat(server.errorCode("textDocument/semanticTokens/range", params)).isEqualTo(-32602);
      assertThat(server.errorCode("textDocument/foldingRange", "{}")).isEqualTo(-32602);
    }
  }

  private static void open(ServerProcess server) throws IOException {
    server.notify(
        "textDocument/didOpen",
        "{\"textDocument\":{\"uri\":\"" + URI
            + "\",\"languageId\":\"dockerfile\",\"version\":1,\"text\":\"" + TEXT + "\"}}");
  }

  private static String previous(String id) {
    return ",\"previousResultId\":\"" + id + "\"";
  }

  private static JsonArray array(ServerProcess server, String method, String more)
      throws IOException {
    return server
        .result("textDocument/" + method, "{" + document(URI) + more + "}")
        .getAsJsonArray();
  }

  private static JsonObject object(ServerProcess server, String method, String more)
      throws IOException {
    return server
        .result("textDocument/" + method, "{" + document(URI) + more + "}")
        .getAsJsonObject();
  }
}

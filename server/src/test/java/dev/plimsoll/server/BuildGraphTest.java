package dev.plimsoll.server;

import static dev.plimsoll.server.ServerProcess.URI;
import static dev.plimsoll.server.ServerProcess.document;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The request {@code plimsoll/buildGraph}, as it goes over the wire. */
@TestInstance(Lifecycle.PER_CLASS)
class BuildGraphTest {

  private ServerProcess server;
  private JsonObject capabilities;

  @BeforeAll
  void start() throws IOException {
    server = ServerProcess.start();
    capabilities = server.initialize("{}");
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
  }

  private JsonElement graph(String uri) throws IOException {
    return server.result("plimsoll/buildGraph", "{" + document(uri) + "}");
  }

  @Test
  void isAnnounced() {
    assertThat(capabilities.getAsJsonObject("experimental").get("buildGraph").getAsBoolean())
        .isTrue();
  }

  @Test
  void isAnsweredForTheTextOfTheMoment() throws IOException {
    server.open(URI, "FROM scratch AS a\n");
    server.change(URI, 1, 0, 1, 0, "FROM example.org/b\nCOPY --from=a /x /\n");
    assertThat(graph(URI)).isEqualTo(JsonParser.parseString("""
        {"version": 2,
         "stages": [
           {"id": "stage-0", "index": 0, "name": "a",
            "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 17}},
            "fromRange": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 17}},
            "base": {"written": "scratch", "name": "scratch", "weight": {
              "kind": "compressed download", "about": false, "of": "scratch", "platforms": [
                {"platform": "linux/amd64", "bytes": 0}, {"platform": "linux/arm64", "bytes": 0}]}},
            "ships": false, "needed": true, "instructions": 0, "layers": 0},
           {"id": "stage-1", "index": 1,
            "range": {"start": {"line": 1, "character": 0}, "end": {"line": 2, "character": 18}},
            "fromRange": {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 18}},
            "base": {"written": "example.org/b", "name": "example.org/b"},
            "ships": true, "needed": true, "instructions": 1, "layers": 1}],
         "images": [],
         "edges": [
           {"kind": "copy", "source": "stage-0", "target": "stage-1",
            "range": {"start": {"line": 2, "character": 12}, "end": {"line": 2, "character": 13}}}]}
        """));
  }

  @Test
  void isNullForADocumentThatIsNotOpenAndForOneThatIsNoDockerfile() throws IOException {
    assertThat(graph(URI + "/missing").isJsonNull()).isTrue();
    server.open(URI + ".dockerignore", "ignore", "FROM a\n");
    assertThat(graph(URI + ".dockerignore").isJsonNull()).isTrue();
  }

  @Test
  void needsADocument() throws IOException {
    assertThat(server.errorCode("plimsoll/buildGraph", "{}"))
        .isEqualTo(ResponseErrorCode.InvalidParams.getValue());
    assertThat(server.errorCode("plimsoll/buildGraph", "null"))
        .isEqualTo(ResponseErrorCode.InvalidParams.getValue());
  }
}

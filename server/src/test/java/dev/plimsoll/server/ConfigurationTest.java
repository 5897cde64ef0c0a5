package dev.plimsoll.server;

import static dev.plimsoll.server.ServerProcess.URI;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** How settings reach the server, and that open documents follow them at once. */
class ConfigurationTest {

  private static final String OFF = "{\"plimsoll\":{\"rules\":{\"capitals\":\"off\"}}}";

  private static int severity(JsonArray diagnostics) {
    return diagnostics.get(0).getAsJsonObject().get("severity").getAsInt();
  }

  @Test
  void comesWithInitialize() throws IOException {
    try (ServerProcess server = ServerProcess.withSampleRules()) {
      server.request(
          "initialize",
          "{\"capabilities\":{},\"initializationOptions\":{\"rules\":{\"SAMPLE-capitals\":\"error\"}}}");
      server.open(URI, "from a\n");
      assertThat(severity(server.published(URI, 1))).isEqualTo(1);
    }
  }

  @Test
  void isSentByAnEditorThatCannotBeAsked() throws IOException {
    try (ServerProcess server = ServerProcess.withSampleRules()) {
      server.initialize("{}");
      server.open(URI, "from a\n");
      assertThat(server.published(URI, 1)).hasSize(1);
      server.notify("workspace/didChangeConfiguration", "{\"settings\":" + OFF + "}");
      assertThat(server.published(URI, 1)).isEmpty();
      server.notify("workspace/didChangeConfiguration", "{\"settings\":{}}");
      assertThat(server.published(URI, 1)).hasSize(1);
    }
  }

  @Test
  void isAskedForAndAskedForAgainWhenItChanges() throws IOException {
    try (ServerProcess server = ServerProcess.withSampleRules()) {
      server.initialize("""
          {"workspace": {"configuration": true, "didChangeConfiguration": {"dynamicRegistration": true}}}""");
      JsonObject registration = server.call("client/registerCapability");
      assertThat(registration.toString()).contains("workspace/didChangeConfiguration");
      server.reply(registration, "null");
      JsonObject question = server.call("workspace/configuration");
      assertThat(question.getAsJsonObject("params"))
          .hasToString("{\"items\":[{\"section\":\"plimsoll\"}]}");
      server.open(URI, "from a\n");
      assertThat(server.published(URI, 1)).hasSize(1);
      server.reply(question, "[{\"rules\":{\"capitals\":\"hint\"}}]");
      assertThat(severity(server.published(URI, 1))).isEqualTo(4);

      server.notify("workspace/didChangeConfiguration", "{\"settings\":null}");
      server.reply(server.call("workspace/configuration"), "[null]");
      assertThat(severity(server.published(URI, 1))).isEqualTo(2);
    }
  }

  @Test
  void makesAnEditorThatPullsAskAgain() throws IOException {
    try (ServerProcess server = ServerProcess.withSampleRules()) {
      server.initialize("""
          {"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": true}}}""");
      server.open(URI, "from a\n");
      server.notify("workspace/didChangeConfiguration", "{\"settings\":" + OFF + "}");
      server.reply(server.call("workspace/diagnostic/refresh"), "null");
      JsonObject report = server
          .result("textDocument/diagnostic", "{\"textDocument\":{\"uri\":\"" + URI + "\"}}")
          .getAsJsonObject();
      assertThat(report.getAsJsonArray("items")).isEmpty();
    }
  }

  @Test
  void makesAnEditorAskAgainForInlayHints() throws IOException {
    try (ServerProcess server = ServerProcess.withSampleRules()) {
      server.initialize("""
          {"workspace": {"inlayHint": {"refreshSupport": true}}}""");
      server.open(URI, "ARG V=1\nFROM a:$V\n");
      String question = """
          {"textDocument": {"uri": "%s"},
           "range": {"start": {"line": 0, "character": 0}, "end": {"line": 2, "character": 0}}}""".formatted(URI);
      assertThat(server.result("textDocument/inlayHint", question).toString()).contains("a:1");
      server.notify(
          "workspace/didChangeConfiguration",
          "{\"settings\":{\"plimsoll\":{\"inlayHints\":{\"images\":false}}}}");
      server.reply(server.call("workspace/inlayHint/refresh"), "null");
      assertThat(server.result("textDocument/inlayHint", question)).hasToString("[]");
    }
  }

  @Test
  void isCorrectedOnceAndKeepsWhatIsValid() throws IOException {
    try (ServerProcess server = ServerProcess.withSampleRules()) {
      server.initialize("{}");
      server.open(URI, "from a\n");
      assertThat(server.published(URI, 1)).hasSize(1);
      server.notify(
          "workspace/didChangeConfiguration",
          "{\"settings\":{\"plimsoll\":{\"rules\":{\"capitals\":\"off\",\"no-maintainer\":\"loud\",\"x\":7}}}}");
      JsonObject message = server.call("window/logMessage").getAsJsonObject("params");
      assertThat(message.get("type").getAsInt()).isEqualTo(2);
      assertThat(message.get("message").getAsString())
          .isEqualTo(
              "plimsoll.rules: no-maintainer is ignored: \"loud\" is none of error, warning, information, hint, off."
                  + "\nplimsoll.rules: x is ignored: \"7\" is none of error, warning, information, hint, off.");
      assertThat(server.published(URI, 1)).isEmpty();
    }
  }
}

package dev.plimsoll.server;

import static dev.plimsoll.server.ServerProcess.URI;
import static dev.plimsoll.server.ServerProcess.document;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** How diagnostics reach the editor. */
class DiagnosticsTest {

  private static final String PULL = """
      {"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": true}}}""";

  private static JsonObject pull(ServerProcess server, String previous) throws IOException {
    return server
        .result("textDocument/diagnostic", "{" + document(URI) + previous + "}")
        .getAsJsonObject();
  }

  private static String previous(JsonObject report) {
    return ",\"previousResultId\":" + report.get("resultId");
  }

  @Test
  void anEditorThatPullsIsAnsweredAndNotSentAnything() throws IOException {
    try (ServerProcess server = ServerProcess.withSampleRules()) {
      JsonObject provider = server.initialize(PULL).getAsJsonObject("diagnosticProvider");
      assertThat(provider.get("identifier").getAsString()).isEqualTo("plimsoll");
      assertThat(provider.get("interFileDependencies").getAsBoolean()).isFalse();
      assertThat(provider.get("workspaceDiagnostics").getAsBoolean()).isFalse();

      server.open(URI, "FROM a\nrun b\n");
      JsonObject report = pull(server, "");
      assertThat(report.get("kind").getAsString()).isEqualTo("full");
      assertThat(report.getAsJsonArray("items")).hasSize(1);
      server.notify("textDocument/didClose", "{" + document(URI) + "}");
      assertThat(pull(server, "").getAsJsonArray("items")).isEmpty();
      assertThat(server.hasCalled("textDocument/publishDiagnostics")).isFalse();
    }
  }

  @Test
  void anAnswerThatTheEditorHasAlreadyIsUnchanged() throws IOException {
    try (ServerProcess server = ServerProcess.withSampleRules()) {
      server.initialize(PULL);
      server.open(URI, "FROM a\nrun b\n");
      JsonObject first = pull(server, "");
      server.change(URI, 1, 4, 1, 5, "other");
      JsonObject same = pull(server, previous(first));
      assertThat(same.get("kind").getAsString()).isEqualTo("unchanged");
      assertThat(same.get("resultId")).isEqualTo(first.get("resultId"));
      assertThat(same.has("items")).isFalse();

      server.change(URI, 0, 0, 0, 0, "\n");
      JsonObject moved = pull(server, previous(same));
      assertThat(moved.get("kind").getAsString()).isEqualTo("full");
      assertThat(moved.get("resultId")).isNotEqualTo(first.get("resultId"));

      assertThat(pull(server, "").get("kind").getAsString()).isEqualTo("full");
      assertThat(pull(server, ",\"previousResultId\":\"of another session\"")
              .get("kind")
              .getAsString())
          .isEqualTo("full");
    }
  }

  @Test
  void anEditorThatPushesIsNotOfferedToPull() throws IOException {
    try (ServerProcess server = ServerProcess.withSampleRules()) {
      assertThat(server.initialize("{}").has("diagnosticProvider")).isFalse();
      assertThat(server.errorCode("textDocument/diagnostic", "{" + document(URI) + "}"))
          .isEqualTo(-32601);
    }
  }

  @Test
  void tagsAndRelatedPlacesComeWhereTheyAreUnderstood() throws IOException {
    try (ServerProcess server = ServerProcess.withSampleRules()) {
      server.initialize("""
          {"textDocument": {"publishDiagnostics": {"relatedInformation": true, "tagSupport": {"valueSet": [1, 2]}}}}""");
      server.open(URI, "from a\n");
      JsonObject diagnostic = server.published(URI, 1).get(0).getAsJsonObject();
      assertThat(diagnostic.getAsJsonArray("tags").get(0).getAsInt()).isEqualTo(1);
      JsonObject related =
          diagnostic.getAsJsonArray("relatedInformation").get(0).getAsJsonObject();
      assertThat(related.get("message").getAsString()).isEqualTo("The file begins here");
      assertThat(related.getAsJsonObject("location").get("uri").getAsString()).isEqualTo(URI);
    }
  }

  @Test
  void dataTellsOfTheFixes() throws IOException {
    try (ServerProcess server = ServerProcess.withSampleRules()) {
      server.initialize("""
          {"textDocument": {"publishDiagnostics": {"dataSupport": true}}}""");
      server.open(URI, "FROM a\nrun b\n");
      JsonObject data = server.published(URI, 1).get(0).getAsJsonObject().getAsJsonObject("data");
      assertThat(data.getAsJsonArray("safeFixes")).hasToString("[\"Write it in capitals\"]");
      assertThat(data.getAsJsonArray("suggestions")).hasToString("[\"Delete the instruction\"]");
    }
  }

  @Test
  void publicationsNeverGoBackInTime() throws IOException {
    try (ServerProcess server = ServerProcess.withSampleRules()) {
      server.initialize("{}");
      server.open(URI, "FROM a\n");
      for (int i = 0; i < 300; i++) {
        server.change(URI, 1, 0, 1, 0, "run b\n");
      }
      int last = 0;
      int known = 0;
      while (last < server.version()) {
        JsonObject params =
            server.call("textDocument/publishDiagnostics").getAsJsonObject("params");
        assertThat(params.get("version").getAsInt()).isGreaterThan(last);
        last = params.get("version").getAsInt();
        known = params.getAsJsonArray("diagnostics").size();
        assertThat(known).as("what version %s says", last).isEqualTo(last - 1);
      }
      assertThat(known).isEqualTo(300);
    }
  }
}

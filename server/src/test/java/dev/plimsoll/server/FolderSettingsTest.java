package dev.plimsoll.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each document is judged with the settings of its folder; folders come and go. */
class FolderSettingsTest {

  private static final String ABILITIES =
      "{\"workspace\": {\"configuration\": true, \"workspaceFolders\": true}}";
  private static final String A = "file:///home/ada/a";
  private static final String B = "file:///home/ada/a/b";
  private static final String IN_A = A + "/Dockerfile";
  private static final String IN_B = B + "/Dockerfile";
  private static final String ELSEWHERE = "file:///tmp/Dockerfile";

  private static void initialize(ServerProcess server, String... folders) throws IOException {
    List<String> written =
        List.of(folders).stream().map(FolderSettingsTest::folder).toList();
    server.result(
        "initialize", "{\"capabilities\":" + ABILITIES + ",\"workspaceFolders\":" + written + "}");
    server.notify("initialized", "{}");
  }

  private static String folder(String uri) {
    return "{\"uri\":\"" + uri + "\",\"name\":\"x\"}";
  }

  private static String rules(String severity) {
    return "{\"rules\":{\"capitals\":\"" + severity + "\"}}";
  }

  private static int severity(JsonArray diagnostics) {
    return diagnostics.isEmpty()
        ? 0
        : diagnostics.get(0).getAsJsonObject().get("severity").getAsInt();
  }

  private static void open(ServerProcess server, String... uris) throws IOException {
    for (String uri : uris) {
      server.open(uri, "from a\n");
      assertThat(severity(server.published(uri, 1))).isEqualTo(2);
    }
  }

  @Test
  void everyFolderIsAskedForAndTheInnermostOneDecides() throws IOException {
    try (ServerProcess server = ServerProcess.withSampleRules()) {
      initialize(server, A, B);
      JsonObject question = server.call("workspace/configuration");
      assertThat(question.getAsJsonObject("params"))
          .hasToString("{\"items\":[{\"section\":\"plimsoll\"},"
              + "{\"scopeUri\":\"" + A + "\",\"section\":\"plimsoll\"},"
              + "{\"scopeUri\":\"" + B + "\",\"section\":\"plimsoll\"}]}");
      open(server, IN_A, IN_B, ELSEWHERE);
      server.reply(question, "[" + rules("hint") + "," + rules("error") + "," + rules("off") + "]");
      assertThat(severity(server.published(IN_A, 1))).isEqualTo(1);
      assertThat(severity(server.published(IN_B, 1))).isEqualTo(0);
      assertThat(severity(server.published(ELSEWHERE, 1))).isEqualTo(4);
    }
  }

  @Test
  void aChangeJudgesOnlyTheDocumentsThatItIsAbout() throws IOException {
    try (ServerProcess server = ServerProcess.withSampleRules()) {
      initialize(server, A, B);
      open(server, IN_A, IN_B);
      server.reply(server.call("workspace/configuration"), "[{},{},{}]");
      server.notify("workspace/didChangeConfiguration", "{\"settings\":null}");
      server.reply(server.call("workspace/configuration"), "[{},{}," + rules("error") + "]");
      assertThat(severity(server.published(IN_B, 1))).isEqualTo(1);
      assertThat(server.hasCalled("textDocument/publishDiagnostics")).isFalse();
    }
  }

  @Test
  void foldersAreAddedAndRemoved() throws IOException {
    try (ServerProcess server = ServerProcess.withSampleRules()) {
      initialize(server, A);
      open(server, IN_B);
      server.reply(server.call("workspace/configuration"), "[{}," + rules("error") + "]");
      assertThat(severity(server.published(IN_B, 1))).isEqualTo(1);

      server.notify(
          "workspace/didChangeWorkspaceFolders",
          "{\"event\":{\"added\":[" + folder(B) + "],\"removed\":[]}}");
      JsonObject question = server.call("workspace/configuration");
      assertThat(server.hasCalled("textDocument/publishDiagnostics"))
          .as("until the new folder is known, the outer one decides")
          .isFalse();
      server.reply(question, "[{}," + rules("error") + "," + rules("hint") + "]");
      assertThat(severity(server.published(IN_B, 1))).isEqualTo(4);

      server.notify(
          "workspace/didChangeWorkspaceFolders",
          "{\"event\":{\"added\":[],\"removed\":[" + folder(A) + "," + folder(B) + "]}}");
      assertThat(severity(server.published(IN_B, 1))).isEqualTo(2);
    }
  }

  @Test
  void foldersBelowTheInnermostOneTellWhetherAnImageIsDeployed() throws IOException {
    String inTests = A + "/b/tests/Dockerfile";
    try (ServerProcess server = ServerProcess.start()) {
      initialize(server, A);
      server.reply(server.call("workspace/configuration"), "[{},{}]");
      server.open(inTests, "FROM node:latest\n");
      assertThat(server.published(inTests, 1)).isEmpty();
      server.notify(
          "workspace/didChangeWorkspaceFolders",
          "{\"event\":{\"added\":[" + folder(B + "/tests") + "],\"removed\":[]}}");
      assertThat(server.published(inTests, 1).toString()).contains("base-image-latest");
    }
  }

  @Test
  void aShortAnswerLeavesTheFoldersWithTheGeneralSettings() throws IOException {
    try (ServerProcess server = ServerProcess.withSampleRules()) {
      initialize(server, A);
      open(server, IN_A);
      server.reply(server.call("workspace/configuration"), "[" + rules("error") + "]");
      assertThat(severity(server.published(IN_A, 1))).isEqualTo(1);
      server.notify("workspace/didChangeConfiguration", "{\"settings\":null}");
      server.reply(server.call("workspace/configuration"), "[" + rules("hint") + ",null]");
      assertThat(severity(server.published(IN_A, 1))).isEqualTo(4);
    }
  }

  @Test
  void aMistakeThatAllFoldersShareIsToldOnce() throws IOException {
    try (ServerProcess server = ServerProcess.withSampleRules()) {
      initialize(server, A, B);
      String mistake = "{\"buildContext\":7}";
      server.reply(
          server.call("workspace/configuration"),
          "[" + mistake + "," + mistake + "," + mistake + "]");
      assertThat(server
              .call("window/logMessage")
              .getAsJsonObject("params")
              .get("message")
              .getAsString())
          .isEqualTo("plimsoll.buildContext is ignored: 7 is no text.");
    }
  }

  @Test
  void changesOfFilesAreRegisteredWhereTheEditorCan() throws IOException {
    try (ServerProcess server = ServerProcess.withSampleRules()) {
      server.initialize(
          "{\"workspace\": {\"didChangeWatchedFiles\": {\"dynamicRegistration\": true}}}");
      JsonObject registration = server.call("client/registerCapability");
      assertThat(registration.toString())
          .contains("workspace/didChangeWatchedFiles")
          .doesNotContain("didChangeConfiguration");
      server.reply(registration, "null");
      server.notify("workspace/didChangeWatchedFiles", "{\"changes\":[]}");
      server.open(ELSEWHERE, "from a\n");
      assertThat(server.published(ELSEWHERE, 1)).hasSize(1);
    }
  }
}

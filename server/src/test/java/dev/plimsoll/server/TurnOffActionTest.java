package dev.plimsoll.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.plimsoll.context.Project;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The action that turns a rule off in the configuration file that counts for a Dockerfile. */
class TurnOffActionTest {

  private static final String CREATES =
      "{\"workspace\":{\"workspaceEdit\":{\"documentChanges\":true,\"resourceOperations\":[\"create\"]}},"
          + "\"textDocument\":{\"codeAction\":{\"codeActionLiteralSupport\":{}}}}";
  private static final String PLAIN =
      "{\"textDocument\":{\"codeAction\":{\"codeActionLiteralSupport\":{}}}}";

  @TempDir
  private Path folder;

  private ServerProcess start(String capabilities) throws IOException {
    ServerProcess server = ServerProcess.start();
    server.result(
        "initialize",
        "{\"capabilities\":" + capabilities + ",\"rootUri\":\"" + folder.toUri() + "\"}");
    server.notify("initialized", "{}");
    server.open(uri("api/Dockerfile"), "FROM scratch\nMAINTAINER a\n");
    server.published(uri("api/Dockerfile"), 1);
    return server;
  }

  private String uri(String name) {
    return new Project(folder).uri(name);
  }

  private @Nullable JsonObject action(ServerProcess server) throws IOException {
    List<JsonObject> found = new ArrayList<>();
    JsonElement actions = server.result(
        "textDocument/codeAction",
        "{" + ServerProcess.document(uri("api/Dockerfile"))
            + ",\"range\":{\"start\":{\"line\":1,\"character\":0},\"end\":{\"line\":1,\"character\":3}},"
            + "\"context\":{\"diagnostics\":[]}}");
    for (JsonElement action : actions.getAsJsonArray()) {
      if (action.getAsJsonObject().get("title").getAsString().contains(" off in ")) {
        found.add(action.getAsJsonObject());
      }
    }
    assertThat(found).hasSizeLessThan(2);
    return found.isEmpty() ? null : found.get(0);
  }

  private static void assertEdit(@Nullable JsonObject action, String title, String edit) {
    assertThat(action).isNotNull();
    assertThat(action.get("title").getAsString()).isEqualTo(title);
    assertThat(action.get("edit")).hasToString(edit);
    assertThat(action.getAsJsonArray("diagnostics")).hasSize(1);
  }

  @Test
  void aProjectWithoutAFileGetsOne() throws IOException {
    String file = uri("") + ".plimsoll.yaml";
    try (ServerProcess server = start(CREATES)) {
      assertEdit(
          action(server),
          "Turn maintainer-deprecated off in .plimsoll.yaml",
          "{\"documentChanges\":[{\"uri\":\"" + file + "\",\"kind\":\"create\"},"
              + "{\"textDocument\":{\"version\":null,\"uri\":\"" + file
              + "\"},\"edits\":[{\"range\":{"
              + "\"start\":{\"line\":0,\"character\":0},\"end\":{\"line\":0,\"character\":0}},"
              + "\"newText\":\"rules:\\n  maintainer-deprecated: off\\n\"}]}]}");
    }
  }

  @Test
  void anEditorThatCantCreateFilesIsNotOfferedOne() throws IOException {
    try (ServerProcess server = start(PLAIN)) {
      assertThat(action(server)).isNull();
    }
  }

  @Test
  void hadolintsFileIsExtendedWhereThereIsNoneOfOurs() throws IOException {
    new Project(folder).write("api/.hadolint.yaml", "ignored:\n  - DL3008 # pins\n");
    try (ServerProcess server = start(PLAIN)) {
      assertEdit(
          action(server),
          "Turn maintainer-deprecated off in .hadolint.yaml",
          "{\"changes\":{\"" + uri("api/.hadolint.yaml") + "\":[{\"range\":{"
              + "\"start\":{\"line\":1,\"character\":17},\"end\":{\"line\":1,\"character\":17}},"
              + "\"newText\":\"\\n  - DL4000\"}]}}");
    }
  }

  @Test
  void oursIsEditedAsItStandsInTheEditor() throws IOException {
    new Project(folder)
        .write(".hadolint.yaml", "ignored: []\n")
        .write(".plimsoll.yml", "rules: {}\n");
    try (ServerProcess server = start(CREATES)) {
      server.open(uri(".plimsoll.yml"), "yaml", "# typed\nrules: {}\n");
      assertEdit(
          action(server),
          "Turn maintainer-deprecated off in .plimsoll.yml",
          "{\"documentChanges\":[{\"textDocument\":{\"version\":1,\"uri\":\"" + uri(".plimsoll.yml")
              + "\"},\"edits\":[{\"range\":{\"start\":{\"line\":1,\"character\":8},"
              + "\"end\":{\"line\":1,\"character\":8}},\"newText\":\"maintainer-deprecated: off\"}]}]}");
    }
  }

  @Test
  void aFileThatCantBeReadIsLeftAlone() throws IOException {
    new Project(folder).write(".plimsoll.yaml", "rules: [\n");
    try (ServerProcess server = start(CREATES)) {
      assertThat(action(server)).isNull();
    }
  }
}

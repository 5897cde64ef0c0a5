package dev.plimsoll.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.plimsoll.context.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What configuration files say counts from the first diagnostics on, and changes with the files. */
class ConfigChecksTest {

  private static final String TEXT = """
      FROM scratch
      MAINTAINER a
      """;

  private static final String ERROR = "1 maintainer-deprecated";
  private static final String WARNING = "2 maintainer-deprecated";

  @TempDir
  private Path folder;

  private static List<String> shown(JsonObject params) {
    List<String> shown = new ArrayList<>();
    for (JsonElement element : params.getAsJsonArray("diagnostics")) {
      JsonObject diagnostic = element.getAsJsonObject();
      shown.add(diagnostic.get("severity") + " " + diagnostic.get("code").getAsString());
    }
    return shown;
  }

  /** Waits until a document has these problems. */
  private static void awaitShown(ServerProcess server, String uri, String... wanted) {
    server.await(message -> {
      JsonObject params = message.getAsJsonObject("params");
      return params != null
          && params.has("diagnostics")
          && params.get("uri").getAsString().equals(uri)
          && shown(params).equals(List.of(wanted));
    });
    server.forget();
  }

  private static void watched(ServerProcess server) throws IOException {
    server.notify("workspace/didChangeWatchedFiles", "{\"changes\":[]}");
  }

  private ServerProcess start(Project project, String settings) throws IOException {
    ServerProcess server = ServerProcess.start();
    server.result(
        "initialize",
        "{\"capabilities\":{},\"rootUri\":\"" + folder.toUri() + "\",\"initializationOptions\":{"
            + settings + "}}");
    server.notify("initialized", "{}");
    server.open(project.uri("api/Dockerfile"), TEXT);
    return server;
  }

  @Test
  void filesAreReadUpwardsAndReadAgainWhenTheyChange() throws IOException {
    Project project = new Project(folder).write(".hadolint.yaml", "override: {error: [DL4000]}");
    String uri = project.uri("api/Dockerfile");
    try (ServerProcess server = start(project, "")) {
      awaitShown(server, uri, ERROR);
      project.write(".plimsoll.yaml", "rules: {maintainer-deprecated: off}");
      watched(server);
      awaitShown(server, uri); // ours counts more
      project.write(".plimsoll.yaml", "ignore: [api]");
      project.write(".hadolint.yaml", "");
      server.change(uri, 0, 0, 0, 0, "# typed\n");
      awaitShown(server, uri); // known while typing goes on
      Files.delete(folder.resolve(".plimsoll.yaml"));
      awaitShown(server, uri, WARNING); // without being told
    }
  }

  @Test
  void whatIsTypedInOneCountsBeforeItIsSaved() throws IOException {
    Project project = new Project(folder).write(".plimsoll.yaml", "rules: {DL4000: error}\n");
    String config = project.uri(".plimsoll.yaml");
    String dockerfile = project.uri("api/Dockerfile");
    try (ServerProcess server = start(project, "")) {
      awaitShown(server, dockerfile, ERROR);
      server.open(config, "yaml", "rules: {DL4000: error}\n");
      server.change(config, 0, 0, 0, 22, "rules: {DL4000: off}");
      awaitShown(server, dockerfile);
      server.change(config, 0, 0, 0, 20, "rules: {DL4000: warning}");
      awaitShown(server, dockerfile, WARNING);
      server.change(config, 0, 23, 0, 24, "");
      awaitShown(server, dockerfile, ERROR); // no YAML: what is saved counts
      server.notify("textDocument/didClose", "{" + ServerProcess.document(config) + "}");
      project.write(".plimsoll.yaml", "rules: {DL4000: off}\n");
      watched(server);
      awaitShown(server, dockerfile);
    }
  }

  @Test
  void aNewFileIsNoticedWithoutBeingTold() throws IOException {
    Project project = new Project(folder);
    try (ServerProcess server = start(project, "")) {
      awaitShown(server, project.uri("api/Dockerfile"), WARNING);
      project.write(".plimsoll.yaml", "rules: {DL4000: error}");
      awaitShown(server, project.uri("api/Dockerfile"), ERROR);
    }
  }

  @Test
  void whatIsTypedInAFileCountsBeforeThereIsOne() throws IOException {
    Project project = new Project(folder).write("api/.hadolint.yml", "override: {error: [DL4000]}");
    String config = project.uri("api/.hadolint.yaml");
    String dockerfile = project.uri("api/Dockerfile");
    try (ServerProcess server = start(project, "")) {
      awaitShown(server, dockerfile, ERROR);
      server.open(config, "yaml", "override: {warning: [DL4000]}");
      awaitShown(server, dockerfile, WARNING); // of two in a folder the first
      server.change(config, 0, 0, 0, 29, "ignored: [DL4000]");
      awaitShown(server, dockerfile);
      server.notify("textDocument/didClose", "{" + ServerProcess.document(config) + "}");
      awaitShown(server, dockerfile, ERROR);
    }
  }

  @Test
  void thatNoPragmaCountsIsAChange() throws IOException {
    Project project = new Project(folder).write(".hadolint.yaml", "no-color: true\n");
    try (ServerProcess server = start(project, "")) {
      awaitShown(server, project.uri("api/Dockerfile"), WARNING);
      server.change(project.uri("api/Dockerfile"), 0, 0, 0, 0, "# hadolint global ignore=DL4000\n");
      awaitShown(server, project.uri("api/Dockerfile"));
      project.write(".hadolint.yaml", "disable-ignore-pragma: true\n");
      watched(server);
      awaitShown(server, project.uri("api/Dockerfile"), WARNING);
    }
  }

  @Test
  void theSettingsOfTheEditorCountLess() throws IOException {
    Project project = new Project(folder).write("api/.plimsoll.yaml", "rules: {DL4000: error}");
    try (ServerProcess server =
        start(project, "\"plimsoll\":{\"rules\":{\"MaintainerDeprecated\":\"off\"}}")) {
      awaitShown(server, project.uri("api/Dockerfile"), ERROR);
      Files.delete(folder.resolve("api/.plimsoll.yaml"));
      watched(server);
      awaitShown(server, project.uri("api/Dockerfile"));
    }
  }

  @Test
  void anAnswerWaitsForThem() throws IOException {
    Project project = new Project(folder).write("api/.hadolint.yml", "ignored: [DL4000]");
    String uri = project.uri("api/Dockerfile");
    try (ServerProcess server = ServerProcess.start()) {
      server.result(
          "initialize",
          "{\"capabilities\":{\"textDocument\":{\"diagnostic\":{}}},\"rootUri\":\"" + folder.toUri()
              + "\"}");
      server.notify("initialized", "{}");
      server.open(uri, TEXT);
      JsonObject report = server
          .result("textDocument/diagnostic", "{" + ServerProcess.document(uri) + "}")
          .getAsJsonObject();
      assertThat(report.getAsJsonArray("items")).isEmpty();
    }
  }
}

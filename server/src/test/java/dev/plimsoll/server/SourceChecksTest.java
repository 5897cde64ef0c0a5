package dev.plimsoll.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.plimsoll.context.Project;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Problems that only the disk tells come after the others, and go when the files come. */
class SourceChecksTest {

  private static final String TEXT = """
      FROM alpine:3.22
      COPY app.js entrypoint.sh .env /
      USER nobody
      """;

  @TempDir
  private Path folder;

  /** The next publication, as its rules and messages. */
  private static List<String> next(ServerProcess server) {
    JsonObject params = server.call("textDocument/publishDiagnostics").getAsJsonObject("params");
    List<String> shown = new ArrayList<>();
    for (JsonElement element : params.getAsJsonArray("diagnostics")) {
      JsonObject diagnostic = element.getAsJsonObject();
      shown.add(diagnostic.get("severity") + " " + diagnostic.get("message").getAsString());
    }
    return shown;
  }

  @Test
  void aSourceThatIsNotThereIsToldUntilItIs() throws IOException {
    Project project = new Project(folder).with("app.js", ".env").write(".dockerignore", ".env\n");
    String uri = project.uri("Dockerfile");
    String missing = "3 entrypoint.sh isn't in the build context " + folder.getFileName()
        + ": the build fails here unless something creates it first.";
    String ignored = "2 .env is excluded from the build context by line 1 of .dockerignore, .env: "
        + "the build fails here. Don't copy it, or include it again there.";
    try (ServerProcess server = ServerProcess.start()) {
      server.result("initialize", "{\"capabilities\":{},\"rootUri\":\"" + folder.toUri() + "\"}");
      server.notify("initialized", "{}");
      server.open(uri, TEXT);
      assertThat(next(server)).as("before the disk has told").isEmpty();
      assertThat(next(server)).containsExactly(missing, ignored);

      server.change(uri, 0, 0, 0, 0, "# a comment\n");
      assertThat(next(server)).as("known while typing goes on").containsExactly(missing, ignored);

      project.with("entrypoint.sh");
      assertThat(next(server)).as("without being told").containsExactly(ignored);
      project.write(".dockerignore", "");
      server.notify("workspace/didChangeWatchedFiles", "{\"changes\":[]}");
      assertThat(next(server)).isEmpty();
    }
  }

  @Test
  void whatAFileSaysIsReadAndReadAgainWhenItChanges() throws IOException {
    Project project =
        new Project(folder).write("package.json", "{\"dependencies\": {\"b\": \"1\"}}");
    String lock = "{\"lockfileVersion\": 3, \"packages\": {\"\": {\"dependencies\": {\"b\": \"1\"},"
        + " \"devDependencies\": {\"a\": \"1\"}}, \"node_modules/a\": {\"version\": \"1.0.0\", \"dev\": true},"
        + " \"node_modules/b\": {\"version\": \"1.0.0\"}}}";
    String install =
        "FROM node:22\nWORKDIR /app\nCOPY package*.json ./\nRUN npm install\nUSER node\nCMD [\"node\", \"a.js\"]\n";
    String departs =
        "3 npm install may install other versions than the lockfile lists. Use npm ci.";
    String development =
        "3 The development dependencies become part of the image. Leave them out with --omit=dev,"
            + " unless what is started needs one.";
    try (ServerProcess server = ServerProcess.start()) {
      server.result("initialize", "{\"capabilities\":{},\"rootUri\":\"" + folder.toUri() + "\"}");
      server.notify("initialized", "{}");
      server.open(project.uri("Dockerfile"), install);
      assertThat(next(server)).as("before the disk has told").contains(development);
      assertThat(next(server))
          .as("no lockfile, and none of those")
          .doesNotContain(departs, development);

      project.write("package-lock.json", lock);
      assertThat(next(server))
          .as("without being told")
          .contains(departs)
          .doesNotContain(development);
      project.write(
          "package.json",
          "{\"dependencies\": {\"b\": \"1\"}, \"devDependencies\": {\"a\": \"1\"}}");
      server.notify("workspace/didChangeWatchedFiles", "{\"changes\":[]}");
      assertThat(next(server)).contains(departs, development);
    }
  }

  @Test
  void nothingIsToldWhereTheSettingLeavesTheWorkspace() throws IOException {
    Project project = new Project(folder).with("ws/app.js", "ws/entrypoint.sh", "ws/.env");
    String uri = project.uri("ws/Dockerfile");
    try (ServerProcess server = ServerProcess.start()) {
      server.result(
          "initialize", "{\"capabilities\":{},\"rootUri\":\"" + project.uri("ws") + "\"}");
      server.notify("initialized", "{}");
      server.notify(
          "workspace/didChangeConfiguration",
          "{\"settings\":{\"plimsoll\":{\"buildContext\":\"..\"}}}");
      server.open(uri, TEXT);
      assertThat(next(server)).isEmpty();
      for (int i = 0; i < 2; i++) {
        assertThat(server.result("textDocument/hover", at(uri, 1, 7)).toString())
            .contains("Build context: " + project.path("ws"));
      }
      JsonObject told = server.call("window/logMessage").getAsJsonObject("params");
      assertThat(told.get("message").getAsString())
          .startsWith("plimsoll.buildContext is ignored: .. is outside of the workspace.");
      assertThat(server.hasCalled("window/logMessage")).as("told once").isFalse();
    }
  }

  private static String at(String uri, int line, int column) {
    return "{" + ServerProcess.document(uri) + ",\"position\":{\"line\":" + line + ",\"character\":"
        + column + "}}";
  }
}

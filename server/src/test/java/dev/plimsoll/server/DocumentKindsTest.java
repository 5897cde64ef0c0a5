package dev.plimsoll.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import dev.plimsoll.context.Project;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents of every name, language and scheme; and files that are really there. */
class DocumentKindsTest {

  private static final String COPY = "FROM a\nCOPY package.json /app/\n";

  /** For documents that are opened one after another; with sample rules, and with all. */
  private static ServerProcess sample;

  private static ServerProcess server;

  @TempDir
  private Path folder;

  @BeforeAll
  static void start() throws IOException {
    sample = ServerProcess.withSampleRules();
    sample.initialize("{}");
    server = ServerProcess.start();
    server.initialize("{}");
  }

  @AfterAll
  static void stop() throws IOException {
    sample.close();
    server.close();
  }

  private static String at(String uri, int line, int character) {
    return "{" + ServerProcess.document(uri) + ",\"position\":{\"line\":" + line + ",\"character\":"
        + character + "}}";
  }

  private static List<String> labels(JsonElement list) {
    List<String> labels = new ArrayList<>();
    for (JsonElement item : list.getAsJsonObject().getAsJsonArray("items")) {
      labels.add(item.getAsJsonObject().get("label").getAsString());
    }
    return labels;
  }

  @ParameterizedTest
  @CsvSource({
    "file:///x/Dockerfile,              dockerfile,    1",
    "file:///x/Containerfile,           containerfile, 1",
    "file:///x/Containerfile,           Dockerfile,    1",
    "untitled:Untitled-1,               dockerfile,    1",
    "file:///x/Dockerfile.dockerignore, dockerfile,    0",
    "file:///x/.gitignore,              ignore,        0",
    "file:///x/readme.md,               markdown,      0",
  })
  void onlyDockerfilesAreJudgedAsSuch(String uri, String language, int problems)
      throws IOException {
    sample.open(uri, language, "from a\n");
    assertThat(sample.published(uri, 1)).hasSize(problems);
    sample.notify("textDocument/didClose", "{" + ServerProcess.document(uri) + "}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "untitled:Untitled-1",
        "untitled:/home/ada/Dockerfile",
        "vscode-remote://ssh-remote%2Bhost/home/ada/Dockerfile",
        "vscode-vfs://github/ada/app/Dockerfile",
        "git:/home/ada/Dockerfile?%7B%22path%22%3A%22x%22%7D",
        "vscode-notebook-cell:/x.ipynb#W1",
        "file://host/share/Dockerfile",
        "file:///%",
        "not a uri",
      })
  void aDocumentThatIsNoFileIsAnsweredWithoutTheDisk(String uri) throws IOException {
    server.open(uri, COPY);
    assertThat(server.published(uri, 1)).isNotNull();
    server.result("textDocument/hover", at(uri, 1, 7));
    assertThat(server.result("textDocument/definition", at(uri, 1, 7)).toString())
        .isEqualTo("[]");
    server.open(uri + ".dockerignore", "ignore", "[a\nb\n");
    assertThat(server.published(uri + ".dockerignore", 1)).hasSize(1);
    server.result("textDocument/hover", at(uri + ".dockerignore", 1, 0));
    server.result("textDocument/completion", at(uri + ".dockerignore", 1, 0));
  }

  @Test
  void aSourceLeadsToItsFile() throws IOException {
    Project project = new Project(folder).with("package.json", "docker/");
    String uri = project.uri("docker/Dockerfile");
    try (ServerProcess server = ServerProcess.start()) {
      server.result("initialize", "{\"capabilities\":{},\"rootUri\":\"" + folder.toUri() + "\"}");
      server.notify("initialized", "{}");
      server.open(uri, COPY);
      JsonArray found = server.result("textDocument/definition", at(uri, 1, 7)).getAsJsonArray();
      assertThat(found.get(0).getAsJsonObject().get("uri").getAsString())
          .isEqualTo(project.uri("package.json"));
      assertThat(server.result("textDocument/hover", at(uri, 1, 7)).toString())
          .contains("1 file, 0 B on disk");
      server.notify(
          "workspace/didChangeConfiguration",
          "{\"settings\":{\"plimsoll\":{\"buildContext\":\"dockerfile\"}}}");
      assertThat(server.result("textDocument/hover", at(uri, 1, 7)).toString())
          .contains("There is no such file or folder in the build context.");
    }
  }

  @Test
  void anIgnoreFileIsCompletedFromItsFolder() throws IOException {
    Project project = new Project(folder).with("src/main.c", "#odd", "a.key");
    String uri = project.uri(".dockerignore");
    try (ServerProcess server = ServerProcess.start()) {
      server.initialize("{}");
      server.open(uri, "ignore", "*.key\nsrc/\n");
      assertThat(labels(server.result("textDocument/completion", at(uri, 2, 0))))
          .containsExactly("#odd", "a.key", "src/");
      assertThat(labels(server.result("textDocument/completion", at(uri, 1, 4))))
          .containsExactly("main.c");
      assertThat(server.result("textDocument/hover", at(uri, 0, 2)).toString())
          .contains("Leaves out 1 file, 0 B on disk.");
    }
  }
}

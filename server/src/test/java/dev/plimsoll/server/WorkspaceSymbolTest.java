package dev.plimsoll.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Symbols of all Dockerfiles: those in the editor, and those on the disk. */
class WorkspaceSymbolTest {

  private static final String WATCHING =
      "{\"workspace\":{\"didChangeWatchedFiles\":{\"dynamicRegistration\":true}}}";

  @TempDir
  Path folder;

  @Test
  void filesOnTheDiskAreFoundAndOpenOnesAreTakenAsTheEditorHasThem() throws IOException {
    write("a/Dockerfile", "FROM x AS on-disk");
    write("b/Dockerfile", "FROM x AS also-on-disk");
    try (ServerProcess server = ServerProcess.start()) {
      assertThat(initialize(server, "{}").contains("workspaceSymbolProvider")).isTrue();
      assertThat(names(server)).containsExactlyInAnyOrder("on-disk", "also-on-disk");
      open(server, uri("a/Dockerfile"), "FROM x AS in-editor");
      assertThat(names(server)).containsExactlyInAnyOrder("in-editor", "also-on-disk");
    }
  }

  @Test
  void allFilesAreFoundThatTheExtensionTakesForDockerfiles() throws IOException {
    for (String name :
        List.of("Dockerfile-prod", "Containerfile-x", "Dockerfile_us", "a.dockerfile")) {
      write("a/" + name, "FROM x AS " + name.replaceAll("\\W", "_").toLowerCase(Locale.ROOT));
    }
    try (ServerProcess server = ServerProcess.start()) {
      initialize(server, WATCHING);
      assertThat(names(server))
          .containsExactlyInAnyOrder(
              "dockerfile_prod", "containerfile_x", "dockerfile_us", "a_dockerfile");
    }
  }

  @Test
  void foldersComeAndGo() throws IOException {
    write("a/Dockerfile", "FROM x AS a");
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve("Containerfile"), "FROM x AS other");
    try (ServerProcess server = ServerProcess.start()) {
      server.initialize(WATCHING);
      assertThat(names(server)).isEmpty();
      change(server, folder("a"), null);
      assertThat(names(server)).containsExactly("a");
      change(server, folder("other"), folder("a"));
      assertThat(names(server)).containsExactly("other");
    }
  }

  @Test
  void aChangeOnTheDiskIsSeenAsSoonAsTheEditorTellsOfIt() throws IOException {
    write("a/Dockerfile", "FROM x AS before");
    try (ServerProcess server = ServerProcess.start()) {
      initialize(server, WATCHING);
      assertThat(names(server)).containsExactly("before");
      write("a/Dockerfile", "FROM x AS after");
      write("b/new.Dockerfile", "FROM x AS new");
      server.notify(
          "workspace/didChangeWatchedFiles",
          "{\"changes\":[{\"uri\":\"" + uri("a/Dockerfile") + "\",\"type\":2}]}");
      assertThat(names(server)).containsExactlyInAnyOrder("after", "new");
    }
  }

  @Test
  void documentsWithoutFilesHaveSymbolsToo() throws IOException {
    try (ServerProcess server = ServerProcess.start()) {
      server.initialize("{}");
      open(server, "untitled:Untitled-1", "FROM x AS draft");
      assertThat(names(server)).containsExactly("draft");
      assertThat(server.errorCode("workspace/symbol", "{}")).isEqualTo(-32602);
    }
  }

  @Test
  void moreFilesThanAThousandAreSearched() throws IOException {
    for (int i = 0; i < 1_500; i++) {
      write(i / 100 + "/" + i + ".Dockerfile", "FROM x AS s" + i);
    }
    try (ServerProcess server = ServerProcess.start()) {
      initialize(server, WATCHING);
      assertThat(names(server)).hasSize(1_500);
      assertThat(server.log()).isEmpty();
    }
  }

  @Test
  void whatIsNotSearchedIsSaidOnce() throws IOException {
    write("a/Dockerfile", "FROM x AS small");
    write("b/Dockerfile", "FROM x AS large\n" + "# filler\n".repeat(40_000));
    try (ServerProcess server = ServerProcess.start()) {
      initialize(server, WATCHING);
      assertThat(names(server)).containsExactly("small");
      assertThat(names(server)).containsExactly("small");
      assertThat(server.log().lines())
          .singleElement()
          .asString()
          .contains("workspace/symbol knows 1 Dockerfiles of the workspace, but not all");
    }
  }

  /** What was made of 24 MB of text took all memory; their symbols are few. */
  @Test
  void manyLargeFilesAreSearchedInLittleMemory() throws IOException {
    String filler = "RUN echo something or other\n".repeat(8_000);
    for (int i = 0; i < 120; i++) {
      write(i + "/Dockerfile", "FROM x AS s" + i + "\n" + filler);
    }
    try (ServerProcess server = ServerProcess.start()) {
      initialize(server, WATCHING);
      assertThat(names(server)).hasSize(120);
    }
  }

  private String initialize(ServerProcess server, String capabilities) throws IOException {
    String result = server
        .result(
            "initialize",
            "{\"processId\":null,\"workspaceFolders\":[" + folder("") + "],\"capabilities\":"
                + capabilities + "}")
        .toString();
    server.notify("initialized", "{}");
    return result;
  }

  private String folder(String path) {
    return "{\"uri\":\"" + uri(path) + "\",\"name\":\"x\"}";
  }

  private String uri(String path) {
    return folder.resolve(path).toUri().toString();
  }

  private static void change(ServerProcess server, String added, String removed)
      throws IOException {
    server.notify(
        "workspace/didChangeWorkspaceFolders",
        "{\"event\":{\"added\":[" + added + "],\"removed\":[" + (removed == null ? "" : removed)
            + "]}}");
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void open(ServerProcess server, String uri, String text) throws IOException {
    server.notify(
        "textDocument/didOpen",
        "{\"textDocument\":{\"uri\":\"" + uri + "\",\"languageId\":\"dockerfile\",\"version\":1,"
            + "\"text\":\"" + text + "\"}}");
  }

  private static List<String> names(ServerProcess server) throws IOException {
    List<String> names = new ArrayList<>();
    for (JsonElement symbol :
        server.result("workspace/symbol", "{\"query\":\"\"}").getAsJsonArray()) {
      names.add(symbol.getAsJsonObject().get("name").getAsString());
    }
    return names;
  }
}

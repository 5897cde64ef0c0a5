package dev.plimsoll.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.context.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every editor waits for the first diagnostics: what takes long the first time doesn't happen before they are there. */
class FirstDiagnosticsTest {

  /** Links what a record compares, hashes or prints by itself. */
  private static final String LINKS_RECORDS = "java.lang.runtime.ObjectMethods ";

  /** Runs what is given with a delay, on one more thread. */
  private static final String TIMER = "java.util.concurrent.ScheduledThreadPoolExecutor ";

  /** What comes next. */
  private static final String LOOKS_FOR_FILES = "dev.plimsoll.ide.links.SourceFiles ";

  /** What comes a moment later, on a slow machine while the file is still judged. */
  private static final String LOOKS_FOR_IMAGES = "dev.plimsoll.registry.CacheFolder ";

  @TempDir
  private Path folder;

  @Test
  void noRecordIsLinked() throws IOException {
    assertThat(classesUntilDiagnostics()).noneMatch(line -> line.startsWith(LINKS_RECORDS));
  }

  /** An image of today is in the small table. */
  @Test
  void theLargestTableOfImagesIsNotRead() throws IOException {
    assertThat(classesUntilDiagnostics().stream()
            .takeWhile(line -> !line.startsWith(LOOKS_FOR_IMAGES)))
        .noneMatch(line -> line.startsWith("dev.plimsoll.image.EmbeddedImages$Older "));
  }

  /** The JVM makes a class for each kind of annotation that somebody looks for in the protocol's classes. */
  @Test
  void noAnnotationIsRead() throws IOException {
    assertThat(classesUntilDiagnostics()).noneMatch(line -> line.contains(".$Proxy"));
  }

  @Test
  void noTimerIsStarted() throws IOException {
    assertThat(classesUntilDiagnostics()).noneMatch(line -> line.startsWith(TIMER));
  }

  @Test
  void noTimerIsStartedForConfigurationFiles() throws IOException {
    Project project = new Project(folder).write(".plimsoll.yaml", "profile: all\n");
    Path classes = folder.resolve("classes");
    try (ServerProcess server = ServerProcess.tellingClasses(classes)) {
      server.result(
          "initialize",
          "{\"capabilities\":{\"textDocument\":{\"diagnostic\":{}}},\"rootUri\":\"" + folder.toUri()
              + "\",\"initializationOptions\":{\"network\":\"off\"}}");
      server.notify("initialized", "{}");
      String uri = project.uri("Dockerfile");
      server.open(uri, "FROM debian:12\nWORKDIR a\n");
      server.result("textDocument/diagnostic", "{" + ServerProcess.document(uri) + "}");
      List<String> loaded = Files.readAllLines(classes).stream()
          .takeWhile(line -> !line.startsWith(LOOKS_FOR_FILES))
          .toList();
      assertThat(loaded)
          .anyMatch(line -> line.startsWith("dev.plimsoll.config.YamlText "))
          .noneMatch(line -> line.startsWith(TIMER));
    }
  }

  /** Neither it nor what is chosen for it. */
  @Test
  void nothingOfTheFormatterIsLoaded() throws IOException {
    assertThat(classesUntilDiagnostics())
        .noneMatch(line -> line.startsWith("dev.plimsoll.format.")
            || line.startsWith("dev.plimsoll.config.FormatSettings ")
            || line.startsWith("dev.plimsoll.context.EditorConfig"));
  }

  private List<String> classesUntilDiagnostics() throws IOException {
    Path classes = folder.resolve("classes");
    try (ServerProcess server = ServerProcess.tellingClasses(classes)) {
      server.initialize(
          "{\"textDocument\":{\"diagnostic\":{}},\"workspace\":{\"configuration\":true}}");
      server.open(ServerProcess.URI, """
          ARG BASE=debian:12
          FROM golang:1.21-alpine AS build
          COPY . .
          RUN go build -o /out/app
          FROM $BASE
          RUN apt-get update && apt-get install -y curl
          LABEL base=$BASE
          RUN wget -O - https://example.org/a.tar.gz | tar xz
          RUN curl https://example.org/tool | cat > /tool && pip install a b
          RUN apk add --update a && apk upgrade
          COPY --from=build /out/app /app
          CMD /app
          """);
      server.reply(
          server.call("workspace/configuration"),
          "[{\"rules\":{\"base-image-latest\":\"error\"},\"inlayHints\":{\"images\":false},\"format\":{\"level\":\"full\"},\"network\":\"off\"}]");
      server.result(
          "textDocument/diagnostic", "{" + ServerProcess.document(ServerProcess.URI) + "}");
      List<String> loaded = Files.readAllLines(classes).stream()
          .takeWhile(line -> !line.startsWith(LOOKS_FOR_FILES))
          .toList();
      assertThat(loaded).anyMatch(line -> line.startsWith("dev.plimsoll.lint.Problem "));
      return loaded;
    }
  }
}

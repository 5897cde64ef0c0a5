package dev.plimsoll.ide.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.context.Project;
import dev.plimsoll.ide.ClientSupport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What runs in the container, and what asks whether that is well. */
class StartCommandsTest {

  private static List<String> labels(String marked) {
    return Completion.at(marked).labels();
  }

  private static List<String> labels(Project project, String marked) {
    return Completion.at(
            Completion.open(marked.replace("<|>", "")),
            marked.indexOf("<|>"),
            null,
            project.context(),
            ClientSupport.full())
        .labels();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "nginx:1.31-alpine # [\"nginx\", \"-g\", \"daemon off;\"]",
        "httpd             # [\"httpd-foreground\"]",
        "node:22-slim      # [\"node\", \"server.js\"]",
        "python:3.14-slim  # [\"python\", \"main.py\"]",
        "php:8.4-fpm       # [\"php-fpm\"]",
        "php:8.4-apache    # [\"apache2-foreground\"]",
        "eclipse-temurin:25-jre # [\"java\", \"-jar\", \"app.jar\"]",
        "redis             # [\"redis-server\"]",
        "alpine            # [\"sh\"]",
      })
  void whatTheImageStartsIsOfferedFirst(String image, String command) {
    assertThat(labels("FROM " + image + "\nCMD <|>")).startsWith(command);
    assertThat(labels("FROM " + image + " AS a\nFROM a\nENTRYPOINT <|>")).startsWith(command);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"CMD <|>", "ENTRYPOINT <|>", "HEALTHCHECK CMD <|>", "CMD a && <|>", "CMD [\"<|>"})
  void noPackageManagerRunsInAContainer(String line) {
    for (String image :
        List.of("nginx", "node", "debian", "alpine", "python", "fedora", "whatever")) {
      assertThat(labels("FROM " + image + "\n" + line))
          .doesNotContain(
              "apk", "apt-get", "apt", "pip", "uv", "npm", "yarn", "dnf", "cargo", "go");
    }
  }

  @Test
  void aScriptIsOneThatExists(@TempDir Path folder) throws IOException {
    Project project = new Project(folder).with("src/index.js", "app.js", "Api.csproj", "app.py");
    assertThat(labels(project, "FROM node\nCMD <|>"))
        .startsWith("[\"node\", \"app.js\"]", "[\"node\", \"src/index.js\"]");
    assertThat(labels(project, "FROM python\nCMD <|>")).startsWith("[\"python\", \"app.py\"]");
    assertThat(labels(project, "FROM mcr.microsoft.com/dotnet/aspnet:9.0\nENTRYPOINT <|>"))
        .startsWith("[\"dotnet\", \"Api.dll\"]");
    assertThat(labels(project, "FROM node\nCMD [\"node\", \"<|>"))
        .startsWith("app.js", "src/index.js");
  }

  @Test
  void whatTheFileCopiesToRunComesBeforeWhatTheImageStarts() {
    assertThat(
            labels(
                "FROM golang AS b\nWORKDIR /src\nRUN go build -o /out/api .\nFROM alpine\nCOPY --from=b /out/api /api\nCMD <|>"))
        .startsWith("[\"/api\"]", "[\"sh\"]");
    assertThat(labels("FROM golang\nWORKDIR /src\nRUN go build -o api .\nENTRYPOINT <|>"))
        .startsWith("[\"/src/api\"]");
    assertThat(
            labels(
                "FROM rust AS b\nFROM debian\nCOPY --from=b /app/target/release/web /usr/local/bin/\nCMD <|>"))
        .startsWith("[\"/usr/local/bin/web\"]");
    assertThat(labels(
            "FROM eclipse-temurin\nWORKDIR /app\nCOPY target/web.jar app.jar\nENTRYPOINT <|>"))
        .startsWith("[\"java\", \"-jar\", \"/app/app.jar\"]")
        .doesNotContain("[\"java\", \"-jar\", \"app.jar\"]");
    assertThat(labels("FROM nginx\nCOPY docker/entrypoint.sh /\nENTRYPOINT <|>"))
        .startsWith("[\"/entrypoint.sh\"]", "[\"nginx\", \"-g\", \"daemon off;\"]");
    assertThat(labels("FROM nginx\nCOPY --from=0 /app/dist /usr/share/nginx/html\nCMD <|>"))
        .first()
        .asString()
        .startsWith("[\"nginx\"");
    assertThat(labels("FROM nginx\nCMD <|>\nCOPY a.sh /a.sh"))
        .startsWith("[\"nginx\", \"-g\", \"daemon off;\"]");
  }

  @Test
  void theElementsOfACommandFollowEachOther() {
    assertThat(labels("FROM nginx\nCMD [\"<|>")).containsExactly("nginx");
    assertThat(labels("FROM nginx\nCMD [\"nginx\", \"<|>\"]")).startsWith("-g");
    assertThat(labels("FROM nginx\nCMD [\"nginx\", \"-g\", \"<|>\"]")).startsWith("daemon off;");
  }

  @Test
  void aHealthCheckAsksTheProgramOrItsPort() {
    assertThat(labels("FROM postgres\nHEALTHCHECK CMD <|>")).startsWith("pg_isready -U postgres");
    assertThat(labels("FROM redis\nHEALTHCHECK CMD <|>")).startsWith("redis-cli ping");
    assertThat(labels("FROM nginx\nEXPOSE 8081/tcp\nHEALTHCHECK CMD <|>"))
        .startsWith("curl -fsS http://localhost:8081/ || exit 1")
        .contains("curl", "wget");
    assertThat(labels("FROM nginx:alpine\nHEALTHCHECK CMD <|>"))
        .startsWith("wget -q --spider http://localhost:80/ || exit 1");
    assertThat(labels("FROM scratch\nHEALTHCHECK CMD <|>")).containsExactly("[ \"executable\" ]");
  }

  @Test
  void runBeginsWithWhatTheImageIsFor() {
    assertThat(labels("FROM node:22\nRUN n<|>")).containsSubsequence("npm", "pnpm", "git");
    assertThat(labels("FROM golang\nRUN <|>")).containsSubsequence("go", "apt-get", "npm");
  }
}

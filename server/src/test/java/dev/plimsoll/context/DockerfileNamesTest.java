package dev.plimsoll.context;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerfileNamesTest {

  private static final List<String> DOCKERFILES = List.of(
      "Dockerfile",
      "dockerfile",
      "Containerfile",
      "Dockerfile.dev",
      "Dockerfile-dev",
      "Dockerfile_dev",
      "Containerfile.dev",
      "Containerfile-dev",
      "Containerfile_dev",
      "app.Dockerfile",
      "app.dockerfile",
      "app.containerfile",
      "app.dev.Dockerfile");

  @Test
  void theseAreDockerfiles() {
    assertThat(DOCKERFILES).allMatch(DockerfileNames::include);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Dockerfile.dockerignore",
        "Dockerfile.build.sh",
        "dockerfile-lint.PS1",
        "Dockerfile.md",
        "dockerfile_parser.py",
        "Dockerfile.yml",
        "Dockerfile.run.xml",
        ".dockerignore",
        "Dockerfiles",
        "app.Dockerfile.old",
        "myDockerfile",
        "app-Dockerfile",
        "file",
        ""
      })
  void theseAreNone(String name) {
    assertThat(DockerfileNames.include(name)).isFalse();
  }

  @Test
  void editorsAreAskedToWatchTheSame() {
    List<PathMatcher> globs = DockerfileNames.GLOBS.stream()
        .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
        .toList();
    assertThat(DOCKERFILES)
        .allMatch(name -> globs.stream().anyMatch(glob -> glob.matches(Path.of("/a", name))));
    assertThat(globs).noneMatch(glob -> glob.matches(Path.of("/a/Dockerfiles")));
  }

  /** VS Code compares names in lower case. */
  @Test
  void theExtensionOpensTheSameAsDockerfiles() throws IOException {
    JsonObject language = JsonParser.parseString(
            Files.readString(Path.of("../vscode-extension/package.json")))
        .getAsJsonObject()
        .getAsJsonObject("contributes")
        .getAsJsonArray("languages")
        .get(0)
        .getAsJsonObject();
    assertThat(DOCKERFILES).allMatch(name -> isOf(language, name.toLowerCase(Locale.ROOT)));
    assertThat(isOf(language, "dockerfiles")).isFalse();
  }

  private static boolean isOf(JsonObject language, String name) {
    JsonArray patterns = new JsonArray();
    patterns.addAll(language.getAsJsonArray("filenames"));
    patterns.addAll(language.getAsJsonArray("filenamePatterns"));
    language.getAsJsonArray("extensions").forEach(one -> patterns.add("*" + one.getAsString()));
    for (JsonElement pattern : patterns) {
      String lower = pattern.getAsString().toLowerCase(Locale.ROOT);
      if (FileSystems.getDefault().getPathMatcher("glob:" + lower).matches(Path.of(name))) {
        return true;
      }
    }
    return false;
  }
}

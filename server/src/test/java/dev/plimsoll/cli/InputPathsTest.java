package dev.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputPathsTest {

  @TempDir
  private Path folder;

  private final List<String> failures = new ArrayList<>();

  private void files(String... names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
  }

  /** What arguments in the folder mean, relative to it. */
  private List<String> paths(String... arguments) {
    failures.clear();
    List<String> inside = new ArrayList<>();
    for (String argument : arguments) {
      inside.add(folder + "/" + argument);
    }
    return InputPaths.of(inside, (name, reason) -> failures.add(relative(name) + ": " + reason))
        .stream()
        .map(this::relative)
        .toList();
  }

  private String relative(String name) {
    return folder.relativize(Path.of(name)).toString();
  }

  @Test
  void aFileIsItselfWhateverItsName() throws IOException {
    files("a.txt", "b[1]*");
    assertThat(paths("a.txt", "b[1]*")).containsExactly("a.txt", "b[1]*");
    assertThat(InputPaths.of(List.of("-"), (name, reason) -> {})).containsExactly("-");
  }

  @Test
  void aScriptIsNoDockerfileUnlessItIsNamed() throws IOException {
    files("Dockerfile", "Dockerfile.build", "Dockerfile.build.sh", "Dockerfile.first");
    Files.writeString(folder.resolve("Dockerfile.build"), "#!/bin/bash\nset -e\necho FROM here\n");
    Files.writeString(folder.resolve("Dockerfile.first"), "#!/usr/bin/env sh\n\nFROM debian:13\n");
    assertThat(paths("")).containsExactly("Dockerfile", "Dockerfile.first");
    assertThat(paths("Dockerfile.build", "Dockerfile.build.sh"))
        .containsExactly("Dockerfile.build", "Dockerfile.build.sh");
  }

  @Test
  void whatIsMissingIsLeftToTheReader() {
    assertThat(paths("none")).containsExactly("none");
    assertThat(failures).isEmpty();
  }

  @Test
  void aPatternMayMatchAFolderWithoutDockerfiles() throws IOException {
    files("x.Dockerfile/readme", "a/web.Dockerfile");
    assertThat(paths("**/*.Dockerfile")).containsExactly("a/web.Dockerfile");
    assertThat(failures).isEmpty();
    assertThat(paths("*.Dockerfile")).isEmpty();
    assertThat(failures)
        .containsExactly(
            "*.Dockerfile: no Dockerfile in the folders that this pattern matches, or below");
  }

  @Test
  void anEmptyNameIsNotTheWorkingDirectory() {
    assertThat(InputPaths.of(List.of(""), (name, reason) -> failures.add(name + ": " + reason)))
        .isEmpty();
    assertThat(failures).containsExactly("\"\": no name of a file");
  }

  @Test
  void aFolderIsItsDockerfiles() throws IOException {
    files(
        "b/Dockerfile",
        "b/Dockerfile.dev",
        "b/web.Dockerfile",
        "b/Containerfile",
        "b/readme",
        "a/Dockerfile",
        ".devcontainer/Dockerfile",
        "node_modules/x/Dockerfile",
        ".git/Dockerfile",
        "b/Dockerfile.dockerignore");
    assertThat(paths(""))
        .containsExactly(
            ".devcontainer/Dockerfile",
            "a/Dockerfile",
            "b/Containerfile",
            "b/Dockerfile",
            "b/Dockerfile.dev",
            "b/web.Dockerfile");
    assertThat(paths("node_modules")).containsExactly("node_modules/x/Dockerfile");
  }

  @Test
  void whatGitIgnoresIsPassedOverUnlessItIsNamed() throws IOException {
    files("Dockerfile-prod", "out/Dockerfile", "a/Dockerfile_x", "a/b/Dockerfile", "Dockerfile/x");
    Files.writeString(folder.resolve(".gitignore"), "out/\n");
    Files.writeString(folder.resolve("a/.gitignore"), "/b\n");
    assertThat(paths("")).containsExactly("Dockerfile-prod", "a/Dockerfile_x");
    assertThat(paths("out/Dockerfile", "out")).containsExactly("out/Dockerfile", "out/Dockerfile");
    Files.delete(folder.resolve("Dockerfile-prod"));
    Files.delete(folder.resolve("a/Dockerfile_x"));
    assertThat(paths("")).isEmpty();
    assertThat(failures)
        .containsExactly(
            ": no Dockerfile in this folder or below that .gitignore doesn't leave out");
  }

  @Test
  void whatGitTakesBackIsFound() throws IOException {
    files(
        "x/Dockerfile", "x/keep/Dockerfile", "y/Dockerfile", "y/z/Dockerfile", "y/z/w/Dockerfile");
    Files.writeString(
        folder.resolve(".gitignore"), "/x/*\n!/x/keep\nDockerfile\n!x/**/Dockerfile\n");
    Files.writeString(folder.resolve("y/.gitignore"), "!/z/Dockerfile\n");
    assertThat(paths(""))
        .as("what git ls-files --others --exclude-standard says")
        .containsExactly("x/Dockerfile", "x/keep/Dockerfile", "y/z/Dockerfile");
    Files.writeString(folder.resolve(".gitignore"), "y/\n");
    assertThat(paths(""))
        .as("nothing in a folder that is left out")
        .noneMatch(it -> it.startsWith("y"));
  }

  @Test
  void aFolderWithoutOneIsAFailure() throws IOException {
    files("src/main");
    assertThat(paths("src")).isEmpty();
    assertThat(failures).containsExactly("src: no Dockerfile in this folder or below");
  }

  @Test
  void aPatternIsWhatAShellMakesOfIt() throws IOException {
    files(
        "a/Dockerfile",
        "b/Dockerfile.x",
        "b/c/Dockerfile",
        ".d/Dockerfile",
        "b/c/app.Dockerfile",
        "b/text");
    assertThat(paths("*/Dockerfile*")).containsExactly("a/Dockerfile", "b/Dockerfile.x");
    assertThat(paths("**/Dockerfile")).containsExactly("a/Dockerfile", "b/c/Dockerfile");
    assertThat(paths("b/**/*.Dockerfile")).containsExactly("b/c/app.Dockerfile");
    assertThat(paths("?/[b-d]/D*")).containsExactly("b/c/Dockerfile");
    assertThat(paths(".*/Dockerfile")).containsExactly(".d/Dockerfile");
    assertThat(paths("b/t*")).as("any file that is named").containsExactly("b/text");
    assertThat(paths("[ab]")).as("a folder is searched").hasSize(4);
  }

  @Test
  void aPatternThatMatchesNothingIsAFailure() {
    assertThat(paths("*.Dockerfile", "[")).isEmpty();
    assertThat(failures)
        .containsExactly(
            "*.Dockerfile: no such file, and none that this pattern matches",
            "[: no such file, and none that this pattern matches");
  }
}

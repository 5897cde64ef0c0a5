package dev.plimsoll.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerfileSearchTest {

  @TempDir
  Path folder;

  @Test
  void foldersAreSearchedFromTheTop() throws IOException {
    write("z/a/Dockerfile", "FROM deep");
    write("Dockerfile", "FROM top");
    write("b/app.Dockerfile", "FROM middle");
    write("b/README.md", "FROM nothing");
    assertThat(found(folder.toUri().toString()))
        .containsExactly("FROM top", "FROM middle", "FROM deep");
  }

  @Test
  void whatOthersMadeIsPassedOver() throws IOException {
    write("node_modules/x/Dockerfile", "FROM other");
    write(".git/Dockerfile", "FROM git");
    write(".devcontainer/Dockerfile", "FROM own");
    assertThat(found(folder.toUri().toString())).containsExactly("FROM own");
  }

  @Test
  void linksOfFoldersAreNotFollowedAndThoseOfFilesAre() throws IOException {
    write("a/Dockerfile", "FROM a");
    Files.createSymbolicLink(folder.resolve("a/loop"), folder);
    Files.createSymbolicLink(folder.resolve("Dockerfile"), Path.of("a/Dockerfile"));
    Files.createSymbolicLink(folder.resolve("b.Dockerfile"), Path.of("nowhere"));
    assertThat(found(folder.toUri().toString())).containsExactly("FROM a", "FROM a");
  }

  @Test
  void foldersInEachOtherAreSearchedOnce() throws IOException {
    write("a/Dockerfile", "FROM a");
    assertThat(found(folder.toUri().toString(), folder.resolve("a").toUri().toString()))
        .containsExactly("FROM a");
  }

  @Test
  void whatIsNoFolderOfThisMachineIsPassedOver() {
    assertThat(found(
            "vscode-remote://ssh/home",
            "untitled:x",
            folder.resolve("no").toUri().toString()))
        .isEmpty();
  }

  @Test
  void nothingIsFoundWhenTheTimeIsOver() throws IOException {
    write("Dockerfile", "FROM top");
    assertThat(found(Deadline.inMillis(0), folder.toUri().toString())).isEmpty();
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static List<String> found(String... folders) {
    return found(Project.soon(), folders);
  }

  private static List<String> found(Deadline deadline, String... folders) {
    DockerfileSearch search = new DockerfileSearch(List.of(folders), new Disk(Runnable::run));
    return proceed(search, deadline);
  }

  static List<String> proceed(DockerfileSearch search, Deadline deadline) {
    List<String> texts = new ArrayList<>();
    search.proceed(deadline, file -> texts.add(file.text()));
    return texts;
  }
}

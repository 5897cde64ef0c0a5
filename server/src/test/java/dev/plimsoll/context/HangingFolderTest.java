package dev.plimsoll.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that doesn't answer costs one thread, and nobody but who asked first the time to wait for it. */
class HangingFolderTest {

  private final HangingDisk threads = new HangingDisk();
  private final Disk disk = new Disk(threads, 0);

  @TempDir
  private Path folder;

  private Project project;

  @BeforeEach
  void makeProject() throws IOException {
    project = new Project(folder).with("gone/src/a", "gone/x/Dockerfile", "here/src/b");
    project.write("gone/.dockerignore", "a");
  }

  @AfterEach
  void answer() {
    threads.answer();
  }

  private List<String> names(String path) {
    return List.copyOf(disk.folder(project.path(path), Project.soon()).items().keySet());
  }

  private void hang(String path) {
    threads.hang();
    disk.folder(project.path(path), Deadline.inMillis(0));
    threads.goOn();
  }

  @Test
  void nothingInItIsAskedAgainWhileItHangs() {
    hang("gone");
    for (int i = 0; i < 100; i++) {
      assertThat(disk.folder(project.path("gone"), Project.soon())).isSameAs(Folder.UNKNOWN);
      assertThat(disk.folderWithSizes(project.path("gone/src"), Project.soon()))
          .isSameAs(Folder.UNKNOWN);
      assertThat(disk.target(project.path("gone/src/a"), Project.soon())).isNull();
      assertThat(disk.text(project.path("gone/.dockerignore"), Project.soon())).isNull();
      assertThat(disk.text(project.path("gone/x/Dockerfile"), Project.soon())).isNull();
    }
    assertThat(threads.begun()).isEqualTo(1);
  }

  @Test
  void whatIsElsewhereIsReadAtOnce() {
    hang("gone");
    assertThat(names("here")).containsExactly("src");
    assertThat(names("here/src")).containsExactly("b");
    assertThat(names(".")).containsExactly("gone", "here");
  }

  @Test
  void itIsReadAgainAsSoonAsItAnswers() {
    hang("gone");
    threads.answer();
    assertThat(names("gone")).containsExactly(".dockerignore", "src", "x");
    assertThat(names("gone/src")).containsExactly("a");
  }

  @Test
  void aWholeContextInItIsUnknownForOneThread() {
    hang("gone");
    BuildContext context = project.context(disk, "gone/x/Dockerfile", BuildContexts.AUTO, "src/a");
    assertThat(context.find("src/a", Project.soon()).complete()).isFalse();
    assertThat(context.list("", Project.soon())).isEqualTo(Listing.UNKNOWN);
    assertThat(threads.begun()).isLessThanOrEqualTo(2); // the workspace above it is looked at too
  }

  /** What isn't ignored, as far as is known, may be ignored. */
  @Test
  void anIgnoreFileThatIsNotKnownLeavesAllInDoubt() throws IOException {
    threads.goOn();
    Folder known = disk.folder(project.path("gone"), Project.soon());
    assertThat(known.complete()).isTrue();
    BuildContext context = new BuildContext(project.path("gone"), IgnoreFile.UNKNOWN, disk);
    assertThat(context.find("src", Project.soon()).entries()).hasSize(1);
    assertThat(context.find("src", Project.soon()).complete()).isFalse();
    assertThat(context.list("src", Project.soon()).complete()).isFalse();
  }

  @Test
  void whereTooManyHangTheRestIsUnknown() {
    Disk refusing = new Disk(
        task -> {
          throw new RejectedExecutionException();
        },
        0);
    assertThat(refusing.folder(folder, Project.soon())).isSameAs(Folder.UNKNOWN);
    assertThat(refusing.folder(folder, Project.soon())).isSameAs(Folder.UNKNOWN);
  }

  @Test
  void aSearchPassesItOverAndComesBack() throws IOException {
    project.write("here/Dockerfile", "FROM here");
    hang("gone");
    DockerfileSearch search = new DockerfileSearch(List.of(folder.toUri().toString()), disk);
    assertThat(DockerfileSearchTest.proceed(search, Project.soon())).containsExactly("FROM here");
    assertThat(search.isOver()).isFalse();
    threads.answer();
    assertThat(DockerfileSearchTest.proceed(search, Project.soon())).containsExactly("");
    assertThat(search.isWhole()).isTrue();
  }
}

package dev.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class FileReplacementTest {

  private static final String BEFORE = "from a\n";
  private static final String AFTER = "FROM a\n";

  @TempDir
  private Path folder;

  private Path file;

  @BeforeEach
  void create() throws IOException {
    file = Files.writeString(folder.resolve("Dockerfile"), BEFORE);
  }

  private static void replace(Path path) throws IOException {
    FileReplacement.write(
        path, BEFORE.getBytes(StandardCharsets.UTF_8), AFTER.getBytes(StandardCharsets.UTF_8));
  }

  /** Whatever happens, nothing is left beside the file. */
  @AfterEach
  void nothingElseIsThere() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all.map(it -> it.getFileName().toString()))
          .allMatch(name -> !name.contains("plimsoll"));
    }
  }

  @Test
  void theFileHasItsNewContents() throws IOException {
    replace(file);
    assertThat(file).hasContent(AFTER);
  }

  @Test
  void modeOwnerAndExtendedAttributesStay() throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x--x"));
    boolean root = (int) Files.getAttribute(file, "unix:uid") == 0;
    if (root) {
      Files.setAttribute(file, "unix:uid", 1234);
      Files.setAttribute(file, "unix:gid", 4321);
      Files.setAttribute(file, "unix:mode", 06751);
    }
    Object before = Files.readAttributes(file, "unix:uid,gid,mode");
    UserDefinedFileAttributeView extended = extended();
    boolean hasExtended = Files.getFileStore(file).supportsFileAttributeView("user");
    if (hasExtended) {
      extended.write("note", ByteBuffer.wrap(new byte[] {1, 2, 3}));
    }
    replace(file);
    assertThat(Files.readAttributes(file, "unix:uid,gid,mode")).isEqualTo(before);
    assertThat(file).hasContent(AFTER);
    if (hasExtended) {
      assertThat(extended().size("note")).isEqualTo(3);
    }
  }

  private UserDefinedFileAttributeView extended() {
    return Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
  }

  @Test
  void aLinkStaysAndItsFileIsReplaced() throws IOException {
    Files.createDirectory(folder.resolve("elsewhere"));
    Path link =
        Files.createSymbolicLink(folder.resolve("elsewhere/link"), Path.of("../Dockerfile"));
    replace(link);
    assertThat(link).isSymbolicLink();
    assertThat(file).isRegularFile().hasContent(AFTER);
  }

  @Test
  void aFileWithASecondNameIsNotPartedFromIt() throws IOException {
    Path other = Files.createLink(folder.resolve("other"), file);
    assertThatThrownBy(() -> replace(file)).hasMessageContaining("2 names (hard links)");
    assertThat(file).hasContent(BEFORE);
    assertThat(Files.isSameFile(file, other)).isTrue();
  }

  @Test
  void whatSomebodyElseHasSavedIsKept() throws IOException {
    Files.writeString(file, BEFORE + "USER b\n");
    assertThatThrownBy(() -> replace(file)).hasMessageContaining("has changed since it was read");
    assertThat(file).hasContent(BEFORE + "USER b\n");
  }

  @Test
  void aFileThatMayNotBeWrittenIsNot() throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    assumeFalse(Files.isWritable(file), "to root all files are writable");
    assertThatThrownBy(() -> replace(file)).isInstanceOf(IOException.class);
    assertThat(file).hasContent(BEFORE);
  }

  @Test
  void aFolderThatMayNotBeWrittenIsNamed() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      assumeFalse(Files.isWritable(folder), "to root all folders are writable");
      assertThatThrownBy(() -> replace(file))
          .hasMessageContaining("to make a file in " + folder.toRealPath());
      assertThat(file).hasContent(BEFORE);
    } finally {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void onAFullDiskTheFileStaysAsItIs() throws IOException, InterruptedException {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=64k", "none", disk.toString()), "may not mount");
    try {
      Path there = Files.writeString(disk.resolve("Dockerfile"), BEFORE);
      byte[] large = new byte[100_000];
      assertThatThrownBy(
              () -> FileReplacement.write(there, BEFORE.getBytes(StandardCharsets.UTF_8), large))
          .isInstanceOf(IOException.class)
          .extracting(it -> ErrorText.of((IOException) it))
          .isEqualTo("No space left on device");
      assertThat(there).hasContent(BEFORE);
      try (Stream<Path> all = Files.list(disk)) {
        assertThat(all).containsExactly(there);
      }
    } finally {
      assertThat(run("umount", disk.toString())).isTrue();
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (FileSystemException e) {
      return false;
    }
  }
}

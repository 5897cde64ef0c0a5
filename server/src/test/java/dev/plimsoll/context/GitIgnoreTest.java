package dev.plimsoll.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expectations are what {@code git check-ignore} says. */
class GitIgnoreTest {

  @TempDir
  private Path folder;

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private boolean ignores(String path) {
    return GitIgnore.of(folder)
        .ignores(
            folder.resolve(path.endsWith("/") ? path.substring(0, path.length() - 1) : path),
            path.endsWith("/"));
  }

  @ParameterizedTest
  @CsvSource(textBlock = """
      build,        build,         true
      build,        a/build/,      true
      build,        builds,        false
      build/,       build/,        true
      build/,       build,         false
      /build,       build,         true
      /build,       a/build,       false
      a/b,          a/b,           true
      a/b,          x/a/b,         false
      **/a/b,       x/a/b,         true
      **/a/b,       a/b,           true
      a/**,         a/,            false
      a/**,         a/b/c,         true
      a/**/c,       a/c,           true
      a/**/c,       a/b/b/c,       true
      a/**/c,       a/b/b/d,       false
      *.gen,        x.gen,         true
      *.gen,        a/x.gen,       true
      a/*.gen,      a/b/x.gen,     false
      x?,           xy,            true
      x[a-c],       xb,            true
      x[!a-c],      xb,            false
      x[!a-c],      xd,            true
      \\!x,        !x,            true
      '\\#x',      '#x',          true
      '#x',         '#x',          false
      'x  ',        x,             true
      """)
  void aPatternMeansWhatItMeansToGit(String pattern, String path, boolean ignored)
      throws IOException {
    write(".gitignore", pattern.replace("\\\\", "\\") + "\r\n");
    assertThat(ignores(path)).isEqualTo(ignored);
  }

  @Test
  void theLastPatternThatMatchesDecides() throws IOException {
    write(".gitignore", "*\n!keep\n\n# comment\nkeep/no\n");
    assertThat(ignores("x")).isTrue();
    assertThat(ignores("keep/")).isFalse();
    assertThat(ignores("keep/no")).isTrue();
  }

  @Test
  void foldersAboveCountUpToTheRootOfTheRepository() throws IOException {
    write("r/.git/info/exclude", "private\n");
    write(".gitignore", "outside\n");
    write("r/.gitignore", "a\nb\n");
    write("r/sub/.gitignore", "!b\nc\n");
    GitIgnore ignore = GitIgnore.of(folder.resolve("r/sub"));
    for (String left : new String[] {"a", "c", "private"}) {
      assertThat(ignore.ignores(folder.resolve("r/sub").resolve(left), false))
          .as(left)
          .isTrue();
    }
    for (String kept : new String[] {"b", "outside"}) {
      assertThat(ignore.ignores(folder.resolve("r/sub").resolve(kept), false))
          .as(kept)
          .isFalse();
    }
  }
}

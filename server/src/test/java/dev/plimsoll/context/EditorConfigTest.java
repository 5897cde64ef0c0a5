package dev.plimsoll.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditorConfigTest {

  @TempDir
  private Path folder;

  private Map<String, String> of(String file) {
    return new EditorConfig(new Disk(Runnable::run))
        .of(folder.resolve(file).toUri().toString(), Deadline.inMillis(60_000));
  }

  @Test
  void theNearestFileCountsMostAndARootIsTheLast() throws IOException {
    Files.createDirectories(folder.resolve("a/b/c"));
    Files.writeString(folder.resolve(".editorconfig"), "[*]\nmax_line_length = 80\n");
    Files.writeString(
        folder.resolve("a/.editorconfig"),
        "; a comment\nroot=true\n[*]\nindent_size = 4\nindent_style=TAB\n");
    Files.writeString(
        folder.resolve("a/b/.editorconfig"),
        "root = false\n[Dockerfile]\nindent_size=2\n[{Dockerfile,x}]\nend_of_line = LF\n"
            + "[*.py]\nindent_size = 8\n");
    assertThat(of("a/b/c/Dockerfile"))
        .isEqualTo(Map.of("indent_size", "2", "indent_style", "tab", "end_of_line", "lf"));
    assertThat(of("a/y/Dockerfile")).isEqualTo(Map.of("indent_size", "4", "indent_style", "tab"));
    assertThat(of("z/Dockerfile")).containsEntry("max_line_length", "80");
  }

  @Test
  void theLaterSectionCountsAndUnsetTakesBack() {
    assertThat(EditorConfig.read("[*]\na=1\nb=2\n[D*]\na = 3\n", "Dockerfile"))
        .isEqualTo(Map.of("a", "3", "b", "2"));
    assertThat(EditorConfig.read("a=0\n[x]\na=1\n", "Dockerfile")).isEmpty();
  }

  @Test
  void unsetTakesBackWhatAFileFurtherUpSays() throws IOException {
    Files.createDirectories(folder.resolve("a"));
    Files.writeString(folder.resolve(".editorconfig"), "root=true\n[*]\nindent_size = 4\n");
    Files.writeString(folder.resolve("a/.editorconfig"), "[*]\nindent_size = unset\n");
    assertThat(of("a/Dockerfile")).isEmpty();
  }

  @Test
  void whatIsNoFileOfThisMachineHasNone() {
    assertThat(new EditorConfig(new Disk(Runnable::run))
            .of("untitled:Untitled-1", Deadline.inMillis(60_000)))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*                  | Dockerfile       | true",
        "*                  | a/b/Dockerfile   | true",
        "Dockerfile*        | a/Dockerfile.dev | true",
        "Dockerfile         | a/Dockerfile.dev | false",
        "*.{yml,yaml}       | a.yaml           | true",
        "{Dockerfile,*.md}  | x/Dockerfile     | true",
        "a/*.txt            | a/b.txt          | true",
        "a/*.txt            | b/a/b.txt        | false",
        "/a.txt             | a.txt            | true",
        "/a.txt             | b/a.txt          | false",
        "a/**/z             | a/b/c/z          | true",
        "a/*                | a/b/c            | false",
        "a?c                | abc              | true",
        "[ab].txt           | b.txt            | true",
        "[!ab].txt          | b.txt            | false",
        "[a-c].txt          | b.txt            | true",
        "v{1..12}           | v7               | true",
        "v{1..12}           | v13              | false",
        "{single}           | {single}         | true",
        "{a{b,c}d}          | {abd}            | true",
        "{a,{b,c}}          | c                | true",
        "a{b                | a{b              | true",
        "a\\*               | a*               | true",
        "a\\*               | ab               | false",
        "*.{a,              | x.{a,            | true",
      })
  void sectionsMatch(String section, String path, boolean matches) {
    assertThat(EditorConfigGlob.matches(section, path)).isEqualTo(matches);
  }

  /** Each would take hours if it were tried in all ways. */
  @Test
  void hostileSectionsEnd() {
    assertThat(EditorConfigGlob.matches("*a".repeat(400), "a".repeat(300) + "b"))
        .isFalse();
    assertThat(EditorConfigGlob.matches("{".repeat(1000), "x")).isFalse();
    assertThat(EditorConfigGlob.matches("{a,".repeat(100) + "}".repeat(100), "x"))
        .isFalse();
    assertThat(EditorConfigGlob.matches("{*,**}".repeat(60), "a".repeat(200))).isTrue();
  }
}

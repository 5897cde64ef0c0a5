package dev.plimsoll.ide.hover;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.SampleFiles;
import dev.plimsoll.context.BuildContext;
import dev.plimsoll.context.Project;
import dev.plimsoll.ide.Checks;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.links.SourceFiles;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.LintOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of the paths that COPY names, and where they lead. */
class SourceHoverTest {

  private static final Checks CHECKS = new Checks(
      ImmutableList::of, new EmbeddedImages(), LintOptions.DEFAULT, (rule, failure) -> {});

  @TempDir
  private Path folder;

  private Project project;

  @BeforeEach
  void makeProject() throws IOException {
    project = new Project(folder)
        .write("package.json", "{}")
        .write("package-lock.json", "12345678")
        .write("src/main.c", "main")
        .write("src/deep/x.c", "x")
        .write("two words", "12")
        .write("secret.key", "k")
        .write("other.key", "k")
        .write(".dockerignore", "# keys\n*.key\n!other.key\n");
  }

  private static Snapshot snapshot(String text) {
    return Snapshot.open("file:///Dockerfile", "dockerfile", 1, text, CHECKS);
  }

  private @Nullable SourceHover hoverAt(String marked) {
    return SourceHover.at(
        snapshot(marked.replace("<|>", "")),
        marked.indexOf("<|>"),
        project.context(),
        false,
        Project.soon());
  }

  private String hover(String marked) {
    SourceHover hover = hoverAt("FROM a\n" + marked + "\n");
    return hover == null
        ? ""
        : hover
            .said()
            .toString()
            .replace("\n\nBuild context: " + project.context().root(), "");
  }

  private List<String> files(String marked) {
    BuildContext context = project.context();
    String text = "FROM a\n" + marked + "\n";
    return SourceFiles.at(
            snapshot(text.replace("<|>", "")), text.indexOf("<|>"), context, Project.soon())
        .stream()
        .map(location -> location.getUri().replace(folder.toUri().toString(), ""))
        .toList();
  }

  @Test
  void whatIsExcludedIsSaidToBeCounted() {
    assertThat(hover("FROM a\nCOPY --exclude=*.c sr<|>c /"))
        .contains("What --exclude skips is counted here too.");
    assertThat(hover("FROM a\nCOPY sr<|>c /")).doesNotContain("--exclude");
    assertThat(hover("FROM a\nCOPY --exclude=*.c nothi<|>ng /")).doesNotContain("--exclude");
  }

  @Test
  void aFileIsWeighed() {
    assertThat(hover("COPY pack<|>age.json /app/")).isEqualTo("package.json · 1 file, 2 B on disk");
    assertThat(hover("COPY package.json pack<|>age-lock.json ./"))
        .isEqualTo("package-lock.json · 1 file, 8 B on disk");
  }

  @Test
  void aFolderWeighsWhatIsSentOfIt() {
    assertThat(hover("COPY src<|> /app/")).isEqualTo("src · 2 files, 5 B on disk");
    assertThat(hover("COPY <|>. /app/")).startsWith(". · 7 files, ");
  }

  @Test
  void aPatternTellsWhatItMatches() {
    assertThat(hover("COPY package<|>*.json /app/"))
        .isEqualTo("package*.json · 2 matches · 2 files, 10 B on disk\n\n"
            + "package-lock.json, package.json");
    assertThat(hover("COPY *.<|>key /app/"))
        .isEqualTo("*.key · 1 match · 1 file, 1 B on disk\n\nother.key\n\n"
            + "1 more is left out by .dockerignore.");
    assertThat(hover("COPY *.<|>go /app/"))
        .isEqualTo("*.go\n\nNothing in the build context matches.");
  }

  @Test
  void whatIsIgnoredTellsByWhichLine() {
    assertThat(hover("COPY secret<|>.key /"))
        .isEqualTo(
            "secret.key\n\nExcluded from the build context by line 2 of .dockerignore: *.key");
  }

  @Test
  void whatIsMissingSaysSo() {
    assertThat(hover("COPY pakage<|>.json /"))
        .isEqualTo("pakage.json\n\nThere is no such file or folder in the build context.");
  }

  @Test
  void everyFormOfASourceIsUnderstood() {
    for (String form : List.of(
        "COPY [\"pack<|>age.json\", \"/app/\"]",
        "ADD ./pack<|>age.json /app/",
        "copy --chown=1 /pack<|>age.json /app/",
        "COPY --from= pack<|>age.json /app/",
        "COPY pack<|>\\\n# comment\nage.json /app/",
        "ENV N=package\nCOPY $<|>N.json /app/",
        "COPY ../pack<|>age.json /app/",
        "RUN --mount=type=bind,source=pack<|>age.json,target=/x true",
        "RUN --mount=src=pack<|>age.json,target=/x true")) {
      assertThat(hover(form)).as(form).contains("1 file, 2 B on disk");
    }
    SourceHover windows = hoverAt("# escape=`\nFROM a\nCOPY src\\ma<|>in.c C:\\app\\\n");
    assertThat(windows).isNotNull();
    assertThat(windows.said().toString()).startsWith("src/main.c · 1 file");
    assertThat(hover("COPY [\"two<|> words\", \"/app/\"]")).contains("two words · 1 file, 2 B");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY package.json /<|>app/",
        "<|>COPY package.json /app/",
        "COPY --from=a pack<|>age.json /app/",
        "ADD https://example.com/<|>x /app/",
        "ADD git@example.com:<|>x.git /app/",
        "COPY <<E<|>OF /app/\nx\nEOF",
        "ARG X\nCOPY $<|>X.json /app/",
        "COPY pack<|>age.json",
        "COPY --parents src/*<|>*/x.c /app/",
        "RUN --mount=type=bind,from=x,source=pack<|>age.json,target=/x true",
        "RUN --mount=type=cache,source=pack<|>age.json,target=/x true",
        "ONBUILD COPY pack<|>age.json /app/",
        "RUN cat pack<|>age.json",
      })
  void whatIsNotOfTheContextHasNone(String marked) {
    assertThat(hover(marked)).isEmpty();
    assertThat(files(marked)).isEmpty();
  }

  @Test
  void leadsToTheFiles() {
    assertThat(files("COPY src/main<|>.c /")).containsExactly("src/main.c");
    assertThat(files("COPY pack*<|> /")).containsExactly("package-lock.json", "package.json");
    assertThat(files("COPY [\"two<|> words\", \"/\"]")).containsExactly("two%20words");
    assertThat(files("COPY s<|>rc /")).isEmpty();
    assertThat(files("COPY no<|>thing /")).isEmpty();
  }

  @Test
  void linksToEveryFileThatIsThere() {
    String text = "FROM a\nCOPY package.json missing src *.key /\nADD src/main.c /\n";
    assertThat(SourceFiles.links(snapshot(text), project.context(), Project.soon()))
        .extracting(link -> link.range().of(text))
        .containsExactly("package.json", "src/main.c");
  }

  static List<String> files() {
    return SampleFiles.whole();
  }

  @ParameterizedTest
  @MethodSource("files")
  void neverThrowsOnAnyPrefix(String text) {
    BuildContext context = project.context();
    for (int end = 0; end <= text.length(); end++) {
      Snapshot snapshot = snapshot(text.substring(0, end));
      assertThat(SourceFiles.links(snapshot, context, Project.soon())).isNotNull();
      assertThat(SourceFiles.at(snapshot, end, context, Project.soon())).isNotNull();
      SourceHover.at(snapshot, end, context, true, Project.soon());
    }
  }
}

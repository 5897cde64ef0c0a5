package dev.plimsoll.ide.ignorefile;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.Carets;
import dev.plimsoll.context.BuildContext;
import dev.plimsoll.context.BuildContexts;
import dev.plimsoll.context.Disk;
import dev.plimsoll.context.Project;
import dev.plimsoll.ide.Checks;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.problems.Diagnostics;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.LintOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.Hover;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A .dockerignore file that is being edited. */
class IgnoreDocumentTest {

  private static final Checks CHECKS = new Checks(
      ImmutableList::of, new EmbeddedImages(), LintOptions.DEFAULT, (rule, failure) -> {});

  @TempDir
  private Path folder;

  private Project project;

  @BeforeEach
  void makeProject() throws IOException {
    project = new Project(folder)
        .write("src/main.c", "12")
        .write("src/my file.c", "12")
        .write("node_modules/a/index.js", "1234")
        .write("node_modules/b.js", "1")
        .write("#odd", "")
        .write("b[1].md", "")
        .write("größe.md", "");
  }

  private Snapshot snapshot(String text) {
    return Snapshot.open(project.uri(".dockerignore"), "ignore", 1, text, CHECKS);
  }

  private BuildContext context(Snapshot snapshot) {
    return Objects.requireNonNull(new BuildContexts(new Disk(Runnable::run))
        .ofIgnoreFile(
            snapshot.uri(), null, BuildContexts.AUTO, snapshot.ignoreFile(), Project.soon()));
  }

  private @Nullable String hover(String marked) {
    Snapshot snapshot = snapshot(marked.replace("<|>", ""));
    Hover hover =
        IgnoreHover.at(snapshot, marked.indexOf("<|>"), context(snapshot), false, Project.soon());
    return hover == null
        ? null
        : hover.getContents().getRight().getValue().replaceAll("\n\nBuild context: .*", "");
  }

  private List<CompletionItem> complete(String marked) {
    Snapshot snapshot = snapshot(marked.replace("<|>", ""));
    return IgnoreCompletion.at(snapshot, marked.indexOf("<|>"), context(snapshot), Project.soon())
        .getItems();
  }

  /** The text after an item was taken. */
  private String take(String marked, String label) {
    String text = marked.replace("<|>", "");
    CompletionItem item = complete(marked).stream()
        .filter(it -> it.getLabel().equals(label))
        .findFirst()
        .orElseThrow();
    Snapshot snapshot = snapshot(text);
    var edit = item.getTextEdit().getLeft();
    var range = snapshot.range(edit.getRange());
    return text.substring(0, range.start()) + edit.getNewText() + text.substring(range.end());
  }

  private static void check(String marked) {
    Carets carets = Carets.read(marked);
    Snapshot snapshot = Snapshot.open("file:///.dockerignore", "ignore", 1, carets.text(), CHECKS);
    carets.check(Diagnostics.of(snapshot, ClientSupport.full()).stream()
        .map(it ->
            new Carets.Found(snapshot.range(it.getRange()), it.getMessage().getLeft()))
        .toList());
  }

  @Test
  void whatStopsEveryBuildIsAnError() {
    check("""
        node_modules
          !
        # ^ Every build stops here: an exception to nothing.
        *.md
          b[a
        # ^^^ Every build stops here: a [ that is not closed.
        x\\
        #^ Every build stops here: a backslash at the end.
        *[z-a]
        #^^^^^ Every build stops here: a range that ends before it begins.
        """);
    Diagnostic diagnostic = Diagnostics.of(snapshot("[a"), ClientSupport.full()).get(0);
    assertThat(diagnostic.getSeverity()).isEqualTo(DiagnosticSeverity.Error);
    assertThat(diagnostic.getCode()).as("it has no page").isNull();
  }

  @Test
  void whatCanDoNothingIsUnnecessary() {
    check("""
        !src
        #^^^ no line above leaves anything out
        ../secrets
        #^^^^^^^^^ no path of the build context leads out of it
          .
        # ^ it names the build context itself
        !src/main.c
        #^^^^^^^^^^ no line above leaves anything out
        *
        !src
        """);
  }

  @Test
  void whatIsFineIsNotTouched() {
    check("""
        # comment
        node_modules
        **/*.log
        !keep.log
        *.{a,b}
        foo # comment
        ..hidden
        """);
  }

  @Test
  void aDocumentWithAnotherNameIsLeftAlone() {
    for (String name : List.of(".gitignore", ".npmignore", "dockerignore.txt")) {
      Snapshot snapshot = Snapshot.open("file:///x/" + name, "ignore", 1, "[a\n!", CHECKS);
      assertThat(Diagnostics.of(snapshot, ClientSupport.full())).as(name).isEmpty();
    }
  }

  @Test
  void hoverTellsWhatAPatternLeavesOut() {
    assertThat(hover("node_mod<|>ules\n")).isEqualTo("Leaves out 2 files, 5 B on disk.");
    assertThat(hover("src\n!src/*.<|>c\n")).isEqualTo("Brings back 2 files, 4 B on disk.");
    assertThat(hover("s<|>rc\n!src/main.c\n")).isEqualTo("Leaves out 1 file, 2 B on disk.");
    assertThat(hover("*.lo<|>g\n"))
        .isEqualTo("Leaves out nothing that is there now, or lines below bring it back.");
    assertThat(hover("*.log\n!<|>x\n"))
        .isEqualTo("Brings nothing back: no file that is there now.");
    assertThat(hover("[<|>a\n")).isEqualTo("Not a pattern: a [ that is not closed.");
    assertThat(hover("# com<|>ment\n")).isNull();
    assertThat(hover("x\n<|>\n")).isNull();
  }

  @Test
  void completesTheNamesOfAFolder() {
    assertThat(complete("<|>"))
        .extracting(CompletionItem::getLabel)
        .containsExactly("#odd", "b[1].md", "größe.md", "node_modules/", "src/");
    assertThat(complete("src/<|>"))
        .extracting(CompletionItem::getLabel)
        .containsExactly("main.c", "my file.c");
    assertThat(complete("# <|>")).isEmpty();
    assertThat(complete("nothing/<|>")).isEmpty();
    assertThat(complete("*.c\nsrc\n<|>").get(4).getDetail()).isEqualTo("left out already");
  }

  @Test
  void offersNothingInPlaceOfANameThatIsWritten() {
    assertThat(complete("src<|>")).isEmpty();
    assertThat(complete("!node_modules<|>")).isEmpty();
    assertThat(complete("dist<|>")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'<|>',                 src/,       src",
    "'s<|>de',              src/,       src",
    "'!<|>',                src/,       !src",
    "'/sr<|>',              src/,       /src",
    "'src/m<|>/x',          my file.c,  src/my file.c/x",
    "'<|>',                 #odd,       \\#odd",
    "'/<|>',                #odd,       /#odd",
    "'<|>',                 b[1].md,    'b\\[1\\].md'",
    "'g<|> \n',             größe.md,   'größe.md \n'",
  })
  void whatIsTakenMatchesOnlyThatName(String marked, String label, String text) {
    assertThat(take(marked, label)).isEqualTo(text);
  }

  @Test
  void neverThrowsOnAnyPrefix() {
    String text = "# c\r\n\n**/node_modules/\n!src/[a-z]*.c\n*.{a\n\\#x\n[\n! \n../\n";
    for (int end = 0; end <= text.length(); end++) {
      Snapshot snapshot = snapshot(text.substring(0, end));
      for (int offset = 0; offset <= end; offset++) {
        IgnoreHover.at(snapshot, offset, context(snapshot), true, Project.soon());
        IgnoreCompletion.at(snapshot, offset, context(snapshot), Project.soon());
      }
      assertThat(Diagnostics.of(snapshot, ClientSupport.none())).isNotNull();
    }
  }
}

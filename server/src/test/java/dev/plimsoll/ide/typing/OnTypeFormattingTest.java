package dev.plimsoll.ide.typing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.SampleFiles;
import dev.plimsoll.ide.Checks;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.text.TextEdit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In every file the cursor {@code <|>} stands where the editor has put it after the key. */
class OnTypeFormattingTest {

  private static final Checks CHECKS = new Checks(
      ImmutableList::of, new EmbeddedImages(), LintOptions.DEFAULT, (rule, failure) -> {});

  private static final String TAB = "\t";

  /** @param step what is indented by where the file doesn't say */
  private static String typed(String marked, String key, String step) {
    int offset = marked.indexOf("<|>");
    String text = marked.replace("<|>", "");
    Snapshot snapshot = Snapshot.open("file:///Dockerfile", "dockerfile", 1, text, CHECKS);
    List<TextEdit> edits = new ArrayList<>();
    for (org.eclipse.lsp4j.TextEdit edit : OnTypeFormatting.at(snapshot, offset, key, () -> step)) {
      edits.add(TextEdit.replace(snapshot.range(edit.getRange()), edit.getNewText()));
    }
    return TextEdit.apply(text, edits);
  }

  private static String enter(String marked) {
    return typed(marked, "\n", "  ");
  }

  private static void enterChangesNothing(String marked) {
    assertThat(enter(marked)).isEqualTo(marked.replace("<|>", ""));
  }

  private static String backslash(String marked) {
    return typed(marked, "\\", TAB);
  }

  @Test
  void theFirstContinuedLineIsIndentedAsTheEditorIsSet() {
    assertThat(enter("FROM a\nRUN b \\\n<|>\n")).isEqualTo("FROM a\nRUN b \\\n  \n");
    assertThat(typed("FROM a\nRUN b \\\n<|>\n", "\n", TAB)).isEqualTo("FROM a\nRUN b \\\n\t\n");
    assertThat(enter("FROM a\r\nRUN b \\\r\n<|>\r\n")).isEqualTo("FROM a\r\nRUN b \\\r\n  \r\n");
  }

  @Test
  void aContinuedLineStandsLikeItsNeighbours() {
    assertThat(enter("FROM a\nRUN b && \\\n     c && \\\n<|>\n"))
        .isEqualTo("FROM a\nRUN b && \\\n     c && \\\n     \n");
    assertThat(enter("FROM a\nRUN b && \\\n<|>\n   c\n"))
        .isEqualTo("FROM a\nRUN b && \\\n   \n   c\n");
    assertThat(enter("FROM a\nRUN b \\\n  c \\\n<|>\n    d \\\n    e\n"))
        .isEqualTo("FROM a\nRUN b \\\n  c \\\n    \n    d \\\n    e\n");
    assertThat(enter("FROM a\nRUN b \\\n    c \\\n<|>\n  && d\n"))
        .isEqualTo("FROM a\nRUN b \\\n    c \\\n    \n  && d\n");
    assertThat(enter("FROM a\nRUN b \\\n\tc\nRUN d \\\n<|>\n"))
        .isEqualTo("FROM a\nRUN b \\\n\tc\nRUN d \\\n\t\n");
    assertThat(enter("FROM a\nRUN b \\\n   # why\n<|>\n   c\n"))
        .isEqualTo("FROM a\nRUN b \\\n   # why\n   \n   c\n");
  }

  @Test
  void anOperatorAtTheEndOfTheLineWantsAContinuation() {
    assertThat(enter("FROM a\nRUN b &&\n<|>\n")).isEqualTo("FROM a\nRUN b && \\\n  \n");
    assertThat(enter("FROM a\nRUN b || \n<|>")).isEqualTo("FROM a\nRUN b || \\\n  ");
    assertThat(enter("FROM a\nRUN b |\n<|>c\n")).isEqualTo("FROM a\nRUN b | \\\n  c\n");
    assertThat(enter("# escape=`\nFROM a\nRUN b &&\n<|>\n"))
        .isEqualTo("# escape=`\nFROM a\nRUN b && `\n  \n");
    assertThat(enter("FROM a\nrun b \\\n    && c &&\n    <|>\n"))
        .isEqualTo("FROM a\nrun b \\\n    && c && \\\n    \n");
    enterChangesNothing("FROM a\nENV b=c&&\n<|>\n");
  }

  @Test
  void anInstructionThatIsCutInTwoGoesOn() {
    assertThat(enter("FROM a\nRUN apt-get install -y\n<|>curl git\n"))
        .isEqualTo("FROM a\nRUN apt-get install -y \\\n  curl git\n");
    assertThat(enter("FROM a\nRUN b \\\n    curl\n    <|>git \\\n    jq\n"))
        .isEqualTo("FROM a\nRUN b \\\n    curl \\\n    git \\\n    jq\n");
    assertThat(enter("FROM a\nENV b=c \n<|>d=e\n")).isEqualTo("FROM a\nENV b=c \\\n  d=e\n");
    assertThat(enter("FROM a\nCMD [\"b\",\n<|>\"c\"]\n"))
        .isEqualTo("FROM a\nCMD [\"b\", \\\n  \"c\"]\n");
  }

  @Test
  void aNewInstructionIsLeftAlone() {
    enterChangesNothing("FROM a\n<|>RUN b\n");
    enterChangesNothing("FROM a\nRUN b\n<|>\n");
    enterChangesNothing("FROM a\nRUN b \\\n    c\n<|>\n");
    enterChangesNothing("FROM a\n# b &&\n<|>\n");
    enterChangesNothing("# escape=\\\n<|>\nFROM a\n");
    enterChangesNothing("<|>");
    enterChangesNothing("\n<|>");
  }

  @Test
  void afterTheLastLineOfAnInstructionTheNextOneBelongsAtTheMargin() {
    assertThat(enter("FROM a\nRUN b \\\n    c\n    <|>")).isEqualTo("FROM a\nRUN b \\\n    c\n");
    assertThat(enter("FROM a\nRUN b \\\n\tc \\\n\t\td\n\t\t<|>\nUSER e\n"))
        .isEqualTo("FROM a\nRUN b \\\n\tc \\\n\t\td\n\nUSER e\n");
    assertThat(enter("FROM a\r\nENV b=c \\\r\n    d=e\r\n    <|>\r\n"))
        .isEqualTo("FROM a\r\nENV b=c \\\r\n    d=e\r\n\r\n");
    assertThat(enter("# escape=`\nFROM a\nWORKDIR C:\\\n    <|>"))
        .as("an editor that takes every backslash for an escape character")
        .isEqualTo("# escape=`\nFROM a\nWORKDIR C:\\\n");
    assertThat(enter("  FROM a\n  RUN b \\\n    c\n    <|>"))
        .as("instructions that are indented themselves")
        .isEqualTo("  FROM a\n  RUN b \\\n    c\n  ");
    assertThat(enter("FROM a\nRUN b \\\n    <<E\n    <|>\nE\n"))
        .as("the first line of a here-document")
        .isEqualTo("FROM a\nRUN b \\\n    <<E\n    \nE\n");
    assertThat(enter("FROM a\nRUN <<-E\n\tb\n\tE\n\t<|>"))
        .isEqualTo("FROM a\nRUN <<-E\n\tb\n\tE\n");
    enterChangesNothing("FROM a\nRUN <<E\n  b\n  <|>\nE\n");
    enterChangesNothing("FROM a\nRUN <<E\n  b\n  <|>");
  }

  @Test
  void aHereDocumentGetsItsTerminator() {
    assertThat(enter("FROM a\nRUN <<EOF\n<|>\nCMD b\n"))
        .isEqualTo("FROM a\nRUN <<EOF\n\nEOF\nCMD b\n");
    assertThat(enter("FROM a\nRUN <<-'EOF' c\n<|>\nCMD b"))
        .isEqualTo("FROM a\nRUN <<-'EOF' c\n\nEOF\nCMD b");
    assertThat(enter("FROM a\r\nCOPY <<x <<y /d/\r\n<|>\r\nCMD b\r\n"))
        .isEqualTo("FROM a\r\nCOPY <<x <<y /d/\r\n\r\nx\r\ny\r\nCMD b\r\n");
    assertThat(enter("FROM a\nRUN <<EOF\n<|>\nRUN <<EOF\nb\nEOF\n"))
        .isEqualTo("FROM a\nRUN <<EOF\n\nEOF\nRUN <<EOF\nb\nEOF\n");
  }

  @Test
  void whereNothingFollowsTheTerminatorIsLeftToBeTyped() {
    enterChangesNothing("FROM a\nRUN <<EOF\n<|>");
    enterChangesNothing("FROM a\nRUN <<EOF\n<|>\n\n");
  }

  @Test
  void aTerminatorThatIsTypedThoughItWasPutInStandsThereOnce() {
    assertThat(enter("FROM a\nRUN <<EOF\nb\nEOF\n<|>\nEOF\nCMD c\n"))
        .isEqualTo("FROM a\nRUN <<EOF\nb\nEOF\n\nCMD c\n");
    assertThat(enter("FROM a\r\nCOPY <<x <<y /d/\r\nx\r\ny\r\n<|>\r\ny"))
        .isEqualTo("FROM a\r\nCOPY <<x <<y /d/\r\nx\r\ny\r\n");
    enterChangesNothing("FROM a\nRUN <<CMD\nb\nCMD\n<|>\nCMD\n");
  }

  @Test
  void aHereDocumentThatHasItsTerminatorIsLeftAlone() {
    enterChangesNothing("FROM a\nRUN <<EOF\n<|>\nb\nEOF\nCMD b\n");
    enterChangesNothing("FROM a\nRUN <<EOF\nb &&\n<|>\nEOF\nCMD b\n");
    enterChangesNothing("FROM a\nRUN <<EOF\nb \\\n<|>\nEOF\nCMD b\n");
  }

  @Test
  void theEscapeCharacterTakesTheNextLineIn() {
    assertThat(backslash("FROM node AS \\<|>\nsetup")).isEqualTo("FROM node AS \\\n\tsetup");
    assertThat(backslash("FROM node AS <|>\nsetup\n")).isEqualTo("FROM node AS \n\tsetup\n");
    assertThat(backslash("FROM node \\<|>\n# why\nAS b")).isEqualTo("FROM node \\\n\t# why\nAS b");
    assertThat(backslash("FROM node \\\nAS \\<|>\nsetup\n"))
        .isEqualTo("FROM node \\\nAS \\\n\tsetup\n");
    assertThat(backslash("EXPOSE 80 \\<|>  \n  \n")).isEqualTo("EXPOSE 80 \\  \n\n");
    assertThat(typed("#escape=`\nEXPOSE 80 `<|>\n81", "`", "    "))
        .isEqualTo("#escape=`\nEXPOSE 80 `\n    81");
  }

  @Test
  void theEscapeCharacterElsewhereIsACharacter() {
    for (String marked : List.of(
        "FROM node AS \\<|>",
        "SHELL [ \\<|>\"\", \n \"\" ]",
        "# comment \\<|>\nFROM node",
        "#escape=\\<|>\nFROM node",
        "#escape=`\nFROM a \\<|>\nb",
        "FROM a \\<|>\nRUN b",
        "EXPOSE 80 \\<|>\n\t81",
        "RUN <<EOF\na \\<|>\nb\nEOF\n")) {
      assertThat(backslash(marked)).isEqualTo(marked.replace("<|>", ""));
    }
  }

  @Test
  void everyPrefixHasAnAnswer() {
    for (String text : SampleFiles.whole()) {
      for (int end = 0; end <= text.length(); end++) {
        String prefix = text.substring(0, end);
        assertThat(enter(prefix + "\n<|>")).startsWith(prefix.stripTrailing());
        assertThat(enter(prefix + "\n<|>" + text.substring(end))).isNotEmpty();
        assertThat(backslash(prefix + "\\<|>" + text.substring(end))).isNotEmpty();
      }
    }
  }

  @Test
  void otherLanguagesAndKeysAreLeftAlone() {
    Snapshot other = Snapshot.open("file:///a", "ignore", 1, "RUN a &&\n", CHECKS);
    assertThat(OnTypeFormatting.at(other, 9, "\n", null)).isEmpty();
    assertThat(typed("RUN a &&\n<|>", "x", null)).isEqualTo("RUN a &&\n");
    assertThat(typed("RUN a &&\n<|>", "", null)).isEqualTo("RUN a &&\n");
  }
}

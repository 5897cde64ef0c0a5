package dev.plimsoll.lint.rules;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plimsoll.lint.FixAvailability;
import dev.plimsoll.lint.rules.RepairedFile.Version;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@link EveryFixTest} holds fixes to, each with a fix that fails it. */
class BadFixesAreCaughtTest {

  private static void refused(String before, String after, Consumer<RepairedFile> law) {
    RepairedFile repaired = new RepairedFile("A bad fix", new Version(before), after);
    assertThatThrownBy(() -> law.accept(repaired))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("A bad fix");
  }

  @Test
  void aCommentIsLost() {
    refused("FROM a\n# why\nRUN b\n", "FROM a\nRUN b\n", RepairedFile::keepsComments);
    refused("FROM a\n# why\nRUN b\n", "FROM a\nRUN b\n", RepairedFile::keepsCommentsSomewhere);
    refused(
        "FROM a\nRUN b && \\\n  # why\n  c\n", "FROM a\nRUN b && c\n", RepairedFile::keepsComments);
  }

  @Test
  void aSafeFixMovesAComment() {
    String before = "FROM a\n# why\nRUN b\n";
    refused(before + "# last\n", "FROM a\n# last\nRUN b\n# why\n", RepairedFile::keepsComments);
  }

  @ParameterizedTest
  @CsvSource({"RUNN b", "EXPOSE x", "COPY a", "'RUN echo \"'", "RUN b &&"})
  void anErrorArises(String instruction) {
    refused("FROM a\nRUN b\n", "FROM a\n" + instruction + "\n", RepairedFile::hasNoNewError);
  }

  @Test
  void lineEndingsChange() {
    refused("FROM a\r\nRUN b\r\n", "FROM a\r\nRUN c\n", RepairedFile::keepsLineEndings);
    refused("FROM a\nRUN b", "FROM a\nRUN b\n", RepairedFile::keepsLineEndings);
  }

  @Test
  void anotherInstructionIsLost() {
    List<TextEdit> edits = List.of(TextEdit.delete(new TextRange("FROM a\n".length(), 13)));
    refused("FROM a\nRUN b\nUSER c\n", "FROM a\n", one -> one.keepsInstructionsOutside(edits));
  }

  @Test
  void aProblemArises() {
    String before = "FROM debian:12\nUSER nobody\n";
    String after = "FROM debian:12\nUSER nobody\nRUN apt-get install -y curl\n";
    refused(before, after, one -> one.hasNoMoreProblems(List.of()));
    refused(before, after, one -> one.hasNoNewProblem(Rules.ALL.get(0), FixAvailability.SAFE));
  }

  @Test
  void aSafeFixIsLeft() {
    refused("FROM debian:12\n", "FROM debian:12\nMAINTAINER me\n", RepairedFile::isAtRest);
  }
}

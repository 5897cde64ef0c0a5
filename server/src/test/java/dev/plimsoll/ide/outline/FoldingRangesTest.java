package dev.plimsoll.ide.outline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Opened;
import dev.plimsoll.ide.Snapshot;
import java.util.List;
import java.util.Set;
import org.eclipse.lsp4j.FoldingRange;
import org.eclipse.lsp4j.FoldingRangeKind;
import org.junit.jupiter.api.Test;

class FoldingRangesTest {

  @Test
  void aStageFoldsUpToItsLastInstruction() {
    assertThat(folds("""
        FROM golang:1.25 AS build
        WORKDIR /src
        RUN go build

        # of the next stage
        FROM scratch
        COPY --from=build /src/app /app
        """)).containsExactly("0-2", "5-6");
  }

  @Test
  void anInstructionOfSeveralLinesFolds() {
    assertThat(folds("""
        FROM alpine
        ENV A=1 \\
            # why
            B=2
        """)).containsExactly("0-3", "1-3");
  }

  @Test
  void anInstructionThatIsContinuedAtTheEndOfTheFileFoldsToThere() {
    assertThat(folds("RUN a \\\n# x\n")).containsExactly("0-2");
    assertThat(folds("RUN a\n\n\n")).isEmpty();
  }

  @Test
  void aHeredocFoldsWithTheInstructionThatItIs() {
    assertThat(folds("""
        RUN <<EOF
        set -e
        make
        EOF
        """)).containsExactly("0-3");
  }

  @Test
  void severalHeredocsFoldEachOnItsOwn() {
    assertThat(folds("""
        COPY <<A <<B /etc/
        a
        a
        A
        b
        b
        B
        """)).containsExactly("0-6", "1-3", "4-6");
  }

  @Test
  void aHeredocBehindOtherLinesFoldsFromItsOpener() {
    assertThat(folds("""
        RUN set -e && \\
            cat <<EOF
        a
        EOF
        """)).containsExactly("0-3", "1-3");
  }

  @Test
  void linesOfCommentsThatFollowEachOtherFold() {
    assertThat(folds("""
        # syntax=docker/dockerfile:1

        # one
        # two

        # alone
        RUN a \\
          # in
          # between
          b
        """)).containsExactly("2-3 comment", "6-9", "7-8 comment");
  }

  @Test
  void regionsFoldAndNest() {
    assertThat(folds("""
        #region outer
        USER a
        # region inner
        USER b
        # endregion
        #endregion
        #regional is no region
        USER c
        #endregion without a start
        """)).containsExactly("0-5 region", "2-4 region", "4-6 comment");
  }

  @Test
  void columnsGoFromTheEndOfTheFirstLineToTheEndOfTheLast() {
    FoldingRange range = FoldingRanges.of(
            Opened.dockerfile("RUN a \\\r\n  bc\r\n"), ClientSupport.none())
        .get(0);
    assertThat(range.getStartCharacter()).isEqualTo(7);
    assertThat(range.getEndCharacter()).isEqualTo(4);
  }

  @Test
  void editorsThatFoldLinesGetNoColumns() {
    ClientSupport support = ClientSupport.of(Set.of(Ability.FOLDING_LINES_ONLY));
    FoldingRange range =
        FoldingRanges.of(Opened.dockerfile("RUN a \\\n  b"), support).get(0);
    assertThat(range.getStartCharacter()).isNull();
    assertThat(range.getEndCharacter()).isNull();
  }

  @Test
  void aFoldedStageSaysHowMuchItHides() {
    FoldingRange range = FoldingRanges.of(
            Opened.dockerfile("FROM a\nUSER b\nUSER c"), ClientSupport.full())
        .get(0);
    assertThat(range.getCollapsedText()).isEqualTo("… 2 instructions");
  }

  @Test
  void whereFewAreWantedInstructionsComeBeforeStages() {
    Snapshot snapshot = Opened.dockerfile("FROM a\nRUN b \\\n  c\n# x\n# y\nUSER b\n");
    ClientSupport one = ClientSupport.full().withMaxFoldingRanges(1);
    assertThat(FoldingRanges.of(snapshot, one))
        .hasSize(1)
        .first()
        .satisfies(range -> assertThat(range.getStartLine()).isEqualTo(1));
    assertThat(FoldingRanges.of(snapshot, one.withMaxFoldingRanges(0))).isEmpty();
  }

  @Test
  void anotherLanguageHasNone() {
    Snapshot other = Opened.document("ignore", "# a\n# b\n");
    assertThat(FoldingRanges.of(other, ClientSupport.full())).isEmpty();
  }

  private static List<String> folds(String text) {
    return FoldingRanges.of(Opened.dockerfile(text), ClientSupport.none()).stream()
        .map(FoldingRangesTest::show)
        .toList();
  }

  private static String show(FoldingRange range) {
    String lines = range.getStartLine() + "-" + range.getEndLine();
    String kind = range.getKind();
    assertThat(kind).isIn(null, FoldingRangeKind.Comment, FoldingRangeKind.Region);
    return kind == null ? lines : lines + " " + kind;
  }
}

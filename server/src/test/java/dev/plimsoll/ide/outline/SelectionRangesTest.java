package dev.plimsoll.ide.outline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.ide.Opened;
import dev.plimsoll.ide.Snapshot;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.SelectionRange;
import org.junit.jupiter.api.Test;

class SelectionRangesTest {

  @Test
  void aWordGrowsToItsArgumentCommandListInstructionStageAndFile() {
    assertThat(grown("""
        ARG A
        FROM debian
        RUN apt-get update && apt-get install -y cu<|>rl=7.1 > log; echo done
        """))
        .containsExactly(
            "curl",
            "curl=7.1",
            "install -y curl=7.1",
            "apt-get install -y curl=7.1 > log",
            "apt-get update && apt-get install -y curl=7.1 > log",
            "apt-get update && apt-get install -y curl=7.1 > log; echo done",
            "RUN apt-get update && apt-get install -y curl=7.1 > log; echo done",
            "FROM debian\nRUN apt-get update && apt-get install -y curl=7.1 > log; echo done",
            "ARG A\nFROM debian\nRUN apt-get update && apt-get install -y curl=7.1 > log; echo done\n");
  }

  @Test
  void theShellIsFollowedIntoSubstitutionsAndQuotes() {
    assertThat(grown("RUN echo \"a $(cat $FI<|>LE) b\""))
        .containsExactly(
            "FILE",
            "$FILE",
            "cat $FILE",
            "$(cat $FILE)",
            "\"a $(cat $FILE) b\"",
            "echo \"a $(cat $FILE) b\"",
            "RUN echo \"a $(cat $FILE) b\"");
  }

  @Test
  void compoundCommandsAreTakenInWhole() {
    assertThat(grown("""
        RUN <<EOF
        if true; then
          ec<|>ho
        fi
        EOF
        """))
        .containsExactly(
            "echo",
            "echo\n",
            "if true; then\n  echo\nfi",
            "if true; then\n  echo\nfi\n",
            "if true; then\n  echo\nfi\nEOF",
            "RUN <<EOF\nif true; then\n  echo\nfi\nEOF",
            "RUN <<EOF\nif true; then\n  echo\nfi\nEOF\n");
  }

  @Test
  void theValueOfAVariableGrowsToItsPair() {
    assertThat(grown("ENV A=1 B=\"x y<|>\" C=3"))
        .containsExactly(
            "y", "x y", "\"x y\"", "B=\"x y\"", "A=1 B=\"x y\" C=3", "ENV A=1 B=\"x y\" C=3");
  }

  @Test
  void anOptionOfAMountGrowsToItsFlag() {
    assertThat(grown("RUN --mount=type=ca<|>che,target=/x make"))
        .containsExactly(
            "cache",
            "type=cache",
            "type=cache,target=/x",
            "--mount=type=cache,target=/x",
            "RUN --mount=type=cache,target=/x make");
  }

  @Test
  void aStringOfTheExecFormGrowsToItsArray() {
    assertThat(grown("CMD [\"a b<|>\", \"c\"]"))
        .containsExactly("b", "a b", "\"a b\"", "[\"a b\", \"c\"]", "CMD [\"a b\", \"c\"]");
  }

  @Test
  void aCommentGrowsToItsBlock() {
    assertThat(grown("# one tw<|>o\n# three\nFROM a\n"))
        .containsExactly(
            "two", "one two", "# one two", "# one two\n# three", "# one two\n# three\nFROM a\n");
  }

  @Test
  void everyPositionIsAnsweredInOrder() {
    List<SelectionRange> ranges = SelectionRanges.at(
        Opened.dockerfile("FROM a\n"), List.of(new Position(9, 9), new Position(0, 1)));
    assertThat(ranges).hasSize(2);
    assertThat(ranges.get(1).getRange().getEnd()).isEqualTo(new Position(0, 4));
  }

  @Test
  void anEmptyDocumentHasOneEmptyRange() {
    assertThat(grown("<|>")).containsExactly("");
  }

  private static List<String> grown(String marked) {
    int offset = marked.indexOf("<|>");
    Snapshot snapshot = Opened.dockerfile(marked.replace("<|>", ""));
    List<String> grown = new ArrayList<>();
    SelectionRange range =
        SelectionRanges.at(snapshot, List.of(snapshot.position(offset))).get(0);
    while (range != null) {
      grown.add(Opened.text(snapshot, range.getRange()));
      range = range.getParent();
    }
    return grown;
  }
}

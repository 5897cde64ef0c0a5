package dev.plimsoll.ide.outline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.SampleFiles;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Opened;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.links.DocumentLinks;
import dev.plimsoll.ide.tokens.SemanticTokens;
import dev.plimsoll.ide.tokens.Tokens;
import dev.plimsoll.text.TextRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.DocumentLink;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.FoldingRange;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.SelectionRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold of the structure of any text, here of all that an author has on the screen while an example is typed. */
class StructureOfPrefixesTest {

  private static final String EVERYTHING = """
      # syntax=docker/dockerfile:1
      #region a
      ARG A=${B:-"x$C"} D
      FROM --platform=$BUILDPLATFORM ghcr.io/o/${A}:1@sha256:0 AS b
      RUN --mount=type=cache,from=b,"target=/x" --network=none <<-A cat <<'B' && x "$(y `z`)" | [[ a =~ b ]]
      \tif a; then case $b in c|d) e;; esac; fi
      \tA
      f() { g=(1 2); }
      B
      COPY --from=0 ["a", \\
        # why
        "b$C"]
      HEALTHCHECK CMD curl https://$A/x 2>&1 ; while :; do ((i++)); done
      ONBUILD ENV A=1 \\

       B='2 😀'
      SHELL ["pwsh"]
      RUN Get-Item "a" $b
      LABEL a b c
      EXPOSE 1-2/$P
      #endregion
      """;

  static List<String> texts() throws IOException {
    List<String> texts = new ArrayList<>(SampleFiles.whole());
    texts.add(EVERYTHING);
    texts.add(EVERYTHING.replace("\n", "\r\n"));
    texts.add("# escape=`\n" + EVERYTHING.replace('\\', '`'));
    texts.add("a\rRUN b\rc \\\rd\n\uFEFF\n");
    return texts;
  }

  @ParameterizedTest
  @MethodSource("texts")
  void rangesOfEveryPrefixAreInOrderAndInTheText(String text) {
    for (int end = 0; end <= text.length(); end++) {
      Snapshot snapshot = Opened.dockerfile(text.substring(0, end));
      Tokens.read(
          snapshot, SemanticTokens.of(snapshot, ClientSupport.full()), ClientSupport.full());
      symbols(DocumentSymbols.of(snapshot, ClientSupport.full()), whole(snapshot), snapshot);
      FlatSymbols.of(snapshot, ClientSupport.none())
          .forEach(symbol -> assertThat(symbol.getName()).isNotEmpty());
      folds(snapshot);
      links(snapshot);
      selections(snapshot, new int[] {end, end / 2});
    }
  }

  private static TextRange whole(Snapshot snapshot) {
    return new TextRange(0, snapshot.file().length());
  }

  private static void symbols(List<DocumentSymbol> symbols, TextRange around, Snapshot snapshot) {
    int done = around.start();
    for (DocumentSymbol symbol : symbols) {
      TextRange range = snapshot.range(symbol.getRange());
      assertThat(symbol.getName()).isNotBlank();
      assertThat(around.contains(range)).as("%s in %s", symbol, around).isTrue();
      assertThat(range.contains(snapshot.range(symbol.getSelectionRange()))).isTrue();
      assertThat(range.start()).isGreaterThanOrEqualTo(done);
      done = range.end();
      if (symbol.getChildren() != null) {
        symbols(symbol.getChildren(), range, snapshot);
      }
    }
  }

  private static void folds(Snapshot snapshot) {
    for (FoldingRange fold : FoldingRanges.of(snapshot, ClientSupport.full())) {
      assertThat(fold.getStartLine()).isLessThan(fold.getEndLine());
      assertThat(fold.getEndLine()).isLessThan(snapshot.lines().lineCount());
    }
    for (FoldingRange fold : FoldingRanges.of(snapshot, ClientSupport.none())) {
      assertThat(fold.getStartCharacter()).isNotNegative();
      assertThat(fold.getEndCharacter()).isNotNegative();
    }
  }

  private static void links(Snapshot snapshot) {
    int done = 0;
    for (DocumentLink link : DocumentLinks.of(snapshot, List.of(), ClientSupport.full())) {
      TextRange range = snapshot.range(link.getRange());
      assertThat(range.isEmpty()).isFalse();
      assertThat(range.start()).isGreaterThanOrEqualTo(done);
      assertThat(link.getTarget()).startsWith("http");
      done = range.end();
    }
  }

  private static void selections(Snapshot snapshot, int[] offsets) {
    for (int offset : offsets) {
      Position position = snapshot.position(offset);
      SelectionRange at = SelectionRanges.at(snapshot, List.of(position)).get(0);
      while (at.getParent() != null) {
        Range inner = at.getRange();
        Range outer = at.getParent().getRange();
        assertThat(snapshot.range(outer).contains(snapshot.range(inner))).isTrue();
        assertThat(inner).isNotEqualTo(outer);
        assertThat(snapshot.range(inner).touches(snapshot.offset(position))).isTrue();
        at = at.getParent();
      }
      assertThat(snapshot.range(at.getRange())).isEqualTo(whole(snapshot));
    }
  }
}

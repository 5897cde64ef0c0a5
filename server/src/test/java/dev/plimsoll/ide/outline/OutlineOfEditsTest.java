package dev.plimsoll.ide.outline;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Examples;
import dev.plimsoll.ide.Opened;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.ValueSet;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An outline takes over from the one before it what an edit left alone, and nothing else. */
class OutlineOfEditsTest {

  private static final List<String> PIECES =
      List.of("x", "\n", "\r", "# c\n", "\\\n", "FROM z AS y\n", "RUN a\n", "\uFEFF", "<<E\n", "`");

  private static final ClientSupport SUPPORT = ClientSupport.full();

  static List<String> examples() throws IOException {
    return Examples.all();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void itIsThatOfTheTextAfterEveryEdit(String text) {
    Random random = new Random(text.hashCode());
    Snapshot snapshot = Opened.dockerfile(text);
    ImmutableList<DocumentSymbol> told = ImmutableList.of();
    for (int i = 0; i < 60; i++) {
      if (random.nextInt(3) > 0) {
        told = DocumentSymbols.of(snapshot, SUPPORT, told);
        assertThat(told).isEqualTo(outline(Opened.dockerfile(snapshot.text())));
      }
      int start = random.nextInt(snapshot.text().length() + 1);
      int end = Math.min(snapshot.text().length(), start + random.nextInt(3) * random.nextInt(9));
      String piece = random.nextBoolean() ? PIECES.get(random.nextInt(PIECES.size())) : "";
      snapshot = edited(snapshot, start, end, piece);
    }
  }

  private static ImmutableList<DocumentSymbol> outline(Snapshot snapshot) {
    return DocumentSymbols.of(snapshot, SUPPORT);
  }

  private static Snapshot edited(Snapshot snapshot, int start, int end, String text) {
    Range range = new Range(snapshot.position(start), snapshot.position(end));
    return snapshot.apply(new TextDocumentContentChangeEvent(range, text));
  }

  @Test
  void stagesThatStandWhereTheyStoodAreTheSameSymbols() {
    Snapshot before = Opened.dockerfile("FROM a\nRUN b\nFROM c\nRUN d\nFROM e\n");
    ImmutableList<DocumentSymbol> first = outline(before);

    int d = before.text().indexOf(" d");
    Snapshot typed = edited(before, d, d, "x");
    ImmutableList<DocumentSymbol> second = DocumentSymbols.of(typed, SUPPORT, first);
    assertThat(second.get(0)).isSameAs(first.get(0));
    assertThat(second.get(1)).isNotEqualTo(first.get(1));
    assertThat(second.get(2)).isSameAs(first.get(2));

    int b = typed.text().indexOf("RUN b");
    Snapshot moved = edited(typed, b, b, "\n");
    assertThat(DocumentSymbols.of(moved, SUPPORT, second)
            .get(2)
            .getRange()
            .getStart()
            .getLine())
        .isEqualTo(5);
  }

  @Test
  void anEditorThatKnowsOtherKindsGetsOthers() {
    Snapshot snapshot = Opened.dockerfile("FROM a\nSTOPSIGNAL 9\n");
    ImmutableList<DocumentSymbol> all = outline(snapshot);
    ClientSupport filesOnly =
        SUPPORT.with(ImmutableMap.of(ValueSet.SYMBOL_KINDS, ImmutableSet.of("1")));
    assertThat(DocumentSymbols.of(snapshot, filesOnly, all)).isNotEqualTo(all);
  }
}

package dev.plimsoll.ide.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Cursor;
import dev.plimsoll.ide.navigation.CodeLenses;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.lsp4j.CallHierarchyIncomingCall;
import org.eclipse.lsp4j.CallHierarchyItem;
import org.eclipse.lsp4j.CallHierarchyOutgoingCall;
import org.eclipse.lsp4j.CodeLens;
import org.junit.jupiter.api.Test;

/** The call hierarchy over stages, and the lenses above them. */
class StageCallsTest {

  private static final String FILE = """
      FROM node AS build
      FROM build AS test
      COPY --from=nginx a b
      FROM alpine
      COPY --from=build a b
      RUN --mount=from=build,target=/x true
      """;

  @Test
  void aStageIsUsedByTheStagesThatNameIt() {
    assertThat(incoming(FILE.replace("AS build", "AS <|>build")))
        .containsExactly("test: [2:6 build]", "stage-2: [5:13 build, 6:18 build]");
  }

  @Test
  void aStageUsesStagesAndImages() {
    assertThat(outgoing(FILE.replace("AS test", "<|>AS test")))
        .containsExactly("nginx: [3:13 nginx]", "build: [2:6 build]");
    assertThat(outgoing(FILE.replace("FROM alpine", "FR<|>OM alpine")))
        .containsExactly("alpine: [4:6 alpine]", "build: [5:13 build, 6:18 build]");
  }

  @Test
  void anImageIsUsedByStages() {
    assertThat(incoming(FILE.replace("nginx", "ng<|>inx"))).containsExactly("test: [3:13 nginx]");
    assertThat(outgoing(FILE.replace("nginx", "ng<|>inx"))).isEmpty();
  }

  @Test
  void elsewhereNothingIsCalled() {
    Cursor cursor = Cursor.in("FROM a\nRUN <|>x\n");
    assertThat(StageCalls.prepare(cursor.snapshot(), cursor.offset())).isNull();
  }

  @Test
  void aStageTellsHowOftenItIsUsedAndWhetherItIsNeeded() {
    assertThat(lenses(FILE, ClientSupport.none()))
        .containsExactly("1: 3 references ()", "2: not built by default ()");
    assertThat(lenses("FROM a AS b\nFROM b\n", ClientSupport.none()))
        .containsExactly("1: 1 reference ()");
    assertThat(lenses("FROM a\n", ClientSupport.none())).isEmpty();
  }

  @Test
  void anEditorThatShowsReferencesIsGivenThem() {
    assertThat(lenses(FILE, ClientSupport.of(Set.of(Ability.SHOW_REFERENCES))))
        .contains("1: 3 references (plimsoll.showReferences)");
  }

  private static List<String> lenses(String text, ClientSupport support) {
    List<String> shown = new ArrayList<>();
    for (CodeLens lens : CodeLenses.of(Cursor.open(text), null, support, false).shown()) {
      shown.add((lens.getRange().getStart().getLine() + 1) + ": "
          + lens.getCommand().getTitle() + " (" + lens.getCommand().getCommand() + ")");
    }
    return shown;
  }

  private static List<String> incoming(String marked) {
    Cursor cursor = Cursor.in(marked);
    List<String> shown = new ArrayList<>();
    for (CallHierarchyIncomingCall call : StageCalls.incoming(cursor.snapshot(), item(cursor))) {
      shown.add(call.getFrom().getName() + ": " + cursor.show(call.getFromRanges()));
    }
    return shown;
  }

  private static List<String> outgoing(String marked) {
    Cursor cursor = Cursor.in(marked);
    List<String> shown = new ArrayList<>();
    for (CallHierarchyOutgoingCall call : StageCalls.outgoing(cursor.snapshot(), item(cursor))) {
      shown.add(call.getTo().getName() + ": " + cursor.show(call.getFromRanges()));
    }
    return shown;
  }

  private static CallHierarchyItem item(Cursor cursor) {
    List<CallHierarchyItem> items = StageCalls.prepare(cursor.snapshot(), cursor.offset());
    assertThat(items).hasSize(1);
    return items.get(0);
  }
}

package dev.plimsoll.ide;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.semantics.Occurrence;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.semantics.Symbol;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.CodeLens;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.Range;

/** What stands above a FROM: how often its stage is used, and whether the image needs it at all. */
public final class CodeLenses {

  /**
   * A command of the editor, which shows places: its arguments are the address of the document, a position, and the
   * places. Editors that haven't got it are sent none, only the title.
   */
  public static final String SHOW_REFERENCES = "plimsoll.showReferences";

  private static final String UNUSED = "unused stage: not part of the default target";

  private CodeLenses() {}

  public static ImmutableList<CodeLens> of(Snapshot snapshot, ClientSupport support) {
    if (!snapshot.isDockerfile()) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<CodeLens> lenses = ImmutableList.builder();
    SemanticModel model = snapshot.model();
    for (Stage stage : model.stages()) {
      Range range = snapshot.range(model.range(stage.from(), named(stage)));
      List<Location> references = references(snapshot, stage);
      if (!references.isEmpty()) {
        lenses.add(new CodeLens(range, command(snapshot, range, references, support), null));
      }
      if (!model.isNeeded(stage)) {
        lenses.add(new CodeLens(range, new Command(UNUSED, ""), null));
      }
    }
    return lenses.build();
  }

  private static TextRange named(Stage stage) {
    Word name = stage.from().stageName();
    return name == null ? stage.from().source().keywordRange() : name.range();
  }

  /** The places that name a stage; of several stages with one name the first has them all. */
  private static List<Location> references(Snapshot snapshot, Stage stage) {
    Symbol symbol = snapshot.model().symbols().of(stage);
    Occurrence declaration = symbol == null ? null : symbol.declaration();
    List<Location> references = new ArrayList<>();
    if (symbol == null
        || declaration == null
        || !snapshot.model().range(stage.from(), named(stage)).equals(declaration.range())) {
      return references;
    }
    for (Occurrence occurrence : symbol.occurrences()) {
      if (occurrence.isRead()) {
        references.add(new Location(snapshot.uri(), snapshot.range(occurrence.range())));
      }
    }
    return references;
  }

  private static Command command(
      Snapshot snapshot, Range range, List<Location> references, ClientSupport support) {
    String title = references.size() == 1 ? "1 reference" : references.size() + " references";
    return support.has(Ability.SHOW_REFERENCES)
        ? new Command(title, SHOW_REFERENCES, List.of(snapshot.uri(), range.getStart(), references))
        : new Command(title, "");
  }
}

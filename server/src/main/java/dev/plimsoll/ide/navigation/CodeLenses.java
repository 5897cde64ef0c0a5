package dev.plimsoll.ide.navigation;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.semantics.Occurrence;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.semantics.Symbol;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.lsp4j.CodeLens;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.Range;
import org.jspecify.annotations.Nullable;

/**
 * What stands above a FROM: how often its stage is used, whether it is built at all where no target is named, and what the
 * base of an image that ships weighs.
 *
 * @param shown what an editor is to show now
 * @param complete whether that holds; else a FROM that is being typed doesn't count yet, and will if it stays so
 */
public record CodeLenses(ImmutableList<CodeLens> shown, boolean complete) {

  /**
   * A command of the editor, which shows places: its arguments are the address of the document, a position, and the
   * places. Editors that haven't got it are sent none, only the title.
   */
  public static final String SHOW_REFERENCES = "plimsoll.showReferences";

  /** Likewise, which offers what can be mended: its arguments are the address of the document and a position. */
  static final String SHOW_QUICK_FIXES = "plimsoll.showQuickFixes";

  private static final String NOT_BUILT = "not built by default";

  /**
   * The lenses of a document.
   *
   * @param images what is known of images where their sizes are wanted; else null
   * @param typing whether what is being typed may be unfinished
   */
  public static CodeLenses of(
      Snapshot snapshot, @Nullable ImageCatalog images, ClientSupport support, boolean typing) {
    if (!snapshot.isDockerfile()) {
      return new CodeLenses(ImmutableList.of(), true);
    }
    List<CodeLens> lenses = new ArrayList<>();
    SemanticModel model = snapshot.model();
    Stage last = model.finalStage();
    boolean isTyped = typing && last != null && isTyped(last, snapshot);
    boolean isBegun = last != null && (isTyped || isBegun(last, snapshot.model()));
    ImmutableSet<Stage> built =
        model.neededFor(last != null && isBegun ? before(last, model) : last);
    Stage begun = last != null && isBegun && last.index() > 0 ? last : null;
    SizeLenses sizes =
        images == null ? null : new SizeLenses(snapshot, images, support, deployed(model, begun));
    TextRange typed = typing ? snapshot.beingTyped() : null;
    boolean complete = !isTyped;
    for (Stage stage : model.stages()) {
      Range range = snapshot.range(model.range(stage.from(), named(stage)));
      List<Location> references = references(snapshot, stage);
      if (!references.isEmpty()) {
        lenses.add(new CodeLens(range, command(snapshot, range, references, support), null));
      }
      if (!built.contains(stage) && !(isBegun && stage == last)) {
        lenses.add(new CodeLens(range, new Command(NOT_BUILT, ""), null));
      }
      if (sizes != null && stage != begun) {
        boolean unfinished = typed != null && typed.overlaps(model.range(stage.from()));
        sizes.add(stage, range, unfinished, lenses);
        complete &= !unfinished;
      }
    }
    return new CodeLenses(ImmutableList.copyOf(lenses), complete);
  }

  /** The stages that ship as images, as they are without a last one that has only been begun. */
  private static ImmutableSet<Stage> deployed(SemanticModel model, @Nullable Stage begun) {
    ImmutableList<Stage> targets = model.deployedTargets();
    Stage before = begun == null ? null : before(begun, model);
    if (before == null) {
      return ImmutableSet.copyOf(targets);
    }
    return Stream.concat(targets.stream().filter(stage -> stage != begun), Stream.of(before))
        .collect(ImmutableSet.toImmutableSet());
  }

  /** Whether the last stage is so far no more than a FROM without an image, or one that the file breaks off in. */
  private static boolean isBegun(Stage last, SemanticModel model) {
    return last.from().image() == null
        || (model.elements(last).size() == 1 && !last.from().text().endsWith("\n"));
  }

  /** Whether its FROM is being typed, or the one instruction behind it. */
  private static boolean isTyped(Stage last, Snapshot snapshot) {
    TextRange typed = snapshot.beingTyped();
    return typed != null
        && snapshot.model().instructions(last).size() <= 1
        && typed.end() >= snapshot.model().range(last.from()).start();
  }

  private static @Nullable Stage before(Stage last, SemanticModel model) {
    return last.index() == 0 ? null : model.stages().get(last.index() - 1);
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

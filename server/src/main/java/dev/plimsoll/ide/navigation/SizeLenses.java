package dev.plimsoll.ide.navigation;

import com.google.common.collect.ImmutableSet;
import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.BaseSize;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.image.ByteSize;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.text.TextRange;
import java.util.List;
import org.eclipse.lsp4j.CodeLens;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.Range;

/** What stands above the FROM of an image that ships: what its base weighs, and what a smaller variant of that spares. */
final class SizeLenses {

  /** Of a FROM that is being typed: a figure that came and went with each key would move the lines below. */
  private static final String UNFINISHED = "base image …";

  private final Snapshot snapshot;
  private final ImageCatalog images;
  private final ClientSupport support;
  private final ImmutableSet<Stage> targets;

  /** @param targets the stages that ship as images */
  SizeLenses(
      Snapshot snapshot, ImageCatalog images, ClientSupport support, ImmutableSet<Stage> targets) {
    this.snapshot = snapshot;
    this.images = images;
    this.support = support;
    this.targets = targets;
  }

  /**
   * Adds those of one stage.
   *
   * @param range where the lenses of the stage stand
   * @param typed whether its FROM is being typed
   */
  void add(Stage stage, Range range, boolean typed, List<CodeLens> lenses) {
    if (typed) {
      if (targets.contains(stage)) {
        lenses.add(new CodeLens(range, new Command(UNFINISHED, ""), null));
      }
      return;
    }
    BaseSize size = targets.contains(stage) ? BaseSize.of(stage, snapshot.model(), images) : null;
    if (size != null) {
      lenses.add(new CodeLens(range, new Command("base image " + size.text(), ""), null));
    }
    TextRange from = snapshot.model().range(stage.from());
    for (Problem problem : snapshot.problems()) {
      if (problem.finding().savedBytes() > 0 && from.contains(problem.range())) {
        lenses.add(new CodeLens(range, offer(problem), null));
      }
    }
  }

  private Command offer(Problem problem) {
    String title = "smaller variant saves " + ByteSize.format(problem.finding().savedBytes());
    return support.has(Ability.SHOW_QUICK_FIXES)
        ? new Command(
            title,
            CodeLenses.SHOW_QUICK_FIXES,
            List.of(snapshot.uri(), snapshot.position(problem.range().start())))
        : new Command(title, "");
  }
}

package dev.plimsoll.ide.graph;

import com.google.common.base.Ascii;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.graph.BuildGraph.Edge;
import dev.plimsoll.ide.graph.BuildGraph.Failure;
import dev.plimsoll.ide.graph.BuildGraph.Image;
import dev.plimsoll.ide.graph.BuildGraph.ImageNode;
import dev.plimsoll.ide.graph.BuildGraph.PlatformWeight;
import dev.plimsoll.ide.graph.BuildGraph.StageNode;
import dev.plimsoll.ide.graph.BuildGraph.Weight;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.ImageFacts;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.ParsedReference;
import dev.plimsoll.image.PlatformFacts;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.semantics.Dependency;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextRange;
import dev.plimsoll.text.Visible;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.lsp4j.Range;
import org.jspecify.annotations.Nullable;

/** Draws the graph of a document. */
public final class BuildGraphs {

  private static final Comparator<Range> BY_POSITION = Comparator.comparingInt(
          (Range range) -> range.getStart().getLine())
      .thenComparingInt(range -> range.getStart().getCharacter());

  private final Snapshot snapshot;
  private final SemanticModel model;
  private final ImageCatalog catalog;
  private final Map<String, ImageNode> images = new LinkedHashMap<>();
  private final List<Edge> edges = new ArrayList<>();

  private BuildGraphs(Snapshot snapshot, ImageCatalog catalog) {
    this.snapshot = snapshot;
    this.model = snapshot.model();
    this.catalog = catalog;
  }

  /** The graph of a Dockerfile, or null for any other document. */
  public static @Nullable BuildGraph of(Snapshot snapshot, ImageCatalog catalog) {
    return snapshot.isDockerfile() ? new BuildGraphs(snapshot, catalog).graph() : null;
  }

  private BuildGraph graph() {
    List<StageNode> stages = new ArrayList<>();
    for (Stage stage : model.stages()) {
      stages.add(node(stage));
      for (Dependency dependency : model.dependencies(stage)) {
        String kind = Ascii.toLowerCase(dependency.kind().name());
        edge(kind, id(dependency.stage()), stage, snapshot.range(dependency.range()));
      }
    }
    for (ImageUse use : model.imageUses()) {
      Stage stage = model.stageOf(use.instruction());
      if (use.role() != ImageUse.Role.BASE && stage != null) {
        Range range = snapshot.range(use.range());
        ImageNode image = images.computeIfAbsent(use.text(), any -> image(use, range));
        edge(kind(use.role()), image.id(), stage, range);
      }
    }
    edges.sort(Comparator.comparing(Edge::range, BY_POSITION));
    return new BuildGraph(
        snapshot.version(),
        stages,
        List.copyOf(images.values()),
        List.copyOf(edges),
        firstFailure());
  }

  private void edge(String kind, String source, Stage target, Range range) {
    edges.add(new Edge(kind, source, id(target), range));
  }

  private static String id(Stage stage) {
    return "stage-" + stage.index();
  }

  private static String kind(ImageUse.Role role) {
    return role == ImageUse.Role.COPY_FROM ? "copy" : "mount";
  }

  private StageNode node(Stage stage) {
    TextRange from = model.range(stage.from());
    int last = model.instructions(stage).size() - 1;
    int end =
        last < 0 ? from.end() : model.range(model.instructions(stage).get(last)).end();
    Word name = stage.from().stageName();
    Flag platform = stage.from().platform();
    return new StageNode(
        id(stage),
        stage.index(),
        name == null ? null : Visible.of(name.value()),
        snapshot.range(new TextRange(from.start(), end)),
        snapshot.range(from),
        stage.parent() == null ? base(stage) : null,
        platform == null || platform.valueOrEmpty().isEmpty()
            ? null
            : Visible.of(platform.valueOrEmpty()),
        model.ships(stage),
        model.isNeeded(stage),
        model.instructions(stage).size(),
        model.layers(stage));
  }

  private @Nullable Image base(Stage stage) {
    ImageUse use = model.baseImage(stage);
    Word written = stage.from().image();
    return use == null || written == null ? null : image(written.value(), use);
  }

  private ImageNode image(ImageUse use, Range range) {
    return new ImageNode("image-" + images.size(), range, image(use.text(), use));
  }

  private Image image(String text, ImageUse use) {
    String written = Visible.of(text);
    String name = Visible.of(use.text());
    if (use.reference() instanceof ParsedReference.Invalid invalid) {
      return new Image(written, name, Visible.of(invalid.message()), null);
    }
    ImageReference reference = use.image();
    return new Image(
        written, name, null, reference == null ? null : weight(reference, use.instruction()));
  }

  private @Nullable Weight weight(ImageReference reference, Instruction instruction) {
    ImageFacts facts = catalog.facts(reference);
    if (facts.platforms().isEmpty()) {
      return null;
    }
    List<PlatformWeight> platforms = new ArrayList<>();
    for (PlatformFacts known : facts.platforms()) {
      platforms.add(new PlatformWeight(
          known.platform(),
          known.compressedBytes(),
          known.asOf() == null ? null : known.asOf().toString()));
    }
    Flag wanted = instruction.flag("platform");
    if (wanted != null) {
      // Those of the platform that is built for come first; the sort keeps the order of the others.
      platforms.sort(Comparator.comparing(it -> !it.platform().equals(wanted.valueOrEmpty())));
    }
    boolean about = facts.match() == ImageFacts.Match.NEAREST;
    String of = facts.tag().isEmpty()
        ? reference.familiarName()
        : reference.familiarName() + ":" + facts.tag();
    return new Weight(
        Weight.COMPRESSED, about, reference.isScratch() ? "scratch" : of, List.copyOf(platforms));
  }

  private @Nullable Failure firstFailure() {
    for (Problem problem : snapshot.problems()) {
      if (problem.severity() == Severity.ERROR) {
        return new Failure(problem.message(), snapshot.range(problem.range()));
      }
    }
    return null;
  }
}

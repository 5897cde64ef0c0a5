package dev.plimsoll.ide.hover;

import com.google.common.base.Joiner;
import dev.plimsoll.ide.BaseSize;
import dev.plimsoll.ide.Markup;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.semantics.StageReference;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a stage is, what it stands on, who uses it and whether it ships: at its name and wherever it is named. */
final class StageHover {

  /** Who uses a stage more often than this only counts. */
  private static final int MAX_USERS = 8;

  private final Snapshot snapshot;
  private final SemanticModel model;
  private final ImageCatalog images;
  private final Markup out;

  private StageHover(Snapshot snapshot, ImageCatalog images, boolean markdown) {
    this.snapshot = snapshot;
    this.model = snapshot.model();
    this.images = images;
    this.out = new Markup(markdown);
  }

  static @Nullable Section at(
      Snapshot snapshot,
      Instruction instruction,
      int offset,
      ImageCatalog images,
      boolean markdown) {
    SemanticModel model = snapshot.model();
    if (instruction instanceof Instruction.From from) {
      Stage own = model.stageOf(from);
      Word name = from.stageName();
      if (own != null && name != null && name.range().touches(offset)) {
        return section(snapshot, own, name.range(), images, markdown);
      }
      Word image = from.image();
      if (own != null && own.parent() != null && image != null && image.range().touches(offset)) {
        return section(snapshot, own.parent(), image.range(), images, markdown);
      }
      return null;
    }
    for (StageReference reference : StageReference.in(model, instruction)) {
      if (reference.stage() != null && reference.range().touches(offset)) {
        return section(snapshot, reference.stage(), reference.range(), images, markdown);
      }
    }
    return null;
  }

  private static Section section(
      Snapshot snapshot, Stage stage, TextRange range, ImageCatalog images, boolean markdown) {
    StageHover hover = new StageHover(snapshot, images, markdown);
    hover.describe(stage);
    return new Section(range, hover.out);
  }

  private void describe(Stage stage) {
    int stages = model.stages().size();
    out.paragraph()
        .text("Stage ")
        .strong(stage.displayName())
        .text(" · index " + stage.index() + " of " + stages + (stages == 1 ? " stage" : " stages")
            + ", line " + line(stage.from()));
    base(stage);
    List<String> users = users(stage);
    boolean isTarget = model.targets().contains(stage);
    out.prose(fate(stage, isTarget));
    if (!users.isEmpty()) {
      int more = users.size() - MAX_USERS;
      String shown = Joiner.on(", ").join(users.subList(0, Math.min(MAX_USERS, users.size())));
      out.paragraph("Used by " + shown + (more > 0 ? " and " + more + " more." : "."));
    } else if (!isTarget) {
      out.prose("Nothing uses it: it is built only with `--target`.");
    }
  }

  /** What becomes of its layers. */
  private String fate(Stage stage, boolean isTarget) {
    boolean isFinal = stage == model.finalStage();
    if (model.ships(stage)) {
      return isTarget && !isFinal
          ? "It ships as an image of its own: `--target` builds it."
          : "It ships: its layers are part of the image.";
    }
    if (isTarget) {
      return "It is an image of its own, for development or tests by its name"
          + (isFinal ? "." : ": `--target` builds it.");
    }
    return model.isInTarget(stage)
        ? "Its layers are only part of images that are for development or tests by their name."
        : "It doesn't ship: only files copied from it reach the image.";
  }

  private void base(Stage stage) {
    Word image = stage.from().image();
    ImageUse base = model.baseImage(stage);
    ImageReference reference = base == null ? null : base.image();
    Markup.Words words = out.paragraph();
    if (stage.parent() != null && image != null) {
      words.text("FROM the stage ").code(stage.parent().displayName()).text(", and so ");
    }
    words.text("FROM ");
    if (reference != null) {
      words.code(reference.isScratch() ? "scratch" : reference.familiar()).text(size(stage));
    } else if (image == null) {
      words.text("nothing");
    } else {
      words.code(image.value());
    }
    words.text(".");
  }

  private String size(Stage stage) {
    BaseSize size = BaseSize.of(stage, model, images);
    return size == null ? "" : ", " + size.measured();
  }

  private List<String> users(Stage stage) {
    List<String> users = new ArrayList<>();
    for (Stage other : model.stages()) {
      if (other.parent() == stage) {
        users.add("FROM in line " + line(other.from()));
      }
      for (Instruction instruction : model.instructions(other)) {
        for (StageReference reference : StageReference.in(model, instruction)) {
          if (reference.stage() == stage) {
            users.add(instruction.keyword() + " in line " + line(instruction));
          }
        }
      }
    }
    return users;
  }

  private int line(Instruction instruction) {
    return snapshot.lines().lineAt(model.range(instruction).start()) + 1;
  }
}

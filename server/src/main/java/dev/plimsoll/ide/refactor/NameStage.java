package dev.plimsoll.ide.refactor;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.semantics.StageReference;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Copy;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A stage gets a name, and COPY calls it by that name instead of its index.
 *
 * <p>Only {@code COPY --from} takes an index: {@code from=0} of a mount is an image.
 */
final class NameStage implements Refactoring {

  @Override
  public Kind kind() {
    return Kind.REWRITE;
  }

  @Override
  public ImmutableList<Offer> at(Selection selection) {
    Stage stage = stage(selection);
    if (stage == null) {
      return ImmutableList.of();
    }
    List<TextRange> indices = indices(selection, stage);
    if (stage.name() != null) {
      String name = stage.name();
      return indices.isEmpty() || selection.model().stageNamed(name) != stage
          ? ImmutableList.of()
          : Offer.one(
              "Use the name " + name + " instead of the index " + stage.index(),
              renamed(indices, name));
    }
    boolean last = stage.index() == selection.model().stages().size() - 1;
    if (stage.from().words().size() != 1
        || !stage.from().errors().isEmpty()
        || (indices.isEmpty() && last)) {
      return ImmutableList.of();
    }
    String name = freshName(selection, stage, !indices.isEmpty());
    List<TextEdit> edits = renamed(indices, name);
    boolean lower = Character.isLowerCase(stage.from().source().writtenKeyword().charAt(0));
    int end = selection
        .model()
        .range(stage.from(), stage.from().words().get(0).range())
        .end();
    edits.add(TextEdit.insert(end, (lower ? " as " : " AS ") + name));
    return Offer.one("Name the stage " + name, edits);
  }

  /** The stage whose FROM is selected, or that the selected COPY takes files from by its index. */
  private static @Nullable Stage stage(Selection selection) {
    Instruction instruction = selection.instruction();
    if (instruction instanceof Instruction.From) {
      return selection.model().stageOf(instruction);
    }
    if (instruction instanceof Copy copy) {
      for (StageReference reference : StageReference.in(selection.model(), copy)) {
        if (isIndex(selection, copy, reference)) {
          return reference.stage();
        }
      }
    }
    return null;
  }

  private static boolean isIndex(Selection selection, Copy copy, StageReference reference) {
    String written = reference.written();
    Stage user = selection.model().stageOf(copy);
    return reference.stage() != null
        && user != null
        && reference.stage().index() < user.index()
        && written.chars().allMatch(c -> c >= '0' && c <= '9')
        && reference.range().of(copy.text()).equals(written);
  }

  private static List<TextRange> indices(Selection selection, Stage stage) {
    List<TextRange> ranges = new ArrayList<>();
    for (Copy copy : selection.model().instructions(Copy.class)) {
      for (StageReference reference : StageReference.in(selection.model(), copy)) {
        if (reference.stage() == stage && isIndex(selection, copy, reference)) {
          ranges.add(selection.model().range(copy, reference.range()));
        }
      }
    }
    return ranges;
  }

  private static List<TextEdit> renamed(List<TextRange> indices, String name) {
    List<TextEdit> edits = new ArrayList<>();
    for (TextRange index : indices) {
      edits.add(TextEdit.replace(index, name));
    }
    return edits;
  }

  /** A name that means nothing in the file yet: neither a stage nor an image. */
  private static String freshName(Selection selection, Stage stage, boolean copiedFrom) {
    String wanted = copiedFrom ? "build" : "base";
    String name = wanted;
    ImageReference image = selection.model().baseReference(stage);
    if (isTaken(selection, name) && image != null && !image.isScratch()) {
      String path = image.path().substring(image.path().lastIndexOf('/') + 1);
      name = path.chars().allMatch(c -> c >= 'a' && c <= 'z') ? path + "-" + wanted : wanted;
    }
    String stem = name;
    for (int i = 2; isTaken(selection, name); i++) {
      name = stem + "-" + i;
    }
    return name;
  }

  /** Whether a name stands anywhere where it would mean the stage; a variable may bring it there. */
  private static boolean isTaken(Selection selection, String name) {
    for (Instruction instruction : selection.file().instructions()) {
      boolean names =
          instruction instanceof Instruction.From || instruction instanceof Instruction.Arg;
      if (names && Mentions.hasName(instruction.text().toLowerCase(Locale.ROOT), name)) {
        return true;
      }
      for (Flag flag : instruction.flags()) {
        if (Mentions.hasName(flag.valueOrEmpty().toLowerCase(Locale.ROOT), name)) {
          return true;
        }
      }
    }
    return false;
  }
}

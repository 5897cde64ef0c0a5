package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableSet;
import dev.plimsoll.rewrite.InstructionEdits;
import dev.plimsoll.rewrite.Surroundings;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextEdit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of a stage, where nothing is built any more and instructions say how the image is run. What stands before it
 * needs root, to install and to copy; what stands in it doesn't.
 *
 * @param model the model of the file
 * @param stage the stage
 * @param first the first instruction of the epilogue, or null where the stage has none
 * @param before the last instruction that builds, or null where the stage has none
 */
record StageEpilogue(
    SemanticModel model,
    Stage stage,
    @Nullable Instruction first,
    @Nullable Instruction before) {

  /** What says how the image is used. */
  private static final ImmutableSet<Class<? extends Element>> ENDS = ImmutableSet.of(
      Instruction.Cmd.class,
      Instruction.Entrypoint.class,
      Instruction.Expose.class,
      Instruction.Healthcheck.class,
      Instruction.Stopsignal.class);

  /** What may stand before, between or behind. */
  private static final ImmutableSet<Class<? extends Element>> DESCRIBES = ImmutableSet.of(
      Instruction.Arg.class,
      Instruction.Env.class,
      Instruction.Label.class,
      Instruction.Maintainer.class);

  static StageEpilogue of(SemanticModel model, Stage stage) {
    List<Class<? extends Element>> kinds = model.kinds(stage);
    int first = 0; // its FROM, which is neither
    int before = 0;
    for (int i = kinds.size() - 1; i > 0 && before == 0; i--) {
      if (ENDS.contains(kinds.get(i))) {
        first = i;
      } else if (isInstruction(kinds.get(i)) && !DESCRIBES.contains(kinds.get(i))) {
        before = i;
      }
    }
    return new StageEpilogue(
        model, stage, instruction(model, stage, first), instruction(model, stage, before));
  }

  private static @Nullable Instruction instruction(SemanticModel model, Stage stage, int index) {
    return index == 0 ? null : (Instruction) model.element(stage, index);
  }

  /**
   * Inserts instructions before the epilogue, above the comments that belong to its first instruction; at the end of the
   * stage if it has none. Null where the stage ends in the middle of an instruction.
   *
   * @param instructions without indentation and line ending
   */
  @Nullable TextEdit insert(List<String> instructions) {
    if (!new Surroundings(model.file(), last()).isFinished()) {
      return null;
    }
    if (first != null) {
      return insertAbove(first, instructions);
    }
    List<String> lines = isSpaced() ? before(instructions) : instructions;
    return InstructionEdits.insertBelow(model.file(), last(), lines);
  }

  /** Inserts instructions above one of the stage, laid out as the stage is. */
  TextEdit insertAbove(Instruction instruction, List<String> instructions) {
    List<String> lines = isSpaced() ? behind(instructions) : instructions;
    return InstructionEdits.insertAbove(model.file(), instruction, lines);
  }

  /** Whether a blank line stands between every two instructions of the stage. */
  private boolean isSpaced() {
    boolean spaced = false;
    boolean blank = true;
    for (Class<? extends Element> kind : model.kinds(stage)) {
      if (kind == Element.Blank.class) {
        blank = true;
      } else if (isInstruction(kind)) {
        if (!blank) {
          return false;
        }
        spaced |= kind != Instruction.From.class;
        blank = false;
      }
    }
    return spaced;
  }

  /** Each with a blank line before it. */
  private static List<String> before(List<String> instructions) {
    List<String> lines = new ArrayList<>();
    for (String instruction : instructions) {
      lines.add("");
      lines.add(instruction);
    }
    return lines;
  }

  /** Each with a blank line behind it. */
  private static List<String> behind(List<String> instructions) {
    List<String> lines = new ArrayList<>();
    for (String instruction : instructions) {
      lines.add(instruction);
      lines.add("");
    }
    return lines;
  }

  private Instruction last() {
    List<Class<? extends Element>> kinds = model.kinds(stage);
    int last = kinds.size() - 1;
    while (!isInstruction(kinds.get(last))) {
      last--;
    }
    return (Instruction) model.element(stage, last);
  }

  private static boolean isInstruction(Class<? extends Element> kind) {
    return Instruction.class.isAssignableFrom(kind);
  }
}

package dev.plimsoll.ide.refactor;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.rewrite.InstructionEdits;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextEdit;
import org.jspecify.annotations.Nullable;

/**
 * An instruction that only notes something in the image's configuration goes below a step that takes time, if neither
 * needs what the other one does: then a change of it leaves that step in the build cache.
 */
final class MoveInstruction implements Refactoring {

  @Override
  public Kind kind() {
    return Kind.REWRITE;
  }

  @Override
  public ImmutableList<Offer> at(Selection selection) {
    Instruction instruction = selection.soundInstruction();
    Stage stage = instruction == null ? null : selection.model().stageOf(instruction);
    if (instruction == null || stage == null) {
      return ImmutableList.of();
    }
    boolean up = isStep(instruction);
    Instruction other = neighbour(selection, instruction, up ? -1 : 1);
    if (other == null || up == isStep(other)) {
      return ImmutableList.of();
    }
    Instruction upper = up ? other : instruction;
    Instruction lower = up ? instruction : other;
    String title =
        "Move " + instruction.keyword() + (up ? " up over " : " down over ") + other.keyword();
    ImmutableList<TextEdit> edits =
        mayTrade(upper, lower) ? InstructionEdits.trade(selection.file(), upper, lower) : null;
    return edits == null ? ImmutableList.of() : Offer.one(title, edits);
  }

  /** Whether it does something that the build cache is there for. */
  private static boolean isStep(Instruction instruction) {
    return instruction instanceof Instruction.Run || instruction instanceof Instruction.Transfer;
  }

  /** The instruction before or after one, comments and blank lines passed over, or null. */
  private static @Nullable Instruction neighbour(
      Selection selection, Instruction instruction, int step) {
    int size = selection.file().elements().size();
    for (int i = selection.file().indexOf(instruction) + step; i >= 0 && i < size; i += step) {
      Element element = selection.file().elements().get(i);
      if (element instanceof Instruction found) {
        return found;
      }
    }
    return null;
  }

  private static boolean mayTrade(Instruction upper, Instruction lower) {
    return !(upper instanceof Instruction.From)
        && !(lower instanceof Instruction.From)
        && !(upper instanceof Instruction.Maintainer) // a label takes its place
        && upper.errors().isEmpty()
        && lower.errors().isEmpty()
        && Effects.of(upper).isIndependentOf(Effects.of(lower));
  }
}

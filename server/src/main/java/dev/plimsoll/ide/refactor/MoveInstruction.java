package dev.plimsoll.ide.refactor;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
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
    return mayTrade(selection, upper, lower)
        ? Offer.one(title, traded(selection, upper, lower))
        : ImmutableList.of();
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

  private static boolean mayTrade(Selection selection, Instruction upper, Instruction lower) {
    return !(upper instanceof Instruction.From)
        && !(lower instanceof Instruction.From)
        && !(upper instanceof Instruction.Maintainer) // a label takes its place
        && upper.errors().isEmpty()
        && lower.errors().isEmpty()
        && endsItsLine(upper)
        && endsItsLine(lower)
        && !choosesShell(selection, upper)
        && !choosesShell(selection, lower)
        && Effects.of(upper).isIndependentOf(Effects.of(lower));
  }

  /** Whether nothing but its line ending follows: a continuation at its very end would swallow what comes next. */
  private static boolean endsItsLine(Instruction instruction) {
    boolean open = instruction.heredocs().stream().anyMatch(heredoc -> !heredoc.terminated());
    return !open && instruction.text().substring(instruction.range().end()).isBlank();
  }

  /** Whether a comment above tells other tools which shell is in force from there on. */
  private static boolean choosesShell(Selection selection, Instruction instruction) {
    int start = new Surroundings(selection.file(), instruction).commentsStart();
    return selection
        .file()
        .text()
        .substring(start, selection.file().start(instruction))
        .contains("shell=");
  }

  /** Each with the comments directly above it; what stands between the two stays there. */
  private static ImmutableList<TextEdit> traded(
      Selection selection, Instruction upper, Instruction lower) {
    Surroundings first = new Surroundings(selection.file(), upper);
    Surroundings second = new Surroundings(selection.file(), lower);
    TextRange upperBlock = new TextRange(first.commentsStart(), first.end());
    TextRange lowerBlock = new TextRange(second.commentsStart(), second.end());
    String text = selection.file().text();
    String up = lowerBlock.of(text);
    String down = upperBlock.of(text);
    if (!up.endsWith("\n")) {
      up += first.lineEnding();
      down = down.endsWith("\r\n")
          ? down.substring(0, down.length() - 2)
          : down.substring(0, down.length() - 1);
    }
    return ImmutableList.of(TextEdit.replace(upperBlock, up), TextEdit.replace(lowerBlock, down));
  }
}

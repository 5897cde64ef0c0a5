package dev.plimsoll.lint.rules.security;

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

  static StageEpilogue of(SemanticModel model, Stage stage) {
    List<Instruction> instructions = model.instructions(stage);
    Instruction first = null;
    Instruction before = null;
    for (int i = instructions.size() - 1; i >= 0 && before == null; i--) {
      Instruction instruction = instructions.get(i);
      switch (instruction.keyword()) {
        case CMD, ENTRYPOINT, EXPOSE, HEALTHCHECK, STOPSIGNAL -> first = instruction;
        case ARG, ENV, LABEL, MAINTAINER -> {}
        default -> before = instruction;
      }
    }
    return new StageEpilogue(model, stage, first, before);
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
    for (Element element : model.elements(stage)) {
      if (element instanceof Element.Blank) {
        blank = true;
      } else if (element instanceof Instruction) {
        if (!blank) {
          return false;
        }
        spaced |= !(element instanceof Instruction.From);
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
    List<Instruction> instructions = model.instructions(stage);
    return instructions.isEmpty() ? stage.from() : instructions.get(instructions.size() - 1);
  }
}

package dev.plimsoll.lint.rules.correctness;

import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Instruction.Workdir;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;

/** The directories that a stage, and those that it is FROM, have made for certain before an instruction. */
final class MadeDirectories {

  private static final CommandQuery MKDIR = CommandQuery.of("mkdir");

  private static final Trait MAKES = Trait.of(Workdir.class)
      .or(Trait.of(Transfer.class, transfer -> {
        Word destination = transfer.destination();
        return destination != null && destination.value().endsWith("/");
      }));

  private MadeDirectories() {}

  static boolean contain(SemanticModel model, Instruction before, ImagePath place) {
    for (Stage stage = model.stageOf(before); stage != null; stage = stage.parent()) {
      for (Instruction instruction : model.having(MAKES, stage)) {
        if (isBefore(model, instruction, before)
            && place.certainlyContains(made(model, instruction))) {
          return true;
        }
      }
      for (RunCommand mkdir : model.commands(MKDIR, stage)) {
        if (isBefore(model, mkdir.instruction(), before) && makes(model, mkdir, place)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isBefore(SemanticModel model, Instruction one, Instruction other) {
    return model.file().start(one) < model.file().start(other);
  }

  private static ImagePath made(SemanticModel model, Instruction instruction) {
    if (instruction instanceof Workdir workdir) {
      return model.directoryAfter(workdir, Basis.ANY_BUILD);
    }
    Word destination = instruction instanceof Transfer transfer ? transfer.destination() : null;
    return destination == null
        ? ImagePath.unknown()
        : model.place(instruction, destination.value(), Basis.ANY_BUILD);
  }

  private static boolean makes(SemanticModel model, RunCommand mkdir, ImagePath place) {
    return ScriptPlaces.of(model, mkdir.script(), Basis.ANY_BUILD)
        .places(mkdir.invocation(), mkdir.operands())
        .stream()
        .anyMatch(place::certainlyContains);
  }
}

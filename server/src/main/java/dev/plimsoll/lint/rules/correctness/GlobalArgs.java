package dev.plimsoll.lint.rules.correctness;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.rewrite.InstructionEdits;
import dev.plimsoll.semantics.BuildError;
import dev.plimsoll.semantics.EmptyVariable;
import dev.plimsoll.semantics.EmptyVariable.Reason;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.semantics.VariableReference;
import dev.plimsoll.syntax.Flag;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Arg;
import dev.plimsoll.syntax.Instruction.From;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Keyword;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Moves ARGs that a FROM needs from stages to where it sees them. */
final class GlobalArgs {

  /** A program in a RUN may ask for a variable that nobody names here. */
  private static final Trait MAY_USE_VARIABLES = Trait.containing("$").or(Trait.of(Run.class));

  private GlobalArgs() {}

  /** The fix of an error in a FROM whose variables are not declared where it sees them; null of all other errors. */
  static @Nullable Fix declaring(SemanticModel model, BuildError error) {
    Instruction at = model.file().instructionAt(error.range().start());
    if (!(at instanceof From from)) {
      return null;
    }
    List<EmptyVariable> toMove = new ArrayList<>();
    List<EmptyVariable> toAdd = new ArrayList<>();
    for (EmptyVariable variable : EmptyVariable.in(model, from, word(model, from, error.range()))) {
      if (variable.reason() == Reason.ARG_IN_STAGE) {
        toMove.add(variable);
      } else if (variable.reason() == Reason.PLATFORM) {
        return null;
      } else if (variable.reason() != Reason.NO_DEFAULT) {
        toAdd.add(variable);
      }
    }
    if (toAdd.isEmpty()) {
      return toMove.isEmpty() ? null : move(model, toMove);
    }
    return toMove.isEmpty() && error.repair() == null ? add(model, toAdd) : null;
  }

  /** Declares what no ARG declares, with the value that an ENV of the same name has. */
  private static @Nullable Fix add(SemanticModel model, List<EmptyVariable> variables) {
    From first = model.stages().get(0).from();
    List<String> lines = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (EmptyVariable variable : variables) {
      if (value(variable).isEmpty()) {
        return null; // the name of the image would still be missing
      }
      lines.add(first.source().inSameCase(Keyword.ARG) + " " + variable.name() + value(variable));
      names.add(variable.name());
    }
    return Fix.suggestion(
        "Add ARG " + String.join(" and ", names) + " above the first FROM",
        InstructionEdits.insertAbove(model.file(), first, lines));
  }

  /** The value of an ENV, with an equals sign; empty where it is not written as it is. */
  private static String value(EmptyVariable variable) {
    Pair pair = variable.pair();
    Word value = pair == null ? null : pair.value();
    if (value == null || variable.declaration() == null) {
      return "";
    }
    String written = value.range().of(variable.declaration().text());
    return written.indexOf('$') < 0 && written.indexOf('\n') < 0 && written.indexOf(' ') < 0
        ? "=" + written
        : "";
  }

  /** The word of a FROM that an error is about. */
  static String word(SemanticModel model, From from, TextRange range) {
    Word image = from.image();
    if (image != null && model.range(from, image.range()).equals(range)) {
      return image.value();
    }
    Flag platform = from.platform();
    return platform == null ? "" : platform.valueOrEmpty();
  }

  private static @Nullable Fix move(SemanticModel model, List<EmptyVariable> variables) {
    List<String> lines = new ArrayList<>();
    List<TextEdit> edits = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (EmptyVariable variable : variables) {
      Pair pair = variable.pair();
      if (!(variable.declaration() instanceof Arg arg) || pair == null) {
        return null;
      }
      Word value = pair.value();
      String written = value == null ? "" : "=" + value.range().of(arg.text());
      if (written.indexOf('\n') >= 0 || written.indexOf('$') >= 0) {
        return null;
      }
      lines.add(arg.source().writtenKeyword() + " " + variable.name() + written);
      names.add(variable.name());
      ImmutableList<TextEdit> taken = take(model, arg, pair);
      if (taken == null) {
        return null;
      }
      edits.addAll(taken);
    }
    edits.add(InstructionEdits.insertAbove(model.file(), model.stages().get(0).from(), lines));
    return new Fix(
        "Move ARG " + String.join(" and ", names) + " above the first FROM",
        Fix.Safety.SUGGESTION,
        TextEdit.inOrder(edits));
  }

  /** What is left of a declaration in its stage: the name alone, which takes the global value, where it is used there. */
  private static @Nullable ImmutableList<TextEdit> take(SemanticModel model, Arg arg, Pair pair) {
    if (arg.pairs().size() == 1 && !isUsed(model, arg, pair.key().value())) {
      return InstructionEdits.delete(model.file(), arg);
    }
    Word value = pair.value();
    return value == null
        ? ImmutableList.of()
        : ImmutableList.of(TextEdit.delete(model.range(
            arg, new TextRange(pair.key().range().end(), value.range().end()))));
  }

  /** Whether something in the stage of an ARG, or in one that is FROM it, may use its value. */
  private static boolean isUsed(SemanticModel model, Arg arg, String name) {
    Stage stage = model.stageOf(arg);
    for (Instruction instruction : model.having(MAY_USE_VARIABLES)) {
      Stage user = instruction instanceof From ? null : model.stageOf(instruction);
      for (Stage one = user; one != null; one = one.parent()) {
        if (one == stage
            && (instruction instanceof Run
                || VariableReference.in(model, instruction).stream()
                    .anyMatch(use -> use.name().equals(name)))) {
          return true;
        }
      }
    }
    return false;
  }
}

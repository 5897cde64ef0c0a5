package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.TextRange;

/**
 * That a stage can't be built without another one.
 *
 * @param kind how it uses the other
 * @param stage the other
 * @param range where the other is named, as offsets of the file
 */
public record Dependency(Kind kind, Stage stage, TextRange range) {

  /** How a stage uses what it depends on. */
  public enum Kind {
    /** It goes on from there. */
    FROM,
    /** It copies files. */
    COPY,
    /** It sees files while a RUN runs. */
    MOUNT
  }

  private static final Trait IS_ONBUILD = Trait.of(Instruction.Onbuild.class);

  /** What a stage depends on directly, in file order; what is copied by index may stand further down. */
  static ImmutableList<Dependency> of(Stage stage, SemanticModel model) {
    ImmutableList.Builder<Dependency> found = ImmutableList.builder();
    Stage parent = stage.parent();
    Word image = stage.from().image();
    if (parent != null && image != null) {
      found.add(new Dependency(Kind.FROM, parent, model.range(stage.from(), image.range())));
    }
    if (parent != null) {
      for (Instruction instruction : model.having(IS_ONBUILD, parent)) {
        if (instruction instanceof Instruction.Onbuild onbuild && onbuild.trigger() != null) {
          add(onbuild, onbuild.trigger(), model, found); // it runs in this stage
        }
      }
    }
    for (Instruction instruction : model.having(StageReference.MAY_REFER, stage)) {
      add(instruction, instruction, model, found);
    }
    return found.build();
  }

  private static void add(
      Instruction at,
      Instruction instruction,
      SemanticModel model,
      ImmutableList.Builder<Dependency> found) {
    Kind kind = instruction instanceof Instruction.Run ? Kind.MOUNT : Kind.COPY;
    for (StageReference reference : StageReference.in(model, instruction)) {
      if (reference.stage() != null) {
        found.add(new Dependency(kind, reference.stage(), model.range(at, reference.range())));
      }
    }
  }
}

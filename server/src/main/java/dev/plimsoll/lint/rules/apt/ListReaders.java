package dev.plimsoll.lint.rules.apt;

import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Onbuild;
import dev.plimsoll.syntax.Trait;
import org.jspecify.annotations.Nullable;

/** Who still reads the package lists that an instruction leaves: what its stage, and those FROM it, install later. */
public final class ListReaders {

  /** What instructions have in common that may decide it. */
  public static final Trait MATTERS =
      AptCommand.ANY.trait().or(RunScript.IS_OBSCURE).or(RunScript.RUNS_UNKNOWN);

  /** What becomes of the lists. */
  public enum Use {
    /** Nobody reads them before they are fetched anew, if they ever are. */
    NONE,
    /** A later RUN installs with them. */
    INSTALL,
    /** A later RUN is not understood. */
    UNKNOWN
  }

  private final SemanticModel model;
  /** For each stage, what the stages that are FROM it do with its lists. */
  private final @Nullable Use[] byChildren;

  public ListReaders(SemanticModel model) {
    this.model = model;
    this.byChildren = new @Nullable Use[model.stages().size()];
    for (int i = byChildren.length - 1; i >= 0; i--) {
      Stage stage = model.stages().get(i);
      Stage parent = stage.parent();
      if (parent != null) {
        byChildren[parent.index()] = either(byChildren(parent), after(stage, -1));
      }
    }
  }

  private Use byChildren(Stage stage) {
    Use use = byChildren[stage.index()];
    return use == null ? Use.NONE : use;
  }

  private static Use either(Use a, Use b) {
    if (a == Use.INSTALL || b == Use.INSTALL) {
      return Use.INSTALL;
    }
    return a == Use.NONE ? b : a;
  }

  /**
   * What becomes of the lists behind an instruction. What ONBUILD triggers runs behind all that stands in the stage itself.
   *
   * @param ordinal its index among the instructions of the stage
   */
  public Use after(Stage stage, int ordinal) {
    Use use = Use.NONE;
    boolean late = ordinal >= 0 && model.instructions(stage).get(ordinal) instanceof Onbuild;
    for (int i = ordinal + 1; i < model.instructions(stage).size(); i++) {
      Instruction instruction = model.instructions(stage).get(i);
      boolean early = late && !(instruction instanceof Onbuild);
      if (early || RunScript.run(instruction) == null) {
        continue;
      }
      RunScript script = model.script(instruction);
      if (script == null || RunScript.RUNS_UNKNOWN.isOf(instruction)) {
        use = Use.UNKNOWN;
      }
      AptCommand first = script == null ? null : first(script);
      if (first != null && first.needsLists()) {
        return Use.INSTALL;
      }
      if (first != null && !(instruction instanceof Onbuild)) {
        return use;
      }
    }
    return either(use, byChildren(stage));
  }

  /** The first command of a script that reads or updates the lists. */
  private static @Nullable AptCommand first(RunScript script) {
    for (AptCommand apt : AptCommand.in(script)) {
      if (apt.updatesLists() || apt.readsLists()) {
        return apt;
      }
    }
    return null;
  }
}

package dev.plimsoll.lint.rules.apt;

import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.syntax.Instruction.Onbuild;
import org.jspecify.annotations.Nullable;

/** Who still reads the package lists that an instruction leaves: what its stage, and those FROM it, install later. */
public final class ListReaders {

  /** What becomes of the lists. */
  public enum Use {
    /** Nobody reads them before they are fetched anew, if they ever are. */
    NONE,
    /** A later RUN installs with them. */
    INSTALL,
    /** What comes later is not understood: it may read them. */
    UNKNOWN
  }

  private final Subject subject;
  private final SemanticModel model;
  /** For each stage, what the stages that are FROM it do with its lists. */
  private final @Nullable Use[] byChildren;

  public ListReaders(Subject subject) {
    this.subject = subject;
    this.model = subject.model();
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
      if (late && !(instruction instanceof Onbuild)) {
        continue;
      }
      if (RunScript.run(instruction) == null) {
        use = startsApt(instruction) ? Use.UNKNOWN : use;
        continue;
      }
      RunScript script = model.script(instruction);
      ListAccess access = script == null ? ListAccess.MAY_READ : ListAccess.of(subject, script);
      if (access == ListAccess.INSTALLS) {
        return Use.INSTALL;
      }
      if (access == ListAccess.UPDATES && !(instruction instanceof Onbuild)) {
        return use;
      }
      use = access == ListAccess.MAY_READ ? Use.UNKNOWN : use;
    }
    return either(use, byChildren(stage));
  }

  /** Whether what the container starts, or checks, names apt. */
  private static boolean startsApt(Instruction instruction) {
    return instruction.innermost() instanceof Command && instruction.text().contains("apt");
  }
}

package dev.plimsoll.lint.rules.apt;

import com.google.common.collect.Iterables;
import com.google.common.collect.Lists;
import com.google.common.collect.Ordering;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.syntax.Instruction.Onbuild;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who still reads the package lists that an instruction leaves: what its stage, and those FROM it, install later. */
public final class ListReaders {

  /** What becomes of the lists; what comes later here counts for more. */
  public enum Use {
    /** Nobody reads them before they are fetched anew, if they ever are. */
    NONE,
    /** What comes later is not understood: it may read them. */
    UNKNOWN,
    /** So is a script that is run later, and its name says that it installs something. */
    INSTALLER,
    /** So is a script that is run later, and it names apt. */
    LIKELY,
    /** A script that a later RUN runs installs with them. */
    INSTALL_IN_SCRIPT,
    /** A later RUN installs with them. */
    INSTALL;

    /** Whether something certainly installs with them. */
    public boolean isInstall() {
      return this == INSTALL || this == INSTALL_IN_SCRIPT;
    }

    static Use of(ListAccess access) {
      return switch (access) {
        case NONE, UPDATES -> NONE;
        case MAY_READ -> UNKNOWN;
        case RUNS_INSTALLER -> INSTALLER;
        case NAMES_APT -> LIKELY;
        case SCRIPT_INSTALLS -> INSTALL_IN_SCRIPT;
        case INSTALLS -> INSTALL;
      };
    }
  }

  private final Subject subject;
  private final SemanticModel model;
  /** What the stages that are FROM one do with its lists, by the index of that one; of those that were asked for. */
  private final @Nullable Use[] byChildren;

  public ListReaders(Subject subject) {
    this.subject = subject;
    this.model = subject.model();
    this.byChildren = new @Nullable Use[model.stages().size()];
  }

  private Use byChildren(Stage stage) {
    if (byChildren[stage.index()] == null) {
      find(stage);
    }
    Use use = byChildren[stage.index()];
    return use == null ? Use.NONE : use;
  }

  /** Goes from the last stage that is FROM one to the first: a chain of stages may be long. */
  private void find(Stage stage) {
    BitSet unknown = new BitSet();
    List<Stage> children = new ArrayList<>();
    for (Stage one : Iterables.skip(model.stages(), stage.index())) {
      Stage parent = one.parent();
      boolean isChild = parent != null && unknown.get(parent.index());
      if (isChild) {
        children.add(one);
      }
      if ((isChild || one == stage) && byChildren[one.index()] == null) {
        byChildren[one.index()] = Use.NONE;
        unknown.set(one.index());
      }
    }
    for (Stage child : Lists.reverse(children)) {
      Stage parent = child.parent();
      if (parent != null) {
        byChildren[parent.index()] = either(byChildren(parent), after(child, -1));
      }
    }
  }

  private static Use either(Use a, Use b) {
    return Ordering.natural().max(a, b);
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
        use = startsApt(instruction) ? either(use, Use.UNKNOWN) : use;
        continue;
      }
      RunScript script = model.script(instruction);
      ListAccess access = script == null ? ListAccess.MAY_READ : ListAccess.of(subject, script);
      if (Use.of(access).isInstall()) {
        return Use.of(access);
      }
      if (access == ListAccess.UPDATES && !(instruction instanceof Onbuild)) {
        return use;
      }
      use = either(use, Use.of(access));
    }
    return either(use, byChildren(stage));
  }

  /** Whether what the container starts, or checks, names apt. */
  private static boolean startsApt(Instruction instruction) {
    return instruction.innermost() instanceof Command && instruction.text().contains("apt");
  }
}

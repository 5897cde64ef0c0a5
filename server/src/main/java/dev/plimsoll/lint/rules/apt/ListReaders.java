package dev.plimsoll.lint.rules.apt;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.Ordering;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.syntax.Instruction.Onbuild;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
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
  /** What the stages that are FROM one do with its lists, of those that were asked for. */
  private final Map<Stage, Use> byChildren = new HashMap<>();

  private @Nullable ListMultimap<Stage, Stage> children;

  public ListReaders(Subject subject) {
    this.subject = subject;
    this.model = subject.model();
  }

  private Use byChildren(Stage stage) {
    if (!byChildren.containsKey(stage)) {
      find(stage);
    }
    return byChildren.getOrDefault(stage, Use.NONE);
  }

  /** What a stage does with lists by itself, and whether that decides, whatever stands in those that are FROM it. */
  private record Own(Use use, boolean decides) {}

  /** More stages that are FROM one are not read: those that people write are a few. */
  private static final int MOST_READ = 100;

  /** Goes from the last stage that is FROM one and reads its lists to the first: a chain of stages may be long. */
  private void find(Stage stage) {
    byChildren.put(stage, Use.NONE);
    Deque<Stage> passing = new ArrayDeque<>();
    passing.add(stage);
    Map<Stage, Own> children = new LinkedHashMap<>();
    while (!passing.isEmpty()) {
      Stage parent = passing.remove();
      for (Stage one : childrenOf(parent)) {
        if (children.size() == MOST_READ) {
          byChildren.merge(parent, Use.UNKNOWN, ListReaders::either);
          break;
        }
        Own own = within(one, -1);
        children.put(one, own);
        if (!own.decides && byChildren.putIfAbsent(one, Use.NONE) == null) {
          passing.add(one);
        }
      }
    }
    for (Stage child : ImmutableList.copyOf(children.keySet()).reverse()) {
      Stage parent = child.parent();
      Own own = children.get(child);
      if (parent != null && own != null) {
        byChildren.merge(parent, with(child, own), ListReaders::either);
      }
    }
  }

  private Collection<Stage> childrenOf(Stage stage) {
    ListMultimap<Stage, Stage> known = children;
    if (known == null) {
      known = ArrayListMultimap.create();
      for (Stage one : model.stages()) {
        if (one.parent() != null) {
          known.put(one.parent(), one);
        }
      }
      children = known;
    }
    return known.get(stage);
  }

  private Use with(Stage stage, Own own) {
    return own.decides ? own.use : either(own.use, byChildren(stage));
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
    return with(stage, within(stage, ordinal));
  }

  private Own within(Stage stage, int ordinal) {
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
        return new Own(Use.of(access), true);
      }
      if (access == ListAccess.UPDATES && !(instruction instanceof Onbuild)) {
        return new Own(use, true);
      }
      use = either(use, Use.of(access));
    }
    return new Own(use, false);
  }

  /** Whether what the container starts, or checks, names apt. */
  private static boolean startsApt(Instruction instruction) {
    return instruction.innermost() instanceof Command && instruction.text().contains("apt");
  }
}

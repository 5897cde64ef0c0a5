package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Cmd;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.syntax.Instruction.Entrypoint;
import dev.plimsoll.syntax.Trait;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * The stages that are images of their own: the last one, which is built unless {@code --target} names another, and each that
 * starts a program and that no other stage uses. One that is called {@code test}, say, is none where it only inherits its
 * program, and what it is FROM may be one all the same.
 */
final class Targets {

  private static final Trait STARTS = Trait.of(Cmd.class, Entrypoint.class);

  /** Elements besides FROM that decide which stages are targets. */
  static final Trait DECIDE = STARTS.or(StageReference.MAY_REFER);

  private final SemanticModel model;
  private final Set<Stage> used = new HashSet<>();
  private final Deque<Stage> found = new ArrayDeque<>();

  private Targets(SemanticModel model) {
    this.model = model;
  }

  /** In file order. */
  static ImmutableList<Stage> of(SemanticModel model) {
    Targets targets = new Targets(model);
    targets.find();
    return ImmutableList.copyOf(targets.found);
  }

  private void find() {
    ImmutableList<Stage> stages = model.stages();
    for (Stage stage : stages) {
      for (Dependency dependency : model.dependencies(stage)) {
        if (dependency.kind() != Dependency.Kind.FROM && dependency.stage() != stage) {
          used.add(dependency.stage());
        }
      }
    }
    // Only a later stage can be FROM one, so that all who use a stage have been seen.
    for (Stage stage : stages.reverse()) {
      boolean isTarget = stage == model.finalStage() || (!used.contains(stage) && starts(stage));
      if (isTarget) {
        found.push(stage);
      }
      if (stage.parent() != null && (used.contains(stage) || !stage.isForDevelopment())) {
        used.add(stage.parent());
      }
    }
  }

  private boolean starts(Stage stage) {
    if (startsItself(stage)) {
      return true;
    }
    if (stage.isForDevelopment()) {
      return false;
    }
    for (Stage above = stage.parent(); above != null; above = above.parent()) {
      if (startsItself(above)) {
        return true;
      }
    }
    return false;
  }

  private boolean startsItself(Stage stage) {
    for (Instruction instruction : model.having(STARTS, stage)) {
      // ENTRYPOINT [] takes one away.
      if (instruction instanceof Command command
          && (!command.execForm() || !command.words().isEmpty())) {
        return true;
      }
    }
    return false;
  }
}

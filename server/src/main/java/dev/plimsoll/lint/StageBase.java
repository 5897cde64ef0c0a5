package dev.plimsoll.lint;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import java.util.List;

/**
 * What its FROM and other stages make of a stage: all that somebody who looks at a part of it may know of them without its
 * being noted.
 *
 * @param from its FROM
 * @param parent the index of the stage that it is FROM, or -1
 * @param isTarget whether it is an image of its own
 * @param ships whether its layers are part of an image that is deployed
 */
record StageBase(Instruction.From from, int parent, boolean isTarget, boolean ships) {

  /** Those of all stages. */
  static ImmutableList<StageBase> all(SemanticModel model) {
    ImmutableList.Builder<StageBase> all = ImmutableList.builder();
    for (Stage stage : model.stages()) {
      int parent = stage.parent() == null ? -1 : stage.parent().index();
      boolean isTarget = model.targets().contains(stage);
      all.add(new StageBase(stage.from(), parent, isTarget, model.ships(stage)));
    }
    return all.build();
  }

  /** Whether of as many stages the same are images of their own, or part of one. */
  static boolean sameTargets(List<StageBase> before, List<StageBase> now) {
    for (int i = 0; i < now.size(); i++) {
      StageBase one = now.get(i);
      StageBase other = before.get(i);
      if (one.isTarget != other.isTarget || one.ships != other.ships) {
        return false;
      }
    }
    return true;
  }

  /** For each of as many stages, whether nothing of this has changed, for it and for those that it is FROM. */
  static boolean[] unchanged(List<StageBase> before, List<StageBase> now) {
    boolean[] unchanged = new boolean[now.size()];
    for (int i = 0; i < unchanged.length; i++) {
      StageBase one = now.get(i);
      StageBase other = before.get(i);
      unchanged[i] = one.from == other.from
          && one.parent == other.parent
          && one.isTarget == other.isTarget
          && one.ships == other.ships
          && (one.parent < 0 || unchanged[one.parent]);
    }
    return unchanged;
  }
}

package dev.plimsoll.lint;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import java.util.List;

/**
 * What FROMs say of a stage: all that somebody who looks at a part of it may know of them without its being noted.
 *
 * @param from its FROM
 * @param parent the index of the stage that it is FROM, or -1
 * @param ships whether its layers are part of the image
 */
record StageBase(Instruction.From from, int parent, boolean ships) {

  /** Those of all stages. */
  static ImmutableList<StageBase> all(SemanticModel model) {
    ImmutableList.Builder<StageBase> all = ImmutableList.builder();
    for (Stage stage : model.stages()) {
      int parent = stage.parent() == null ? -1 : stage.parent().index();
      all.add(new StageBase(stage.from(), parent, model.ships(stage)));
    }
    return all.build();
  }

  /** For each of as many stages, whether nothing of what FROMs say of it and of those that it is FROM has changed. */
  static boolean[] unchanged(List<StageBase> before, List<StageBase> now) {
    boolean[] unchanged = new boolean[now.size()];
    for (int i = 0; i < unchanged.length; i++) {
      StageBase one = now.get(i);
      StageBase other = before.get(i);
      unchanged[i] = one.from == other.from
          && one.parent == other.parent
          && one.ships == other.ships
          && (one.parent < 0 || unchanged[one.parent]);
    }
    return unchanged;
  }
}

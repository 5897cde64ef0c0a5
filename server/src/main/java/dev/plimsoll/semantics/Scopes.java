package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The scope of every stage. */
final class Scopes {

  private final Map<Stage, StageScope> byStage = new HashMap<>();

  Scopes(ImmutableList<Stage> stages, GlobalScope global, char escape) {
    Set<String> bound = new HashSet<>();
    for (Stage stage : stages) {
      StageScope parent = stage.parent() == null ? null : byStage.get(stage.parent());
      byStage.put(stage, new StageScope(parent, bound, global, stage.instructions(), escape));
    }
  }

  StageScope of(Stage stage) {
    StageScope scope = byStage.get(stage);
    if (scope == null) {
      throw new IllegalArgumentException("a stage of another file: " + stage.displayName());
    }
    return scope;
  }
}

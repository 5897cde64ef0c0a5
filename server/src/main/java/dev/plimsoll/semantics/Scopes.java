package dev.plimsoll.semantics;

import dev.plimsoll.syntax.Dockerfile;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The scopes of stages, each made when it, or one that is FROM it, is asked for: most stages use no variables. */
final class Scopes {

  private final Dockerfile file;
  private final GlobalScope global;
  private final Map<Stage, StageScope> byStage = new ConcurrentHashMap<>();

  /** Every name that a stage binds whose scope was made. */
  private final Set<String> bound = ConcurrentHashMap.newKeySet();

  Scopes(Dockerfile file, GlobalScope global) {
    this.file = file;
    this.global = global;
  }

  StageScope of(Stage stage) {
    StageScope known = byStage.get(stage);
    if (known != null) {
      return known;
    }
    Deque<Stage> unknown = new ArrayDeque<>();
    Stage above = stage;
    while (above != null && known == null) {
      unknown.push(above);
      above = above.parent();
      known = above == null ? null : byStage.get(above);
    }
    StageScope scope = new StageScope(known, bound, global, file, unknown.pop());
    byStage.put(scope.stage(), scope);
    while (!unknown.isEmpty()) {
      scope = new StageScope(scope, bound, global, file, unknown.pop());
      byStage.put(scope.stage(), scope);
    }
    return scope;
  }
}

package dev.plimsoll.semantics;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What each stage has by itself and by the stage that it is FROM, such as its scope. It is made when the stage, or one that
 * is FROM it, is asked for: most stages use no variables.
 */
final class Inherited<T> {

  private final BiFunction<@Nullable T, Stage, T> make;
  private final Map<Stage, T> byStage = new ConcurrentHashMap<>();

  /** @param make of what the stage above has, null where it is FROM none, and of a stage */
  Inherited(BiFunction<@Nullable T, Stage, T> make) {
    this.make = make;
  }

  T of(Stage stage) {
    T known = byStage.get(stage);
    if (known != null) {
      return known;
    }
    Deque<Stage> unknown = new ArrayDeque<>();
    for (Stage one = stage; one != null && known == null; one = one.parent()) {
      known = byStage.get(one);
      if (known == null) {
        unknown.push(one);
      }
    }
    T last = make(known, unknown.pop());
    while (!unknown.isEmpty()) {
      last = make(last, unknown.pop());
    }
    return last;
  }

  private T make(@Nullable T above, Stage stage) {
    T made = make.apply(above, stage);
    byStage.put(stage, made);
    return made;
  }
}

package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableIntArray;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Expansion;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Pair;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which names a stage binds, whatever their values: to tell that, nothing has to be expanded, as {@link StageScope} does. */
final class BoundNames {

  private final @Nullable BoundNames parent;

  /** By name, the first element of this stage that binds it. */
  private final Map<String, Integer> first = new LinkedHashMap<>();

  /** Every name that this stage or one it is FROM binds, and maybe others. */
  private final Set<String> bound;

  /** What the first of the stages begins with. */
  private final Set<String> base;

  private final Map<String, Boolean> inherited = new ConcurrentHashMap<>();

  private final boolean isComplete;

  BoundNames(
      @Nullable BoundNames parent,
      Set<String> bound,
      Set<String> base,
      Dockerfile file,
      Stage stage) {
    this.parent = parent;
    this.base = base;
    this.bound = bound;
    boolean areWritten = true;
    ImmutableIntArray binding = file.where(StageScope.BINDS, stage.start(), stage.end());
    for (int i = 0; i < binding.length(); i++) {
      Instruction.Pairs pairs = (Instruction.Pairs) file.element(binding.get(i));
      for (Pair pair : pairs.pairs()) {
        String name = pair.key().value();
        areWritten &= pairs instanceof Instruction.Arg || Expansion.isPlain(name, file.escape());
        first.putIfAbsent(name, binding.get(i));
        bound.add(name);
      }
    }
    this.isComplete = areWritten && (parent == null || parent.isComplete);
  }

  /** Whether this says all: no ENV takes the name that it binds from a variable. */
  boolean isComplete() {
    return isComplete;
  }

  /** Names that are bound for the instruction at an element, those of this stage first, no more than so many. */
  ImmutableSet<String> before(int element, int most) {
    Set<String> found = new LinkedHashSet<>();
    int end = element;
    for (BoundNames names = this; names != null && found.size() < most; names = names.parent) {
      for (Map.Entry<String, Integer> one : names.first.entrySet()) {
        if (one.getValue() < end && found.size() < most) {
          found.add(one.getKey());
        }
      }
      end = Integer.MAX_VALUE;
    }
    return ImmutableSet.copyOf(found);
  }

  /** Whether something binds a name for the instruction at an element of this stage. */
  boolean isBoundBefore(String name, int element) {
    Integer own = first.get(name);
    return own != null && own < element || isInherited(name);
  }

  /** The answer is kept, so that the next stage needn't go further up. */
  private boolean isInherited(String name) {
    boolean always = base.contains(name);
    if (always || parent == null || !bound.contains(name)) {
      return always;
    }
    Boolean known = inherited.get(name);
    for (BoundNames above = parent; known == null && above != null; above = above.parent) {
      known = above.first.containsKey(name) ? Boolean.TRUE : above.inherited.get(name);
    }
    boolean found = known != null && known;
    inherited.put(name, found);
    return found;
  }
}

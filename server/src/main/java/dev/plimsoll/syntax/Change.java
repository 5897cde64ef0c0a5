package dev.plimsoll.syntax;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** In what a file differs from an earlier version of it: all elements but those in one place are the same objects. */
public final class Change {

  private final Dockerfile file;
  private final Window window;
  private final ImmutableList<Element> before;
  private final ImmutableList<Element> now;
  /** The classes of all of them. */
  private final ImmutableList<Class<?>> kinds;

  private final boolean sameKinds;
  private final boolean sameStages;
  private final boolean ofInstructions;
  private final boolean sameTargets;
  private final Map<FileQuestion<?>, Object> answers = new HashMap<>();

  /** Whether some traits are concerned, as far as the file has found it out. */
  private final Traits.@Nullable Concerned carried;

  /** The same of others. */
  private final Map<Trait, Boolean> having = new IdentityHashMap<>();

  private Map<FileQuestion<?>, Object> lastSame = Map.of();

  private Change(Dockerfile file, Window window, ImmutableList<Element> before) {
    this.file = file;
    this.window = window;
    this.before = before;
    this.now = ImmutableList.copyOf(file.elements().subList(window.first(), window.newEnd()));
    this.carried = file.concerned(window, before);
    this.sameKinds = areOfSameKinds(before, now);
    this.sameStages = sameKinds && !any(now, Instruction.From.class::isInstance);
    this.ofInstructions = sameKinds && !any(now, element -> !(element instanceof Instruction));
    this.sameTargets = false;
    this.kinds = kinds(before, now);
  }

  /** The same, with the same targets. */
  private Change(Change other) {
    this.file = other.file;
    this.window = other.window;
    this.before = other.before;
    this.now = other.now;
    this.carried = other.carried;
    this.sameKinds = other.sameKinds;
    this.sameStages = other.sameStages;
    this.ofInstructions = other.ofInstructions;
    this.sameTargets = true;
    this.kinds = other.kinds;
  }

  /**
   * Compares the elements.
   *
   * @param elements those of the earlier version
   */
  public static Change between(List<Element> elements, Dockerfile file) {
    Window window = file.differing(elements);
    return new Change(
        file, window, ImmutableList.copyOf(elements.subList(window.first(), window.oldEnd())));
  }

  /** The same, of which it is known that the same stages are images of their own, or part of one. */
  public Change keepingTargets() {
    return new Change(this);
  }

  private static boolean areOfSameKinds(List<Element> before, List<Element> now) {
    boolean same = before.size() == now.size();
    for (int i = 0; same && i < now.size(); i++) {
      same = before.get(i).getClass() == now.get(i).getClass();
    }
    return same;
  }

  /** The index of the first element that differs, in both versions. */
  public int first() {
    return window.first();
  }

  /** The index of the first element behind those that differ, in this version. */
  public int end() {
    return window.newEnd();
  }

  /** How many places further on stands what is behind. */
  public int shift() {
    return window.shift();
  }

  /** Whether the file is built as it was: of the same stages, and of as many elements of the same kinds in each. */
  boolean keepsOrder() {
    return sameStages;
  }

  /** Whether it is known that the same stages are images of their own, or part of one. */
  boolean keepsTargets() {
    return sameTargets;
  }

  /** Whether as many elements of the same kinds stand where others stood. */
  public boolean keepsKinds() {
    return sameKinds;
  }

  /** Whether instructions of the same kinds stand where others stood, and nothing else differs. */
  boolean isOfInstructions() {
    return ofInstructions;
  }

  public boolean isNothing() {
    return before.isEmpty() && now.isEmpty();
  }

  /** What stands now where an element stood, where {@link #keepsKinds the kinds of all are kept}. */
  public Element current(Element element) {
    for (int i = 0; i < before.size(); i++) {
      if (before.get(i) == element) {
        return now.get(i);
      }
    }
    return element;
  }

  /** Whether an element that was there, or one that is, passes a test. */
  public boolean any(Predicate<Element> test) {
    return any(before, test) || any(now, test);
  }

  /** By index: there is mostly one, and an iterator would count. */
  private static boolean any(List<Element> elements, Predicate<Element> test) {
    for (int i = 0; i < elements.size(); i++) {
      if (test.test(elements.get(i))) {
        return true;
      }
    }
    return false;
  }

  private static ImmutableList<Class<?>> kinds(List<Element> before, List<Element> now) {
    ImmutableSet.Builder<Class<?>> kinds = ImmutableSet.builder();
    for (int i = 0; i < before.size(); i++) {
      kinds.add(before.get(i).getClass());
    }
    for (int i = 0; i < now.size(); i++) {
      kinds.add(now.get(i).getClass());
    }
    return kinds.build().asList();
  }

  /** Whether every two elements that stand for each other pass a test; for a change that keeps the kinds of all. */
  public boolean allPairs(BiPredicate<Element, Element> test) {
    for (int i = 0; i < now.size(); i++) {
      if (!test.test(before.get(i), now.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether one of them has one of some traits. */
  boolean concerns(TraitSet traits) {
    if (traits.isEmpty()) {
      return false;
    }
    for (int i = 0; i < kinds.size(); i++) {
      List<Trait> candidates = traits.ofKind(kinds.get(i));
      for (int k = 0; k < candidates.size(); k++) {
        if (concerns(candidates.get(k))) {
          return true;
        }
      }
    }
    return false;
  }

  /** The classes of the elements that were there, and of those that are. */
  ImmutableList<Class<?>> kinds() {
    return kinds;
  }

  /** Whether one of them has a trait. */
  boolean concerns(Trait trait) {
    Boolean known = carried == null ? null : carried.any(trait);
    if (known == null) {
      known = having.get(trait);
    }
    if (known == null) {
      known = any(trait::isOf);
      having.put(trait, known);
    }
    return known;
  }

  /** Whether not the same elements have one of some traits: in the place of one that has it stands one that has not, say. */
  boolean moves(TraitSet traits) {
    for (int i = 0; i < kinds.size(); i++) {
      List<Trait> candidates = traits.ofKind(kinds.get(i));
      for (int k = 0; k < candidates.size(); k++) {
        if (moves(candidates.get(k))) {
          return true;
        }
      }
    }
    return false;
  }

  /** The same of one. */
  boolean moves(Trait trait) {
    Boolean known = carried == null || !sameKinds ? null : carried.moved(trait);
    return known == null
        ? concerns(trait)
            && !(sameKinds && allPairs((one, other) -> trait.isOf(one) == trait.isOf(other)))
        : known;
  }

  /** Whether one of some questions has another answer now. */
  boolean answersDiffer(Map<FileQuestion<?>, Object> given) {
    if (given == lastSame || given.isEmpty()) {
      return false;
    }
    for (Map.Entry<FileQuestion<?>, Object> one : given.entrySet()) {
      Trait elements = one.getKey().elements();
      if (elements != null && !concerns(elements)) {
        continue;
      }
      Object answer = answers.computeIfAbsent(one.getKey(), question -> question.of(file));
      if (!answer.equals(one.getValue())) {
        return true;
      }
    }
    lastSame = given;
    return false;
  }

  /** Whether elements that stood from {@code low} to {@code high} differ, or stand apart or together that did not. */
  boolean touches(int low, int high) {
    return sameKinds
        ? window.first() <= high && window.oldEnd() > low
        : window.first() <= high + 1 && window.oldEnd() >= low;
  }
}

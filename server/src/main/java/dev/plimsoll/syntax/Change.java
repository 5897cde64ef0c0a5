package dev.plimsoll.syntax;

import com.google.common.collect.Iterables;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** In what a file differs from an earlier version of it: all elements but those in one place are the same objects. */
public final class Change {

  private final Dockerfile file;
  private final Window window;
  private final List<Element> before;
  private final List<Element> now;
  /** The classes of all of them. */
  private final List<Class<?>> kinds;

  private final boolean sameKinds;
  private final boolean sameStages;
  private final boolean sameTargets;
  private final Map<FileQuestion<?>, Object> answers = new HashMap<>();

  /** Whether some traits are concerned, as far as the file has found it out. */
  private final Traits.@Nullable Concerned carried;

  /** The same of others. */
  private final Map<Trait, Boolean> having = new IdentityHashMap<>();

  private Map<FileQuestion<?>, Object> lastSame = Map.of();

  private Change(Dockerfile file, Window window, List<Element> before, boolean sameTargets) {
    this.file = file;
    this.window = window;
    this.before = before;
    this.now = file.elements().subList(window.first(), window.newEnd());
    this.carried = file.concerned(window, before);
    this.sameKinds = areOfSameKinds(before, now);
    this.sameStages = sameKinds && !Iterables.any(now, Instruction.From.class::isInstance);
    this.sameTargets = sameTargets;
    Set<Class<?>> found = new LinkedHashSet<>();
    before.forEach(element -> found.add(element.getClass()));
    now.forEach(element -> found.add(element.getClass()));
    this.kinds = List.copyOf(found);
  }

  /**
   * Compares the elements.
   *
   * @param elements those of the earlier version
   */
  public static Change between(List<Element> elements, Dockerfile file) {
    Window window = file.differing(elements);
    return new Change(file, window, elements.subList(window.first(), window.oldEnd()), false);
  }

  /** The same, of which it is known that the same stages are images of their own, or part of one. */
  public Change keepingTargets() {
    return new Change(file, window, before, true);
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
    return sameKinds && Iterables.all(now, Instruction.class::isInstance);
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
    return Iterables.any(before, test::test) || Iterables.any(now, test::test);
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
  List<Class<?>> kinds() {
    return kinds;
  }

  /** Whether one of them has a trait. */
  boolean concerns(Trait trait) {
    Boolean known = carried == null ? null : carried.any(trait);
    if (known == null) {
      known = having.get(trait);
    }
    if (known == null) {
      known = isAny(trait, before) || isAny(trait, now);
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

  private static boolean isAny(Trait trait, List<Element> elements) {
    for (int i = 0; i < elements.size(); i++) {
      if (trait.isOf(elements.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** Whether one of some questions has another answer now. */
  boolean answersDiffer(Map<FileQuestion<?>, Object> given) {
    if (given == lastSame || given.isEmpty()) {
      return false;
    }
    for (Map.Entry<FileQuestion<?>, Object> one : given.entrySet()) {
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

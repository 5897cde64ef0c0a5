package dev.plimsoll.syntax;

import com.google.common.collect.Iterables;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** In what a file differs from an earlier version of it: all elements but those in one place are the same objects. */
public final class Change {

  private final Dockerfile file;
  private final Window window;
  private final List<Element> before;
  private final List<Element> now;
  private final boolean sameKinds;
  private final boolean sameTargets;
  private final Map<FileQuestion<?>, Object> answers = new HashMap<>();

  /** Whether some traits are concerned: most of what was read was read of the same ones. */
  private final Map<Set<Trait>, Boolean> concerned = new IdentityHashMap<>();

  /** The same of one trait, as far as the file has found it out. */
  private final Map<Trait, Boolean> carried;

  /** The same of others: sets that differ have most traits in common. */
  private final Map<Trait, Boolean> having = new IdentityHashMap<>();

  /** What was looked up last, which mostly is what is looked up next. */
  private Set<Trait> lastTraits = Set.of();

  private boolean lastAnswer;
  private Map<FileQuestion<?>, Object> lastSame = Map.of();

  private Change(Dockerfile file, Window window, List<Element> before, boolean sameTargets) {
    this.file = file;
    this.window = window;
    this.before = before;
    this.now = file.elements().subList(window.first(), window.newEnd());
    this.carried = file.concerned(window, before);
    this.sameKinds = areOfSameKinds(before, now);
    this.sameTargets = sameTargets;
  }

  /**
   * Compares the elements.
   *
   * @param elements those of the earlier version
   */
  public static Change between(List<Element> elements, Dockerfile file) {
    int most = Math.min(elements.size(), file.elements().size());
    int first = 0;
    while (first < most && elements.get(first) == file.element(first)) {
      first++;
    }
    int oldEnd = elements.size();
    int newEnd = file.elements().size();
    while (oldEnd > first
        && newEnd > first
        && elements.get(oldEnd - 1) == file.element(newEnd - 1)) {
      oldEnd--;
      newEnd--;
    }
    Window window = new Window(first, oldEnd, newEnd);
    return new Change(file, window, elements.subList(first, oldEnd), false);
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
    return sameKinds && !any(Instruction.From.class::isInstance);
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

  /** Whether an element that was there, or one that is, passes a test. */
  public boolean any(Predicate<Element> test) {
    return Iterables.any(before, test::test) || Iterables.any(now, test::test);
  }

  /** Whether one of them has one of some traits. */
  boolean concerns(Set<Trait> traits) {
    if (traits != lastTraits && !traits.isEmpty()) {
      Boolean known = concerned.get(traits);
      lastAnswer = known == null ? hasAny(traits) : known;
      concerned.put(traits, lastAnswer);
      lastTraits = traits;
    }
    return lastAnswer && !traits.isEmpty();
  }

  private boolean hasAny(Set<Trait> traits) {
    for (Trait trait : traits) {
      Boolean known = carried.get(trait);
      known = known == null ? having.get(trait) : known;
      boolean has = known == null ? isAny(trait, before) || isAny(trait, now) : known;
      if (known == null) {
        having.put(trait, has);
      }
      if (has) {
        return true;
      }
    }
    return false;
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

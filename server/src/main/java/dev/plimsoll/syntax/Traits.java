package dev.plimsoll.syntax;

import com.google.common.primitives.ImmutableIntArray;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which elements of a file have which traits, as far as that was asked. */
final class Traits {

  /** What was known of the last file that was asked anything, and of no file before that; or null. */
  private final @Nullable Known before;

  /** In what that file differs. */
  private final Window since;

  /** The elements of that file that are gone; null where they aren't at hand. */
  private final Element @Nullable [] gone;

  /** What is known of this file; null until something is asked. A race brings over the same twice. */
  private volatile @Nullable Known known;

  /** Of each trait that was known before, whether the edit concerns it. */
  private volatile @Nullable Concerned concerned;

  /** By their classes, the indices of the elements; filled where a trait is asked for the first time. */
  private volatile @Nullable Map<Class<?>, BitSet> byKind;

  /**
   * What is known of one file.
   *
   * @param carried what was brought over from the file before it
   * @param fresh what was asked for the first time
   */
  private record Known(Answers carried, Map<Trait, ImmutableIntArray> fresh) {

    Answers all() {
      return fresh.isEmpty() ? carried : carried.with(fresh);
    }
  }

  /**
   * Of the traits in some answers, whether an edit concerns them.
   *
   * @param any the numbers of those that an element that is gone had, or one in its place has
   * @param moved the numbers of those that others have now
   */
  record Concerned(Answers answers, BitSet any, BitSet moved) {

    /** Whether an element that is gone had a trait, or one in its place has it; null of a trait that isn't among them. */
    @Nullable Boolean any(Trait trait) {
      Integer number = answers.numbers.get(trait);
      return number == null ? null : any.get(number);
    }

    /** Whether others have a trait now, by where they stand; null of a trait that isn't among them. */
    @Nullable Boolean moved(Trait trait) {
      Integer number = answers.numbers.get(trait);
      return number == null ? null : moved.get(number);
    }
  }

  private Traits(@Nullable Known before, Window since, Element @Nullable [] gone) {
    this.before = before;
    this.since = since;
    this.gone = gone;
  }

  static Traits none() {
    return new Traits(null, new Window(0, 0, 0), null);
  }

  /**
   * For the file after one more edit. What was known before the last file is let go.
   *
   * @param elements those of the file that is edited
   */
  Traits after(Window edit, Element[] elements) {
    Known last = known;
    return last == null
        ? new Traits(before, since.then(edit), null)
        : new Traits(last, edit, Arrays.copyOfRange(elements, edit.first(), edit.oldEnd()));
  }

  /**
   * Of traits, whether one of the elements in which the file differs from another has it or had it; null where that isn't
   * known.
   *
   * @param change in what the file differs
   * @param before the elements of the other file that are gone
   */
  @Nullable Concerned concerned(Window change, List<Element> before) {
    return isAbout(change, before) ? concerned : null;
  }

  private boolean isAbout(Window change, List<Element> others) {
    if (gone == null || !since.equals(change)) {
      return false;
    }
    for (int i = 0; i < gone.length; i++) {
      if (gone[i] != others.get(i)) {
        return false;
      }
    }
    return true;
  }

  int size() {
    Known all = known;
    return all == null ? 0 : all.carried.traits.length + all.fresh.size();
  }

  /** The indices of the elements that have a trait. */
  ImmutableIntArray where(Trait trait, Element[] elements) {
    Known all = known;
    if (all == null) {
      Answers carried = before == null ? Answers.none() : carried(before.all(), elements);
      all = new Known(carried, new ConcurrentHashMap<>());
      known = all;
    }
    Integer number = all.carried.numbers.get(trait);
    if (number != null) {
      return all.carried.indices[number];
    }
    ImmutableIntArray indices = all.fresh.get(trait);
    if (indices == null) {
      indices = ask(trait, elements);
      all.fresh.put(trait, indices);
    }
    return indices;
  }

  /**
   * Brings over all that was known before, also of traits that nobody asks for now: a rule that has nothing to look at in
   * one edit would have to look through the whole file in the next. Traits that no element of the edited kinds can have are
   * not even asked.
   */
  private Answers carried(Answers last, Element[] elements) {
    BitSet candidates =
        since.shift() == 0 && gone != null ? last.mayHave(gone, elements, since) : last.all();
    BitSet any = new BitSet(last.traits.length);
    BitSet moved = new BitSet(last.traits.length);
    ImmutableIntArray[] indices = last.indices;
    for (int i = candidates.nextSetBit(0); i >= 0; i = candidates.nextSetBit(i + 1)) {
      ImmutableIntArray had = last.indices[i];
      ImmutableIntArray fresh = ask(last.traits[i], elements, since.first(), since.newEnd());
      int kept = countBefore(had, since.first());
      int behind = kept;
      while (behind < had.length() && had.get(behind) < since.oldEnd()) {
        behind++;
      }
      any.set(i, behind > kept || !fresh.isEmpty());
      ImmutableIntArray now = carried(had, kept, behind, fresh);
      if (now != had) {
        moved.set(i);
        indices = indices == last.indices ? indices.clone() : indices;
        indices[i] = now;
      }
    }
    concerned = new Concerned(last, any, moved);
    return last.with(indices);
  }

  /** Those of them from {@code start} to before {@code end}. */
  static ImmutableIntArray between(ImmutableIntArray indices, int start, int end) {
    return indices.subArray(countBefore(indices, start), countBefore(indices, end));
  }

  /** Asks all elements that can have the trait by their kind. */
  private ImmutableIntArray ask(Trait trait, Element[] elements) {
    Map<Class<?>, BitSet> kinds = byKind;
    if (kinds == null) {
      kinds = byKind(elements);
      byKind = kinds;
    }
    BitSet candidates = null;
    for (Map.Entry<Class<?>, BitSet> kind : kinds.entrySet()) {
      if (trait.mayBeOf(kind.getKey())) {
        candidates = union(candidates, kind.getValue());
      }
    }
    if (candidates == null) {
      return ImmutableIntArray.of();
    }
    ImmutableIntArray.Builder found = null;
    for (int i = candidates.nextSetBit(0); i >= 0; i = candidates.nextSetBit(i + 1)) {
      if (trait.isOf(elements[i])) {
        found = found == null ? ImmutableIntArray.builder() : found;
        found.add(i);
      }
    }
    return found == null ? ImmutableIntArray.of() : found.build();
  }

  private static Map<Class<?>, BitSet> byKind(Element[] elements) {
    Map<Class<?>, BitSet> byKind = new HashMap<>();
    for (int i = 0; i < elements.length; i++) {
      byKind.computeIfAbsent(elements[i].getClass(), any -> new BitSet()).set(i);
    }
    return byKind;
  }

  private static BitSet union(@Nullable BitSet one, BitSet other) {
    if (one == null) {
      return other;
    }
    BitSet both = (BitSet) one.clone();
    both.or(other);
    return both;
  }

  private static ImmutableIntArray ask(Trait trait, Element[] elements, int start, int end) {
    ImmutableIntArray.Builder found = null;
    for (int i = start; i < end; i++) {
      if (trait.isOf(elements[i])) {
        found = found == null ? ImmutableIntArray.builder() : found;
        found.add(i);
      }
    }
    return found == null ? ImmutableIntArray.of() : found.build();
  }

  /** Those of them that stay, and fresh ones in the place of those from {@code kept} to before {@code behind}. */
  private ImmutableIntArray carried(
      ImmutableIntArray last, int kept, int behind, ImmutableIntArray fresh) {
    if (since.shift() == 0 && last.subArray(kept, behind).equals(fresh)) {
      return last;
    }
    ImmutableIntArray.Builder all =
        ImmutableIntArray.builder(kept + fresh.length() + last.length() - behind);
    for (int i = 0; i < kept; i++) {
      all.add(last.get(i));
    }
    all.addAll(fresh);
    for (int i = behind; i < last.length(); i++) {
      all.add(last.get(i) + since.shift());
    }
    return all.build();
  }

  /** How many of some indices are less than {@code bound}. */
  private static int countBefore(ImmutableIntArray indices, int bound) {
    int low = 0;
    int high = indices.length();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (indices.get(middle) < bound) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The indices of the elements that have traits, each of which has a number that it keeps from file to file. */
  private static final class Answers {

    private final Map<Trait, Integer> numbers;
    private final Trait[] traits;
    private final ImmutableIntArray[] indices;

    /** The numbers of the traits that elements of a class may have, filled where it is asked for. */
    private final Map<Class<?>, BitSet> byKind;

    private Answers(
        Map<Trait, Integer> numbers,
        Trait[] traits,
        ImmutableIntArray[] indices,
        Map<Class<?>, BitSet> byKind) {
      this.numbers = numbers;
      this.traits = traits;
      this.indices = indices;
      this.byKind = byKind;
    }

    static Answers none() {
      return new Answers(
          Map.of(), new Trait[0], new ImmutableIntArray[0], new ConcurrentHashMap<>());
    }

    /** The same traits in another file. */
    Answers with(ImmutableIntArray[] others) {
      return others == indices ? this : new Answers(numbers, traits, others, byKind);
    }

    /** These and more. */
    Answers with(Map<Trait, ImmutableIntArray> more) {
      Map<Trait, ImmutableIntArray> added = new HashMap<>(more); // which others may add to
      Map<Trait, Integer> allNumbers = new HashMap<>(numbers);
      Trait[] allTraits = Arrays.copyOf(traits, traits.length + added.size());
      ImmutableIntArray[] allIndices = Arrays.copyOf(indices, allTraits.length);
      for (Map.Entry<Trait, ImmutableIntArray> one : added.entrySet()) {
        int number = allNumbers.size();
        allNumbers.put(one.getKey(), number);
        allTraits[number] = one.getKey();
        allIndices[number] = one.getValue();
      }
      return new Answers(allNumbers, allTraits, allIndices, new ConcurrentHashMap<>());
    }

    BitSet all() {
      BitSet all = new BitSet(traits.length);
      all.set(0, traits.length);
      return all;
    }

    /** The numbers of the traits that an element that is gone, or one in its place, may have by its kind. */
    BitSet mayHave(Element[] gone, Element[] elements, Window window) {
      Class<?> kind = null;
      BitSet found = null;
      for (int i = 0; i < gone.length + window.size(); i++) {
        Element element = i < gone.length ? gone[i] : elements[window.first() + i - gone.length];
        if (element.getClass() != kind) {
          kind = element.getClass();
          found = union(found, ofKind(kind));
        }
      }
      return found == null ? new BitSet() : found;
    }

    private BitSet ofKind(Class<?> kind) {
      BitSet known = byKind.get(kind);
      if (known == null) {
        known = new BitSet(traits.length);
        for (int i = 0; i < traits.length; i++) {
          known.set(i, traits[i].mayBeOf(kind));
        }
        byKind.put(kind, known);
      }
      return known;
    }
  }
}

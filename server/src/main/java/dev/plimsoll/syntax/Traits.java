package dev.plimsoll.syntax;

import com.google.common.primitives.ImmutableIntArray;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which elements of a file have which traits, as far as that was asked. */
final class Traits {

  private final Map<Trait, ImmutableIntArray> known = new ConcurrentHashMap<>();

  /** What was known of the last file that was asked anything, or null. */
  private final @Nullable Traits before;

  /** In what that file differs. */
  private final Window since;

  private volatile boolean carried;

  private Traits(@Nullable Traits before, Window since) {
    this.before = before;
    this.since = since;
  }

  static Traits none() {
    return new Traits(null, new Window(0, 0, 0));
  }

  /** For the file after one more edit. What was known before the last file is let go. */
  Traits after(Window edit) {
    return known.isEmpty()
        ? new Traits(before, since.then(edit))
        : new Traits(new Traits(this), edit);
  }

  /** Without what was before. */
  private Traits(Traits last) {
    this(null, last.since);
    known.putAll(last.known);
  }

  int size() {
    return known.size();
  }

  /** The indices of the elements that have a trait. */
  ImmutableIntArray where(Trait trait, Element[] elements) {
    if (before != null && !carried) {
      carry(before, elements);
    }
    ImmutableIntArray indices = known.get(trait);
    if (indices == null) {
      indices = ask(trait, elements, 0, elements.length);
      known.put(trait, indices);
    }
    return indices;
  }

  /**
   * Brings over all that was known before, also of traits that nobody asks for now: a rule that has nothing to look at in
   * one edit would have to look through the whole file in the next. A race brings over the same twice.
   */
  private void carry(Traits last, Element[] elements) {
    last.known.forEach((trait, indices) -> known.putIfAbsent(
        trait, carried(indices, ask(trait, elements, since.first(), since.newEnd()))));
    carried = true;
  }

  /** Those of them from {@code start} to before {@code end}. */
  static ImmutableIntArray between(ImmutableIntArray indices, int start, int end) {
    return indices.subArray(countBefore(indices, start), countBefore(indices, end));
  }

  private static ImmutableIntArray ask(Trait trait, Element[] elements, int start, int end) {
    ImmutableIntArray.Builder found = ImmutableIntArray.builder();
    for (int i = start; i < end; i++) {
      if (trait.isOf(elements[i])) {
        found.add(i);
      }
    }
    return found.build();
  }

  private ImmutableIntArray carried(ImmutableIntArray last, ImmutableIntArray fresh) {
    int kept = countBefore(last, since.first());
    int behind = countBefore(last, since.oldEnd());
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
}

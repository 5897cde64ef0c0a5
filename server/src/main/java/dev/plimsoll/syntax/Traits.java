package dev.plimsoll.syntax;

import com.google.common.primitives.ImmutableIntArray;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which elements of a file have which traits, as far as that was asked. */
final class Traits {

  private final Map<Trait, ImmutableIntArray> known = new ConcurrentHashMap<>();

  /** What was known of the last file that was asked anything, and of no file before that; or null. */
  private final @Nullable Map<Trait, ImmutableIntArray> before;

  /** In what that file differs. */
  private final Window since;

  private volatile boolean carried;

  private Traits(@Nullable Map<Trait, ImmutableIntArray> before, Window since) {
    this.before = before;
    this.since = since;
  }

  static Traits none() {
    return new Traits(null, new Window(0, 0, 0));
  }

  /** For the file after one more edit. What was known before the last file is let go. */
  Traits after(Window edit) {
    return known.isEmpty() ? new Traits(before, since.then(edit)) : new Traits(known, edit);
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
  private void carry(Map<Trait, ImmutableIntArray> last, Element[] elements) {
    for (Map.Entry<Trait, ImmutableIntArray> one : last.entrySet()) {
      known.put(one.getKey(), carried(one.getKey(), one.getValue(), elements));
    }
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

  private ImmutableIntArray carried(Trait trait, ImmutableIntArray last, Element[] elements) {
    int kept = countBefore(last, since.first());
    if (since.shift() == 0 && isAsBefore(trait, last, kept, elements)) {
      return last;
    }
    int behind = countBefore(last, since.oldEnd());
    ImmutableIntArray fresh = ask(trait, elements, since.first(), since.newEnd());
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

  /** Whether of as many elements as before the same ones have a trait; {@code next} are the indices before them. */
  private boolean isAsBefore(Trait trait, ImmutableIntArray last, int next, Element[] elements) {
    int at = next;
    for (int i = since.first(); i < since.newEnd(); i++) {
      boolean had = at < last.length() && last.get(at) == i;
      if (had != trait.isOf(elements[i])) {
        return false;
      }
      at += had ? 1 : 0;
    }
    return true;
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

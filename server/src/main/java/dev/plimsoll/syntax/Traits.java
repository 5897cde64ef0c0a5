package dev.plimsoll.syntax;

import com.google.common.primitives.ImmutableIntArray;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
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

  /** The elements of that file that are gone; null where they aren't at hand. */
  private final Element @Nullable [] gone;

  /** Of each trait that was known before, whether an element that is gone had it, or one in its place has it. */
  private volatile Map<Trait, Boolean> concerned = Map.of();

  private volatile boolean carried;

  private Traits(
      @Nullable Map<Trait, ImmutableIntArray> before, Window since, Element @Nullable [] gone) {
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
    return known.isEmpty()
        ? new Traits(before, since.then(edit), null)
        : new Traits(known, edit, Arrays.copyOfRange(elements, edit.first(), edit.oldEnd()));
  }

  /**
   * Of traits, whether one of the elements in which the file differs from another has it or had it; empty where that isn't
   * known.
   *
   * @param change in what the file differs
   * @param before the elements of the other file that are gone
   */
  Map<Trait, Boolean> concerned(Window change, List<Element> before) {
    return isAbout(change, before) ? concerned : Map.of();
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
    Map<Trait, Boolean> any = new HashMap<>();
    for (Map.Entry<Trait, ImmutableIntArray> one : last.entrySet()) {
      Trait trait = one.getKey();
      ImmutableIntArray had = one.getValue();
      ImmutableIntArray fresh = ask(trait, elements, since.first(), since.newEnd());
      int kept = countBefore(had, since.first());
      int behind = kept;
      while (behind < had.length() && had.get(behind) < since.oldEnd()) {
        behind++;
      }
      known.put(trait, carried(had, kept, behind, fresh));
      any.put(trait, behind > kept || !fresh.isEmpty());
    }
    concerned = any;
    carried = true;
  }

  /** Those of them from {@code start} to before {@code end}. */
  static ImmutableIntArray between(ImmutableIntArray indices, int start, int end) {
    return indices.subArray(countBefore(indices, start), countBefore(indices, end));
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
}

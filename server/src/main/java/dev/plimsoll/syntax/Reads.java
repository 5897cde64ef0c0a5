package dev.plimsoll.syntax;

import com.google.common.collect.Iterables;
import java.util.AbstractList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.RandomAccess;
import java.util.Set;

/**
 * What was read of a file while something was worked out from it, so that later it can be told whether an edit matters:
 * by itself, and not by what somebody promised. It is filled while that runs, and not after.
 *
 * <p>How the file is built – of how many elements, of which kinds, in which order – is not noted: who goes by this has to
 * see to it that all of that is still the same, and that so are the elements that count for everybody.
 */
public final class Reads {

  private final Set<Trait> traits = new HashSet<>();
  private final BitSet elements = new BitSet();
  private boolean everything;

  /** Notes that it was asked which elements have a trait, or that these were read. */
  public void add(Trait trait) {
    traits.add(trait);
  }

  /** Notes that the element at an index was read. */
  void add(int element) {
    elements.set(element);
  }

  /** Notes what can't be told from elements. */
  public void addEverything() {
    everything = true;
  }

  /**
   * Whether any of this can have another answer once elements were exchanged.
   *
   * @param first the index of the first of them
   * @param before the elements that stood there
   * @param now those that stand there, of the same kinds
   */
  public boolean isAbout(int first, List<Element> before, List<Element> now) {
    if (now.isEmpty()) {
      return false;
    }
    int next = elements.nextSetBit(first);
    if (everything || (next >= 0 && next < first + now.size())) {
      return true;
    }
    for (Element element : Iterables.concat(before, now)) {
      for (Trait trait : traits) {
        if (trait.isOf(element)) {
          return true;
        }
      }
    }
    return false;
  }

  /** A list of which it is noted which elements are looked at. */
  <E> List<E> watched(List<E> list, IndexOf indices) {
    return new Watched<>(list, indices);
  }

  /** Where what stands at an index of a list is among the elements of the file. */
  @FunctionalInterface
  interface IndexOf {
    int element(int index);
  }

  private final class Watched<E> extends AbstractList<E> implements RandomAccess {
    private final List<E> list;
    private final IndexOf indices;

    Watched(List<E> list, IndexOf indices) {
      this.list = list;
      this.indices = indices;
    }

    @Override
    public E get(int index) {
      E found = list.get(index);
      Reads.this.add(indices.element(index));
      return found;
    }

    @Override
    public int size() {
      return list.size();
    }
  }
}

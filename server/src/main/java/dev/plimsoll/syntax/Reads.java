package dev.plimsoll.syntax;

import java.util.AbstractList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What was read of a file while something was worked out from it, so that later it can be told whether an edit matters:
 * by itself, and not by what somebody promised. It is filled while that runs, and not after.
 *
 * <p>Who goes by {@link #isAbout(Change)} has to see to it that the file still has as many elements, of the same kinds, in the
 * same order, and that the elements that count for everybody are the same. Who goes by {@link
 * #isAbout(Change, int, BooleanSupplier) the other} need not: what was read of a part of the file knows in which place
 * it was read, and whether more than that place counts.
 */
public final class Reads {

  private TraitSet traits = new TraitSet();
  private TraitSet nearTraits = new TraitSet();
  /** Null as long as it is empty, as it is mostly. */
  private @Nullable TraitSet presentTraits;

  private @Nullable TraitSet nearPresentTraits;

  private Map<FileQuestion<?>, Object> answers = new HashMap<>();
  private Set<String> files = new HashSet<>(0);
  private final BitSet elements = new BitSet();
  private int low = Integer.MAX_VALUE;
  private int high = -1;
  private boolean order;
  private boolean targets;
  private boolean everything;
  private boolean outside;
  private boolean allFiles;

  /** Notes that it was asked which elements have a trait, or that these were read. */
  public void add(Trait trait) {
    traits.add(trait);
  }

  /** The same, where only those count of the stage in which somebody reads, or of one that it is FROM. */
  public void addNear(Trait trait) {
    nearTraits.add(trait);
  }

  /** Notes that it was asked which elements have a trait, and nothing else of them. */
  public void addPresence(Trait trait) {
    presentTraits = presentTraits == null ? new TraitSet() : presentTraits;
    presentTraits.add(trait);
  }

  /** The same, where only those count of the stage in which somebody reads, or of one that it is FROM. */
  public void addPresenceNear(Trait trait) {
    nearPresentTraits = nearPresentTraits == null ? new TraitSet() : nearPresentTraits;
    nearPresentTraits.add(trait);
  }

  /** Notes that the element at an index was read. */
  public void add(int element) {
    elements.set(element);
    addPlace(element);
  }

  /** Notes that it matters what stands next to the element at an index. */
  public void addPlace(int element) {
    low = Math.min(low, element);
    high = Math.max(high, element);
  }

  /** Notes that it matters how the file is built, in other places than those that were noted. */
  public void addOrder() {
    order = true;
  }

  /** Notes that it matters which stages are images of their own, and which are part of one. */
  public void addTargets() {
    targets = true;
  }

  /** Notes what can't be told from elements. */
  public void addEverything() {
    everything = true;
  }

  /**
   * Notes that it matters what a file beside this one says.
   *
   * @param path in the build context, normalized
   */
  public void addFile(String path) {
    files.add(path);
  }

  /** Notes that what is known of images or other files matters, besides those that are named to {@link #addFile}. */
  public void addOutside() {
    outside = true;
  }

  /** Notes that what is known of any other file matters. */
  public void addAllFiles() {
    allFiles = true;
    outside = true;
  }

  /**
   * Whether it matters that more is known of other files, or something else.
   *
   * @param changed the paths of which that is so, in the build context
   */
  public boolean isAboutFiles(Set<String> changed) {
    return allFiles || !Collections.disjoint(files, changed);
  }

  /** Whether anything matters that is not in the file. */
  public boolean isOutside() {
    return outside || !files.isEmpty();
  }

  /** The other files that matter, by their paths in the build context. */
  public Set<String> files() {
    return files;
  }

  /**
   * Adds what somebody else has read of the same version of the file.
   *
   * @param shift how much further on the places are now that were noted there
   */
  public void addAll(Reads other, int shift) {
    traits.addAll(other.traits);
    nearTraits.addAll(other.nearTraits);
    presentTraits = union(presentTraits, other.presentTraits);
    nearPresentTraits = union(nearPresentTraits, other.nearPresentTraits);
    answers.putAll(other.answers);
    for (int i = other.elements.nextSetBit(0); i >= 0; i = other.elements.nextSetBit(i + 1)) {
      elements.set(i + shift);
    }
    files.addAll(other.files);
    if (other.low <= other.high) {
      low = Math.min(low, other.low + shift);
      high = Math.max(high, other.high + shift);
    }
    order |= other.order;
    targets |= other.targets;
    everything |= other.everything;
    outside |= other.outside;
    allFiles |= other.allFiles;
  }

  private static @Nullable TraitSet union(@Nullable TraitSet some, @Nullable TraitSet others) {
    if (others == null) {
      return some;
    }
    TraitSet all = some == null ? new TraitSet() : some;
    all.addAll(others);
    return all;
  }

  /** Adds a reader who has read this. */
  public void addTo(Readers readers, int reader) {
    addAllButElementsTo(readers, reader);
    if (!elements.isEmpty()) {
      readers.addOfMore(reader);
    }
  }

  /** Adds a reader who has read this for parts that stand where they stood then. */
  public void addOfPartsTo(Readers readers, int reader) {
    addAllButElementsTo(readers, reader);
    if (!elements.isEmpty()) {
      readers.add(reader, elements);
    }
  }

  private void addAllButElementsTo(Readers readers, int reader) {
    readers.add(reader, traits);
    readers.add(reader, nearTraits);
    if (presentTraits != null) {
      readers.addPresence(reader, presentTraits);
    }
    if (nearPresentTraits != null) {
      readers.addPresence(reader, nearPresentTraits);
    }
    if (order || targets) {
      readers.addOfOrder(reader);
    }
    if (!answers.isEmpty()) {
      readers.add(reader, answers);
    }
    if (everything) {
      readers.addOfMore(reader);
    }
  }

  void add(FileQuestion<?> question, Object answer) {
    answers.put(question, answer);
  }

  /**
   * Keeps what is equal to that of others only once, so that it is compared once as well.
   *
   * @param known what others have read
   */
  public void shareBy(Map<Object, Object> known) {
    traits = shared(known, traits);
    nearTraits = shared(known, nearTraits);
    presentTraits = presentTraits == null ? null : shared(known, presentTraits);
    nearPresentTraits = nearPresentTraits == null ? null : shared(known, nearPresentTraits);
    answers = shared(known, answers);
    files = shared(known, files);
  }

  private static <T> T shared(Map<Object, Object> known, T value) {
    @SuppressWarnings("unchecked") // equal sets, or equal maps, of the same types
    T first = (T) known.putIfAbsent(value, value);
    return first == null ? value : first;
  }

  /** Whether any of this can have another answer after a change that keeps the kinds of all elements. */
  public boolean isAbout(Change change) {
    if (change.isNothing()) {
      return false;
    }
    int next = elements.nextSetBit(change.first());
    return everything
        || (order && !change.keepsOrder())
        || (targets && !change.keepsTargets())
        || (next >= 0 && next < change.end())
        || change.concerns(traits)
        || change.concerns(nearTraits)
        || (presentTraits != null && change.moves(presentTraits))
        || (nearPresentTraits != null && change.moves(nearPresentTraits))
        || change.answersDiffer(answers);
  }

  /**
   * Whether any of this can have another answer after a change of any kind, for what was read of a part of a stage.
   *
   * @param shift how much further on that part stood before the change than where it was read
   * @param isNear whether the change is in the stage of the part, or in one that it is FROM
   */
  public boolean isAbout(Change change, int shift, BooleanSupplier isNear) {
    if (change.isNothing()) {
      return false;
    }
    return everything
        || (order && !change.keepsOrder())
        || (targets && !change.keepsTargets())
        || touches(change, shift)
        || change.concerns(traits)
        || (!nearTraits.isEmpty() && change.concerns(nearTraits) && isNear.getAsBoolean())
        || (presentTraits != null && change.moves(presentTraits))
        || (nearPresentTraits != null && change.moves(nearPresentTraits) && isNear.getAsBoolean())
        || change.answersDiffer(answers);
  }

  /** An instruction that stands between others, and still does, counts only where it was read. */
  private boolean touches(Change change, int shift) {
    if (!change.touches(low + shift, high + shift)) {
      return false;
    }
    int next = elements.nextSetBit(Math.max(0, change.first() - shift));
    return !change.isOfInstructions() || (next >= 0 && next < change.end() - shift);
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

  /** Which element stands at an index, and how many there are, depends on how the file is built. */
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
      addOrder();
      return found;
    }

    @Override
    public int size() {
      addOrder();
      return list.size();
    }
  }
}

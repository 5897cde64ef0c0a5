package dev.plimsoll.syntax;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Many who have read a file, by what they read: of an edit it is told at once for which of them it may matter. Each has a number.
 */
public final class Readers {

  private final Map<Trait, BitSet> byTrait = new HashMap<>();
  /** Those for whom it matters how the file is built, or which stages are images of their own. */
  private final BitSet ofOrder = new BitSet();
  /** Those who have read more than can be told by traits. */
  private final BitSet ofMore = new BitSet();

  /** The same by traits that elements of a class can have, filled where it is asked for. */
  private final Map<Class<?>, List<Map.Entry<Trait, BitSet>>> byKind = new ConcurrentHashMap<>();

  /** @param reads what each has read, by its number; null of who doesn't count */
  public Readers(List<@Nullable Reads> reads) {
    for (int i = 0; i < reads.size(); i++) {
      Reads own = reads.get(i);
      if (own != null) {
        own.addTo(this, i);
      }
    }
  }

  void add(int reader, TraitSet traits) {
    for (Trait trait : traits.all()) {
      byTrait.computeIfAbsent(trait, any -> new BitSet()).set(reader);
    }
  }

  void addOfOrder(int reader) {
    ofOrder.set(reader);
  }

  void addOfMore(int reader) {
    ofMore.set(reader);
  }

  /** Those for whom a change that keeps the kinds of all elements may matter. */
  public BitSet concernedBy(Change change) {
    BitSet concerned = (BitSet) ofMore.clone();
    if (!change.keepsOrder() || !change.keepsTargets()) {
      concerned.or(ofOrder);
    }
    for (Class<?> kind : change.kinds()) {
      for (Map.Entry<Trait, BitSet> one : byKind.computeIfAbsent(kind, this::ofKind)) {
        if (change.concerns(one.getKey())) {
          concerned.or(one.getValue());
        }
      }
    }
    return concerned;
  }

  private List<Map.Entry<Trait, BitSet>> ofKind(Class<?> kind) {
    List<Map.Entry<Trait, BitSet>> found = new ArrayList<>();
    for (Map.Entry<Trait, BitSet> one : byTrait.entrySet()) {
      if (one.getKey().mayBeOf(kind)) {
        found.add(one);
      }
    }
    return found;
  }
}

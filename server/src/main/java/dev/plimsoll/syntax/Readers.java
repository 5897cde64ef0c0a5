package dev.plimsoll.syntax;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Many who have read a file, by what they read: of an edit it is told at once for which of them it may matter. Each has a number.
 */
public final class Readers {

  private final Map<Trait, BitSet> byTrait = new HashMap<>();
  /** Those for whom only matters which elements have a trait. */
  private final Map<Trait, BitSet> byPresence = new HashMap<>();
  /** The elements that each has read in parts. */
  private final Map<Integer, BitSet> elements = new LinkedHashMap<>();
  /** Those for whom it matters how the file is built, or which stages are images of their own. */
  private final BitSet ofOrder = new BitSet();
  /** What each was answered of the file as a whole. */
  private final Map<Integer, Map<FileQuestion<?>, Object>> answers = new LinkedHashMap<>();
  /** Those who have read more than can be told. */
  private final BitSet ofMore = new BitSet();

  /** The first two by traits that elements of a class can have, filled where it is asked for. */
  private final Map<Class<?>, OfKind> byKind = new ConcurrentHashMap<>();

  private record OfKind(
      List<Map.Entry<Trait, BitSet>> having, List<Map.Entry<Trait, BitSet>> present) {}

  void add(int reader, TraitSet traits) {
    add(reader, traits, byTrait);
  }

  void addPresence(int reader, TraitSet traits) {
    add(reader, traits, byPresence);
  }

  private static void add(int reader, TraitSet traits, Map<Trait, BitSet> readers) {
    for (Trait trait : traits.all()) {
      readers.computeIfAbsent(trait, any -> new BitSet()).set(reader);
    }
  }

  void add(int reader, BitSet read) {
    elements.computeIfAbsent(reader, any -> new BitSet()).or(read);
  }

  void add(int reader, Map<FileQuestion<?>, Object> given) {
    answers.computeIfAbsent(reader, any -> new HashMap<>()).putAll(given);
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
      OfKind readers = byKind.computeIfAbsent(kind, this::ofKind);
      for (Map.Entry<Trait, BitSet> one : readers.having) {
        if (change.concerns(one.getKey())) {
          concerned.or(one.getValue());
        }
      }
      for (Map.Entry<Trait, BitSet> one : readers.present) {
        if (change.moves(one.getKey())) {
          concerned.or(one.getValue());
        }
      }
    }
    for (Map.Entry<Integer, BitSet> one : elements.entrySet()) {
      int next = one.getValue().nextSetBit(change.first());
      if (!change.isOfInstructions() || next >= 0 && next < change.end()) {
        concerned.set(one.getKey());
      }
    }
    for (Map.Entry<Integer, Map<FileQuestion<?>, Object>> one : answers.entrySet()) {
      if (!concerned.get(one.getKey()) && change.answersDiffer(one.getValue())) {
        concerned.set(one.getKey());
      }
    }
    return concerned;
  }

  private OfKind ofKind(Class<?> kind) {
    return new OfKind(ofKind(kind, byTrait), ofKind(kind, byPresence));
  }

  private static List<Map.Entry<Trait, BitSet>> ofKind(Class<?> kind, Map<Trait, BitSet> readers) {
    List<Map.Entry<Trait, BitSet>> found = new ArrayList<>();
    for (Map.Entry<Trait, BitSet> one : readers.entrySet()) {
      if (one.getKey().mayBeOf(kind)) {
        found.add(one);
      }
    }
    return found;
  }
}

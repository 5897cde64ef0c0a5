package dev.plimsoll.syntax;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Traits that were read together. It tells at once which of them an edit of elements of some kind can concern. */
final class TraitSet {

  private final Set<Trait> traits = new HashSet<>();

  /** Of the kind that was asked for last, which mostly is asked for again; a race works out the same twice. */
  private @Nullable OfKind last;

  /** Those that elements of a class can have. */
  private record OfKind(Class<?> kind, List<Trait> traits) {}

  void add(Trait trait) {
    if (traits.add(trait)) {
      last = null;
    }
  }

  void addAll(TraitSet other) {
    if (traits.addAll(other.traits)) {
      last = null;
    }
  }

  Set<Trait> all() {
    return traits;
  }

  boolean isEmpty() {
    return traits.isEmpty();
  }

  /** Those of them that elements of a class can have. */
  List<Trait> ofKind(Class<?> kind) {
    OfKind known = last;
    if (known == null || known.kind != kind) {
      List<Trait> found = new ArrayList<>(0);
      for (Trait trait : traits) {
        if (trait.mayBeOf(kind)) {
          found.add(trait);
        }
      }
      known = new OfKind(kind, found);
      last = known;
    }
    return known.traits;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TraitSet that && traits.equals(that.traits);
  }

  @Override
  public int hashCode() {
    return traits.hashCode();
  }
}

package dev.plimsoll.semantics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What binds each name, in the order in which it is bound. */
final class Bindings {

  private final Map<String, List<Entry>> byName = new HashMap<>();

  private record Entry(int place, Binding binding) {}

  /**
   * Adds one behind those that are there.
   *
   * @param place where it is bound, no less than the places of those
   */
  void add(int place, Binding binding) {
    byName
        .computeIfAbsent(binding.name(), any -> new ArrayList<>(2))
        .add(new Entry(place, binding));
  }

  boolean isEmpty() {
    return byName.isEmpty();
  }

  Set<String> names() {
    return byName.keySet();
  }

  /** The last one of a name that is bound before a place, or null. */
  @Nullable Binding before(String name, int place) {
    List<Entry> known = byName.get(name);
    if (known == null) {
      return null;
    }
    int from = 0;
    int to = known.size();
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (known.get(middle).place() < place) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from == 0 ? null : known.get(from - 1).binding();
  }
}

package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.semantics.Occurrence.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The variables that scripts set for themselves, and those that a command alone is given. Every script has its own: each
 * runs in a new process.
 */
final class ScriptVariables {

  /** @param script something that only this script has */
  private record Key(int script, String name) {}

  private final Map<Key, List<Occurrence>> places = new LinkedHashMap<>();
  private final Set<Key> set = new HashSet<>();

  void add(int script, String name, Occurrence place) {
    Key key = new Key(script, name);
    boolean first = place.role() == Role.WRITE && set.add(key);
    places
        .computeIfAbsent(key, any -> new ArrayList<>(2))
        .add(first ? Occurrence.of(place.range(), Role.DECLARATION, place.stage()) : place);
  }

  /** Takes the places of a name that nothing but scripts sets, script by script; returns those in scripts that don't. */
  List<Occurrence> take(SemanticModel model, String name, List<Occurrence> all) {
    Set<Integer> setting = new LinkedHashSet<>();
    for (Occurrence place : all) {
      if (place.role() == Role.WRITE) {
        setting.add(script(model, place));
      }
    }
    if (setting.isEmpty()) {
      return all;
    }
    List<Occurrence> others = new ArrayList<>();
    for (Occurrence place : all) {
      int script = script(model, place);
      if (setting.contains(script)) {
        add(script, name, place);
      } else {
        others.add(place);
      }
    }
    return others;
  }

  private static int script(SemanticModel model, Occurrence place) {
    return model.file().start(model.file().indexAt(place.range().start()));
  }

  void addTo(ImmutableList.Builder<Symbol> symbols) {
    places.forEach(
        (key, found) -> symbols.add(Symbol.of(Symbol.Kind.SHELL_VARIABLE, key.name(), found)));
  }
}

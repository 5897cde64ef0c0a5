package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.syntax.Expansion;
import dev.plimsoll.syntax.ExpansionMode;
import dev.plimsoll.syntax.Instruction.Arg;
import dev.plimsoll.syntax.Pair;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The variables that FROM sees: the ARGs before the first FROM, with their defaults, and the platforms that BuildKit
 * declares by itself. Builder and target are taken to be linux/amd64.
 */
final class GlobalScope {

  private static final ImmutableList<String> SIDES = ImmutableList.of("BUILD", "TARGET");

  private static final ImmutableSet<String> PREDEFINED =
      ImmutableSet.of("PLATFORM", "OS", "OSVERSION", "ARCH", "VARIANT");

  private final ImmutableList<Arg> args;
  private final char escape;
  private final Map<String, Binding> bindings = new HashMap<>();
  private final Map<String, Expansion> expansions = new ConcurrentHashMap<>();

  GlobalScope(ImmutableList<Arg> args, char escape) {
    this.args = args;
    this.escape = escape;
    for (String side : SIDES) {
      predefine(side + "PLATFORM", "linux/amd64");
      predefine(side + "OS", "linux");
      predefine(side + "OSVERSION", "");
      predefine(side + "ARCH", "amd64");
      predefine(side + "VARIANT", "");
    }
    predefine("TARGETSTAGE", "default");
    int place = -1; // before any element of a stage
    for (Arg arg : args) {
      for (Pair pair : arg.pairs()) {
        String name = pair.key().value();
        Binding before = bindings.get(name);
        Binding outer = before != null && before.isPredefined() ? before : null;
        bindings.put(
            name,
            pair.value() == null
                ? Binding.argument(name, outer, arg, pair, place)
                : Binding.argument(name, expandAnew(pair.value().value()), arg, pair, place));
        place--;
      }
    }
  }

  /** Whether BuildKit declares a variable by itself, which an ARG in a stage then takes over. */
  static boolean isPredefined(String name) {
    for (String side : SIDES) {
      if (name.startsWith(side) && PREDEFINED.contains(name.substring(side.length()))) {
        return true;
      }
    }
    return name.equals("TARGETSTAGE");
  }

  private void predefine(String name, String value) {
    bindings.put(name, Binding.predefined(name, value));
  }

  ImmutableList<Arg> args() {
    return args;
  }

  @Nullable Binding binding(String name) {
    return bindings.get(name);
  }

  /** All bindings, by name. */
  ImmutableList<Binding> bindings() {
    return ImmutableList.sortedCopyOf(Comparator.comparing(Binding::name), bindings.values());
  }

  /** Several questions are asked about every FROM, so that the answers are kept. */
  Expansion expand(String word) {
    if (Expansion.isPlain(word, escape)) {
      return Expansion.ofPlain(word);
    }
    Expansion known = expansions.get(word);
    if (known == null) {
      known = expandAnew(word);
      expansions.put(word, known);
    }
    return known;
  }

  private Expansion expandAnew(String word) {
    return Expansion.of(word, escape, ExpansionMode.ARGUMENT, new BoundVariables(bindings::get));
  }
}

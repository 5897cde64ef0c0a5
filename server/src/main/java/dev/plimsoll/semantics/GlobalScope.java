package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Expansion;
import dev.plimsoll.syntax.ExpansionMode;
import dev.plimsoll.syntax.Instruction.Arg;
import dev.plimsoll.syntax.Memo;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.Variables;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The variables that FROM sees: the ARGs before the first FROM, with their defaults, and the platforms that BuildKit
 * declares by itself. Builder and target are taken to be linux/amd64. The ARGs are a sequence: the default of each sees
 * those before it, and one without a default leaves what is there.
 */
final class GlobalScope {

  private static final ImmutableList<String> SIDES = ImmutableList.of("BUILD", "TARGET");

  private static final ImmutableSet<String> PREDEFINED =
      ImmutableSet.of("PLATFORM", "OS", "OSVERSION", "ARCH", "VARIANT");

  private final ImmutableList<Arg> args;
  private final char escape;

  /** What BuildKit declares by itself, by name. */
  private static final ImmutableMap<String, Binding> BY_ITSELF = declaredByItself();

  /** What the ARGs declare, each at the index of its ARG. */
  private final Bindings declared = new Bindings();

  private final Map<Arg, Integer> indices = new IdentityHashMap<>();

  private final Map<Pair, Expansion> defaults = new IdentityHashMap<>();

  /** All that a scope follows from: these very ARGs. */
  private record Origin(ImmutableList<Arg> args, char escape) {

    @Override
    public boolean equals(@Nullable Object other) {
      if (!(other instanceof Origin that)
          || escape != that.escape
          || args.size() != that.args.size()) {
        return false;
      }
      for (int i = 0; i < args.size(); i++) {
        if (args.get(i) != that.args.get(i)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public int hashCode() {
      return args.size();
    }
  }

  /** A word that FROM of a file with this scope expands. */
  private record Asked(GlobalScope scope, String word) {

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Asked that && scope == that.scope && word.equals(that.word);
    }

    @Override
    public int hashCode() { // those of records are slow, and every FROM is asked at each key
      return word.hashCode();
    }
  }

  /** The scope of a file, which stays the same until an ARG is edited. */
  static GlobalScope of(Dockerfile file, ImmutableList<Arg> args) {
    return file.memo()
        .get(new Origin(args, file.escape()), () -> new GlobalScope(args, file.escape()));
  }

  private GlobalScope(ImmutableList<Arg> args, char escape) {
    this.args = args;
    this.escape = escape;
    int place = -1; // before any element of a stage
    for (int i = 0; i < args.size(); i++) {
      indices.put(args.get(i), i);
      for (Pair pair : args.get(i).pairs()) {
        declared.add(i, bound(args.get(i), pair, place));
        place--;
      }
    }
  }

  private Binding bound(Arg arg, Pair pair, int place) {
    String name = pair.key().value();
    if (pair.value() == null) {
      return Binding.argument(name, binding(name), arg, pair, place);
    }
    Expansion value = expandAnew(pair.value().value(), args.size());
    defaults.put(pair, value);
    return Binding.argument(name, value, arg, pair, place);
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

  private static ImmutableMap<String, Binding> declaredByItself() {
    ImmutableMap.Builder<String, Binding> bindings = ImmutableMap.builder();
    for (String side : SIDES) {
      declare(side + "PLATFORM", "linux/amd64", bindings);
      declare(side + "OS", "linux", bindings);
      declare(side + "OSVERSION", "", bindings);
      declare(side + "ARCH", "amd64", bindings);
      declare(side + "VARIANT", "", bindings);
    }
    declare("TARGETSTAGE", "default", bindings);
    return bindings.buildOrThrow();
  }

  private static void declare(
      String name, String value, ImmutableMap.Builder<String, Binding> bindings) {
    bindings.put(name, Binding.predefined(name, value));
  }

  ImmutableList<Arg> args() {
    return args;
  }

  /** What binds a name for FROM. */
  @Nullable Binding binding(String name) {
    return before(name, args.size());
  }

  /** What binds a name for an ARG of these, what that ARG says itself left out. */
  @Nullable Binding binding(String name, Arg arg) {
    return before(name, index(arg));
  }

  private @Nullable Binding before(String name, int arg) {
    Binding binding = declared.before(name, arg);
    return binding == null ? BY_ITSELF.get(name) : binding;
  }

  /** The index of an ARG; how many there are for one that isn't of these. */
  private int index(Arg arg) {
    return indices.getOrDefault(arg, args.size());
  }

  /** All bindings, by name. */
  ImmutableList<Binding> bindings() {
    return bindings(args.size());
  }

  /** All bindings for an ARG of these, by name. */
  ImmutableList<Binding> bindings(Arg arg) {
    return bindings(index(arg));
  }

  private ImmutableList<Binding> bindings(int arg) {
    return Sets.union(BY_ITSELF.keySet(), declared.names()).stream()
        .sorted()
        .map(name -> before(name, arg))
        .filter(Objects::nonNull)
        .collect(ImmutableList.toImmutableList());
  }

  /** What is made of the default of an ARG, which sees all that stands before it. */
  Expansion expandDefault(Pair pair) {
    return Objects.requireNonNull(defaults.get(pair));
  }

  /** Expands a word of an ARG of these. */
  Expansion expand(String word, Arg arg) {
    return expandAnew(word, index(arg));
  }

  /** Expands a word of a FROM. Several questions are asked about each, so that the answers are kept with its file. */
  Expansion expand(String word, Memo memo) {
    return Expansion.isPlain(word, escape)
        ? Expansion.ofPlain(word)
        : memo.get(new Asked(this, word), () -> expandAnew(word, args.size()));
  }

  private Expansion expandAnew(String word, int arg) {
    Variables variables = new BoundVariables(name -> before(name, arg));
    return Expansion.of(word, escape, ExpansionMode.ARGUMENT, variables);
  }
}

package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Expansion;
import dev.plimsoll.syntax.ExpansionMode;
import dev.plimsoll.syntax.Instruction.Arg;
import dev.plimsoll.syntax.Instruction.Env;
import dev.plimsoll.syntax.Pair;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Variables;
import dev.plimsoll.syntax.Word;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a stage, and from which instruction on each has which value.
 *
 * <p>A stage begins with the environment of its base image, or with the variables at the end of the stage that it is
 * FROM. Nothing global is visible until an ARG names it.
 */
final class StageScope {

  /** Elements that decide what the variables of a stage are. */
  static final Trait BINDS = Trait.of(Arg.class, Env.class);

  private final @Nullable StageScope parent;
  private final GlobalScope global;
  private final char escape;

  /** What the first of the stages begins with, by name. */
  private final ImmutableMap<String, Binding> base;

  /** In file order, each at the place of its instruction in the file. */
  private final Bindings own = new Bindings();

  /** Every name that this stage or one it is FROM binds, and maybe others. */
  private final Set<String> bound;

  private final Map<Pair, Expansion> defaults = new IdentityHashMap<>();

  private final Map<String, Optional<Binding>> inherited = new ConcurrentHashMap<>();

  StageScope(
      @Nullable StageScope parent,
      Set<String> bound,
      GlobalScope global,
      ImmutableMap<String, Binding> base,
      Dockerfile file,
      Stage stage) {
    // A stage that binds nothing adds nothing to what its parent binds.
    this.parent = parent != null && parent.own.isEmpty() ? parent.parent : parent;
    this.bound = bound;
    this.global = global;
    this.base = base;
    this.escape = file.escape();
    ImmutableIntArray binding = file.where(BINDS, stage.start(), stage.end());
    for (int i = 0; i < binding.length(); i++) {
      int element = binding.get(i);
      if (file.element(element) instanceof Arg arg) {
        declare(arg, element);
      } else if (file.element(element) instanceof Env env) {
        set(env, element);
      }
    }
  }

  /** ARG: one pair after the other, so that a later one sees the earlier ones; names are never expanded. */
  private void declare(Arg arg, int element) {
    for (Pair pair : arg.pairs()) {
      String name = pair.key().value();
      Word written = pair.value();
      if (written == null) {
        Binding outside = global.binding(name);
        boolean takesOver = outside != null && outside.byDefault() != null;
        Binding outer = takesOver ? outside : before(name, Integer.MAX_VALUE);
        add(element, Binding.argument(name, outer, arg, pair, element));
      } else {
        Expansion value = expand(written.value(), Integer.MAX_VALUE);
        defaults.put(pair, value);
        add(element, Binding.argument(name, value, arg, pair, element));
      }
    }
  }

  /** What is made of the default of an ARG of this stage, which sees all that stands before it. */
  Expansion expandDefault(Pair pair) {
    return Objects.requireNonNull(defaults.get(pair));
  }

  /** ENV: all keys and values are expanded before any is set. */
  private void set(Env env, int element) {
    List<Binding> fresh = new ArrayList<>(env.pairs().size());
    for (Pair pair : env.pairs()) {
      String name = expand(pair.key().value(), element).withoutBuildArgs();
      Expansion value =
          pair.value() == null ? Expansion.ofPlain("") : expand(pair.value().value(), element);
      fresh.add(Binding.environment(name, value, env, pair));
    }
    for (Binding binding : fresh) {
      add(element, binding);
    }
  }

  private void add(int element, Binding binding) {
    bound.add(binding.name());
    own.add(element, binding);
  }

  /** What binds a name for the instruction at an element of this stage, or null. */
  @Nullable Binding before(String name, int element) {
    Binding binding = own.before(name, element);
    return binding == null ? inherited(name) : binding;
  }

  /** What binds each name that is bound for the instruction at an element of this stage, by name. */
  ImmutableList<Binding> bindings(int element) {
    Map<String, Binding> found = new TreeMap<>();
    int before = element;
    for (StageScope scope = this; scope != null; scope = scope.parent) {
      for (String name : scope.own.names()) {
        Binding binding = found.containsKey(name) ? null : scope.own.before(name, before);
        if (binding != null) {
          found.put(name, binding);
        }
      }
      before = Integer.MAX_VALUE;
    }
    base.forEach(found::putIfAbsent);
    return ImmutableList.copyOf(found.values());
  }

  /** What binds a name before the first instruction. The answer is kept, so that the next stage needn't go further up. */
  private @Nullable Binding inherited(String name) {
    Binding found = base.get(name);
    if (parent == null || !bound.contains(name)) {
      return found;
    }
    Optional<Binding> known = inherited.get(name);
    for (StageScope scope = parent; known == null && scope != null; scope = scope.parent) {
      Binding last = scope.own.before(name, Integer.MAX_VALUE);
      known = last == null ? scope.inherited.get(name) : Optional.of(last);
    }
    known = known == null ? Optional.ofNullable(found) : known;
    inherited.put(name, known);
    return known.orElse(null);
  }

  Expansion expand(String word, int element) {
    Variables variables = new BoundVariables(name -> before(name, element));
    return Expansion.of(word, escape, ExpansionMode.ARGUMENT, variables);
  }
}

package dev.plimsoll.semantics;

import dev.plimsoll.syntax.PartialText;
import dev.plimsoll.syntax.Variables;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The variables that bindings give their values.
 *
 * @param binding what binds a name; null where nothing in the file does
 */
record BoundVariables(Function<String, @Nullable Binding> binding) implements Variables {

  @Override
  public @Nullable String valueOf(String name) {
    Binding found = binding.apply(name);
    return found == null ? null : found.withoutBuildArgs();
  }

  @Override
  public PartialText certain(String name) {
    Binding found = binding.apply(name);
    return found == null ? PartialText.unknown(name) : found.certain();
  }

  @Override
  public @Nullable PartialText byDefault(String name) {
    Binding found = binding.apply(name);
    return found == null ? null : found.byDefault();
  }
}

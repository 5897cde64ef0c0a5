package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableMap;
import dev.plimsoll.image.InitialEnvironment;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables that a stage begins with: those that its base image is known to set, and PATH. */
final class BaseVariables {

  /** What BuildKit sets where the base image doesn't. */
  private static final Binding PATH =
      Binding.predefined("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");

  private static final ImmutableMap<String, Binding> PATH_ALONE =
      ImmutableMap.of(PATH.name(), PATH);

  private BaseVariables() {}

  /**
   * By name.
   *
   * @param base null where it isn't known
   */
  static ImmutableMap<String, Binding> of(InitialEnvironment environment, @Nullable ImageUse base) {
    if (base == null || environment.variables().isEmpty()) {
      return PATH_ALONE;
    }
    Map<String, Binding> bindings = new LinkedHashMap<>(PATH_ALONE);
    for (Map.Entry<String, String> set : environment.variables().entrySet()) {
      String name = set.getKey();
      bindings.put(name, Binding.ofBase(name, set.getValue(), base.text()));
    }
    return ImmutableMap.copyOf(bindings);
  }
}

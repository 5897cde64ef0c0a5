package dev.plimsoll.cli;

import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a process is told besides its arguments.
 *
 * @param variables of the environment
 * @param home the folder of the user; null where there is none
 */
public record Environment(
    ImmutableMap<String, String> variables, @Nullable Path home) {

  /** One in which nothing is said. */
  public static final Environment NONE = new Environment(ImmutableMap.of(), null);

  /** That of this process. */
  public static Environment ofThisProcess() {
    ImmutableMap<String, String> variables = ImmutableMap.copyOf(System.getenv());
    String home = variables.getOrDefault("HOME", System.getProperty("user.home", ""));
    return new Environment(variables, home.isEmpty() ? null : Path.of(home));
  }

  /** A variable; null where it isn't set, or to nothing. */
  @Nullable String variable(String name) {
    String value = variables.get(name);
    return value == null || value.isEmpty() ? null : value;
  }
}

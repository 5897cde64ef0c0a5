package dev.plimsoll.registry;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;

/** Where programs keep what they can get again, by the conventions of the system. */
public final class CacheFolder {

  private CacheFolder() {}

  /**
   * The folder for what we learnt of images.
   *
   * @param system the name of the operating system, as Java says it
   * @param environment the variables of the process
   * @param home the folder of the user
   */
  public static Path of(String system, ImmutableMap<String, String> environment, Path home) {
    return base(system, environment, home).resolve("plimsoll").resolve("images");
  }

  private static Path base(String system, ImmutableMap<String, String> environment, Path home) {
    if (system.startsWith("Windows")) {
      String local = Strings.nullToEmpty(environment.get("LOCALAPPDATA"));
      return local.isEmpty() ? home.resolve("AppData").resolve("Local") : Path.of(local);
    }
    if (system.startsWith("Mac")) {
      return home.resolve("Library").resolve("Caches");
    }
    String given = Strings.nullToEmpty(environment.get("XDG_CACHE_HOME"));
    return given.startsWith("/") ? Path.of(given) : home.resolve(".cache");
  }
}

package dev.plimsoll.image;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.util.Map;

/** The variables with paths that an image sets for those who build on it: from the ENV lines of official Dockerfiles. */
public final class InitialVariables {

  /** By image and variable; empty where the path depends on the version. */
  private static final ImmutableMap<String, ImmutableMap<String, String>> PATHS =
      ImmutableMap.ofEntries(
          Map.entry("composer", ImmutableMap.of("COMPOSER_HOME", "/tmp")),
          Map.entry("denoland/deno", ImmutableMap.of("DENO_DIR", "/deno-dir")),
          Map.entry("eclipse-temurin", ImmutableMap.of("JAVA_HOME", "/opt/java/openjdk")),
          Map.entry("golang", ImmutableMap.of("GOPATH", "/go")),
          Map.entry("postgres", ImmutableMap.of("PGDATA", "")),
          Map.entry(
              "ruby",
              ImmutableMap.of(
                  "GEM_HOME", "/usr/local/bundle", "BUNDLE_APP_CONFIG", "/usr/local/bundle")),
          Map.entry(
              "rust",
              ImmutableMap.of(
                  "CARGO_HOME", "/usr/local/cargo", "RUSTUP_HOME", "/usr/local/rustup")));

  /** Images of which nothing is missing above: what isn't named there, they don't set. */
  private static final ImmutableSet<String> COMPLETE = ImmutableSet.of(
      "almalinux",
      "alpine",
      "amazonlinux",
      "busybox",
      "centos",
      "debian",
      "eclipse-temurin",
      "fedora",
      "node",
      "postgres",
      "python",
      "rockylinux",
      "ruby",
      "rust",
      "ubuntu");

  private InitialVariables() {}

  /** The paths, by variable, that are the same in every tag for Linux. */
  static ImmutableMap<String, String> of(ImageReference image) {
    ImmutableMap<String, String> paths =
        PATHS.getOrDefault(image.canonicalName(), ImmutableMap.of());
    if (paths.isEmpty() || BaseFamily.of(image) == BaseFamily.WINDOWS) {
      return ImmutableMap.of();
    }
    return paths.containsValue("")
        ? ImmutableMap.copyOf(Maps.filterValues(paths, path -> !path.isEmpty()))
        : paths;
  }

  /** Whether an image may set a variable to a path: only for some images it is known that they don't. */
  public static boolean maySet(ImageReference image, String variable) {
    if (image.isScratch()) {
      return false;
    }
    String name = image.canonicalName();
    return !image.isOfficial()
        || !COMPLETE.contains(name)
        || PATHS.getOrDefault(name, ImmutableMap.of()).containsKey(variable);
  }
}

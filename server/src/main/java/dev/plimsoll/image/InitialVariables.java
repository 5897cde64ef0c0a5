package dev.plimsoll.image;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableTable;
import com.google.common.collect.Maps;

/** The variables with paths that an image sets for those who build on it: from the ENV lines of official Dockerfiles. */
public final class InitialVariables {

  /** By image and variable; empty where the path depends on the version. */
  private static final ImmutableTable<String, String, String> PATHS =
      ImmutableTable.<String, String, String>builder()
          .put("composer", "COMPOSER_HOME", "/tmp")
          .put("denoland/deno", "DENO_DIR", "/deno-dir")
          .put("eclipse-temurin", "JAVA_HOME", "/opt/java/openjdk")
          .put("golang", "GOPATH", "/go")
          .put("postgres", "PGDATA", "")
          .put("ruby", "GEM_HOME", "/usr/local/bundle")
          .put("ruby", "BUNDLE_APP_CONFIG", "/usr/local/bundle")
          .put("rust", "CARGO_HOME", "/usr/local/cargo")
          .put("rust", "RUSTUP_HOME", "/usr/local/rustup")
          .build();

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
    ImmutableMap<String, String> paths = PATHS.row(image.canonicalName());
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
    return !image.isOfficial() || !COMPLETE.contains(name) || PATHS.contains(name, variable);
  }
}

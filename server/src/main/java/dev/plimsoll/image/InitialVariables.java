package dev.plimsoll.image;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSetMultimap;

/** The variables with paths that an image sets for those who build on it: from the ENV lines of official Dockerfiles. */
public final class InitialVariables {

  private static final ImmutableSetMultimap<String, String> PATHS =
      ImmutableSetMultimap.<String, String>builder()
          .put("eclipse-temurin", "JAVA_HOME")
          .put("postgres", "PGDATA")
          .putAll("ruby", "GEM_HOME", "BUNDLE_APP_CONFIG")
          .putAll("rust", "CARGO_HOME", "RUSTUP_HOME")
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

  /** Whether an image may set a variable to a path: only for some images it is known that they don't. */
  public static boolean maySet(ImageReference image, String variable) {
    if (image.isScratch()) {
      return false;
    }
    String name = image.canonicalName();
    return !image.isOfficial() || !COMPLETE.contains(name) || PATHS.containsEntry(name, variable);
  }
}

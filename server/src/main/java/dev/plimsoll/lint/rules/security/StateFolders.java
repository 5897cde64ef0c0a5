package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableSet;

/** Names of folders that programs fill while they run, by what is seen of the folder. */
final class StateFolders {

  /** Of one that a RUN makes. */
  static final ImmutableSet<String> MADE_BY_RUN = ImmutableSet.of(
      "cache",
      "data",
      "db",
      "log",
      "logs",
      "media",
      "run",
      "sessions",
      "state",
      "storage",
      "upload",
      "uploads");

  /** Of one that a Makefile or a script makes which a RUN calls. */
  static final ImmutableSet<String> MADE_BY_SCRIPT = ImmutableSet.<String>builder()
      .addAll(MADE_BY_RUN)
      .add("pid", "pids", "tmp")
      .build();

  /** Of one that an argument of the program names, which mostly reads those with other names. */
  static final ImmutableSet<String> GIVEN = ImmutableSet.of(
      "cache", "data", "db", "jobs", "log", "logs", "output", "outputs", "results", "state",
      "storage", "store", "uploads");

  private StateFolders() {}
}

package dev.plimsoll.lint.rules.size;

import com.google.common.collect.ImmutableSet;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.shell.Invocation;
import java.util.ArrayList;
import java.util.List;

/** What the commands of a script make, small or not, removed again or not, and where they make what nobody knows. */
final class MadePlaces {

  /** Programs that make files and directories of their own where they run. */
  private static final ImmutableSet<String> BUILDS = ImmutableSet.of(
      "ant",
      "bash",
      "bazel",
      "bundle",
      "cargo",
      "cmake",
      "composer",
      "dotnet",
      "go",
      "gradle",
      "make",
      "gmake",
      "meson",
      "mvn",
      "ninja",
      "node",
      "npm",
      "npx",
      "pip",
      "pip3",
      "pnpm",
      "python",
      "python3",
      "rake",
      "sbt",
      "sh",
      "uv",
      "yarn");

  private final List<Made> made = new ArrayList<>();
  private final List<Made> workedIn = new ArrayList<>();

  /**
   * A place that a command makes, or works in.
   *
   * @param by where the command begins in the script
   */
  private record Made(ImagePath place, int by) {}

  static boolean build(Invocation command) {
    return BUILDS.contains(String.valueOf(command.name()))
        || command.nameWord().raw().startsWith("./");
  }

  void add(Invocation command, List<ImagePath> places) {
    for (ImagePath place : places) {
      made.add(new Made(place, start(command)));
    }
  }

  /** That a command makes what nobody knows in a directory. */
  void addIn(Invocation command, ImagePath directory) {
    workedIn.add(new Made(directory, start(command)));
  }

  /** Whether a place was made before a command, by name. */
  boolean has(ImagePath place, Invocation before) {
    int end = start(before);
    return made.stream().anyMatch(it -> it.by < end && it.place.certainlyContains(place));
  }

  /** Whether a place, or what is in it, may have been made before a command. */
  boolean mayHave(ImagePath place, Invocation before) {
    int end = start(before);
    return made.stream().anyMatch(it -> it.by < end && place.certainlyContains(it.place))
        || workedIn.stream().anyMatch(it -> it.by < end && it.place.certainlyContains(place));
  }

  private static int start(Invocation command) {
    return command.nameWord().range().start();
  }
}

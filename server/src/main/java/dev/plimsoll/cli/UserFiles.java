package dev.plimsoll.cli;

import com.google.common.collect.ImmutableList;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The configuration files of hadolint in the folders of the user. */
final class UserFiles {

  private static final ImmutableList<String> ENDINGS = ImmutableList.of(".yaml", ".yml");

  private UserFiles() {}

  /** The first that is there, in hadolint's order; or null. */
  static @Nullable Path hadolint(Environment environment) {
    for (Path place : places(environment)) {
      for (String ending : ENDINGS) {
        Path file = place.resolveSibling(place.getFileName() + ending);
        if (Files.isRegularFile(file)) {
          return file;
        }
      }
    }
    return null;
  }

  /** Where one may be, without the endings of their names. */
  private static ImmutableList<Path> places(Environment environment) {
    ImmutableList.Builder<Path> places = ImmutableList.builder();
    String chosen = environment.variable("XDG_CONFIG_HOME");
    String windows = environment.variable("LOCALAPPDATA");
    Path home = environment.home();
    if (chosen != null) {
      places.add(Path.of(chosen, "hadolint"));
    } else if (windows != null) {
      places.add(Path.of(windows, "hadolint"));
    } else if (home != null) {
      places.add(home.resolve(".config").resolve("hadolint"));
    }
    if (home != null) {
      places.add(
          home.resolve(".hadolint").resolve("hadolint"),
          home.resolve(".hadolint").resolve("config"),
          home.resolve(".hadolint"));
    }
    return places.build();
  }
}

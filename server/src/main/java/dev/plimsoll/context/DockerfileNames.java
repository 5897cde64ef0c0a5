package dev.plimsoll.context;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;

/**
 * Which files are Dockerfiles by their names. The command line, the symbols of a workspace, what editors are asked to watch,
 * and the extension for VS Code go by the same list.
 */
public final class DockerfileNames {

  private static final ImmutableList<String> KINDS =
      ImmutableList.of("dockerfile", "containerfile");

  /** What may stand between the kind and what tells one from the others. */
  private static final String SEPARATORS = ".-_";

  /** The same as patterns of the Language Server Protocol, where names are mostly written in one of two cases. */
  public static final ImmutableList<String> GLOBS = ImmutableList.of(
      "**/{[Dd]ockerfile,[Cc]ontainerfile}",
      "**/{*.[Dd]ockerfile,*.[Cc]ontainerfile}",
      "**/{[Dd]ockerfile.*,[Dd]ockerfile-*,[Dd]ockerfile_*}",
      "**/{[Cc]ontainerfile.*,[Cc]ontainerfile-*,[Cc]ontainerfile_*}");

  private DockerfileNames() {}

  /**
   * {@code Dockerfile}, {@code Dockerfile.dev}, {@code Dockerfile-dev}, {@code Dockerfile_dev}, {@code dev.Dockerfile}, and the
   * same with {@code Containerfile}, in any case. A {@code Dockerfile.dockerignore} is none.
   */
  public static boolean include(String name) {
    String lower = Ascii.toLowerCase(name);
    return !lower.endsWith(".dockerignore") && KINDS.stream().anyMatch(kind -> isOf(kind, lower));
  }

  private static boolean isOf(String kind, String name) {
    return name.equals(kind)
        || name.startsWith(kind) && SEPARATORS.indexOf(name.charAt(kind.length())) >= 0
        || name.endsWith(".".concat(kind));
  }
}

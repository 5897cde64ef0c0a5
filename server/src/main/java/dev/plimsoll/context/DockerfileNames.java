package dev.plimsoll.context;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import java.util.List;

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

  /** Folders with files for development or tests. */
  private static final ImmutableSet<String> FOLDERS =
      ImmutableSet.of("devcontainer", "e2e", "playwright");

  /** One of these among the words of a name. */
  private static final ImmutableSet<String> PURPOSES =
      ImmutableSet.of("debug", "dev", "devcontainer", "devel", "develop", "development", "e2e");

  /** The same behind {@code Dockerfile}; a {@code test.Dockerfile} may be anything that is tried out. */
  private static final ImmutableSet<String> ENDINGS =
      ImmutableSet.of("ci", "lint", "local", "test", "testing", "tests");

  private static final Splitter WORDS = Splitter.on(CharMatcher.anyOf(".-_"));

  private DockerfileNames() {}

  /**
   * {@code Dockerfile}, {@code Dockerfile.dev}, {@code Dockerfile-dev}, {@code Dockerfile_dev}, {@code dev.Dockerfile}, and the
   * same with {@code Containerfile}, in any case. A {@code Dockerfile.dockerignore} is none.
   */
  public static boolean include(String name) {
    String lower = Ascii.toLowerCase(name);
    return !lower.endsWith(".dockerignore") && KINDS.stream().anyMatch(kind -> isOf(kind, lower));
  }

  /**
   * Whether a file is for development or for tests, as far as its name or a folder says: {@code Dockerfile.dev},
   * {@code Dockerfile.test}, {@code .devcontainer/Dockerfile}, {@code e2e/Dockerfile}.
   *
   * @param path a path or an address, with slashes
   */
  public static boolean areForDevelopment(String path) {
    List<String> names = Splitter.on('/').splitToList(Ascii.toLowerCase(path));
    List<String> folders = names.subList(0, names.size() - 1);
    List<String> words = WORDS.splitToList(Iterables.getLast(names));
    return folders.contains(".devcontainer")
        || (!folders.isEmpty() && FOLDERS.contains(Iterables.getLast(folders)))
        || Iterables.any(words, PURPOSES::contains)
        || (KINDS.contains(words.get(0)) && Iterables.any(words, ENDINGS::contains));
  }

  private static boolean isOf(String kind, String name) {
    return name.equals(kind)
        || name.startsWith(kind) && SEPARATORS.indexOf(name.charAt(kind.length())) >= 0
        || name.endsWith(".".concat(kind));
  }
}

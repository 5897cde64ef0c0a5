package dev.plimsoll.context;

import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Paths with slashes, made as short as Go's {@code path.Clean} makes them: by their text alone. */
public final class ContextPath {

  private ContextPath() {}

  /** Without doubled and trailing slashes, {@code .} and {@code ..}; of nothing, {@code .} is left. */
  public static String clean(String path) {
    boolean rooted = path.startsWith("/");
    List<String> kept = new ArrayList<>();
    for (String name : split(path)) {
      if (!name.equals("..")) {
        kept.add(name);
      } else if (!kept.isEmpty() && !kept.get(kept.size() - 1).equals("..")) {
        kept.remove(kept.size() - 1);
      } else if (!rooted) {
        kept.add(name);
      }
    }
    String joined = String.join("/", kept);
    return rooted ? "/".concat(joined) : joined.isEmpty() ? "." : joined;
  }

  /**
   * The path of a source inside the build context, as BuildKit takes it: from the context's root, however it is
   * written, and never out of it. The root itself is the empty text.
   */
  public static String inContext(String source) {
    int start = source.startsWith("./") ? 2 : 0;
    int end =
        source.length() > start && source.endsWith("/") ? source.length() - 1 : source.length();
    return isClean(source, start, end)
        ? source.substring(start, end)
        : clean("/".concat(source)).substring(1);
  }

  /** Whether no name in a part of a path is empty or begins with a dot: {@link #clean} would leave it as it is. */
  private static boolean isClean(String path, int start, int end) {
    boolean isBeginning = true;
    for (int i = start; i < end; i++) {
      char c = path.charAt(i);
      if (isBeginning && (c == '.' || c == '/')) {
        return false;
      }
      isBeginning = c == '/';
    }
    return !isBeginning;
  }

  /**
   * How many folders a source leads up before it leads down. The builder stays at the root of the context; who writes so takes
   * the folder of the Dockerfile for the beginning, and means one above it.
   */
  public static int levelsUp(String source) {
    int levels = 0;
    for (String name : Splitter.on('/').split(source)) {
      if (name.equals("..")) {
        levels++;
      } else if (!name.isEmpty() && !name.equals(".")) {
        break;
      }
    }
    return levels;
  }

  private static final String ALL = "/**";

  /** What stands for the weight of a source wherever paths are asked for: {@code src/**}. */
  public static String weightOf(String source) {
    return inContext(source).concat(ALL);
  }

  /** The source whose weight is asked for; null where it is a path that is taken literally. */
  static @Nullable String weighed(String asked) {
    return asked.endsWith(ALL) ? asked.substring(0, asked.length() - ALL.length()) : null;
  }

  private static final String LOCKED = "locked:";

  /** What stands for the names that a lockfile has versions for, wherever paths are asked for. */
  public static String lockedBy(String lockfile) {
    return LOCKED.concat(inContext(lockfile));
  }

  /** The lockfile of such a question; null where it is a path that is taken literally. */
  public static @Nullable String lockfile(String asked) {
    return asked.startsWith(LOCKED) ? asked.substring(LOCKED.length()) : null;
  }

  private static final String DATABASES = "databases:";

  /** What stands for the databases in files that a folder of the context holds, wherever paths are asked for. */
  public static String databasesIn(String folder) {
    return DATABASES.concat(inContext(folder));
  }

  /** The folder of such a question; null where it is another one. */
  public static @Nullable String databases(String asked) {
    return asked.startsWith(DATABASES) ? asked.substring(DATABASES.length()) : null;
  }

  private static final String MATCHING = "matching:";

  /** What stands for the files that a pattern matches, wherever paths are asked for. */
  public static String filesMatching(String pattern) {
    return MATCHING.concat(inContext(pattern));
  }

  /** The pattern of such a question; null where it is another one. */
  public static @Nullable String pattern(String asked) {
    return asked.startsWith(MATCHING) ? asked.substring(MATCHING.length()) : null;
  }

  private static final String IMAGE = "image:";

  /** What stands for the question whether the project builds an image, wherever paths are asked for. */
  public static String buildOf(String image) {
    return IMAGE.concat(image);
  }

  /** The image of such a question; null where a path is asked for. */
  static @Nullable String built(String asked) {
    return asked.startsWith(IMAGE) ? asked.substring(IMAGE.length()) : null;
  }

  private static final String REPLACED = "context:";

  /** What stands for the question whether the project gives a build context the name of an image. */
  public static String replacementOf(String image) {
    return REPLACED.concat(image);
  }

  /** The image of such a question; null where something else is asked for. */
  static @Nullable String replaced(String asked) {
    return asked.startsWith(REPLACED) ? asked.substring(REPLACED.length()) : null;
  }

  private static final String ARGUMENT = "arg:";

  /** What stands for the question whether the project gives a build argument a value. */
  public static String argumentOf(String name) {
    return ARGUMENT.concat(name);
  }

  /** The argument of such a question; null where something else is asked for. */
  static @Nullable String argument(String asked) {
    return asked.startsWith(ARGUMENT) ? asked.substring(ARGUMENT.length()) : null;
  }

  private static final String TARGET = "target:";

  /** What stands for the question whether the project builds a stage of that name, wherever paths are asked for. */
  public static String targetOf(String stage) {
    return TARGET.concat(stage);
  }

  /** The stage of such a question; null where it is another one. */
  static @Nullable String target(String asked) {
    return asked.startsWith(TARGET) ? asked.substring(TARGET.length()) : null;
  }

  private static final String OF_ROOT = "root:";

  /** What stands for the question whether a Dockerfile of the project makes an image that runs as root. */
  public static String rootOf(String image) {
    return OF_ROOT.concat(image);
  }

  /** The image of such a question; null where something else is asked for. */
  static @Nullable String ofRoot(String asked) {
    return asked.startsWith(OF_ROOT) ? asked.substring(OF_ROOT.length()) : null;
  }

  private static final String USER = "user:";

  /** What stands for the question as whom an image runs that a Dockerfile of the project makes. */
  public static String userOf(String image) {
    return USER.concat(image);
  }

  /** The image of such a question; null where something else is asked for. */
  static @Nullable String ofUser(String asked) {
    return asked.startsWith(USER) ? asked.substring(USER.length()) : null;
  }

  private static final String DOCKERFILE = "dockerfile:";

  /** What stands for the question what the Dockerfile says from which the project makes an image. */
  public static String dockerfileOf(String image) {
    return DOCKERFILE.concat(image);
  }

  /** The image of such a question; null where something else is asked for. */
  static @Nullable String ofDockerfile(String asked) {
    return asked.startsWith(DOCKERFILE) ? asked.substring(DOCKERFILE.length()) : null;
  }

  /** What stands for the question whether other Dockerfiles of the project are FROM the image of the file. */
  public static final String BUILT_ON = "from:";

  /** What stands for the question which other Dockerfiles lie near the file. */
  public static final String NEAR = "near:";

  /** What stands for the question how the image is run, wherever paths are asked for. */
  public static final String RUN_SETTINGS = "run:";

  /** The last name of a path as it is written; empty where a slash ends it. */
  public static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The names in a path; empty ones and {@code .} are left out. */
  static List<String> split(String path) {
    List<String> names = new ArrayList<>();
    int start = 0;
    while (start <= path.length()) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      if (end > start && !(end == start + 1 && path.charAt(start) == '.')) {
        names.add(path.substring(start, end));
      }
      start = end + 1;
    }
    return names;
  }
}

package dev.plimsoll.context;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import java.util.Collections;
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

  /** How names end of what is written about Dockerfiles, or works with them. */
  private static final ImmutableSet<String> OTHER_ENDINGS = ImmutableSet.of(
      "bash",
      "bat",
      "cmd",
      "dockerignore",
      "html",
      "json",
      "md",
      "ps1",
      "py",
      "rst",
      "sh",
      "xml",
      "yaml",
      "yml");

  /** The same as patterns of the Language Server Protocol, where names are mostly written in one of two cases. */
  public static final ImmutableList<String> GLOBS = ImmutableList.of(
      "**/{[Dd]ockerfile,[Cc]ontainerfile}",
      "**/{*.[Dd]ockerfile,*.[Cc]ontainerfile}",
      "**/{[Dd]ockerfile.*,[Dd]ockerfile-*,[Dd]ockerfile_*}",
      "**/{[Cc]ontainerfile.*,[Cc]ontainerfile-*,[Cc]ontainerfile_*}");

  /** A folder with files for development or tests, whatever it is in. */
  private static final ImmutableSet<String> NEAREST_FOLDERS =
      ImmutableSet.of("devcontainer", "e2e", "playwright");

  /** Folders of a project with what it is developed, tested and built with. */
  private static final ImmutableSet<String> FOLDERS = ImmutableSet.of(
      ".buildkite",
      ".ci",
      ".circleci",
      ".devcontainer",
      ".github",
      ".gitlab",
      "__fixtures__",
      "__tests__",
      "bench",
      "benchmark",
      "benchmarks",
      "builders",
      "cypress",
      "debug",
      "dev",
      "devcontainer",
      "devel",
      "development",
      "docker-ci",
      "docker-test",
      "e2e",
      "fixtures",
      "integration-test",
      "local",
      "local-dev",
      "playwright",
      "smoke-test",
      "test",
      "testdata",
      "testing",
      "tests");

  /** Folders with what tests read, and expect to be as it is, or with what others wrote. */
  private static final ImmutableSet<String> FIXTURES = ImmutableSet.of(
      "__fixtures__",
      "__testfixtures__",
      "fixtures",
      "node_modules",
      "test-data",
      "test_data",
      "testcases",
      "testdata",
      "third_party");

  /** The same in a folder with tests or benchmarks. */
  private static final ImmutableSet<String> CASES =
      ImmutableSet.of("cases", "corpus", "data", "golden", "resources", "samples");

  private static final ImmutableSet<String> WITH_CASES =
      ImmutableSet.of("bench", "benchmark", "benchmarks", "test", "tests");

  /** The same where a package is two folders below; else it may be about people who sell something. */
  private static final String VENDORED = "vendor";

  /** The same and others, where a folder below may be a project. */
  private static final ImmutableSet<String> OF_OTHERS =
      ImmutableSet.of(VENDORED, "external", "third-party", "third_party", "thirdparty");

  /** The last word of the name of such a folder: {@code docker-dev}, {@code integration-tests}. */
  private static final ImmutableSet<String> FOLDER_ENDINGS =
      ImmutableSet.of("dev", "devel", "development", "e2e", "tests");

  /** What stands before {@code test} in the name of a folder that tests something: {@code proxy-test}. */
  private static final ImmutableSet<String> TESTED = ImmutableSet.of(
      "acceptance",
      "api",
      "compat",
      "compatibility",
      "conformance",
      "docker",
      "functional",
      "install",
      "integration",
      "load",
      "perf",
      "performance",
      "proxy",
      "regression",
      "smoke",
      "stress",
      "system",
      "ui",
      "unit",
      "upgrade");

  /** What stands behind {@code test} in the name of a folder with what tests need: {@code test-setup}. */
  private static final ImmutableSet<String> TEST_KINDS = ImmutableSet.of(
      "data", "docker", "env", "environment", "images", "infra", "resources", "setup");

  /** What stands in a folder {@code packaging} and makes packages; a product's own image may stand there, too. */
  private static final ImmutableSet<String> PACKAGE_KINDS = ImmutableSet.of(
      "alma",
      "almalinux",
      "appimage",
      "arch",
      "archlinux",
      "centos",
      "deb",
      "debian",
      "fedora",
      "flatpak",
      "opensuse",
      "rhel",
      "rocky",
      "rpm",
      "snap",
      "ubuntu");

  private static final ImmutableSet<String> PACKAGING =
      ImmutableSet.of("package", "packaging", "pkg");

  /** One of these among the words of a name. */
  private static final ImmutableSet<String> PURPOSES = ImmutableSet.of(
      "ci", "debug", "dev", "devcontainer", "devel", "develop", "development", "e2e", "gitpod");

  /** The same behind {@code Dockerfile}, and what is out of use; a {@code test.Dockerfile} may be anything that is tried out. */
  private static final ImmutableSet<String> ENDINGS = ImmutableSet.of(
      "bak",
      "bench",
      "benchmark",
      "deb",
      "deprecated",
      "it",
      "lint",
      "local",
      "old",
      "orig",
      "rpm",
      "smoke",
      "smoketest",
      "test",
      "testing",
      "tests");

  private static final Splitter WORDS = Splitter.on(CharMatcher.anyOf(".-_"));

  private DockerfileNames() {}

  /**
   * {@code Dockerfile}, {@code Dockerfile.dev}, {@code Dockerfile-dev}, {@code Dockerfile_dev}, {@code dev.Dockerfile}, and the
   * same with {@code Containerfile}, in any case. A {@code Dockerfile.dockerignore} is none, nor is a script
   * {@code Dockerfile.build.sh}.
   */
  public static boolean include(String name) {
    String lower = Ascii.toLowerCase(name);
    String ending = lower.substring(lower.lastIndexOf('.') + 1);
    return !OTHER_ENDINGS.contains(ending) && KINDS.stream().anyMatch(kind -> isOf(kind, lower));
  }

  /**
   * Whether a file is for development, tests or packaging, as far as its name or a folder says: {@code Dockerfile.dev},
   * {@code Dockerfile.test}, {@code .devcontainer/Dockerfile}, {@code tests/server/Dockerfile}.
   *
   * @param path a path or an address, with slashes
   * @param root the folder that the project begins at, written like the path; empty where it isn't known. What folders
   *     above it are called says nothing of the project: {@code /home/me/ci/shop}
   */
  public static boolean areForDevelopment(String path, String root) {
    List<String> names = names(path);
    List<String> folders = names.subList(0, names.size() - 1);
    List<String> words = WORDS.splitToList(Iterables.getLast(names));
    return folders.contains(".devcontainer")
        || folders.contains(".gitpod")
        || (!folders.isEmpty() && NEAREST_FOLDERS.contains(Iterables.getLast(folders)))
        || (isInside(path, root) && hasTooling(folders.subList(folders(root), folders.size())))
        || !Collections.disjoint(words, PURPOSES)
        || (KINDS.contains(words.get(0)) && !Collections.disjoint(words, ENDINGS))
        || (words.size() == 2 && words.get(0).equals("local") && KINDS.contains(words.get(1)));
  }

  /**
   * Whether a file is there for tests to read, or is one of others, as far as a folder of its project says:
   * {@code testdata/server/Dockerfile}.
   */
  public static boolean areFixtures(String path, String root) {
    if (!isInside(path, root)) {
      return false;
    }
    List<String> names = names(path);
    List<String> folders = names.subList(folders(root), names.size() - 1);
    int vendored = folders.indexOf(VENDORED);
    return vendored >= 0 && vendored + 2 < folders.size()
        || !Collections.disjoint(folders, FIXTURES)
        || haveCases(folders);
  }

  /**
   * The path from the root of a file in a folder of what may be a project of others, such as {@code vendor/tool/Dockerfile}, but
   * {@code vendor} may be a part of this one, too; empty for others.
   */
  public static String vendored(String path, String root) {
    if (!isInside(path, root)) {
      return "";
    }
    String inside = path.substring(root.endsWith("/") ? root.length() : root.length() + 1);
    List<String> names = names(inside);
    for (int i = 0; i + 2 < names.size(); i++) {
      if (OF_OTHERS.contains(names.get(i))) {
        return inside;
      }
    }
    return "";
  }

  private static boolean haveCases(List<String> folders) {
    for (int i = 1; i < folders.size(); i++) {
      if (CASES.contains(folders.get(i)) && WITH_CASES.contains(folders.get(i - 1))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isInside(String path, String root) {
    return !root.isEmpty() && path.startsWith(root.endsWith("/") ? root : root + "/");
  }

  private static List<String> names(String path) {
    return Splitter.on('/').splitToList(Ascii.toLowerCase(path));
  }

  /** How many names a folder's path has. */
  private static int folders(String root) {
    int names = names(root).size();
    return root.endsWith("/") ? names - 1 : names;
  }

  private static boolean isForTests(List<String> words) {
    String last = Iterables.getLast(words);
    return FOLDER_ENDINGS.contains(last)
        || last.equals("testing") && words.size() > 1 && !words.contains("ab")
        || words.size() > 1 && last.equals("test") && TESTED.contains(words.get(words.size() - 2))
        || words.get(0).equals("test") && TEST_KINDS.contains(last);
  }

  private static boolean hasTooling(List<String> folders) {
    String above = "";
    for (String folder : folders) {
      if (FOLDERS.contains(folder)
          || isForTests(WORDS.splitToList(folder))
          || (PACKAGING.contains(above) && PACKAGE_KINDS.contains(folder))) {
        return true;
      }
      above = folder;
    }
    return false;
  }

  private static boolean isOf(String kind, String name) {
    return name.equals(kind)
        || name.startsWith(kind) && SEPARATORS.indexOf(name.charAt(kind.length())) >= 0
        || name.endsWith(".".concat(kind));
  }
}

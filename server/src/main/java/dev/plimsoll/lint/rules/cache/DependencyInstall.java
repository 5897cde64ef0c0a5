package dev.plimsoll.lint.rules.cache;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.context.PathGlob;
import dev.plimsoll.lint.rules.dependencies.NodeInstall;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.shell.Arguments;
import dev.plimsoll.shell.GivenOption;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.ShellWord;
import org.jspecify.annotations.Nullable;

/**
 * A command that fetches what a project depends on, and the files that say what that is.
 *
 * @param tool who fetches: one install of each tool is judged, the first of a stage
 * @param manifests what has to be copied for it, seen from the directory in which it runs; patterns where a file may be
 *     missing; a slash at the end of directories
 * @param names files whose COPY shows that the author has thought of it
 * @param way how it can be run before the sources are there
 * @param addition what {@link Way} says
 * @param directory where it runs, seen from the working directory; null where that isn't known
 */
record DependencyInstall(
    String tool,
    ImmutableList<String> manifests,
    ImmutableList<String> names,
    Way way,
    String addition,
    @Nullable String directory) {

  /** All commands of the programs of which {@link #of} knows an install. */
  static final CommandQuery ANY = CommandQuery.of(
      "npm",
      "yarn",
      "pnpm",
      "bun",
      "pip",
      "uv",
      "poetry",
      "pdm",
      "pipenv",
      "go",
      "cargo",
      "mvn",
      "gradle",
      "sbt",
      "bundle",
      "composer",
      "dotnet",
      "mix",
      "dart");

  /** How dependencies can be fetched before the sources are there. */
  enum Way {
    /** By the command itself. */
    AS_IT_IS,
    /** By the command with more flags, the addition; it has to run again when the sources are there. */
    TWICE,
    /** By another command, the addition; this one builds, too. */
    SEPARATELY,
    /** Not without changes that only the author can make. */
    BY_HAND
  }

  private static final ImmutableList<String> POM = ImmutableList.of("pom.xml");

  private static final ImmutableSet<String> GRADLE_BUILDS = ImmutableSet.of(
      "build",
      "assemble",
      "bootJar",
      "bootWar",
      "jar",
      "war",
      "shadowJar",
      "installDist",
      "fatJar",
      "distTar",
      "distZip",
      "buildFatJar");

  private static final ImmutableSet<String> MAVEN_BUILDS =
      ImmutableSet.of("package", "install", "verify", "compile", "test", "deploy");

  static @Nullable DependencyInstall of(Invocation command) {
    Invocation invocation = command.module();
    return switch (invocation.program().name()) {
      case "npm", "yarn", "pnpm", "bun" -> node(invocation);
      case "pip" -> pip(invocation);
      case "uv" -> uv(invocation);
      case "poetry" -> poetry(invocation);
      case "pdm" -> pdm(invocation);
      case "pipenv" -> pipenv(invocation);
      case "go" -> go(invocation);
      case "cargo" -> cargo(invocation);
      case "mvn" -> maven(invocation);
      case "gradle" -> gradle(invocation);
      case "sbt" -> sbt(invocation);
      case "bundle" -> bundler(invocation);
      case "composer" -> composer(invocation);
      case "dotnet" -> dotnet(invocation);
      case "mix" -> mix(invocation);
      case "dart" -> pub(invocation);
      default -> null;
    };
  }

  private static DependencyInstall asItIs(
      String tool, ImmutableList<String> manifests, ImmutableList<String> names) {
    return new DependencyInstall(tool, manifests, names, Way.AS_IT_IS, "", "");
  }

  /** Files without any of which it does nothing, seen from the directory in which it runs; none where they aren't known. */
  ImmutableList<String> oneOf() {
    return switch (tool) {
      case "dotnet" -> PathGlob.isPattern(manifests.get(0)) ? ImmutableList.of() : manifests;
      case "pip" -> ImmutableList.copyOf(Iterables.filter(manifests, one -> !one.endsWith("/")));
      case "gradle" -> OF_GRADLE;
      default -> names;
    };
  }

  private static final ImmutableList<String> OF_GRADLE = ImmutableList.of(
      "build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts");

  private DependencyInstall in(@Nullable String elsewhere) {
    return new DependencyInstall(tool, manifests, names, way, addition, elsewhere);
  }

  /** The directory that a flag names: empty where no such flag is given, null where it isn't literal. */
  private static @Nullable String directory(Arguments arguments, String... flags) {
    for (String flag : flags) {
      if (arguments.hasFlag(flag)) {
        return arguments.value(flag);
      }
    }
    return "";
  }

  private static @Nullable DependencyInstall node(Invocation invocation) {
    Arguments arguments = invocation.arguments();
    if (invocation.is("pnpm", "fetch")) {
      return asItIs("pnpm", ImmutableList.of("pnpm-lock.yaml"), ImmutableList.of("pnpm-lock.yaml"));
    }
    NodeInstall install = NodeInstall.of(invocation);
    if (install == null) {
      return null;
    }
    DependencyInstall found = switch (install.manager()) {
      case NPM ->
        asItIs(
            "npm",
            ImmutableList.of("package*.json"),
            ImmutableList.of("package.json", "package-lock.json"));
      case YARN ->
        asItIs(
            "yarn",
            ImmutableList.of("package.json", "yarn.lock*", ".yarnrc*"),
            ImmutableList.of("package.json", "yarn.lock"));
      case PNPM ->
        asItIs(
            "pnpm",
            ImmutableList.of("package.json", "pnpm-lock.yaml*", "pnpm-workspace.yaml*", ".npmrc*"),
            ImmutableList.of("package.json", "pnpm-lock.yaml"));
      case BUN ->
        asItIs(
            "bun",
            ImmutableList.of("package.json", "bun.lock*"),
            ImmutableList.of("package.json", "bun.lock"));
    };
    boolean workspaces = arguments.hasAnyFlag("--workspace", "--workspaces", "--filter", "-F");
    DependencyInstall there = found.in(directory(arguments, "--prefix", "-C", "--cwd", "--dir"));
    return workspaces ? there.byHand() : there;
  }

  private DependencyInstall byHand() {
    return new DependencyInstall(tool, manifests, names, Way.BY_HAND, "", directory);
  }

  private static @Nullable DependencyInstall pip(Invocation invocation) {
    return switch (String.valueOf(invocation.arguments().verb())) {
      case "install", "wheel", "download" -> requirements(invocation.arguments());
      default -> null;
    };
  }

  /** The files after {@code -r} and {@code -c}; null where there are none or the project itself is installed. */
  private static @Nullable DependencyInstall requirements(Arguments arguments) {
    ImmutableList.Builder<String> files = ImmutableList.builder();
    boolean any = false;
    for (GivenOption given : arguments.options()) {
      if (given.is("--requirement") || given.is("--constraint")) {
        String file = given.literalValue();
        if (file == null || file.contains("://")) {
          return null;
        }
        files.add(withIncluded(file));
        any |= given.is("--requirement");
      } else if (given.is("--editable")) {
        return null;
      }
    }
    for (ShellWord operand : arguments.operandsOfVerb()) {
      String text = operand.literalPrefix();
      if (operand.literal() == null || text.startsWith(".") || text.startsWith("/")) {
        return null;
      }
    }
    ImmutableList<String> manifests = ImmutableSet.copyOf(files.build()).asList();
    return any ? asItIs("pip", manifests, baseNames(manifests)) : null;
  }

  /** A file of a folder of requirements includes others of it: all of them have to be copied. */
  private static String withIncluded(String file) {
    int slash = file.lastIndexOf('/');
    boolean folder = slash > 0 && file.substring(0, slash).endsWith("requirements");
    return folder ? file.substring(0, slash + 1) : file;
  }

  private static ImmutableList<String> baseNames(ImmutableList<String> files) {
    ImmutableList.Builder<String> names = ImmutableList.builder();
    for (String file : files) {
      names.add(ContextPath.name(ContextPath.clean(file)));
    }
    return names.build();
  }

  private static @Nullable DependencyInstall uv(Invocation invocation) {
    Arguments arguments = invocation.arguments();
    if ("pip install".equals(arguments.verb())) {
      return requirements(arguments);
    }
    if (!isOnly("sync", arguments)) {
      return null;
    }
    ImmutableList<String> manifests = ImmutableList.of("pyproject.toml", "uv.lock*");
    return projectLast(
        "uv",
        manifests,
        arguments.hasAnyFlag("--no-install-project", "--no-install-local"),
        " --no-install-project",
        arguments,
        arguments.hasAnyFlag("--package", "--all-packages", "--no-install-workspace"));
  }

  /** Managers that install the project itself after its dependencies. */
  private static DependencyInstall projectLast(
      String tool,
      ImmutableList<String> manifests,
      boolean withoutProject,
      String flag,
      Arguments arguments,
      boolean byHand) {
    ImmutableList<String> names = ImmutableList.of("pyproject.toml");
    Way way = byHand ? Way.BY_HAND : withoutProject ? Way.AS_IT_IS : Way.TWICE;
    return new DependencyInstall(
        tool, manifests, names, way, flag, directory(arguments, "--directory", "--project", "-C"));
  }

  private static @Nullable DependencyInstall poetry(Invocation invocation) {
    Arguments arguments = invocation.arguments();
    return isOnly("install", arguments)
        ? projectLast(
            "poetry",
            ImmutableList.of("pyproject.toml", "poetry.lock*"),
            arguments.hasAnyFlag("--no-root", "--only-root"),
            " --no-root",
            arguments,
            false)
        : null;
  }

  private static @Nullable DependencyInstall pdm(Invocation invocation) {
    Arguments arguments = invocation.arguments();
    return isOnly("install", arguments) || isOnly("sync", arguments)
        ? projectLast(
            "pdm",
            ImmutableList.of("pyproject.toml", "pdm.lock*"),
            arguments.hasAnyFlag("--no-self", "--no-root"),
            " --no-self",
            arguments,
            false)
        : null;
  }

  /** Whether nothing but this verb is said. */
  private static boolean isOnly(String verb, Arguments arguments) {
    return verb.equals(arguments.verb()) && arguments.operandsOfVerb().isEmpty();
  }

  private static @Nullable DependencyInstall pipenv(Invocation invocation) {
    Arguments arguments = invocation.arguments();
    return isOnly("install", arguments) || isOnly("sync", arguments)
        ? asItIs(
            "pipenv",
            ImmutableList.of("Pipfile", "Pipfile.lock*"),
            ImmutableList.of("Pipfile", "Pipfile.lock"))
        : null;
  }

  private static @Nullable DependencyInstall go(Invocation invocation) {
    Arguments arguments = invocation.arguments();
    String verb = arguments.verb();
    ImmutableList<String> manifests = ImmutableList.of("go.*");
    ImmutableList<String> names = ImmutableList.of("go.mod", "go.sum");
    if (isOnly("mod download", arguments)) {
      return asItIs("go", manifests, names);
    }
    boolean builds = "build".equals(verb) || "install".equals(verb);
    if (!builds || "vendor".equals(arguments.value("-mod"))) {
      return null;
    }
    for (ShellWord operand : arguments.operandsOfVerb()) {
      if (operand.literalPrefix().indexOf('@') > 0) {
        return null;
      }
    }
    boolean vendored = String.valueOf(invocation.environment("GOFLAGS")).contains("vendor")
        || "off".equals(invocation.environment("GO111MODULE"));
    return vendored
        ? null
        : new DependencyInstall(
            "go",
            manifests,
            names,
            Way.SEPARATELY,
            FetchOptions.environment(invocation) + "go mod download",
            directory(arguments, "-C"));
  }

  private static @Nullable DependencyInstall cargo(Invocation invocation) {
    Arguments arguments = invocation.arguments();
    String verb = arguments.verb();
    boolean builds = "build".equals(verb)
        || "fetch".equals(verb)
        || ("install".equals(verb) && arguments.hasFlag("--path"));
    // From a recipe, not from manifests: what it is given isn't judged, but the build that follows
    // finds its work.
    boolean cooks = "chef+cook".equals(verb) || "chef cook".equals(verb);
    ImmutableList<String> manifests = ImmutableList.of("Cargo.toml", "Cargo.lock*");
    DependencyInstall install = new DependencyInstall(
        "cargo", manifests, ImmutableList.of("Cargo.toml", "Cargo.lock"), Way.BY_HAND, "", "");
    return cooks ? install.in(null) : builds ? install : null;
  }

  private static @Nullable DependencyInstall maven(Invocation invocation) {
    Arguments arguments = invocation.arguments();
    if (arguments.hasFlag("--offline")) {
      return null;
    }
    String directory = ofPom(directory(arguments, "-f", "--file"));
    boolean builds = false;
    boolean fetches = false;
    for (ShellWord goal : arguments.operands()) {
      String text = goal.literalPrefix();
      builds |= MAVEN_BUILDS.contains(text);
      fetches |= text.startsWith("dependency:");
    }
    boolean wrapper = invocation.is("mvnw");
    ImmutableList<String> manifests = wrapper ? ImmutableList.of("mvnw", "pom.xml", ".mvn/") : POM;
    if (builds && !fetches) {
      String command = FetchOptions.environment(invocation)
          + invocation.nameWord().raw() + " -B"
          + FetchOptions.choosing(invocation, "maven") + " dependency:go-offline";
      String file = arguments.value("--file");
      boolean whole = "".equals(directory)
          && (file == null || !file.endsWith(".xml") || ContextPath.name(file).equals("pom.xml"))
          && !arguments.hasFlag("--projects");
      Way way = whole ? Way.SEPARATELY : Way.BY_HAND;
      return new DependencyInstall("maven", manifests, POM, way, command, directory);
    }
    return fetches ? asItIs("maven", manifests, POM).in(directory) : null;
  }

  /** The directory of a POM; null where that isn't known. */
  private static @Nullable String ofPom(@Nullable String file) {
    if (file == null || !file.endsWith(".xml")) {
      return file;
    }
    String directory = file.substring(0, file.lastIndexOf('/') + 1);
    return directory.equals("./") ? "" : directory;
  }

  private static @Nullable DependencyInstall gradle(Invocation invocation) {
    Arguments arguments = invocation.arguments();
    boolean builds = false;
    boolean fetches = false;
    boolean byHand = arguments.hasAnyFlag("--project-dir", "--build-file");
    for (ShellWord task : arguments.operands()) {
      String text = task.literalPrefix();
      byHand |= text.startsWith(":");
      builds |= GRADLE_BUILDS.contains(text.substring(text.lastIndexOf(':') + 1));
      fetches |= text.equals("dependencies");
    }
    if (arguments.hasFlag("--offline")) {
      return null;
    }
    ImmutableList<String> project =
        ImmutableList.of("build.gradle*", "settings.gradle*", "gradle.properties*");
    ImmutableList<String> manifests = invocation.is("gradle")
        ? project
        : ImmutableList.<String>builder()
            .add("gradlew")
            .addAll(project)
            .add("gradle/")
            .build();
    ImmutableList<String> names = ImmutableList.of("build.gradle", "build.gradle.kts");
    if (builds && !fetches) {
      String command = FetchOptions.environment(invocation)
          + invocation.nameWord().raw() + " --no-daemon"
          + FetchOptions.choosing(invocation, "gradle") + " dependencies";
      return new DependencyInstall(
          "gradle", manifests, names, byHand ? Way.BY_HAND : Way.SEPARATELY, command, "");
    }
    return fetches ? asItIs("gradle", manifests, names) : null;
  }

  private static DependencyInstall sbt(Invocation invocation) {
    ImmutableList<String> manifests = ImmutableList.of(
        "build.sbt", "project/*.sbt", "project/*.scala", "project/build.properties");
    ImmutableList<String> names = ImmutableList.of("build.sbt");
    ImmutableList<ShellWord> tasks = invocation.arguments().operands();
    String command = FetchOptions.environment(invocation) + "sbt"
        + FetchOptions.choosing(invocation, "sbt") + " update";
    return tasks.size() == 1 && tasks.get(0).isLiteral("update")
        ? asItIs("sbt", manifests, names)
        : new DependencyInstall("sbt", manifests, names, Way.SEPARATELY, command, "");
  }

  private static @Nullable DependencyInstall bundler(Invocation invocation) {
    Arguments arguments = invocation.arguments();
    boolean installs = arguments.verbWord() == null
        ? !arguments.hasFlag("--version")
        : "install".equals(arguments.verb());
    return installs && !arguments.hasFlag("--gemfile")
        ? asItIs(
            "bundler",
            ImmutableList.of("Gemfile*", "*.gemspec", ".ruby-version*"),
            ImmutableList.of("Gemfile", "Gemfile.lock"))
        : null;
  }

  private static @Nullable DependencyInstall composer(Invocation invocation) {
    Arguments arguments = invocation.arguments();
    if (!isOnly("install", arguments)) {
      return null;
    }
    boolean noScripts = arguments.hasFlag("--no-scripts");
    boolean noAutoloader = arguments.hasFlag("--no-autoloader");
    String addition = (noScripts ? "" : " --no-scripts") + (noAutoloader ? "" : " --no-autoloader");
    return new DependencyInstall(
        "composer",
        ImmutableList.of("composer.json", "composer.lock*"),
        ImmutableList.of("composer.json", "composer.lock"),
        addition.isEmpty() ? Way.AS_IT_IS : Way.TWICE,
        addition,
        directory(arguments, "-d", "--working-dir"));
  }

  private static @Nullable DependencyInstall dotnet(Invocation invocation) {
    ImmutableList<ShellWord> operands = invocation.arguments().operandsOfVerb();
    String verb = invocation.arguments().verb();
    boolean restores = "restore".equals(verb);
    boolean builds = "build".equals(verb) || "publish".equals(verb);
    if (!restores && (!builds || invocation.arguments().hasFlag("--no-restore"))) {
      return null;
    }
    String project = operands.isEmpty() ? "*.csproj" : operands.get(0).literal();
    boolean one = project != null && project.endsWith("proj") && operands.size() < 2;
    ImmutableList<String> manifests =
        ImmutableList.of(project != null && one ? project : "*.csproj");
    ImmutableList<String> names = ImmutableList.of(
        "App.csproj", "App.fsproj", "App.sln", baseNames(manifests).get(0));
    String command = FetchOptions.environment(invocation)
        + "dotnet restore" + (!operands.isEmpty() && one ? " " + operands.get(0).raw() : "")
        + FetchOptions.choosing(invocation, "dotnet");
    Way way = !one ? Way.BY_HAND : restores ? Way.AS_IT_IS : Way.SEPARATELY;
    return new DependencyInstall("dotnet", manifests, names, way, command, "");
  }

  private static @Nullable DependencyInstall mix(Invocation invocation) {
    return isOnly("deps.get", invocation.arguments())
        ? asItIs(
            "mix",
            ImmutableList.of("mix.exs", "mix.lock*"),
            ImmutableList.of("mix.exs", "mix.lock"))
        : null;
  }

  private static @Nullable DependencyInstall pub(Invocation invocation) {
    return isOnly("pub get", invocation.arguments())
        ? asItIs(
            "pub", ImmutableList.of("pubspec.*"), ImmutableList.of("pubspec.yaml", "pubspec.lock"))
        : null;
  }
}

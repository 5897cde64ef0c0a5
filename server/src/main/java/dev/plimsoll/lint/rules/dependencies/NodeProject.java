package dev.plimsoll.lint.rules.dependencies;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import com.google.common.collect.Sets;
import dev.plimsoll.context.ContextFile;
import dev.plimsoll.context.JsonFile;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.InitialDirectory;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Subject.Lacked;
import dev.plimsoll.lint.rules.dependencies.NodeInstall.Manager;
import dev.plimsoll.lint.rules.files.CopiedFile;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Arguments;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Workdir;
import dev.plimsoll.text.Regex;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * The project that an install of Node's packages is for, as far as the build context shows it.
 *
 * @param directory where it is in the image
 * @param manifest its {@code package.json}, as it was copied
 * @param says what stands in it
 */
public record NodeProject(ImagePath directory, CopiedFile manifest, NodeManifest says) {

  private static final String MANIFEST = "package.json";

  /** The dependencies that every package manager installs and locks. */
  static final ImmutableList<String> INSTALLED =
      ImmutableList.of("dependencies", "devDependencies", "optionalDependencies");

  /** Where {@code package.json} and npm's lockfile have to say the same. */
  static final ImmutableList<String> DEPENDENCIES = ImmutableList.of(
      "dependencies", "devDependencies", "optionalDependencies", "peerDependencies");

  /**
   * The directory in which a command looks for {@code package.json}; null where that isn't known, as what ONBUILD triggers
   * runs where the stage built on this one is then.
   */
  public static @Nullable ImagePath directory(
      SemanticModel model, RunScript script, Invocation invocation, Basis basis) {
    String folder = folder(invocation.arguments());
    if (script.instruction() != script.run() || folder == null) {
      return null;
    }
    ImagePath start = model.directory(script.instruction(), basis);
    ImagePath directory = ScriptPlaces.of(model, script, basis).directory(invocation);
    return directory.equals(start) || directory.text() != null ? directory.resolve(folder) : null;
  }

  /** Options that say in which directory a manager is to run. */
  private static final ImmutableList<String> DIRECTORY_OPTIONS =
      ImmutableList.of("--prefix", "-C", "--cwd", "--dir");

  /** What one of them says; empty where none is given, null where that isn't known. */
  private static @Nullable String folder(Arguments arguments) {
    String folder = "";
    for (String option : DIRECTORY_OPTIONS) {
      if (arguments.hasFlag(option)) {
        String value = arguments.value(option);
        if (value == null || !folder.isEmpty() && !folder.equals(value)) {
          return null;
        }
        folder = value;
      }
    }
    return folder;
  }

  /** The project of an install; null where the context doesn't show it. */
  public static @Nullable NodeProject of(
      Subject subject, RunScript script, Invocation invocation, Basis basis) {
    ImagePath directory = directory(subject.model(), script, invocation, basis);
    CopiedFile manifest = directory == null
        ? null
        : CopiedFile.at(subject, script.instruction(), directory.resolve(MANIFEST), basis);
    return directory == null || manifest == null ? null : of(subject, directory, manifest);
  }

  /** Folders from which a manifest is looked for. */
  private static final int MAX_LEVELS = 8;

  /** The project that a command belongs to: the first with a manifest from its directory upwards, as npm looks for it. */
  public static @Nullable NodeProject nearest(
      Subject subject, RunScript script, Invocation invocation, Basis basis) {
    ImagePath directory = directory(subject.model(), script, invocation, basis);
    for (int i = 0; directory != null && i < MAX_LEVELS; i++) {
      CopiedFile manifest =
          CopiedFile.at(subject, script.instruction(), directory.resolve(MANIFEST), basis);
      if (manifest != null) {
        return of(subject, directory, manifest);
      }
      directory = directory.depth() == 0 ? null : directory.parent();
    }
    return null;
  }

  /** Whether the manifest is known to ask for a package. */
  public boolean dependsOn(String name) {
    for (String kind : DEPENDENCIES) {
      ImmutableMap<String, String> own = texts(kind);
      if (own != null && own.containsKey(name)) {
        return true;
      }
    }
    return false;
  }

  /** The versions of a package that it asks for, to run; null where it isn't known to need it. */
  public @Nullable String versionsOf(String name) {
    ImmutableMap<String, String> own = texts("dependencies");
    return own == null ? null : own.get(name);
  }

  /** The project in the directory that a stage starts in; null where the context doesn't show it. */
  static @Nullable NodeProject atEnd(Subject subject, Stage stage) {
    Workdir workdir = subject.model().stateAtEnd(stage).workdir();
    ImagePath directory = workdir == null
        ? subject.model().directory(stage.from(), Basis.DEFAULTS) // that of the base image
        : subject.model().directoryAfter(workdir, Basis.DEFAULTS);
    NodeProject found = at(subject, stage, directory);
    return found == null && workdir == null ? inInitialDirectory(subject, stage) : found;
  }

  /** The same where an official image is known to begin in a directory that COPY names with its whole path. */
  private static @Nullable NodeProject inInitialDirectory(Subject subject, Stage stage) {
    ImageReference image = subject.model().baseReference(stage);
    String directory = image == null ? null : InitialDirectory.of(image);
    return directory == null ? null : at(subject, stage, ImagePath.ROOT.resolve(directory));
  }

  /** The project that was copied from the context to a directory; null where the context doesn't show one. */
  static @Nullable NodeProject at(Subject subject, Stage stage, ImagePath directory) {
    CopiedFile manifest =
        CopiedFile.atEnd(subject, stage, directory.resolve(MANIFEST), Basis.DEFAULTS);
    return manifest == null ? null : of(subject, directory, manifest);
  }

  private static NodeProject of(Subject subject, ImagePath directory, CopiedFile manifest) {
    return new NodeProject(directory, manifest, NodeManifest.of(subject, manifest.file()));
  }

  /** The project in a folder below this one, when a stage has been built; null where the context doesn't show it. */
  @Nullable NodeProject in(Subject subject, Stage stage, String folder) {
    return at(subject, stage, directory.resolve(folder));
  }

  /**
   * The folders of its workspace, as far as the context shows them: those that it names, and of a pattern those whose name is
   * like that of a package that is looked for.
   *
   * @param wanted the name of a package, or the path of its folder
   */
  public ImmutableSet<String> foldersOfWorkspace(Subject subject, String wanted) {
    JsonFile json = json(manifest.file());
    ImmutableSet.Builder<String> folders = ImmutableSet.builder();
    ImmutableList<String> named = json == null ? null : json.list("workspaces");
    ImmutableList<String> nested = json == null ? null : json.list("workspaces", "packages");
    String last = wanted.substring(wanted.lastIndexOf('/') + 1);
    for (ImmutableList<String> some : Arrays.asList(named, nested, ofPnpm(subject))) {
      for (String pattern : some == null ? ImmutableList.<String>of() : some) {
        folders.add(pattern.replace("**", "*").replace("*", last));
      }
    }
    return folders.build();
  }

  private static final Regex PNPM_PACKAGE =
      Regex.of("(?m)^\\s{0,9}-\\s{0,9}[\"']?([^!\"'\\s#]{1,200})");

  private ImmutableList<String> ofPnpm(Subject subject) {
    ImmutableList.Builder<String> folders = ImmutableList.builder();
    Matcher item =
        PNPM_PACKAGE.matcher(subject.contextFile(beside("pnpm-workspace.yaml")).beginning());
    while (item.find()) {
      folders.add(item.group(1));
    }
    return folders.build();
  }

  /** Whether a file of pnpm names members of a workspace. */
  public boolean isWorkspaceOfPnpm(Subject subject) {
    return PNPM_PACKAGES
        .matcher(subject.contextFile(beside("pnpm-workspace.yaml")).beginning())
        .find();
  }

  private static final Regex PNPM_PACKAGES = Regex.of("(?m)^packages:");

  /** Whether a package is called so. */
  boolean isCalled(String name) {
    return says.isCalled(name);
  }

  /** A path in the context beside {@code package.json}. */
  public String beside(String name) {
    String path = manifest.path();
    return path.substring(0, path.lastIndexOf('/') + 1) + name;
  }

  /** The name of the manager's lockfile that lies beside {@code package.json} in the context, or null. */
  public @Nullable String lockfile(Subject subject, Manager manager) {
    for (String name : manager.lockfiles()) {
      if (subject.contextFile(beside(name)).isFile()) {
        return name;
      }
    }
    return null;
  }

  /** Whether no lockfile of the manager lies beside {@code package.json} in the context, for certain. */
  public boolean hasNoLockfile(Subject subject, Manager manager) {
    boolean missing = true;
    for (String name : manager.lockfiles()) {
      missing &= subject.contextFile(beside(name)).isMissing();
    }
    return missing;
  }

  /**
   * Whether it is known that {@code package.json} names no development dependencies, for itself or its workspaces, that aren't
   * dependencies too, or nothing else.
   */
  public boolean hasNoDevelopmentDependencies(Subject subject) {
    ImmutableMap<String, String> own = texts("devDependencies");
    ImmutableMap<String, String> others = texts("dependencies");
    boolean hasOnlyThose = others != null && others.isEmpty(); // so they are what is wanted
    boolean areWanted = own != null && others != null && others.keySet().containsAll(own.keySet());
    return own != null
        && (own.isEmpty() || hasOnlyThose || areWanted)
        && !mayHaveWorkspaces()
        && subject.contextFile(beside("pnpm-workspace.yaml")).isMissing();
  }

  /** Whether npm installs the same without the development dependencies, by its lockfile: others depend on all of them. */
  public boolean needsAllInProduction(Subject subject) {
    String name = lockfile(subject, Manager.NPM);
    return name != null
        && subject.isAllInProduction(beside(name))
        && notLocked(subject, Manager.NPM) == null;
  }

  /** Whether it is known which development dependencies the manifest names. */
  public boolean isRead() {
    return texts("devDependencies") != null;
  }

  /** The scripts that managers run when they install. */
  public static final ImmutableList<String> RUN_BY_INSTALLS = ImmutableList.of(
      "preinstall", "install", "postinstall", "preprepare", "prepare", "postprepare");

  /** Whether the manifest is known to name some, and others besides. */
  public boolean hasDevelopmentDependencies() {
    ImmutableMap<String, String> own = texts("devDependencies");
    ImmutableMap<String, String> others = texts("dependencies");
    return own != null && !own.isEmpty() && others != null && !others.isEmpty();
  }

  private static final Regex MODERN_YARN =
      Regex.of("\"packageManager\"\\s{0,9}:\\s{0,9}\"yarn@[2-9]");

  /** Whether the project is known to be installed by Yarn 2 or later, which looks at no NODE_ENV. */
  public boolean isOfModernYarn(Subject subject) {
    return MODERN_YARN.matcher(manifest.file().head()).find()
        || subject.contextFile(beside(".yarnrc.yml")).isFile();
  }

  /** Whether nothing in the context makes Yarn 1 run another Yarn, for certain. */
  public boolean isLeftToYarn1(Subject subject) {
    return manifest.file().text() != null
        && !MODERN_YARN.matcher(manifest.file().head()).find()
        && isWithoutYarn(subject.contextFile(beside(".yarnrc.yml")))
        && isWithoutYarn(subject.contextFile(beside(".yarnrc")));
  }

  /** Whether a file of settings names no program of Yarn. */
  private static boolean isWithoutYarn(ContextFile settings) {
    String text = settings.text();
    return settings.isMissing()
        || text != null && !text.contains("yarnPath") && !text.contains("yarn-path");
  }

  /** Whether the lockfile of Yarn in the context is one that Yarn 1 doesn't read. */
  public boolean isLockedByModernYarn(Subject subject) {
    return subject.contextFile(beside("yarn.lock")).head().contains("__metadata:");
  }

  /** Whether the lockfile of Yarn in the context is one that Yarn 2 and later write anew. */
  public boolean isLockedByYarn1(Subject subject) {
    return subject.contextFile(beside("yarn.lock")).head().contains("# yarn lockfile v1");
  }

  /**
   * Whether one of some scripts, or programs of packages, is one that only the development dependencies bring, or may be one
   * because the context doesn't show it.
   */
  public boolean mayNeedDevelopmentDependencies(Subject subject, Iterable<String> names) {
    return texts("scripts") == null
        || texts("devDependencies") == null
        || mayHaveWorkspaces()
        || needsDevelopmentDependencies(subject, names);
  }

  /** Whether one of some scripts, or programs of packages, is known to run what only the development dependencies bring. */
  public boolean needsDevelopmentDependencies(Subject subject, Iterable<String> names) {
    return needs(subject, names, ImmutableSet.of());
  }

  /** The same, where the root of the workspace brings some, too. */
  boolean needsDevelopmentDependencies(Subject subject, String script, NodeProject root) {
    return needs(subject, ImmutableList.of(script), root.onlyForDevelopment());
  }

  private boolean needs(Subject subject, Iterable<String> names, Set<String> ofRoot) {
    Set<String> tools = new HashSet<>(ofRoot);
    ImmutableMap<String, String> own = texts("dependencies");
    tools.removeAll(own == null ? ImmutableSet.<String>of() : own.keySet());
    tools.addAll(onlyForDevelopment());
    ImmutableMap<String, String> scripts = texts("scripts");
    return !tools.isEmpty()
        && scripts != null
        && new StartedPackages(scripts, packagesByProgram(subject))
            .of(names).stream().anyMatch(tools::contains);
  }

  /** The commands that some scripts run, by themselves or through others. */
  ImmutableList<NodeCommand> commands(Iterable<String> scripts) {
    ImmutableMap<String, String> code = texts("scripts");
    return code == null
        ? ImmutableList.of()
        : new StartedPackages(code, ImmutableMap.of()).commands(scripts);
  }

  /** The packages that bring a program of another name than their own, by it, as far as npm's lockfile is known to say. */
  private ImmutableMap<String, String> packagesByProgram(Subject subject) {
    String name = lockfile(subject, Manager.NPM);
    ImmutableMap.Builder<String, String> packages = ImmutableMap.builder();
    if (name != null) {
      JsonFile lock = JsonFile.of(subject.contextFile(beside(name)));
      lock.names("packages", "bin").forEach((folder, programs) -> {
        int modules = folder.lastIndexOf(MODULES);
        if (modules >= 0) { // others are the project's own
          String found = folder.substring(modules + MODULES.length());
          programs.forEach(program -> packages.put(program, found));
        }
      });
    }
    return packages.buildKeepingLast();
  }

  private static final String MODULES = "node_modules/";

  /** The packages that are known to be development dependencies and nothing else. */
  Set<String> onlyForDevelopment() {
    ImmutableMap<String, String> own = texts("dependencies");
    ImmutableMap<String, String> others = texts("devDependencies");
    return own == null || others == null
        ? ImmutableSet.of()
        : Sets.difference(others.keySet(), own.keySet());
  }

  /** The code of a script of {@code package.json}; null where there is none. */
  @Nullable String code(String name) {
    ImmutableMap<String, String> scripts = texts("scripts");
    return scripts == null ? null : scripts.get(name);
  }

  /** What a script of {@code package.json} runs first; null where there is none. */
  @Nullable NodeCommand script(String name) {
    ImmutableMap<String, String> scripts = texts("scripts");
    String code = scripts == null ? null : scripts.get(name);
    return code == null ? null : NodeCommand.of(code);
  }

  /** The texts of an object in {@code package.json}, by their keys; null where that isn't known. */
  @Nullable ImmutableMap<String, String> texts(String name) {
    return says.texts(name);
  }

  private static @Nullable JsonFile json(ContextFile file) {
    return file.text() == null ? null : JsonFile.of(file);
  }

  /**
   * Whether {@code npm ci} certainly does here what {@code npm install} does: both files are as the context has them, and
   * say the same.
   */
  public boolean isInStep(Subject subject, RunScript script, Invocation install) {
    CopiedFile lock = null;
    for (String name : ImmutableList.of("npm-shrinkwrap.json", "package-lock.json")) {
      CopiedFile found =
          CopiedFile.at(subject, script.instruction(), directory.resolve(name), Basis.ANY_BUILD);
      lock = lock == null ? found : lock;
    }
    return lock != null
        && lock.file().certain()
        && manifest.file().certain()
        && agree(manifest.file(), lock.file())
        && hasNoModules(subject)
        && isLeftAlone(subject.model(), script, install, manifest)
        && isLeftAlone(subject.model(), script, install, lock);
  }

  /** Whether the lockfile of npm in the context has a format that only npm 7 and later can read. */
  public boolean isLockedByLaterNpm(Subject subject) {
    String name = lockfile(subject, Manager.NPM);
    return name != null
        && OF_NPM_7.matcher(subject.contextFile(beside(name)).head()).find();
  }

  /**
   * Whether the lockfile of npm in the context has native packages, but none for Linux: npm leaves out those of other systems
   * where node_modules was there when it wrote the lockfile. Who installs by it gets a program that doesn't start.
   */
  public boolean isLockedForAnotherSystem(Subject subject) {
    String name = lockfile(subject, Manager.NPM);
    String text = name == null ? null : subject.contextFile(beside(name)).text();
    return text != null
        && (hasNative(text, "darwin") || hasNative(text, "win32"))
        && !hasNative(text, "linux");
  }

  /** Whether it has a package whose name ends like those of native parts: {@code @esbuild/darwin-arm64}. */
  private static boolean hasNative(String lockfile, String system) {
    return lockfile.contains("/" + system + "-") || lockfile.contains("-" + system + "-");
  }

  /** Whether npm ci refuses the lockfile of npm in the context, for certain. */
  public boolean isRefusedByNpm(Subject subject) {
    String name = lockfile(subject, Manager.NPM);
    return name != null && subject.isRefused(beside(name));
  }

  /** A lockfile without the part that npm 6 reads. */
  private static final Regex OF_NPM_7 = Regex.of("\"lockfileVersion\"\\s{0,9}:\\s{0,9}3\\b");

  /**
   * A dependency that the lockfile in the context doesn't have, so that an install that keeps to it fails; null if none is
   * known.
   */
  public @Nullable String notLocked(Subject subject, Manager manager) {
    String name = lockfile(subject, manager);
    JsonFile project = json(manifest.file());
    if (name == null || project == null) {
      return null;
    }
    JsonFile lock = JsonFile.of(subject.contextFile(beside(name)));
    boolean tells = manager == Manager.NPM && Boolean.TRUE.equals(lock.has("packages", ""));
    Set<String> wanted = new LinkedHashSet<>();
    Set<String> locked = new HashSet<>();
    if (tells) {
      for (String kind : DEPENDENCIES) {
        ImmutableMap<String, String> own = project.texts(kind);
        ImmutableMap<String, String> kept = lock.texts("packages", "", kind);
        if (own == null || kept == null) {
          return null;
        }
        wanted.addAll(own.keySet());
        locked.addAll(kept.keySet());
      }
    } else {
      Set<String> names = namesInLockfile(subject, manager, name);
      if (names == null) {
        return null;
      }
      wanted.addAll(wanted(project));
      locked.addAll(names);
    }
    wanted.removeAll(locked);
    return Iterables.getFirst(wanted, null);
  }

  /**
   * A package that npm's lockfile in the context lacks, though one that it has wants it as a peer, so that the {@code npm ci} of
   * npm 7 and later refuses it; null if none is known.
   */
  public @Nullable Lacked peerNotLocked(Subject subject) {
    return subject.contextFile(beside(".npmrc")).head().contains("legacy-peer-deps")
        ? null
        : lacked(subject, subject::lackedPeer);
  }

  /** The same of one that it wants on some systems, of npm 11.6 and later. */
  public @Nullable Lacked optionalNotLocked(Subject subject) {
    return lacked(subject, subject::lackedOptional);
  }

  private @Nullable Lacked lacked(Subject subject, Function<String, @Nullable Lacked> in) {
    String name = lockfile(subject, Manager.NPM);
    JsonFile project = json(manifest.file());
    return name == null || project == null || !Boolean.FALSE.equals(project.has("overrides"))
        ? null
        : in.apply(beside(name));
  }

  /** A dependency of which the lockfile in the context remembers another range than the manifest has; null if none is known. */
  public @Nullable String lockedOtherwise(Subject subject, Manager manager) {
    String name = lockfile(subject, manager);
    JsonFile project = json(manifest.file());
    if (name == null || project == null) {
      return null;
    }
    return manager == Manager.NPM
        ? LockedRanges.otherInNpm(project, JsonFile.of(subject.contextFile(beside(name))))
        : LockedRanges.otherInList(project, namesInLockfile(subject, manager, name));
  }

  /** The lockfile of a manager beside the manifest in the image when an instruction begins; null where it isn't known. */
  public @Nullable CopiedFile copiedLockfile(Subject subject, Instruction before, Manager manager) {
    for (String name : manager.lockfiles()) {
      CopiedFile found = CopiedFile.at(subject, before, directory.resolve(name), Basis.DEFAULTS);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Whether it isn't known to be a single project. */
  public boolean mayHaveWorkspaces() {
    return says.mayHaveWorkspaces();
  }

  /** The dependencies that any package manager locks. */
  private static Set<String> wanted(JsonFile project) {
    Set<String> wanted = new LinkedHashSet<>();
    for (String kind : DEPENDENCIES) {
      ImmutableMap<String, String> own = project.texts(kind);
      if (own == null) {
        return ImmutableSet.of();
      }
      if (!kind.equals("peerDependencies")) {
        own.forEach((name, version) -> {
          if (!isElsewhere(version)) {
            wanted.add(name);
          }
        });
      }
    }
    return wanted;
  }

  /** A lockfile of npm 5 or 6. */
  private static final Regex OF_NPM_5 = Regex.of("\"lockfileVersion\"\\s{0,9}:\\s{0,9}1\\b");

  /** The names in a lockfile that tells nothing of the project itself; null where that isn't known. */
  private @Nullable ImmutableSet<String> namesInLockfile(
      Subject subject, Manager manager, String name) {
    boolean tells = switch (manager) {
      case NPM -> OF_NPM_5.matcher(subject.contextFile(beside(name)).head()).find();
      case YARN, PNPM -> !mayHaveWorkspaces();
      case BUN -> false;
    };
    return tells ? subject.lockedNames(beside(name)) : null;
  }

  /** Whether a directory that was copied brought no {@code node_modules}, which {@code npm ci} would delete. */
  private boolean hasNoModules(Subject subject) {
    return subject.contextFile(beside("node_modules")).isMissing();
  }

  private static boolean agree(ContextFile manifest, ContextFile lockfile) {
    JsonFile project = json(manifest);
    JsonFile lock = JsonFile.of(lockfile);
    if (project == null
        || !Boolean.FALSE.equals(project.has("workspaces"))
        || !Boolean.FALSE.equals(project.has("overrides"))
        || !Boolean.TRUE.equals(lock.has("packages", ""))) {
      return false;
    }
    for (String kind : DEPENDENCIES) {
      ImmutableMap<String, String> wanted = project.texts(kind);
      ImmutableMap<String, String> locked = lock.texts("packages", "", kind);
      if (wanted == null
          || !wanted.equals(locked)
          || wanted.values().stream().anyMatch(NodeProject::isElsewhere)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a version is the path of another project, which has dependencies of its own. */
  private static boolean isElsewhere(String version) {
    return version.startsWith("file:")
        || version.startsWith("link:")
        || version.startsWith("portal:")
        || version.startsWith("workspace:")
        || version.startsWith(".");
  }

  /** Programs that write nothing into the directory that they run in, unless they are told its name. */
  private static final ImmutableSet<String> KEEPERS = ImmutableSet.of(
      ":",
      "[",
      "addgroup",
      "adduser",
      "apk",
      "apt",
      "apt-get",
      "cd",
      "chmod",
      "chown",
      "corepack",
      "curl",
      "date",
      "dnf",
      "echo",
      "export",
      "getent",
      "groupadd",
      "groupmod",
      "id",
      "ln",
      "ls",
      "microdnf",
      "mkdir",
      "printf",
      "pwd",
      "set",
      "test",
      "true",
      "umask",
      "uname",
      "useradd",
      "usermod",
      "update-ca-certificates",
      "whoami",
      "which",
      "yum");

  /** Whether nothing between the COPY of a file and an install may have changed it. */
  private static boolean isLeftAlone(
      SemanticModel model, RunScript script, Invocation install, CopiedFile file) {
    return file.isUntouched(
        model, script.instruction(), install, invocation -> isKeeper(invocation, install));
  }

  private static boolean isKeeper(Invocation invocation, Invocation install) {
    String name = invocation.name();
    if (name == null) {
      return false;
    }
    return switch (name) {
      case "npm" -> invocation.equals(install) || isGlobal(invocation);
      case "node" -> invocation.arguments().hasAnyFlag("--version", "-v");
      case "rm" ->
        invocation.arguments().operands().stream()
            .allMatch(word -> word.literalPrefix().startsWith("/var/")
                || word.literalPrefix().startsWith("/tmp/"));
      default -> KEEPERS.contains(name);
    };
  }

  private static boolean isGlobal(Invocation npm) {
    String verb = npm.arguments().verb();
    return npm.arguments().hasAnyFlag("-g", "--global", "--version")
        || (verb != null
            && (verb.startsWith("config") || verb.startsWith("cache") || verb.equals("set")));
  }
}

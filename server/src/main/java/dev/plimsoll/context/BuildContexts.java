package dev.plimsoll.context;

import com.google.common.base.Ascii;
import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import com.google.common.collect.Collections2;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.plimsoll.text.Regex;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the folder that a Dockerfile is built in. A Dockerfile doesn't say; so a setting does, or else its sources do: the
 * context is the nearest folder, from the Dockerfile's own up to the workspace folder, in which most of them exist, or one that
 * the project names for the Dockerfile and that has as many.
 */
public final class BuildContexts {

  /** The value of the setting that leaves the choice to the sources. */
  public static final String AUTO = "auto";

  /** The value for the folder that the Dockerfile is in. */
  public static final String OWN_FOLDER = "dockerfile";

  /** The value for the workspace folder. */
  public static final String WORKSPACE_FOLDER = "workspace";

  /** More levels than projects have between the root and a Dockerfile. */
  private static final int MAX_LEVELS = 16;

  /** More files of one context than these are not read. */
  private static final int MAX_FILES = 256;

  /** More folders than these are not looked at for one that has all sources. */
  private static final int MAX_FOLDERS = 200;

  static final String IGNORE_FILE = ".dockerignore";

  private final Disk disk;
  private final BuiltImages builtImages;
  private final BuildOptions buildOptions;
  private final MadeSources madeSources;
  private final RunSettingsSearch runSettings;
  private final ToldContexts toldContexts;
  private final NearDockerfiles nearDockerfiles;
  private final IgnoreFiles ignoreFiles = new IgnoreFiles();
  private final Weights weights = new Weights();
  private final Collection<String> folders;
  private final Consumer<String> refusals;

  public BuildContexts(Disk disk) {
    this(disk, ImmutableList.of(), refusal -> {});
  }

  /**
   * @param folders URIs of all workspace folders: no setting chooses a context outside of them
   * @param refusals told, in a sentence for the user, of a choice that is not followed
   */
  public BuildContexts(Disk disk, Collection<String> folders, Consumer<String> refusals) {
    this.disk = disk;
    BuildScripts scripts = new BuildScripts(disk);
    CodeFiles code = new CodeFiles(disk);
    this.builtImages = new BuiltImages(scripts);
    this.buildOptions = new BuildOptions(scripts, code);
    this.madeSources = new MadeSources(disk, scripts, code);
    this.runSettings = new RunSettingsSearch(disk);
    this.toldContexts = new ToldContexts(scripts);
    this.nearDockerfiles = new NearDockerfiles(disk);
    this.folders = folders;
    this.refusals = refusals;
  }

  /**
   * The context of a Dockerfile.
   *
   * @param uri of the Dockerfile; one that is no file of this machine has no context
   * @param workspaceFolder URI of the workspace folder that it is in, or null
   * @param choice {@link #AUTO}, {@link #OWN_FOLDER}, {@link #WORKSPACE_FOLDER}, or a path from the workspace folder,
   *     which is followed only if it stays inside the workspace folders
   * @param sources of COPY and ADD, as far as they are known without a build
   */
  public @Nullable BuildContext of(
      String uri,
      @Nullable String workspaceFolder,
      String choice,
      Collection<String> sources,
      Deadline deadline) {
    Path file = path(uri);
    if (file == null || file.getParent() == null || file.getFileName() == null) {
      return null;
    }
    Path own = file.getParent();
    Path workspace = workspaceFolder == null ? null : path(workspaceFolder);
    Map<Path, Folder> seen = new HashMap<>();
    Path root = root(file, workspace == null ? own : workspace, choice, sources, seen, deadline);
    IgnoreFile ignore = ignore(root, own, file.getFileName().toString(), deadline);
    return new BuildContext(root, ignore, disk, seen);
  }

  /**
   * Which sources a build would not find. Only what is sure is reported: without a workspace folder nobody knows where a
   * build starts; and where the choice is left to the sources, one has to be there, and the missing one in no folder that
   * may be meant. A Dockerfile in a folder of Dockerfiles has no context there. What Git leaves out is made by something
   * that runs before the build, and is not missing.
   *
   * @param telling the sources that tell which folder is the context
   * @param sources all of them; patterns are passed over, for they may match nothing
   * @param files paths of the context that somebody wants to know more of, normalized
   */
  public SourceReport report(
      String uri,
      @Nullable String workspaceFolder,
      String choice,
      Collection<String> telling,
      Collection<String> sources,
      Collection<String> files,
      Deadline deadline) {
    Path workspace = workspaceFolder == null ? null : path(workspaceFolder);
    BuildContext context =
        workspace == null ? null : of(uri, workspaceFolder, choice, telling, deadline);
    Path file = path(uri);
    if (context == null || workspace == null || file == null || file.getParent() == null) {
      return SourceReport.unknown(files);
    }
    ImmutableMap<String, ContextFile> told =
        told(files, file, file.getParent(), workspace, deadline);
    return report(
            context,
            file,
            workspace,
            choice,
            Collections2.filter(
                telling, source -> !ContextPath.inContext(source).isEmpty()),
            sources,
            Sets.difference(ImmutableSet.copyOf(files), told.keySet()),
            deadline)
        .and(told);
  }

  /**
   * What the project tells where no path is asked for: which images it builds, from what, and as whom they run, or replaces, and
   * which arguments it gives, or which stages it names, as files, the others missing; whether others build on the image of the file, and how it is run.
   */
  private ImmutableMap<String, ContextFile> told(
      Collection<String> asked, Path file, Path own, Path workspace, Deadline deadline) {
    ImmutableMap.Builder<String, ContextFile> told = ImmutableMap.builder();
    for (String one : ImmutableSet.copyOf(asked)) {
      String image = ContextPath.built(one);
      String replaced = ContextPath.replaced(one);
      String argument = ContextPath.argument(one);
      String target = ContextPath.target(one);
      String root = ContextPath.ofRoot(one);
      String user = ContextPath.ofUser(one);
      String made = ContextPath.ofDockerfile(one);
      if (image != null) {
        boolean isMade = nearDockerfiles.make(image, own, workspace, deadline)
            || builtImages.include(image, own, workspace, deadline);
        told.put(one, answer(isMade));
      } else if (replaced != null) {
        told.put(one, answer(buildOptions.replace(replaced, own, workspace, deadline)));
      } else if (argument != null) {
        told.put(one, answer(buildOptions.give(argument, own, workspace, deadline)));
      } else if (target != null) {
        told.put(one, answer(buildOptions.target(target, own, workspace, deadline)));
      } else if (root != null) {
        told.put(one, answer(nearDockerfiles.endAsRoot(root, own, workspace, deadline)));
      } else if (user != null) {
        Set<Path> built = builtImages.dockerfiles(user, own, workspace, deadline);
        told.put(one, nearDockerfiles.user(user, built, file, workspace, deadline));
      } else if (made != null) {
        Set<Path> built = builtImages.dockerfiles(made, own, workspace, deadline);
        told.put(one, nearDockerfiles.making(made, built, file, workspace, deadline));
      } else if (one.equals(ContextPath.BUILT_ON)) {
        told.put(one, answer(nearDockerfiles.buildOn(file, workspace, deadline)));
      } else if (one.equals(ContextPath.NEAR)) {
        told.put(one, nearDockerfiles.paths(file, workspace, deadline));
      } else if (one.equals(ContextPath.RUN_SETTINGS)) {
        told.put(one, runSettings.of(file, workspace, deadline).toFile());
      }
    }
    return told.buildOrThrow();
  }

  private static ContextFile answer(boolean isSo) {
    return isSo ? ContextFile.of("") : ContextFile.of(ContextFile.Kind.MISSING);
  }

  private SourceReport report(
      BuildContext context,
      Path file,
      Path workspace,
      String choice,
      Collection<String> telling,
      Collection<String> sources,
      Collection<String> files,
      Deadline deadline) {
    Path own = Objects.requireNonNull(file.getParent());
    boolean isChosen = isChosen(workspace, choice, deadline);
    List<BuildContext> others = isChosen ? ImmutableList.of() : others(own, workspace, context);
    boolean isTold = isChosen
        || holdsAny(context, telling, deadline)
        || (others.isEmpty() && !context.ignore().patterns().isEmpty());
    if (!isTold) {
      return telling.isEmpty() || isOfProject(context, telling, deadline)
          ? SourceReport.of(
              context.root(),
              ImmutableSet.of(),
              ImmutableMap.of(),
              files(context, others, files, deadline))
          : SourceReport.unknown(files);
    }
    Supplier<Named> named =
        Suppliers.memoize(() -> isChosen ? Named.NONE : named(file, own, workspace, deadline));
    Supplier<List<BuildContext>> possible =
        Suppliers.memoize(() -> named.get().isOnlyComposed(context.root())
            ? possible(others, context, telling, deadline)
            : others);
    ImmutableSet.Builder<String> missing = ImmutableSet.builder();
    ImmutableMap.Builder<String, String> hidden = ImmutableMap.builder();
    for (String source : Set.copyOf(sources)) {
      if (PathGlob.isPattern(ContextPath.inContext(source))) {
        continue;
      }
      Listing listing = context.find(source, deadline);
      boolean isThere = !listing.entries().isEmpty();
      IgnorePattern by = isThere
          ? listing.entries().get(0).hiddenBy()
          : hiding(context.ignore(), ContextPath.inContext(source));
      boolean isGone = by == null && !isThere && listing.complete();
      boolean isSure = (by != null || isGone) && lacks(others, source, deadline)
          || isGone && lacks(possible.get(), source, deadline);
      if (isSure) {
        if (by == null && context.isKeptByGit(source, deadline)) {
          if (!madeSources.mayInclude(context, source, file, workspace, deadline)) {
            missing.add(source);
          }
        } else if (by != null && !madeSources.mayBeGathered(source, file, workspace, deadline)) {
          hidden.put(
              source,
              "line " + (by.line() + 1) + " of " + context.ignore().name() + ", " + by.text());
        }
      }
    }
    ImmutableSet<String> gone = missing.build();
    ImmutableMap<String, String> left = hidden.buildOrThrow();
    Named meant = gone.isEmpty() && left.isEmpty() ? Named.NONE : named.get();
    return SourceReport.of(
        meant.root(context.root()),
        isChosen
            ? gone
            : withoutDoubtful(gone, context, others, own, meant, workspace, telling, deadline),
        meant.include(context.root()) ? left : ImmutableMap.of(),
        files(context, others, files, deadline));
  }

  /**
   * The folders that a project names as the context of a Dockerfile.
   *
   * @param composed those that Compose files name
   * @param all those, and what a workflow or a script names
   */
  private record Named(Set<Path> composed, Set<Path> all) {

    static final Named NONE = new Named(ImmutableSet.of(), ImmutableSet.of());

    /** Whether the context may be a folder that is taken for it. */
    boolean include(String root) {
      return all.isEmpty() || all.contains(Path.of(root));
    }

    boolean isOnlyComposed(String root) {
      return all.equals(composed) && all.equals(ImmutableSet.of(Path.of(root)));
    }

    /** The folder that is taken for the context, unless only others are named. */
    String root(String taken) {
      return include(taken) ? taken : all.iterator().next().toString();
    }
  }

  private Named named(Path file, Path own, Path workspace, Deadline deadline) {
    Set<Path> composed = composed(file, workspace, deadline);
    Set<Path> told = told(file, own, workspace, deadline);
    return new Named(composed, Sets.union(composed, told));
  }

  /** Those of the other folders that lack nothing of what this context has: in the others a build would fail, too. */
  private static List<BuildContext> possible(
      List<BuildContext> others,
      BuildContext context,
      Collection<String> telling,
      Deadline deadline) {
    List<String> there = telling.stream()
        .filter(source -> !context.find(source, deadline).entries().isEmpty())
        .toList();
    return others.stream()
        .filter(other ->
            there.stream().noneMatch(source -> lacks(ImmutableList.of(other), source, deadline)))
        .toList();
  }

  /**
   * Without what is there in a folder that the project names as the context; none where it names none, and the sources don't tell
   * clearly which one is meant, or one has all, nor where it names one that has none of them.
   */
  private ImmutableSet<String> withoutDoubtful(
      ImmutableSet<String> missing,
      BuildContext context,
      List<BuildContext> others,
      Path own,
      Named named,
      Path workspace,
      Collection<String> telling,
      Deadline deadline) {
    if (missing.isEmpty()) {
      return missing;
    }
    if (named.all.isEmpty()) {
      boolean isOwn = context.root().equals(own.toString());
      boolean isAlone = others.isEmpty() && !context.ignore().patterns().isEmpty();
      boolean isSure =
          (isAlone || SourceEvidence.of(context, others, telling, deadline).isConvincing(isOwn))
              && (isOwn || !hasFolderWithAll(workspace, telling, deadline));
      return isSure ? missing : ImmutableSet.of();
    }
    List<BuildContext> meant = named.all.stream()
        .map(folder -> new BuildContext(folder, IgnoreFile.NONE, disk))
        .toList();
    if (meant.stream().noneMatch(folder -> holdsAny(folder, telling, deadline))) {
      return ImmutableSet.of();
    }
    return missing.stream()
        .filter(source -> lacks(meant, source, deadline))
        .collect(ImmutableSet.toImmutableSet());
  }

  /** Whether some folder of a project has all sources, or the disk doesn't tell. */
  private boolean hasFolderWithAll(Path workspace, Collection<String> sources, Deadline deadline) {
    Map<Path, Folder> seen = new HashMap<>();
    List<Path> folders = new ArrayList<>(ImmutableList.of(workspace));
    for (int i = 0; i < folders.size(); i++) {
      Folder contents = disk.folder(folders.get(i), deadline);
      boolean isUnknown = !contents.complete() && contents != Folder.UNREADABLE;
      if (isUnknown || holdsAllNamed(folders.get(i), sources, seen, deadline)) {
        return true;
      }
      for (Folder.Item item : contents.items().values()) {
        if (item.kind() == Folder.Kind.FOLDER
            && folders.size() < MAX_FOLDERS
            && CodeFiles.mayBeOfProject(item.name())) {
          folders.add(item.path());
        }
      }
    }
    return false;
  }

  /** The pattern that would hide a path if something were made there, a file or a folder; null where none would. */
  private static @Nullable IgnorePattern hiding(IgnoreFile ignore, String path) {
    Verdict file = path.isEmpty() ? Verdict.VISIBLE : ignore.verdict(path, false);
    return file.ignored() && ignore.verdict(path, true).closed() ? file.pattern() : null;
  }

  /** What the context has at some paths, and whether that is the same in the other folders that may be meant. */
  private ImmutableMap<String, ContextFile> files(
      BuildContext context,
      List<BuildContext> others,
      Collection<String> paths,
      Deadline deadline) {
    ImmutableMap.Builder<String, ContextFile> files = ImmutableMap.builder();
    int read = 0;
    // To weigh what is copied takes longest, so it comes last.
    for (String path : weightsLast(paths)) {
      String weighed = ContextPath.weighed(path);
      String lockfile = ContextPath.lockfile(path);
      String databases = ContextPath.databases(path);
      String pattern = ContextPath.pattern(path);
      ContextFile file;
      if (++read > MAX_FILES) {
        file = ContextFile.UNKNOWN;
      } else if (lockfile != null) {
        file = context.lockedNames(lockfile, deadline);
      } else if (databases != null) {
        file = context.databases(databases, deadline);
      } else if (pattern != null) {
        file = context.matching(pattern, deadline);
      } else if (weighed == null) {
        file = context.file(path, deadline);
      } else {
        file = weights.of(context, weighed, deadline);
      }
      String source = Stream.of(weighed, lockfile, databases, pattern)
          .filter(Objects::nonNull)
          .findFirst()
          .orElse(path);
      boolean agreed = lacks(others, source, deadline);
      files.put(path, file.isMissing() && !agreed ? ContextFile.UNKNOWN : file.withCertain(agreed));
    }
    return files.buildOrThrow();
  }

  private static ImmutableSet<String> weightsLast(Collection<String> paths) {
    return Stream.concat(
            paths.stream().filter(path -> ContextPath.weighed(path) == null),
            paths.stream().filter(path -> ContextPath.weighed(path) != null))
        .collect(ImmutableSet.toImmutableSet());
  }

  /** Whether a setting says which folder is the context. */
  private boolean isChosen(Path workspace, String choice, Deadline deadline) {
    return choice.equals(OWN_FOLDER)
        || choice.equals(WORKSPACE_FOLDER)
        || (!choice.equals(AUTO) && chosen(workspace, choice, deadline) != null);
  }

  /** The other folders that may be the context where no setting says which one it is. */
  private List<BuildContext> others(Path own, Path workspace, BuildContext context) {
    List<BuildContext> others = new ArrayList<>();
    Path folder = own;
    for (int i = 0; i <= MAX_LEVELS && folder != null && folder.startsWith(workspace); i++) {
      if (!folder.toString().equals(context.root())) {
        others.add(new BuildContext(folder, IgnoreFile.NONE, disk));
      }
      folder = folder.getParent();
    }
    return others;
  }

  /** Whether one of the sources is there, the Dockerfile itself left out. */
  private static boolean holdsAny(
      BuildContext context, Collection<String> sources, Deadline deadline) {
    return sources.stream()
        .filter(source -> !isBuildFile(ContextPath.name(ContextPath.inContext(source))))
        .anyMatch(source -> !context.find(source, deadline).entries().isEmpty());
  }

  /** Where Maven and Gradle leave what they make, from their project. */
  private static final Regex OUTPUT = Regex.of("((?:[^/]{1,100}/){0,5}?)(?:build|target)/.{1,500}");

  /** Whether a source is what a project of Maven or Gradle makes, which is there after its build, and that project is there. */
  private static boolean isOfProject(
      BuildContext context, Collection<String> sources, Deadline deadline) {
    for (String source : sources) {
      Matcher output = OUTPUT.matcher(ContextPath.inContext(source));
      boolean isOutput = output.matches();
      for (String project : isOutput ? JavaProjects.MANIFESTS : ImmutableList.<String>of()) {
        if (!context.find(output.group(1) + project, deadline).entries().isEmpty()) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether it is sure that a source is in none of these. */
  private static boolean lacks(List<BuildContext> contexts, String source, Deadline deadline) {
    for (BuildContext context : contexts) {
      Listing found = context.find(source, deadline);
      if (!found.entries().isEmpty() || !found.complete()) {
        return false;
      }
    }
    return true;
  }

  /**
   * The context that a .dockerignore file is about: its own folder; where it is named after a Dockerfile, that file's.
   *
   * @param ignore the file as the editor has it
   */
  public @Nullable BuildContext ofIgnoreFile(
      String uri,
      @Nullable String workspaceFolder,
      String choice,
      IgnoreFile ignore,
      Deadline deadline) {
    Path file = path(uri);
    if (file == null || file.getParent() == null || file.getFileName() == null) {
      return null;
    }
    Path own = file.getParent();
    Path workspace = workspaceFolder == null ? null : path(workspaceFolder);
    boolean isNamed = !file.getFileName().toString().equals(IGNORE_FILE);
    Path root = isNamed
        ? root(
            own.resolve(dockerfile(file)),
            workspace == null ? own : workspace,
            choice,
            ImmutableList.of(),
            new HashMap<>(),
            deadline)
        : own;
    return new BuildContext(root, ignore, disk);
  }

  /** The name of the Dockerfile that an ignore file is named after. */
  private static String dockerfile(Path ignoreFile) {
    String name = String.valueOf(ignoreFile.getFileName());
    return name.substring(0, Math.max(0, name.length() - IGNORE_FILE.length()));
  }

  private Path root(
      Path file,
      Path workspace,
      String choice,
      Collection<String> sources,
      Map<Path, Folder> seen,
      Deadline deadline) {
    Path own = file.resolveSibling("");
    switch (choice) {
      case OWN_FOLDER:
        return own;
      case WORKSPACE_FOLDER:
        return workspace;
      case AUTO:
        return nearest(file, workspace, sources, seen, deadline);
      default:
        Path chosen = chosen(workspace, choice, deadline);
        return chosen == null ? nearest(file, workspace, sources, seen, deadline) : chosen;
    }
  }

  /**
   * The folder that a path names, or null where it can't be followed. A folder that was got from somebody may bring its
   * settings: with those it must not make us read, or reach over the network, what is outside of it.
   */
  private @Nullable Path chosen(Path workspace, String choice, Deadline deadline) {
    Path chosen;
    try {
      chosen = workspace.resolve(choice).normalize();
    } catch (InvalidPathException e) {
      return null;
    }
    // The text comes first: already to ask where a path leads is to reach for it.
    boolean isInside = isInWorkspace(chosen, workspace);
    if (isInside) {
      Folder.Target target = disk.target(chosen, deadline);
      if (target == null) {
        return null; // there is no such folder, or nobody knows yet where it is
      }
      isInside = isInside(target.path(), workspace, deadline);
    }
    if (!isInside) {
      refusals.accept("plimsoll.buildContext is ignored: " + choice
          + " is outside of the workspace. Open the folder that holds it, or use a path inside.");
    }
    return isInside ? chosen : null;
  }

  private boolean isInWorkspace(Path path, Path workspace) {
    if (path.startsWith(workspace)) {
      return true;
    }
    for (String uri : folders) {
      Path folder = path(uri);
      if (folder != null && path.startsWith(folder)) {
        return true;
      }
    }
    return false;
  }

  /** The same of a path without links; a workspace folder may itself be reached through some. */
  private boolean isInside(Path real, Path workspace, Deadline deadline) {
    if (isBelow(real, workspace, deadline)) {
      return true;
    }
    for (String uri : folders) {
      Path folder = path(uri);
      if (folder != null && isBelow(real, folder, deadline)) {
        return true;
      }
    }
    return false;
  }

  private boolean isBelow(Path real, Path folder, Deadline deadline) {
    Folder.Target target = disk.target(folder, deadline);
    return target != null && real.startsWith(target.path());
  }

  private Path nearest(
      Path file,
      Path workspace,
      Collection<String> sources,
      Map<Path, Folder> seen,
      Deadline deadline) {
    Path own = file.resolveSibling("");
    Path best = own;
    int most = existing(own, sources, seen, deadline);
    Path meant = above(own, workspace, sources);
    int there = meant.equals(own) ? -1 : existing(meant, sources, seen, deadline);
    if (there >= most) {
      most = there;
      best = meant;
    }
    Path folder = own;
    for (int i = 0; i < MAX_LEVELS && most < sources.size() && !folder.equals(workspace); i++) {
      folder = folder.getParent();
      if (folder == null || !folder.startsWith(workspace)) {
        break;
      }
      int count = existing(folder, sources, seen, deadline);
      if (count > most) {
        most = count;
        best = folder;
      }
    }
    boolean isKnown = disk.folder(own, deadline).complete();
    boolean isOpen = most == 0 && !own.equals(workspace) && isKnown;
    boolean isFarther = !best.equals(own);
    boolean hasAll = most == sources.size();
    if (!isOpen && hasAll && best.equals(own) && own.equals(workspace)) {
      return best;
    }
    Set<Path> all = composed(file, workspace, deadline);
    if (all.isEmpty() && (isOpen || isKnown && !hasAll)) {
      all = told(file, own, workspace, deadline);
    }
    Path named = withMost(all, sources, seen, deadline);
    if (named != null
        && (existing(named, sources, seen, deadline) >= most
            || isFarther && holdsAllNamed(named, sources, seen, deadline))) {
      return named;
    }
    return isOpen && holdsOnlyBuildFiles(own, deadline) ? workspace : best;
  }

  /** The folder to which sources lead up from the Dockerfile's, if they do. */
  private static Path above(Path own, Path workspace, Collection<String> sources) {
    int levels = 0;
    for (String source : sources) {
      levels = Math.max(levels, ContextPath.levelsUp(source));
    }
    Path folder = own;
    for (int i = 0; i < levels && !folder.equals(workspace); i++) {
      Path parent = folder.getParent();
      if (parent == null || !parent.startsWith(workspace)) {
        break;
      }
      folder = parent;
    }
    return folder;
  }

  /** Of several folders the one that has most of the sources, the first of those; null where there are none. */
  private @Nullable Path withMost(
      Set<Path> folders, Collection<String> sources, Map<Path, Folder> seen, Deadline deadline) {
    Path best = null;
    int most = -1;
    for (Path folder : folders) {
      int count = existing(folder, sources, seen, deadline);
      if (count > most) {
        most = count;
        best = folder;
      }
    }
    return best;
  }

  /** The folders that Compose files name as the context, inside the workspace. */
  private Set<Path> composed(Path file, Path workspace, Deadline deadline) {
    return Sets.filter(
        runSettings.contexts(file, workspace, deadline),
        context -> isContext(context, workspace, deadline));
  }

  /** The same of the one that a workflow or a script names. */
  private Set<Path> told(Path file, Path own, Path workspace, Deadline deadline) {
    Path context = toldContexts.of(file, own, workspace, deadline);
    return context != null && isContext(context, workspace, deadline)
        ? ImmutableSet.of(context)
        : ImmutableSet.of();
  }

  private boolean isContext(Path context, Path workspace, Deadline deadline) {
    Folder.Target target = context.startsWith(workspace) ? disk.target(context, deadline) : null;
    return target != null && isInside(target.path(), workspace, deadline);
  }

  /** Whether a folder, such as {@code docker/}, has nothing that could be copied. */
  private boolean holdsOnlyBuildFiles(Path folder, Deadline deadline) {
    Folder contents = disk.folder(folder, deadline);
    for (Folder.Item item : contents.items().values()) {
      if (!isBuildFile(item)) {
        return false;
      }
    }
    return contents.complete();
  }

  /** Whether a file is a Dockerfile or the like by its name: that lies where it lies, whatever it is built in. */
  private static boolean isBuildFile(String fileName) {
    String name = Ascii.toLowerCase(fileName);
    return name.contains("dockerfile")
        || name.contains("containerfile")
        || name.endsWith(IGNORE_FILE);
  }

  /** Whether there is nothing but such a file. */
  static boolean isBuildFile(Folder.Item item) {
    return item.kind() == Folder.Kind.FILE && isBuildFile(item.name());
  }

  /** Whether a folder has all sources but for patterns, which may match nothing: {@code yarn.lock*}. */
  private boolean holdsAllNamed(
      Path folder, Collection<String> sources, Map<Path, Folder> seen, Deadline deadline) {
    List<String> named = sources.stream()
        .filter(source -> !PathGlob.isPattern(ContextPath.inContext(source)))
        .toList();
    BuildContext context = new BuildContext(folder, IgnoreFile.NONE, disk, seen);
    return !named.isEmpty()
        && named.stream()
            .noneMatch(source -> context.find(source, deadline).entries().isEmpty());
  }

  private int existing(
      Path folder, Collection<String> sources, Map<Path, Folder> seen, Deadline deadline) {
    BuildContext context = new BuildContext(folder, IgnoreFile.NONE, disk, seen);
    int count = 0;
    for (String source : sources) {
      if (!context.find(source, deadline).entries().isEmpty()) {
        count++;
      }
    }
    return count;
  }

  /** The file named after the Dockerfile, which is then the only one; else the one at the root of the context. */
  private IgnoreFile ignore(Path root, Path own, String dockerfile, Deadline deadline) {
    IgnoreFile named = read(own, dockerfile.concat(IGNORE_FILE), deadline);
    IgnoreFile found = named == null ? read(root, IGNORE_FILE, deadline) : named;
    return found == null ? IgnoreFile.NONE : found;
  }

  /** The file, or null where there is none. */
  private @Nullable IgnoreFile read(Path folder, String name, Deadline deadline) {
    try {
      Disk.Contents contents = disk.text(folder.resolve(name), deadline);
      if (contents == null) {
        return IgnoreFile.UNKNOWN;
      }
      return contents.text() == null ? null : ignoreFiles.parsed(name, contents.text());
    } catch (InvalidPathException e) {
      return null; // the name has letters that the system's have not
    }
  }

  /** The path that a URI names if it is a file of this machine. */
  static @Nullable Path path(String uri) {
    if (!uri.regionMatches(true, 0, "file:", 0, 5)) {
      return null;
    }
    try {
      return Path.of(URI.create(uri.replace(" ", "%20"))).normalize();
    } catch (IllegalArgumentException | FileSystemNotFoundException | SecurityException e) {
      return null;
    }
  }
}

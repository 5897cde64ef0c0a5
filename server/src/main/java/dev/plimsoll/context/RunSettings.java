package dev.plimsoll.context;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the image of a Dockerfile is run, as far as the project says so: in Compose files, in manifests of Kubernetes, and where
 * a README, a script, a Makefile or a program calls {@code docker run}.
 *
 * @param decidesUser whether it is said who its containers run as, or that they may do what only root can
 * @param volumes the paths in the image where volumes are mounted that begin with what is there
 * @param mounts the paths in the image where folders of the host are mounted that may be written to
 * @param bound the same of folders of which nothing tells whether they are written to
 * @param sources the same of folders with sources, which hide what the image has there
 * @param contexts the paths in the image where the folder that it is built from is mounted
 * @param writes the root where another command than the image's is run, which prepares files
 * @param forDevelopment whether it is built by nothing but Compose files that developers use on their own machines, or by
 *     nothing that is known where it lies in a folder such as {@code ci}
 * @param runsTests whether Compose runs tests or linters in it, as a README, a script or a Makefile says
 * @param privileged the paths of what pods start, whatever their image is called, of which it is said as whom they run, or that
 *     they may do what only root can
 * @param composed whether Compose runs it, and nothing in the project tells of Kubernetes
 * @param onEcs whether the project tells of Amazon's ECS, and nothing in it of Kubernetes
 * @param onOpenShift whether the project is for OpenShift, which chooses the user, and nothing tells that it runs elsewhere
 * @param readsLists whether a command of Compose installs with the package lists of apt that are in it
 * @param refusesNames whether Kubernetes is told to start it as anybody but root, and isn't told the number of a user
 * @param onFiles whether a README has it called for a task on the files of whoever calls it
 * @param alone whether nothing lies where it would be said: the Dockerfile is all that there is
 * @param ports those that Fly or Kubernetes is told that it listens on
 * @param called programs that Compose or Kubernetes calls in its containers, as for health checks: {@code curl}, {@code wget}; and
 *     where they look for Java: {@code /usr/bin/java}
 * @param started the commands that Compose starts in it in the place of its own
 * @param tasks the names, in lower case, of stages that nothing builds but a script, which runs them once on folders of the host
 * @param tasksIfLast those of them of which that is so, too, where it is the last one, which is built where none is named
 * @param mountedSettings the lines of settings of servers that Compose mounts where the server reads them
 */
public record RunSettings(
    boolean decidesUser,
    ImmutableSet<Mounted> volumes,
    ImmutableSet<Mounted> mounts,
    ImmutableSet<Mounted> bound,
    ImmutableSet<Mounted> sources,
    ImmutableSet<Mounted> contexts,
    ImmutableSet<Mounted> writes,
    boolean forDevelopment,
    boolean runsTests,
    ImmutableSet<String> privileged,
    boolean composed,
    boolean onEcs,
    boolean onOpenShift,
    boolean readsLists,
    boolean refusesNames,
    boolean onFiles,
    boolean alone,
    ImmutableSet<Integer> ports,
    ImmutableSet<String> called,
    ImmutableSet<Started> started,
    ImmutableSet<String> tasks,
    ImmutableSet<String> tasksIfLast,
    ImmutableSet<MountedSetting> mountedSettings) {

  /**
   * A line of a file with settings that Compose mounts.
   *
   * @param file the file, from the root of the project
   */
  public record MountedSetting(String file, String text) {

    private static MountedSetting ofLine(String line) {
      List<String> parts = TAB.splitToList(line);
      return new MountedSetting(parts.get(0), parts.get(1));
    }

    private String toLine() {
      return file + "\t" + text;
    }
  }

  /**
   * A path in the image where something is mounted.
   *
   * @param target the stage that is built for it, the last one if it is empty; null where that isn't known
   */
  public record Mounted(String path, @Nullable String target) {

    private static final Splitter BLANK = Splitter.on(' ').limit(2);

    /**
     * Whether it is mounted in the image that a stage makes, as far as is known.
     *
     * @param isLast whether it is the last stage, which is built where no target is named
     * @param isOnly whether no other stage makes an image
     */
    public boolean isIn(@Nullable String stage, boolean isLast, boolean isOnly) {
      if (target == null) {
        return isOnly;
      }
      return target.isEmpty() ? isLast : target.equalsIgnoreCase(stage);
    }

    private static Mounted ofLine(String line) {
      List<String> parts = BLANK.splitToList(line);
      return new Mounted(parts.get(0), parts.size() > 1 ? parts.get(1) : null);
    }

    private String toLine() {
      return target == null ? path : path + " " + target;
    }
  }

  /**
   * A command that is started in a container.
   *
   * @param command its words, with blanks between them
   * @param target the stage that is built for it, as that of a mount
   * @param where the name of the Compose file where that is for developers alone; else null
   */
  public record Started(
      String command, @Nullable String target, @Nullable String where) {

    /** Whether it is started in the image that a stage makes, as far as is known. */
    public boolean isIn(@Nullable String stage, boolean isLast, boolean isOnly) {
      return new Mounted("", target).isIn(stage, isLast, isOnly);
    }

    /** Where it stands, in words. */
    public String place() {
      return "`command:` in " + (where == null ? "Compose" : where);
    }

    private static Started ofLine(String line) {
      List<String> parts = TAB.splitToList(line);
      return new Started(parts.get(2), known(parts.get(0)), known(parts.get(1)));
    }

    private String toLine() {
      return String.join(
          "\t",
          Objects.requireNonNullElse(target, ""),
          Objects.requireNonNullElse(where, ""),
          command);
    }

    private static @Nullable String known(String text) {
      return text.isEmpty() ? null : text;
    }
  }

  private static final Splitter TAB = Splitter.on('\t');

  /** Nothing is said. */
  public static final RunSettings NONE = new RunSettings(
      false,
      ImmutableSet.of(),
      ImmutableSet.of(),
      ImmutableSet.of(),
      ImmutableSet.of(),
      ImmutableSet.of(),
      ImmutableSet.of(),
      false,
      false,
      ImmutableSet.of(),
      false,
      false,
      false,
      false,
      false,
      false,
      false,
      ImmutableSet.of(),
      ImmutableSet.of(),
      ImmutableSet.of(),
      ImmutableSet.of(),
      ImmutableSet.of(),
      ImmutableSet.of());

  /** Whether a path is that of a database in a file. */
  public static boolean isDatabase(String path) {
    return MountedPlaces.isDatabase(path);
  }

  /**
   * What files say.
   *
   * @param files what each says
   * @param dockerfile the Dockerfile
   * @param root the folder of the project, which the Dockerfile is in
   */
  public static RunSettings of(Map<Path, String> files, Path dockerfile, Path root) {
    return of(files, new RunSettingsReader.Signs(false, false, false, false), dockerfile, root);
  }

  /**
   * The same.
   *
   * @param signs what names of other files and folders tell
   */
  static RunSettings of(
      Map<Path, String> files, RunSettingsReader.Signs signs, Path dockerfile, Path root) {
    return new RunSettingsReader(dockerfile, root).read(files, signs);
  }

  /** What {@link #toFile} made. */
  public static RunSettings of(ContextFile file) {
    if (!file.isFile()) {
      return NONE;
    }
    ImmutableList<String> lines = ImmutableList.copyOf(Splitter.on('\n').split(file.beginning()));
    return new RunSettings(
        lines.get(0).equals("true"),
        lines.stream()
            .filter(line -> line.startsWith("/"))
            .map(Mounted::ofLine)
            .collect(ImmutableSet.toImmutableSet()),
        mounted(lines, OF_HOST),
        mounted(lines, BOUND),
        mounted(lines, OF_SOURCE),
        mounted(lines, OF_CONTEXT),
        mounted(lines, WRITES),
        lines.get(1).equals("true"),
        lines.get(2).equals("true"),
        behind(lines, STARTED),
        lines.contains(COMPOSED),
        lines.contains(ON_ECS),
        lines.contains(ON_OPENSHIFT),
        lines.contains(READS_LISTS),
        lines.contains(REFUSES_NAMES),
        lines.contains(ON_FILES),
        lines.contains(ALONE),
        behind(lines, PORT).stream().map(Integer::valueOf).collect(ImmutableSet.toImmutableSet()),
        behind(lines, CALLED),
        behind(lines, COMMAND).stream().map(Started::ofLine).collect(ImmutableSet.toImmutableSet()),
        behind(lines, TASK),
        behind(lines, TASK_IF_LAST),
        behind(lines, SETTING).stream()
            .map(MountedSetting::ofLine)
            .collect(ImmutableSet.toImmutableSet()));
  }

  private static ImmutableSet<String> behind(ImmutableList<String> lines, String kind) {
    return lines.stream()
        .filter(line -> line.startsWith(kind))
        .map(line -> line.substring(kind.length()))
        .collect(ImmutableSet.toImmutableSet());
  }

  private static ImmutableSet<Mounted> mounted(ImmutableList<String> lines, String kind) {
    return behind(lines, kind).stream().map(Mounted::ofLine).collect(ImmutableSet.toImmutableSet());
  }

  /** Before the places of folders of the host, among lines that are those of volumes. */
  private static final String OF_HOST = "host:";

  /** The same where nothing tells whether they are written to. */
  private static final String BOUND = "bound:";

  /** The same of folders with sources. */
  private static final String OF_SOURCE = "source:";

  /** Before the paths of what pods start. */
  private static final String STARTED = "start:";

  /** Before a port. */
  private static final String PORT = "port:";

  /** Before the programs that are called. */
  private static final String CALLED = "calls:";

  /** Before the commands of Compose. */
  private static final String COMMAND = "command:";

  /** Before the root where another command than the image's writes. */
  private static final String WRITES = "writes:";

  /** Before the names of stages that a script runs once. */
  private static final String TASK = "task:";

  /** The same of what may be the last one. */
  private static final String TASK_IF_LAST = "last-task:";

  /** Before the lines of settings that are mounted. */
  private static final String SETTING = "setting:";

  /** Says that Compose runs it. */
  private static final String COMPOSED = "composed";

  /** Says that it runs on ECS. */
  private static final String ON_ECS = "ecs";

  /** Says that it runs on OpenShift. */
  private static final String ON_OPENSHIFT = "openshift";

  /** Says that a command of Compose reads the package lists of apt. */
  private static final String READS_LISTS = "lists";

  /** Says that Kubernetes wants the number of a user. */
  private static final String REFUSES_NAMES = "numbers";

  /** Says that it works on the files of whoever calls it. */
  private static final String ON_FILES = "files";

  /** Says that there is no project. */
  private static final String ALONE = "alone";

  /** Before those of the build context. */
  private static final String OF_CONTEXT = "context:";

  /** The same as what is known of a file, as all is that is asked of the build context. */
  public ContextFile toFile() {
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    lines.add(String.valueOf(decidesUser));
    lines.add(String.valueOf(forDevelopment), String.valueOf(runsTests));
    if (composed) {
      lines.add(COMPOSED);
    }
    if (onEcs) {
      lines.add(ON_ECS);
    }
    if (onOpenShift) {
      lines.add(ON_OPENSHIFT);
    }
    if (readsLists) {
      lines.add(READS_LISTS);
    }
    if (refusesNames) {
      lines.add(REFUSES_NAMES);
    }
    if (onFiles) {
      lines.add(ON_FILES);
    }
    if (alone) {
      lines.add(ALONE);
    }
    volumes.forEach(volume -> lines.add(volume.toLine()));
    mounts.forEach(mount -> lines.add(OF_HOST + mount.toLine()));
    bound.forEach(mount -> lines.add(BOUND + mount.toLine()));
    sources.forEach(mount -> lines.add(OF_SOURCE + mount.toLine()));
    privileged.forEach(path -> lines.add(STARTED + path));
    ports.forEach(port -> lines.add(PORT + port));
    called.forEach(program -> lines.add(CALLED + program));
    writes.forEach(one -> lines.add(WRITES + one.toLine()));
    started.forEach(one -> lines.add(COMMAND + one.toLine()));
    tasks.forEach(stage -> lines.add(TASK + stage));
    tasksIfLast.forEach(stage -> lines.add(TASK_IF_LAST + stage));
    contexts.forEach(mount -> lines.add(OF_CONTEXT + mount.toLine()));
    mountedSettings.forEach(one -> lines.add(SETTING + one.toLine()));
    return equals(NONE)
        ? ContextFile.of(ContextFile.Kind.MISSING)
        : ContextFile.of(String.join("\n", lines.build()));
  }
}

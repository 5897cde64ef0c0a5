package dev.plimsoll.context;

import com.google.common.base.Ascii;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import com.google.common.collect.Sets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
 * @param writes whether another command than the image's is run, which prepares files
 * @param forDevelopment whether it is built by nothing but Compose files that developers use on their own machines, or by
 *     nothing that is known where it lies in a folder such as {@code ci}
 * @param runsTests whether Compose runs tests or linters in it, as a README, a script or a Makefile says
 * @param privileged the paths of what pods start, whatever their image is called, of which it is said as whom they run, or that
 *     they may do what only root can
 * @param composed whether Compose runs it, and nothing in the project tells of Kubernetes
 */
public record RunSettings(
    boolean decidesUser,
    ImmutableSet<Mounted> volumes,
    ImmutableSet<Mounted> mounts,
    ImmutableSet<Mounted> bound,
    ImmutableSet<Mounted> sources,
    ImmutableSet<Mounted> contexts,
    boolean writes,
    boolean forDevelopment,
    boolean runsTests,
    ImmutableSet<String> privileged,
    boolean composed) {

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

  /** Nothing is said. */
  public static final RunSettings NONE = new RunSettings(
      false,
      ImmutableSet.of(),
      ImmutableSet.of(),
      ImmutableSet.of(),
      ImmutableSet.of(),
      ImmutableSet.of(),
      false,
      false,
      false,
      ImmutableSet.of(),
      false);

  /** Folders of what runs where the project is built or tested, and of other people's projects. */
  private static final ImmutableSet<String> NOT_DEPLOYED = ImmutableSet.of(
      "ci",
      "e2e",
      "fixtures",
      "integration-tests",
      "integration_tests",
      "node_modules",
      "test",
      "testdata",
      "tests",
      "third_party",
      "vendor");

  /** Words that say of no image which one it is. */
  private static final ImmutableSet<String> GENERIC = ImmutableSet.of(
      "",
      "app",
      "build",
      "ci",
      "container",
      "containerfile",
      "containers",
      "docker",
      "dockerfile",
      "dockerfiles",
      "image",
      "images",
      "package",
      "packaging",
      "src");

  /** Words for how, where or from what an image is made, rather than for what is in it. */
  private static final ImmutableSet<String> OF_VARIANTS = ImmutableSet.of(
      "alpine",
      "amd64",
      "arm64",
      "compose",
      "cpu",
      "cuda",
      "debian",
      "deploy",
      "deployment",
      "deployments",
      "dev",
      "development",
      "gpu",
      "infra",
      "k8s",
      "linux",
      "local",
      "multiarch",
      "multistage",
      "ops",
      "prod",
      "production",
      "release",
      "slim",
      "stage",
      "staging",
      "test",
      "ubuntu");

  /** Words for the machines that an image is for, whatever is in it. */
  private static final ImmutableSet<String> MACHINES = ImmutableSet.of(
      "aarch64", "amd64", "arm", "arm32", "arm32v7", "arm64", "arm64v8", "armhf", "armv6", "armv7",
      "i386", "ppc64le", "riscv64", "s390x", "x64", "x86");

  /** Words in the names of variables for images, which say of none which one it is. */
  private static final ImmutableSet<String> OF_VARIABLES = ImmutableSet.of(
      "full", "latest", "name", "registry", "repo", "repository", "tag", "url", "version");

  private static final Pattern HAS_DIGITS_ONLY = Pattern.compile("v?\\d+");

  private static final Splitter WORDS =
      Splitter.on(Pattern.compile("[^a-z0-9]+")).omitEmptyStrings();

  private static final Splitter WHITESPACE =
      Splitter.on(Pattern.compile("\\s+")).omitEmptyStrings();

  private static final Pattern NO_LETTER = Pattern.compile("\\W+");

  private static final Pattern FIRST_SERVICE = Pattern.compile(
      "^services:[^\\n]*\\n(?:[ \\t]*(?:#[^\\n]*)?\\n){0,20}([ \\t]+)", Pattern.MULTILINE);

  private static final Pattern BUILD = value("build");
  private static final Pattern CONTEXT = value("context");
  private static final Pattern DOCKERFILE = value("dockerfile");
  private static final Pattern TARGET = value("target");

  /** {@code build:} with what is indented below it. */
  private static final Pattern BUILD_BLOCK = Pattern.compile(
      "(?m)^([ \\t]{1,30})build:[ \\t]*(?:#[^\\n]*)?\\n(?:(?:\\1[ \\t]+[^\\n]*|[ \\t]*)(?:\\n|$)){1,200}");

  private static final Pattern IMAGE = value("(?:- {1,5})?image");

  /** What a service says of its user, or of what only root may do. */
  private static final Pattern DECIDES = Pattern.compile(
      "(?m)^\\s{1,30}(?:user:\\s{0,9}\\S|privileged:\\s{0,9}[\"']?true|network_mode:\\s{0,9}[\"']?host"
          + "|devices:[ \\t]{0,9}\\n[ \\t]{0,60}- {1,5}[\"']?(?:\\$\\{\\w{1,60}:-)?/dev/(?!kfd|dri)"
          + "|(?:- ?[\"']?)?(?:CAP_)?(?:SYS|NET)_ADMIN\\b|cap_add:[^\\n]{0,99}(?:ALL|_ADMIN))|docker\\.sock");

  /** The same of a pod. */
  private static final Pattern DECIDES_IN_POD = Pattern.compile(
      "(?m)^[ -]{1,60}(?:privileged|hostNetwork|hostPID):\\s{0,9}true|^[ -]{1,60}runAsUser:\\s{0,9}\\d"
          + "|\\b(?:SYS|NET)_ADMIN\\b");

  /** What a container of a pod is told to start. */
  private static final Pattern STARTS = Pattern.compile(
      "(?m)^[ -]{1,60}(?:command|args):([^\\n]{0,1000}(?:\\n[ \\t]{0,60}- [^\\n]{0,1000}){0,9})");

  /** A path of a program of somebody's own, which no other image has. */
  private static final Pattern OWN_PATH = Pattern.compile("(?<![\\w.:/-])"
      + "(?!/(?:bin|boot|dev|etc|lib|lib64|proc|run|sbin|sys|tmp|usr/(?:bin|lib|sbin)|var)/)"
      + "(/[\\w.-]{1,100}(?:/[\\w.-]{1,100}){1,9})(?![\\w/.-])");

  /** The name of a Compose file that nobody deploys with. */
  private static final Pattern FOR_DEVELOPERS =
      Pattern.compile("(?i)[._-](?:dev|devel|development|local)[._-]");

  /** A profile of a service that is started only where somebody asks for that, to develop or to test. */
  private static final Pattern PROFILE_OF_DEVELOPERS = Pattern.compile(
      "(?m)^[ \\t]{1,30}profiles:[ \\t]{0,9}(?:\\[[^\\n]{0,99}?|\\n[ \\t]{0,30}- {1,9})[\"']?"
          + "(?:ci|dev|develop|development|tests?|testing)[\"']?[ \\t]{0,9}(?:[,\\]#\\r\\n]|$)");

  /** Where Compose runs tests or linters of Node in a service, which is named before them. */
  private static final Pattern RUNS_TESTS = Pattern.compile(
      "\\b(?:docker|podman)[ -]compose\\b[^\\n`|;&]{0,200}?[ \\t](?:run|exec)\\b([^\\n`|;&]{0,200}?)[ \\t]"
          + "(?:(?:npm|yarn|pnpm|bun)(?: run)? (?:test|lint|tsc|typecheck)\\b|(?:npx )?(?:eslint|jest|mocha|vitest)\\b)");

  /** The name of a service, at the beginning of what is said of it. */
  private static final Pattern NAME = Pattern.compile("^\\s{0,30}[\"']?([\\w.-]{1,100})[\"']?:");

  /** What {@code docker run} is told of the user, or of what only root may do, on one line. */
  private static final Pattern DECIDES_IN_RUN =
      Pattern.compile("\\b(?:docker|podman) (?:container )?run\\b[^\\n`]{0,1000}?\\s"
          + "(?:--user\\b|-u[ =]|--privileged\\b|--device[ =]/dev/(?!kfd|dri)|--cap-add[ =]\\S{0,9}(?:ALL|_ADMIN)|--net(?:work)?[ =]host\\b"
          + "|\\S{0,99}/docker\\.sock\\b)");

  /** A volume with a name, which Docker fills with what is at its place in the image; its owner, too. */
  private static final Pattern NAMED_VOLUME = Pattern.compile(
      "(?m)^\\s{1,30}- {0,5}[\"']?[A-Za-z0-9][\\w.-]{0,99}:(/[\\w./-]{1,200})(?::rw)?[\"']?[ \\t]*(?:#.*)?$");

  /** A folder of the host, in Compose. */
  private static final Pattern BIND = Pattern.compile(
      "(?m)^\\s{1,30}- {0,5}[\"']?([.~/$][^\\s:\"']{0,200}(?::-[^\\s:\"']{1,100}})?[^\\s:\"']{0,100}):(/[\\w./-]{1,200})"
          + "(?::(?:rw|[zZ]|cached|delegated|consistent))?[\"']?[ \\t]*(?:#.*)?$");

  /** The long form of a mount, up to what isn't indented as its first key. */
  private static final Pattern LONG_MOUNT = Pattern.compile(
      "(?m)^([ \\t]{1,30})- {1,5}((?:type|source|src|target|read_only):[^\\n]{0,300}(?:\\n\\1[ \\t]{1,9}[\\w-]{1,30}:[^\\n]{0,300}){1,12})");

  private static final Pattern SOURCE = key("source|src");
  private static final Pattern PLACE = key("target|dst|destination");
  private static final Pattern READ_ONLY_MOUNT =
      Pattern.compile("(?m)^[ \\t]{0,40}read_only:[ \\t]{0,9}[\"']?true");

  private static Pattern key(String names) {
    return Pattern.compile(
        "(?m)^[ \\t]{0,40}(?:" + names + "):[ \\t]{0,9}[\"']?([^\\s\"'#]{1,200})");
  }

  /** What a service says, with its mounts in the short form, too. */
  private static String withShortMounts(String service) {
    StringBuilder all = new StringBuilder(service);
    Matcher mount = LONG_MOUNT.matcher(service);
    while (mount.find()) {
      String source = first(SOURCE, mount.group(2));
      String place = first(PLACE, mount.group(2));
      if (source != null
          && place != null
          && !READ_ONLY_MOUNT.matcher(mount.group(2)).find()) {
        all.append("\n      - ").append(source).append(':').append(place);
      }
    }
    return all.append('\n').toString();
  }

  /** A database in a file, which is written to, and so is the folder that it is in. */
  private static final Pattern DATABASE = Pattern.compile("(?i).*\\.(?:sqlite3?|db3?)");

  /** Whether a path is that of a database in a file. */
  public static boolean isDatabase(String path) {
    return DATABASE.matcher(path).matches();
  }

  /** Folders that are called so are written to; others may hold the sources. */
  private static final Pattern KEEPS = Pattern.compile(
      "/var/.*|.*/(?:backups?|cache|data|db|downloads?|generated|logs?|media|outputs?|results?|storage|tmp|uploads?)/?");

  /** The same of folders of the host; more names are of what is read there. */
  private static final Pattern KEEPS_ON_HOST = Pattern.compile(
      "[.~$].*/(?:backups?|downloads?|logs?|media|outputs?|results?|uploads?)(?:/.*)?");

  /** A variable that says by its name where data is put, and its value. */
  private static final Pattern PLACE_OF_DATA = Pattern.compile(
      "(?m)^[ \\t]{1,30}(?:- {0,5})?[\"']?[A-Z0-9_]{0,60}(?:BACKUP|DATA|DOWNLOADS?|LOGS?|MEDIA|OUTPUT|STORAGE|UPLOADS?)"
          + "_(?:DIR|DIRECTORY|FOLDER|PATH|ROOT)(?:=|:[ \\t]{1,9})[\"']?(/[\\w./-]{1,200})[\"']?[ \\t]*$");

  /** Folders that are called so hold what somebody has written. */
  private static final Pattern OF_SOURCES = Pattern.compile(
      ".*/(?:app|assets|bin|certs?|client|conf|config|docs|frontend|backend|lib|migrations|node_modules|packages|public|scripts"
          + "|server|settings|sources?|src|ssl|static|templates|tests?|views|web)/?");

  /** What tells of Kubernetes. */
  private static final Pattern CLUSTER = Pattern.compile(
      "(?i)\\b(?:k8s|kubernetes|kubectl|helm|openshift|minikube)\\b|(?m)^apiVersion:");

  /** A call of {@code docker run} on one line, and its arguments. */
  private static final Pattern RUN =
      Pattern.compile("\\b(?:docker|podman) (?:container )?run\\b([^\\n`|;]{0,4000})");

  /** An option of it with its value behind a blank. */
  private static final Pattern VALUE_FOLLOWS = Pattern.compile(
      "-[a-z]{0,5}[ehlmpuvw]|--(?:add-host|cap-add|cap-drop|cpus|device|entrypoint|env|env-file|gpus|group-add|hostname|label"
          + "|memory|mount|name|net|network|platform|publish|pull|security-opt|shm-size|tmpfs|user|userns|volume|volumes-from|workdir)");

  private static final Pattern VARIABLE =
      Pattern.compile("\\$[\\w.]{1,60}|\\$\\{\\w{1,60}\\}|\\$\\(\\w{1,60}\\)");

  /** The name of a program; what has no ending is one where scripts are. */
  private static final Pattern CODE =
      Pattern.compile("\\.(?:py|js|mjs|cjs|ts|rb)$|^(?!makefile$|justfile$|readme)[^.]+$");

  /** An element of a list that is a name. */
  private static final Pattern ELEMENT =
      Pattern.compile("([,(\\[+]\\s{0,60})([A-Za-z_][\\w.]{0,60})(?=\\s{0,60}[,)\\]])");

  private static final Pattern COMMA = Pattern.compile("\\s{0,60},\\s{0,60}\\[?");

  private static final Pattern QUOTE = Pattern.compile("\\b[frb]?[\"']|[\"'`]");

  /** What it mounts: a name or a path of the host, and the place. */
  private static final Pattern MOUNTED = Pattern.compile(
      "\\s(?:-v|--volume)[ =]{0,3}[\"']?([^\\s\"':]{1,200}):(/[\\w./-]{1,200})(?=[\\s\"']|:rw\\b|:[zZ]\\b|$)");

  /** The name of a volume; what else stands before the colon is a path of the host. */
  private static final Pattern VOLUME = Pattern.compile("[A-Za-z0-9][\\w.-]*");

  /** Paths of files, as far as their names tell, and places where a program reads its configuration. */
  private static final Pattern READ_ONLY = Pattern.compile(
      "/etc(?:/.*)?|.*/[^/]*\\w\\.\\w{1,8}|(?:.*/)?\\.(?:env|gitconfig|htpasswd|netrc|npmrc|pgpass)");

  /** A command that prepares files where its image lets it, or not. */
  private static final Pattern WRITES = Pattern.compile(
      "(?m)^\\s{1,30}(?:command|entrypoint):[^\\n]{0,400}(?:\\n[ \\t]{1,30}- [^\\n]{0,400}){0,20}?"
          + "(?:\\b(?:collectstatic|makemigrations|compilemessages|(?:npm|yarn|pnpm) (?:ci|install|run build)"
          + "|composer install|bundle install)\\b"
          + "|\\bcelery\\b[^\\n]{0,200}\\s(?:beat|-B)\\b"
          + "|(?:[\\[\"'&;:] ?|\\s)(?:cp|mkdir|chown|chmod|apt-get|apk)[\"', ]"
          + "|[\\s\"'/](?!wait)[\\w-]{1,60}\\.sh[\"',\\s])"); // a script, of which nobody knows
  // what it does

  private static Pattern value(String key) {
    return Pattern.compile("(?m)^\\s{1,30}" + key + ":[ \\t]{0,9}[\"']?([^\\s\"'#]{1,200})");
  }

  /**
   * What files say.
   *
   * @param files what each says
   * @param dockerfile the Dockerfile
   * @param root the folder of the project, which the Dockerfile is in
   */
  public static RunSettings of(Map<Path, String> files, Path dockerfile, Path root) {
    return of(files, false, dockerfile, root);
  }

  /**
   * The same.
   *
   * @param ofCluster whether other files or folders tell of Kubernetes, or may do so
   */
  static RunSettings of(Map<Path, String> files, boolean ofCluster, Path dockerfile, Path root) {
    Gathered gathered = new Gathered(dockerfile, root);
    gathered.ofCluster = ofCluster;
    files.forEach(gathered.tags::add);
    files.forEach(gathered::add);
    gathered.local |= gathered.tags.onlyGiveFiles(); // which is part of a build
    return new RunSettings(
        gathered.decidesUser,
        ImmutableSet.copyOf(gathered.volumes),
        ImmutableSet.copyOf(gathered.mounts),
        ImmutableSet.copyOf(gathered.bound),
        ImmutableSet.copyOf(gathered.sources),
        ImmutableSet.copyOf(gathered.contexts),
        gathered.writes,
        (gathered.local || gathered.ofIntegration) && !gathered.deployed,
        !Sets.intersection(gathered.services, gathered.tested).isEmpty(),
        ImmutableSet.copyOf(gathered.privileged),
        gathered.composed && !gathered.ofCluster);
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
        lines.get(1).equals("true"),
        lines.get(2).equals("true"),
        lines.get(3).equals("true"),
        lines.stream()
            .filter(line -> line.startsWith(STARTED))
            .map(line -> line.substring(STARTED.length()))
            .collect(ImmutableSet.toImmutableSet()),
        lines.contains(COMPOSED));
  }

  private static ImmutableSet<Mounted> mounted(ImmutableList<String> lines, String kind) {
    return lines.stream()
        .filter(line -> line.startsWith(kind))
        .map(line -> Mounted.ofLine(line.substring(kind.length())))
        .collect(ImmutableSet.toImmutableSet());
  }

  /** Before the places of folders of the host, among lines that are those of volumes. */
  private static final String OF_HOST = "host:";

  /** The same where nothing tells whether they are written to. */
  private static final String BOUND = "bound:";

  /** The same of folders with sources. */
  private static final String OF_SOURCE = "source:";

  /** Before the paths of what pods start. */
  private static final String STARTED = "start:";

  /** Says that Compose runs it. */
  private static final String COMPOSED = "composed";

  /** Before those of the build context. */
  private static final String OF_CONTEXT = "context:";

  /** The same as what is known of a file, as all is that is asked of the build context. */
  public ContextFile toFile() {
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    lines.add(String.valueOf(decidesUser), String.valueOf(writes));
    lines.add(String.valueOf(forDevelopment), String.valueOf(runsTests));
    if (composed) {
      lines.add(COMPOSED);
    }
    volumes.forEach(volume -> lines.add(volume.toLine()));
    mounts.forEach(mount -> lines.add(OF_HOST + mount.toLine()));
    bound.forEach(mount -> lines.add(BOUND + mount.toLine()));
    sources.forEach(mount -> lines.add(OF_SOURCE + mount.toLine()));
    privileged.forEach(path -> lines.add(STARTED + path));
    contexts.forEach(mount -> lines.add(OF_CONTEXT + mount.toLine()));
    return equals(NONE)
        ? ContextFile.of(ContextFile.Kind.MISSING)
        : ContextFile.of(String.join("\n", lines.build()));
  }

  /** The services of a Compose file, each with what is indented below it; none of another file. */
  private static ImmutableList<String> services(String text) {
    Matcher first = FIRST_SERVICE.matcher(text);
    return first.find()
        ? ImmutableList.copyOf(
            Splitter.on(Pattern.compile("\\n(?=" + first.group(1) + "[\\w.-])")).split(text))
        : ImmutableList.of();
  }

  /**
   * The build context that a Compose file gives a Dockerfile; null where it builds none with it.
   *
   * @param file the Compose file
   * @param dockerfile normalized
   */
  static @Nullable Path context(Path file, String text, Path dockerfile) {
    for (String service : services(text)) {
      Path context = builtIn(file, service, dockerfile);
      if (context != null) {
        return context;
      }
    }
    return null;
  }

  /** The context in which a service is built with a Dockerfile; null where it isn't. */
  private static @Nullable Path builtIn(Path file, String service, Path dockerfile) {
    String plain = first(BUILD, service);
    String folder = plain == null ? first(CONTEXT, service) : plain;
    String name = first(DOCKERFILE, service);
    if (folder == null) {
      return null;
    }
    try {
      Path context = file.resolveSibling(folder).normalize();
      Path built = context.resolve(name == null ? "Dockerfile" : name).normalize();
      return built.equals(dockerfile) ? context : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /** The stage that a service builds, empty for the last one; null where that isn't known. */
  private static @Nullable String target(String service) {
    if (first(BUILD, service) != null) {
      return "";
    }
    Matcher block = BUILD_BLOCK.matcher(service);
    if (!block.find()) {
      return null;
    }
    String target = first(TARGET, block.group());
    return target == null ? "" : target.indexOf('$') < 0 ? target : null;
  }

  private static @Nullable String first(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    return found.find() ? found.group(1) : null;
  }

  private static final class Gathered {
    private final Path dockerfile;
    private final ImmutableSet<String> words;
    private final ImmutableSet<String> nearWords;
    /** The words of the innermost part of the path that says what is in the image; none where no part does. */
    private final ImmutableSet<String> ownWords;

    private final Set<Mounted> volumes = new LinkedHashSet<>();
    private final Set<Mounted> mounts = new LinkedHashSet<>();
    private final Set<Mounted> bound = new LinkedHashSet<>();
    private final Set<Mounted> sources = new LinkedHashSet<>();
    private final Set<String> privileged = new LinkedHashSet<>();
    private final Set<Mounted> contexts = new LinkedHashSet<>();
    /** The names of services that are this image, and those in which Compose runs tests. */
    private final Set<String> services = new LinkedHashSet<>();

    private final Set<String> tested = new LinkedHashSet<>();
    /** The names that it is built under. */
    private final BuiltTags tags;

    private boolean decidesUser;
    private boolean writes;
    /** Whether a Compose file for developers builds it. */
    private boolean local;
    /** Whether it is in a folder of what continuous integration uses, or of others. */
    private final boolean ofIntegration;
    /** Whether something else says how it is run. */
    private boolean deployed;
    /** Whether a Compose file does that is for more than developers. */
    private boolean composed;
    /** Whether anything tells of Kubernetes. */
    private boolean ofCluster;

    Gathered(Path dockerfile, Path root) {
      this.dockerfile = dockerfile.normalize();
      this.tags = new BuiltTags(this.dockerfile, root);
      Path name = root.getFileName();
      Path inside = root.relativize(dockerfile);
      this.ofIntegration = Iterables.any(
          inside, folder -> NOT_DEPLOYED.contains(Ascii.toLowerCase(folder.toString())));
      this.words = words(name + "/" + inside);
      this.nearWords = words(inside.toString()).stream()
          .filter(word -> !GENERIC.contains(word) && !MACHINES.contains(word))
          .collect(ImmutableSet.toImmutableSet());
      this.ownWords = ownWords(inside);
    }

    private static ImmutableSet<String> ownWords(Path inside) {
      for (Path part : ImmutableList.copyOf(inside).reverse()) {
        ImmutableSet<String> own = words(part.toString()).stream()
            .filter(word -> !GENERIC.contains(word) && !OF_VARIANTS.contains(word))
            .filter(word -> !MACHINES.contains(word))
            .filter(word -> !HAS_DIGITS_ONLY.matcher(word).matches())
            .collect(ImmutableSet.toImmutableSet());
        if (!own.isEmpty()) {
          return withoutOuter(own, inside, part);
        }
      }
      return ImmutableSet.of();
    }

    /** Those that no folder around it has, if there are any: they tell it from its neighbours. */
    private static ImmutableSet<String> withoutOuter(
        ImmutableSet<String> own, Path inside, Path part) {
      Set<String> outer = new LinkedHashSet<>();
      for (Path around : inside) {
        if (around.equals(part)) {
          break;
        }
        outer.addAll(words(around.toString()));
      }
      ImmutableSet<String> rest = Sets.difference(own, outer).immutableCopy();
      return rest.isEmpty() ? own : rest;
    }

    private static ImmutableSet<String> words(String text) {
      return ImmutableSet.copyOf(WORDS.split(Ascii.toLowerCase(text)));
    }

    void add(Path file, String text) {
      if (BuiltTags.isWorkflow(file)) {
        return;
      }
      ofCluster |= CLUSTER.matcher(text).find();
      if (isCode(file)) {
        if (text.contains("docker") || text.contains("podman")) {
          manual(commands(text), false, false);
        }
        return;
      }
      if (isManual(file) || isScript(file)) {
        boolean isBeside = Objects.equals(file.getParent(), dockerfile.getParent());
        manual(text.replace("\\\n", " "), isManual(file), isBeside);
        return;
      }
      ImmutableList<String> services = services(text);
      services.forEach(service -> service(file, withShortMounts(service)));
      if (services.isEmpty() && text.contains("kind:")) {
        Splitter.on("\n---").split(text).forEach(this::pod);
      }
    }

    private static boolean isManual(Path file) {
      return Ascii.toLowerCase(String.valueOf(file.getFileName())).startsWith("readme");
    }

    private static boolean isScript(Path file) {
      String name = Ascii.toLowerCase(String.valueOf(file.getFileName()));
      return name.endsWith(".sh") || name.equals("makefile") || name.equals("justfile");
    }

    /** Whether it is a program in another language than a shell's, or one of which that isn't known. */
    private static boolean isCode(Path file) {
      String name = Ascii.toLowerCase(String.valueOf(file.getFileName()));
      return CODE.matcher(name).find();
    }

    /** Puts the elements of lists on one line, without quotes, as a shell has words, and a dollar before what is no text. */
    private static String commands(String text) {
      String named = ELEMENT.matcher(text.replace("\\\n", " ")).replaceAll("$1\\$$2");
      return QUOTE.matcher(COMMA.matcher(named).replaceAll(" ")).replaceAll("");
    }

    /**
     * @param isExample whether it is a README, which says what people might do
     * @param isBeside whether it lies in the folder of the Dockerfile
     */
    private void manual(String text, boolean isExample, boolean isBeside) {
      // A README beside it is about this image, whatever that is called there.
      decidesUser |= isExample && isBeside && DECIDES_IN_RUN.matcher(text).find();
      Matcher tests = RUNS_TESTS.matcher(text);
      while (tests.find()) {
        tested.addAll(WHITESPACE.splitToList(tests.group(1)));
      }
      Matcher run = RUN.matcher(text);
      while (run.find()) {
        boolean decides = DECIDES_IN_RUN.matcher(run.group()).find();
        decidesUser |= decides && !isExample && mayDecideForThis(run.group(1), text);
        String name = nameOfThis(run.group(1), text);
        if (name != null) {
          decidesUser |= decides;
          Matcher mounted = MOUNTED.matcher(run.group(1));
          while (isCalledAsThis(name) && mounted.find()) {
            Mounted place = new Mounted(mounted.group(2), null);
            // Examples for people mount what they like.
            if (!isExample || isKept(place)) {
              mount(mounted.group(1), place, mounts);
            }
          }
        }
      }
    }

    /**
     * The one of the arguments, or what the file sets a variable there to, that names this image; null where none does, or
     * another command follows than the image's own with options.
     */
    private @Nullable String nameOfThis(String arguments, String text) {
      List<String> words = WHITESPACE.splitToList(arguments);
      for (int i = 0; i < words.size(); i++) {
        String plain = words.get(i).replace("\"", "").replace("'", "");
        boolean isName = !plain.startsWith("-") && plain.indexOf('=') < 0 && !plain.contains(":/");
        String name = plain.startsWith("$") ? valueOf(plain, text) : plain;
        if (isName && isNamedLikeThis(name)) {
          boolean isLast = i + 1 == words.size() || words.get(i + 1).startsWith("-");
          boolean isOptions = i > 0 && words.get(i - 1).equals("--name");
          if (!isOptions) {
            return isLast ? name : null;
          }
        }
      }
      return null;
    }

    /**
     * Whether the arguments decide on the user before one of them names this image, whatever command follows, or is a variable
     * from elsewhere where this is the image of the project.
     */
    private boolean mayDecideForThis(String arguments, String text) {
      List<String> words = WHITESPACE.splitToList(arguments);
      for (int i = 0; i < words.size(); i++) {
        String plain = words.get(i).replace("\"", "").replace("'", "");
        boolean isValue = i > 0 && VALUE_FOLLOWS.matcher(words.get(i - 1)).matches();
        if (isValue || plain.startsWith("-") || plain.indexOf('=') >= 0 || plain.contains(":/")) {
          continue;
        }
        String value = plain.startsWith("$") ? valueOf(plain, text) : plain;
        if (isNamedLikeThis(value)
            || value.isEmpty() && nearWords.isEmpty() && VARIABLE.matcher(plain).matches()) {
          String before = "docker run " + String.join(" ", words.subList(0, i)) + " ";
          return DECIDES_IN_RUN.matcher(before).find();
        }
      }
      return false;
    }

    private static String valueOf(String use, String text) {
      String name = NO_LETTER.matcher(use).replaceAll("");
      Matcher assignment = name.isEmpty()
          ? null
          : Pattern.compile("\\b" + name + "[ \\t]{0,9}[:?]?=[ \\t]{0,9}[\"']?([^\\s\"'}]{1,200})")
              .matcher(text);
      return assignment != null && assignment.find() ? assignment.group(1) : "";
    }

    /** Whether it is written to, or in the home directory of root, which nobody else may look into. */
    private static boolean isKept(Mounted place) {
      return place.path().startsWith("/root/") || KEEPS.matcher(place.path()).matches();
    }

    private void mount(String source, Mounted place, Set<Mounted> mounts) {
      if (VOLUME.matcher(source).matches()) {
        volumes.add(place);
      } else if (isDatabase(place.path())) {
        this.mounts.add(place);
      } else if (!READ_ONLY.matcher(source).matches()
          && !READ_ONLY.matcher(place.path()).matches()) {
        mounts.add(place);
      }
    }

    private void service(Path file, String service) {
      if (isOfThis(file, service)) {
        boolean isLocal =
            FOR_DEVELOPERS.matcher(String.valueOf(file.getFileName())).find()
                || PROFILE_OF_DEVELOPERS.matcher(service).find();
        services.add(String.valueOf(first(NAME, service)));
        local |= isLocal;
        deployed |= !isLocal;
        composed |= !isLocal;
        decidesUser |= DECIDES.matcher(service).find();
        writes |= WRITES.matcher(service).find();
        mounts(file, service, isLocal);
      }
    }

    /** What a service mounts, where it is this image rather than one that is called like a folder further up. */
    private void mounts(Path file, String service, boolean isLocal) {
      Path context = builtIn(file, service, dockerfile);
      String image = String.valueOf(first(IMAGE, service));
      if (context != null || isCalledAsThis(image) || tags.areOfThis(image)) {
        String target = target(service);
        Matcher volume = NAMED_VOLUME.matcher(service);
        while (volume.find()) {
          volumes.add(new Mounted(volume.group(1), target));
        }
        Set<String> named = placesOfData(service);
        Matcher bind = BIND.matcher(service);
        while (bind.find()) {
          Mounted place = new Mounted(bind.group(2), target);
          boolean isContext = context != null && context.equals(resolved(file, bind.group(1)));
          if (isContext) {
            contexts.add(place);
          }
          if (isKept(place)
              || KEEPS_ON_HOST.matcher(bind.group(1)).matches()
              || named.contains(withoutSlash(place.path()))) {
            mount(bind.group(1), place, mounts);
          } else if (!isContext && !OF_SOURCES.matcher(place.path()).matches()) {
            mount(bind.group(1), place, bound);
          } else if (!isLocal) {
            mount(bind.group(1), place, sources);
          }
        }
      }
    }

    /** Where variables of a service say that it puts data. */
    private static Set<String> placesOfData(String service) {
      Set<String> places = new LinkedHashSet<>();
      Matcher named = PLACE_OF_DATA.matcher(service);
      while (named.find()) {
        places.add(withoutSlash(named.group(1)));
      }
      return places;
    }

    private static String withoutSlash(String path) {
      return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** The folder that a path of a Compose file means; null where it can be none. */
    private static @Nullable Path resolved(Path file, String folder) {
      try {
        return file.resolveSibling(folder).normalize();
      } catch (InvalidPathException e) {
        return null;
      }
    }

    private void pod(String document) {
      ofCluster = true;
      decidesUser |= document.contains("nais.io/v"); // which sets it by itself
      boolean decides = DECIDES_IN_POD.matcher(document).find();
      Matcher starts = STARTS.matcher(document);
      while (decides && starts.find()) {
        Matcher path = OWN_PATH.matcher(starts.group(1));
        while (path.find()) {
          privileged.add(path.group(1));
        }
      }
      Matcher image = IMAGE.matcher(document);
      while (image.find()) {
        if (isNamedLikeThis(image.group(1))) {
          deployed = true;
          decidesUser |= decides;
        }
      }
    }

    private boolean isOfThis(Path file, String service) {
      if (first(BUILD, service) == null && first(CONTEXT, service) == null) {
        String image = first(IMAGE, service);
        return image != null
            && (isNamedLikeThis(image) || tags.areOfThis(image) || isOnlyVariable(image));
      }
      return builtIn(file, service, dockerfile) != null;
    }

    /** Whether the path of the Dockerfile has all words of an image's name, and one of those is its own. */
    private boolean isNamedLikeThis(String image) {
      ImmutableSet<String> asked = wordsOfImage(image);
      return !GENERIC.containsAll(asked)
          && words.containsAll(asked)
          && (nearWords.isEmpty() || Iterables.any(asked, nearWords::contains));
    }

    /** Whether a variable says which image it is, and the Dockerfile is that of the project. */
    private boolean isOnlyVariable(String image) {
      return image.startsWith("$")
          && nearWords.isEmpty()
          && Iterables.all(
              words(image), word -> GENERIC.contains(word) || OF_VARIABLES.contains(word));
    }

    /** Whether the name of an image that may be this one has a word that tells it from others of the same project. */
    private boolean isCalledAsThis(String image) {
      return ownWords.isEmpty() || Iterables.any(wordsOfImage(image), ownWords::contains);
    }

    private static ImmutableSet<String> wordsOfImage(String image) {
      String name = image.substring(image.lastIndexOf('/') + 1);
      int end = name.indexOf(':');
      return words(end < 0 ? name : name.substring(0, end));
    }
  }
}

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
 * a README, a script or a Makefile calls {@code docker run}.
 *
 * @param decidesUser whether it is said who its containers run as, or that they may do what only root can
 * @param volumes the paths in the image where volumes are mounted that begin with what is there
 * @param mounts the paths in the image where folders of the host are mounted that may be written to
 * @param contexts the paths in the image where the folder that it is built from is mounted
 * @param writes whether another command than the image's is run, which prepares files
 * @param forDevelopment whether it is built by nothing but Compose files that developers use on their own machines, or by
 *     nothing that is known where it lies in a folder {@code ci}
 * @param privileged the paths of what pods start, whatever their image is called, of which it is said as whom they run, or that
 *     they may do what only root can
 */
public record RunSettings(
    boolean decidesUser,
    ImmutableSet<Mounted> volumes,
    ImmutableSet<Mounted> mounts,
    ImmutableSet<Mounted> contexts,
    boolean writes,
    boolean forDevelopment,
    ImmutableSet<String> privileged) {

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
      false,
      false,
      ImmutableSet.of());

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

  /** The same of {@code docker run}, on one line. */
  private static final Pattern DECIDES_IN_RUN =
      Pattern.compile("\\b(?:docker|podman) (?:container )?run\\b[^\\n`]{0,1000}?\\s"
          + "(?:--user\\b|-u[ =]|--privileged\\b|--cap-add[ =]\\S{0,9}(?:ALL|_ADMIN)|--net(?:work)?[ =]host\\b"
          + "|\\S{0,99}/docker\\.sock\\b)");

  /** A volume with a name, which Docker fills with what is at its place in the image; its owner, too. */
  private static final Pattern NAMED_VOLUME = Pattern.compile(
      "(?m)^\\s{1,30}- {0,5}[\"']?[A-Za-z0-9][\\w.-]{0,99}:(/[\\w./-]{1,200})(?::rw)?[\"']?[ \\t]*(?:#.*)?$");

  /** A folder of the host, in Compose. */
  private static final Pattern BIND = Pattern.compile(
      "(?m)^\\s{1,30}- {0,5}[\"']?([.~/$][^\\s:\"']{0,200}(?::-[^\\s:\"']{1,100}})?[^\\s:\"']{0,100}):(/[\\w./-]{1,200})"
          + "(?::(?:rw|[zZ]|cached|delegated|consistent))?[\"']?[ \\t]*(?:#.*)?$");

  /** Folders that are called so are written to; others may hold the sources. */
  private static final Pattern KEEPS = Pattern.compile(
      "/var/.*|.*/(?:backups?|cache|data|db|downloads?|generated|logs?|media|outputs?|results?|storage|tmp|uploads?)/?");

  /** A call of {@code docker run} on one line, and its arguments. */
  private static final Pattern RUN =
      Pattern.compile("\\b(?:docker|podman) (?:container )?run\\b([^\\n`|;]{0,4000})");

  /** What it mounts: a name or a path of the host, and the place. */
  private static final Pattern MOUNTED = Pattern.compile(
      "\\s(?:-v|--volume)[ =]{0,3}[\"']?([^\\s\"':]{1,200}):(/[\\w./-]{1,200})(?=[\\s\"']|:rw\\b|:[zZ]\\b|$)");

  /** The name of a volume; what else stands before the colon is a path of the host. */
  private static final Pattern VOLUME = Pattern.compile("[A-Za-z0-9][\\w.-]*");

  /** Paths of files, as far as their names tell, and places where a program reads its configuration. */
  private static final Pattern READ_ONLY = Pattern.compile("/etc(?:/.*)?|.*/[^/]*\\w\\.\\w{1,8}");

  /** A command that prepares files where its image lets it, or not. */
  private static final Pattern WRITES = Pattern.compile(
      "(?m)^\\s{1,30}(?:command|entrypoint):[^\\n]{0,400}(?:\\n[ \\t]{1,30}- [^\\n]{0,400}){0,20}?"
          + "(?:\\b(?:collectstatic|makemigrations|compilemessages|(?:npm|yarn|pnpm) (?:ci|install|run build)"
          + "|composer install|bundle install)\\b"
          + "|\\bcelery\\b[^\\n]{0,200}\\s(?:beat|-B)\\b"
          + "|(?:[\\[\"'&;:] ?|\\s)(?:cp|mkdir|chown|chmod|apt-get|apk)[\"', ])");

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
    Gathered gathered = new Gathered(dockerfile, root);
    files.forEach(gathered::add);
    return new RunSettings(
        gathered.decidesUser,
        ImmutableSet.copyOf(gathered.volumes),
        ImmutableSet.copyOf(gathered.mounts),
        ImmutableSet.copyOf(gathered.contexts),
        gathered.writes,
        (gathered.local || gathered.ofIntegration) && !gathered.deployed,
        ImmutableSet.copyOf(gathered.privileged));
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
        mounted(lines, OF_CONTEXT),
        lines.get(1).equals("true"),
        lines.get(2).equals("true"),
        lines.stream()
            .filter(line -> line.startsWith(STARTED))
            .map(line -> line.substring(STARTED.length()))
            .collect(ImmutableSet.toImmutableSet()));
  }

  private static ImmutableSet<Mounted> mounted(ImmutableList<String> lines, String kind) {
    return lines.stream()
        .filter(line -> line.startsWith(kind))
        .map(line -> Mounted.ofLine(line.substring(kind.length())))
        .collect(ImmutableSet.toImmutableSet());
  }

  /** Before the places of folders of the host, among lines that are those of volumes. */
  private static final String OF_HOST = "host:";

  /** Before the paths of what pods start. */
  private static final String STARTED = "start:";

  /** Before those of the build context. */
  private static final String OF_CONTEXT = "context:";

  /** The same as what is known of a file, as all is that is asked of the build context. */
  public ContextFile toFile() {
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    lines.add(String.valueOf(decidesUser), String.valueOf(writes), String.valueOf(forDevelopment));
    volumes.forEach(volume -> lines.add(volume.toLine()));
    mounts.forEach(mount -> lines.add(OF_HOST + mount.toLine()));
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
    private final Set<Mounted> volumes = new LinkedHashSet<>();
    private final Set<Mounted> mounts = new LinkedHashSet<>();
    private final Set<String> privileged = new LinkedHashSet<>();
    private final Set<Mounted> contexts = new LinkedHashSet<>();
    private boolean decidesUser;
    private boolean writes;
    /** Whether a Compose file for developers builds it. */
    private boolean local;
    /** Whether it is in a folder of what continuous integration uses. */
    private final boolean ofIntegration;
    /** Whether something else says how it is run. */
    private boolean deployed;

    Gathered(Path dockerfile, Path root) {
      this.dockerfile = dockerfile.normalize();
      Path name = root.getFileName();
      Path inside = root.relativize(dockerfile);
      this.ofIntegration =
          Iterables.any(inside, folder -> Ascii.equalsIgnoreCase(folder.toString(), "ci"));
      this.words = words(name + "/" + inside);
      this.nearWords = Sets.difference(words(inside.toString()), GENERIC).immutableCopy();
    }

    private static ImmutableSet<String> words(String text) {
      return ImmutableSet.copyOf(WORDS.split(Ascii.toLowerCase(text)));
    }

    void add(Path file, String text) {
      if (isManual(file) || isScript(file)) {
        boolean isBeside = Objects.equals(file.getParent(), dockerfile.getParent());
        manual(text.replace("\\\n", " "), isManual(file), isBeside);
        return;
      }
      ImmutableList<String> services = services(text);
      services.forEach(service -> service(file, service));
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

    /**
     * @param isExample whether it is a README, which says what people might do
     * @param isBeside whether it lies in the folder of the Dockerfile
     */
    private void manual(String text, boolean isExample, boolean isBeside) {
      // A README beside it is about this image, whatever that is called there.
      decidesUser |= isExample && isBeside && DECIDES_IN_RUN.matcher(text).find();
      Matcher run = RUN.matcher(text);
      while (run.find()) {
        if (runsThis(run.group(1), text)) {
          decidesUser |= DECIDES_IN_RUN.matcher(run.group()).find();
          Matcher mounted = MOUNTED.matcher(run.group(1));
          while (mounted.find()) {
            // Examples for people mount what they like.
            if (!isExample || KEEPS.matcher(mounted.group(2)).matches()) {
              mount(mounted.group(1), new Mounted(mounted.group(2), null));
            }
          }
        }
      }
    }

    /**
     * Whether one of the arguments, or what the file sets a variable there to, names this image, and no other command follows
     * than the image's own with options.
     */
    private boolean runsThis(String arguments, String text) {
      List<String> words = WHITESPACE.splitToList(arguments);
      for (int i = 0; i < words.size(); i++) {
        String plain = words.get(i).replace("\"", "").replace("'", "");
        boolean isName = !plain.startsWith("-") && plain.indexOf('=') < 0 && !plain.contains(":/");
        if (isName && isNamedLikeThis(plain.startsWith("$") ? valueOf(plain, text) : plain)) {
          boolean isLast = i + 1 == words.size() || words.get(i + 1).startsWith("-");
          boolean isOptions = i > 0 && words.get(i - 1).equals("--name");
          if (!isOptions) {
            return isLast;
          }
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

    private void mount(String source, Mounted place) {
      if (VOLUME.matcher(source).matches()) {
        volumes.add(place);
      } else if (!READ_ONLY.matcher(source).matches()
          && !READ_ONLY.matcher(place.path()).matches()) {
        mounts.add(place);
      }
    }

    private void service(Path file, String service) {
      if (isOfThis(file, service)) {
        boolean isLocal =
            FOR_DEVELOPERS.matcher(String.valueOf(file.getFileName())).find();
        local |= isLocal;
        deployed |= !isLocal;
        decidesUser |= DECIDES.matcher(service).find();
        writes |= WRITES.matcher(service).find();
        String target = target(service);
        Matcher volume = NAMED_VOLUME.matcher(service);
        while (volume.find()) {
          volumes.add(new Mounted(volume.group(1), target));
        }
        Path context = builtIn(file, service, dockerfile);
        Matcher bind = BIND.matcher(service);
        while (bind.find()) {
          if (context != null && context.equals(resolved(file, bind.group(1)))) {
            contexts.add(new Mounted(bind.group(2), target));
          }
          if (KEEPS.matcher(bind.group(2)).matches()) {
            mount(bind.group(1), new Mounted(bind.group(2), target));
          }
        }
      }
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
        return image != null && isNamedLikeThis(image);
      }
      return builtIn(file, service, dockerfile) != null;
    }

    /** Whether the path of the Dockerfile has all words of an image's name, and one of those is its own. */
    private boolean isNamedLikeThis(String image) {
      String name = image.substring(image.lastIndexOf('/') + 1);
      int end = name.indexOf(':');
      ImmutableSet<String> asked = words(end < 0 ? name : name.substring(0, end));
      return !GENERIC.containsAll(asked)
          && words.containsAll(asked)
          && (nearWords.isEmpty() || Iterables.any(asked, nearWords::contains));
    }
  }
}

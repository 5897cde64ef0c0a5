package dev.plimsoll.context;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.Maps;
import com.google.common.collect.SetMultimap;
import dev.plimsoll.context.RunSettings.Mounted;
import dev.plimsoll.context.RunSettings.MountedSetting;
import dev.plimsoll.context.RunSettings.Started;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gathers how the image of a Dockerfile is run, from Compose files, manifests of Kubernetes, and {@link RunCalls}. */
final class RunSettingsReader {

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

  /** What a service says of its user, or of what only root may do. */
  private static final Pattern DECIDES = Pattern.compile(
      "(?m)^\\s{1,30}(?:user:\\s{0,9}\\S|privileged:\\s{0,9}[\"']?true|network_mode:\\s{0,9}[\"']?host"
          + "|devices:[ \\t]{0,9}(?:#[^\\n]{0,200})?\\n[ \\t]{0,60}- {1,5}[\"']?(?:\\$\\{\\w{1,60}:-)?/dev/(?!kfd|dri)"
          + "|(?:- ?[\"']?)?(?:CAP_)?(?:SYS|NET)_ADMIN\\b|cap_add:[^\\n]{0,99}(?:ALL|_ADMIN))"
          + "|(?:docker|containerd|crio|podman)\\.sock");

  /** Where the sockets, devices and settings of a host are, which belong to root, but for what all may read. */
  private static final String OF_HOST =
      "(?:/(?=[\\s\"',}])|/(?:proc|sys|run|var/run|dev(?!/(?:shm|dri|kfd)\\b)"
          + "|etc(?!/(?:ca-certificates|hosts|localtime|machine-id|os-release|pki|resolv\\.conf|ssl|timezone)\\b)"
          + "|var/lib/(?:containerd|docker|kubelet))(?![\\w-]))";

  /** The same of a pod. */
  private static final Pattern DECIDES_IN_POD = Pattern.compile(
      "(?m)^[ -]{1,60}(?:privileged|hostNetwork|hostPID):\\s{0,9}true|^[ -]{1,60}runAsUser:\\s{0,9}[\"']?(?:\\d|\\{\\{|\\$)"
          + "|\\b(?:SYS|NET)_ADMIN\\b"
          + "|\\bhostPath:\\s{0,60}(?:\\{\\s{0,9})?(?:type:[^\\n,]{0,60}[\\n,]\\s{0,60})?path:[ \\t]{0,9}[\"']?"
          + OF_HOST);

  /** What has Kubernetes refuse an image of which it can't tell that its user isn't root. */
  private static final Pattern NOT_AS_ROOT =
      Pattern.compile("(?m)^[^#\\n]{0,200}\\brunAsNonRoot:[ \\t]{0,9}[\"']?true");

  /** What tells it the number of the user. */
  private static final Pattern AS_USER = Pattern.compile("(?m)^[^#\\n]{0,200}\\brunAsUser:");

  /** An image that a container of a pod is of. */
  private static final Pattern IMAGE = ComposeFile.value("(?:- {1,5})?image");

  /** The same in a template of a chart, where its values name the image: {@code .Values.agent.image.repository}. */
  private static final Pattern IMAGE_IN_VALUES = Pattern.compile(
      "(?m)^[ -]{1,60}image:[ \\t]{0,9}[\"']?\\{\\{-?[ \\t]{0,9}\\.Values\\.([\\w.]{1,100})");

  /** What of that says which image it is. */
  private static final Pattern NOT_OF_NAME =
      Pattern.compile("(?i)\\b(?:global|images?|name|ref|registry|repo|repository|tag)\\b");

  private static final Pattern CONTAINER_PORT =
      Pattern.compile("(?m)^[ \\t-]{1,60}containerPort:[ \\t]{0,9}(\\d{1,5})\\b");

  /** The same in the values of a Helm chart. */
  private static final Pattern IMAGE_OF_CHART = ComposeFile.value("repository");

  /** What a container of a pod is told to start. */
  private static final Pattern STARTS = Pattern.compile(
      "(?m)^[ -]{1,60}(?:command|args):([^\\n]{0,1000}(?:\\n[ \\t]{0,60}- [^\\n]{0,1000}){0,9})");

  /** A path of a program of somebody's own, which no other image has. */
  private static final Pattern OWN_PATH = Pattern.compile("(?<![\\w.:/-])"
      + "(?!/(?:bin|boot|dev|etc|lib|lib64|proc|run|sbin|sys|tmp|usr/(?:bin|lib|sbin)|var)/)"
      + "(/[\\w.-]{1,100}(?:/[\\w.-]{1,100}){1,9})(?![\\w/.-])");

  /** The name of a Compose file that nobody deploys with. */
  private static final Pattern FOR_DEVELOPERS =
      Pattern.compile("(?i)[._-](?:debug|dev|devel|development|local)[._-]");

  /** The same of one for tests. */
  private static final Pattern FOR_TESTS =
      Pattern.compile("(?i)[._-](?:ci|e2e|coverage|integration|tests?|testing)[._-]");

  /** A profile of a service that is started only where somebody asks for that, to develop or to test. */
  private static final Pattern PROFILE_OF_DEVELOPERS = Pattern.compile(
      "(?m)^[ \\t]{1,30}profiles:[ \\t]{0,9}(?:\\[[^\\n]{0,99}?|\\n[ \\t]{0,30}- {1,9})[\"']?"
          + "(?:ci|dev|develop|development|tests?|testing)[\"']?[ \\t]{0,9}(?:[,\\]#\\r\\n]|$)");

  /** The name of a service, at the beginning of what is said of it. */
  private static final Pattern NAME = Pattern.compile("^\\s{0,30}[\"']?([\\w.-]{1,100})[\"']?:");

  /** A volume with a name, which Docker fills with what is at its place in the image; its owner, too. */
  private static final Pattern NAMED_VOLUME = Pattern.compile(
      "(?m)^\\s{1,30}- {0,5}[\"']?([A-Za-z0-9][\\w.-]{0,99}):(/[\\w./-]{1,200})(?::(?:rw|(ro)))?[\"']?[ \\t]*(?:#.*)?$");

  /** A folder of the host, in Compose. */
  private static final Pattern BIND = Pattern.compile(
      "(?m)^\\s{1,30}- {0,5}[\"']?([.~/$][^\\s:\"']{0,200}(?::-[^\\s:\"']{1,100}})?[^\\s:\"']{0,100}):(/[\\w./-]{1,200})"
          + "(?::(?:rw|(ro)(?:,[zZ])?|[zZ]|cached|delegated|consistent))?[\"']?[ \\t]*(?:#.*)?$");

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

  /** What tells of Amazon's own service for containers, in its commands and the names of its files. */
  private static final Pattern ECS = Pattern.compile(
      "(?i)\\b(?:aws ecs|amazon-ecs|ecs-(?:cli|cluster|deploy|params|service)|ecspresso|fargate|AWS::ECS|containerDefinitions)\\b");

  /** A manifest that only OpenShift understands. */
  private static final Pattern OPENSHIFT = Pattern.compile(
      "(?m)^[ \\t-]{0,60}(?:apiVersion:\\s{0,9}[\"']?[\\w.]{1,60}\\.openshift\\.io/|kind:\\s{0,9}[\"']?(?:Build|Deployment)Config\\b)");

  /** What a script does there. */
  private static final Pattern CALLS_OPENSHIFT = Pattern.compile(
      "(?m)^[^#\\n]{0,200}\\boc (?:apply|new-app|new-build|process|start-build)\\b");

  /** What a script does on any other cluster. */
  private static final Pattern CALLS_CLUSTER = Pattern.compile(
      "(?m)^[^#\\n]{0,200}\\b(?:kubectl (?:apply|create|rollout|set)|helm (?:install|upgrade)|kustomize build)\\b");

  /** The name of a program; what has no ending is one where scripts are. */
  private static final Pattern CODE =
      Pattern.compile("\\.(?:py|js|mjs|cjs|ts|rb)$|^(?!makefile$|justfile$|readme)[^.]+$");

  /** A command that prepares files where its image lets it, or not. */
  private static final Pattern WRITES = Pattern.compile(
      "(?m)^\\s{1,30}(?:command|entrypoint):[^\\n]{0,400}(?:\\n[ \\t]{1,30}- [^\\n]{0,400}){0,20}?"
          + "(?:\\b(?:collectstatic|makemigrations|compilemessages|(?:npm|yarn|pnpm) (?:ci|install|run build)"
          + "|composer install|bundle install)\\b"
          + "|(?:[\\[\"'&;:] ?|\\s)(?:cp|mkdir|chown|chmod|apt-get|apk)[\"', ]"
          + "|[\\s\"'/](?!wait)[\\w-]{1,60}\\.sh[\"',\\s])"); // a script may do so

  private final Path dockerfile;
  private final Path root;
  private final ImageWords words;
  /** The names that it is built under. */
  private final BuiltTags tags;
  /** Whether it is in a folder of what continuous integration uses, or of others. */
  private final boolean ofIntegration;

  private final MountedPlaces places = new MountedPlaces();
  private final RunCalls calls;
  private final Set<String> privileged = new LinkedHashSet<>();
  /** The names of services that are this image. */
  private final Set<String> services = new LinkedHashSet<>();

  /** Those of them, and what each service calls, with the folders of their files: several files may tell of one. */
  private final Set<String> ownServices = new LinkedHashSet<>();

  /** What such files say of services without naming an image, to be put together with what others say of them. */
  private final SetMultimap<String, Supplement> supplements = LinkedHashMultimap.create();

  private record Supplement(Path file, String text) {}

  /** How those of them are built, or what image they load, by the same names. */
  private final Map<String, String> origins = new LinkedHashMap<>();

  private final SetMultimap<String, String> calledIn = LinkedHashMultimap.create();
  private final Set<String> calledInPods = new LinkedHashSet<>();
  private final Set<Integer> ports = new LinkedHashSet<>();

  /** Where the templates of charts look for Java, by the folders of the charts, and those whose values name this image. */
  private final SetMultimap<Path, String> javaInCharts = LinkedHashMultimap.create();

  private final Set<Path> ownCharts = new LinkedHashSet<>();

  /** The folders of charts with a helper that says as whom pods run, or with a pod of their image that tells. */
  private final Set<Path> decidingCharts = new LinkedHashSet<>();

  /** More of them are passed over. */
  private static final int MOST_COMMANDS = 20;

  private final Set<MountedSetting> mountedSettings = new LinkedHashSet<>();

  /** All that is read; not what has a line break in its name, for what is found is kept in lines. */
  private Map<Path, String> files = Map.of();

  private boolean decidesUser;
  /** The root, with the stages whose services do. */
  private final Set<Mounted> writes = new LinkedHashSet<>();

  private final Set<Started> started = new LinkedHashSet<>();
  private boolean readsLists;
  private boolean refusesNames;
  /** Whether a Compose file for developers builds it. */
  private boolean local;
  /** Whether something else says how it is run. */
  private boolean deployed;
  /** Whether a Compose file does that is for more than developers. */
  private boolean composed;
  /** Whether a Compose file for developers builds this very Dockerfile. */
  private boolean builtLocally;
  /** Whether a Compose file that is for more than developers runs an image of which only variables say what it is. */
  private boolean runsUnnamed;
  /** Whether anything tells of ECS. */
  private boolean ofEcs;
  /** Whether anything tells of Kubernetes. */
  private boolean ofCluster;
  /** Whether a manifest or a script is for OpenShift. */
  private boolean ofOpenShift;
  /** Whether anything tells of a cluster that isn't OpenShift's. */
  private boolean ofOtherCluster;

  /** @param root the folder of the project, which the Dockerfile is in */
  RunSettingsReader(Path dockerfile, Path root) {
    Path inside = root.relativize(dockerfile);
    this.dockerfile = dockerfile.normalize();
    this.root = root;
    this.tags = new BuiltTags(this.dockerfile, root);
    this.words = new ImageWords(inside, root.getFileName());
    this.calls = new RunCalls(words, tags, places);
    this.ofIntegration = Iterables.any(
        inside, folder -> NOT_DEPLOYED.contains(Ascii.toLowerCase(folder.toString())));
  }

  /**
   * What the names of files and folders tell that aren't read.
   *
   * @param ofCluster whether some tell of Kubernetes, or may do so
   * @param ofOtherCluster whether some tell of a cluster that isn't OpenShift's, or may do so
   * @param ofEcs whether some tell of ECS
   * @param alone whether there are none but Dockerfiles
   */
  record Signs(boolean ofCluster, boolean ofOtherCluster, boolean ofEcs, boolean alone) {}

  /** What files say, by their paths. */
  RunSettings read(Map<Path, String> texts, Signs signs) {
    files =
        Maps.filterKeys(texts, file -> !CharMatcher.javaIsoControl().matchesAnyOf(file.toString()));
    ofCluster = signs.ofCluster;
    ofOtherCluster = signs.ofOtherCluster;
    ofEcs = signs.ofEcs;
    files.forEach(tags::add);
    files.forEach(this::template);
    files.forEach(this::add);
    origins.forEach((place, origin) -> {
      // A copy, for what is put together may again be one, with an image that is written as "".
      for (Supplement more : ImmutableList.copyOf(supplements.get(place))) {
        service(more.file, more.text + origin);
      }
    });
    local |= tags.onlyGiveFiles(); // which is part of a build
    boolean isComposed = composed || builtLocally && runsUnnamed;
    return new RunSettings(
        decidesUser || calls.decideUser(),
        ImmutableSet.copyOf(places.volumes),
        ImmutableSet.copyOf(places.mounts),
        ImmutableSet.copyOf(places.bound),
        ImmutableSet.copyOf(places.sources),
        ImmutableSet.copyOf(places.contexts),
        ImmutableSet.copyOf(writes),
        (local || ofIntegration) && !deployed,
        !Collections.disjoint(services, calls.tested()),
        ImmutableSet.copyOf(privileged),
        isComposed && !ofCluster,
        ofEcs && !ofCluster,
        ofOpenShift && !ofOtherCluster && !isComposed && !ofEcs,
        readsLists,
        refusesNames,
        calls.areOnFiles(),
        signs.alone,
        ImmutableSet.copyOf(ports),
        called(),
        ImmutableSet.copyOf(started),
        ImmutableSet.copyOf(tags.tasks(false)),
        ImmutableSet.copyOf(tags.tasks(true)),
        ImmutableSet.copyOf(mountedSettings));
  }

  /** Reads what the templates of a chart include, and its pods whose images only the values name. */
  private void template(Path file, String text) {
    if (text.contains(".Values.")) {
      Splitter.on("\n---").split(text).forEach(document -> podOfValues(file, document));
    }
    if (isHelper(file)
        && NOT_AS_ROOT.matcher(text).find()
        && AS_USER.matcher(text).find()) {
      decidingCharts.add(chartOf(file));
      decidesUser |= words.areOfProject();
    }
  }

  /** Finds what is decided for an image by where the values name it: those of the chart, or those of one of its parts. */
  private void podOfValues(Path file, String document) {
    Matcher image = IMAGE_IN_VALUES.matcher(document);
    if (image.find() && DECIDES_IN_POD.matcher(document).find()) {
      String part = NOT_OF_NAME.matcher(image.group(1)).replaceAll("");
      if (part.replace(".", "").isEmpty()) {
        decidingCharts.add(chartOf(file));
      } else {
        decidesUser |= words.areOf(part);
      }
    }
  }

  /** The folder of the chart of which a file is a template; the file itself where it is none. */
  private static Path chartOf(Path file) {
    Path folder = file.getParent();
    while (folder != null && !folder.endsWith("templates")) {
      folder = folder.getParent();
    }
    return folder == null ? file : folder.resolveSibling("");
  }

  private static boolean isHelper(Path file) {
    return String.valueOf(file.getFileName()).endsWith(".tpl");
  }

  private void add(Path file, String text) {
    ofEcs |= ECS.matcher(text).find();
    if (FlySettings.are(file)) {
      ports.addAll(FlySettings.ports(file, text, dockerfile));
      return;
    }
    if (BuiltTags.isWorkflow(file) || isHelper(file) || MountedSettings.isOne(file)) {
      return;
    }
    ofCluster |= CLUSTER.matcher(text).find();
    if (isCode(file)) {
      if (text.contains("docker") || text.contains("podman")) {
        calls.addProgram(text);
      }
      return;
    }
    if (isManual(file) || isScript(file)) {
      boolean isBeside = Objects.equals(file.getParent(), dockerfile.getParent());
      ofOpenShift |= isScript(file) && CALLS_OPENSHIFT.matcher(text).find();
      ofOtherCluster |= isScript(file) && CALLS_CLUSTER.matcher(text).find();
      String lines = isManual(file) ? RunCalls.ofManual(text) : text.replace("\\\n", " ");
      calls.add(lines, isManual(file), isBeside, tags.writtenIn(file));
      if (isManual(file) && text.contains("services:")) {
        ComposeFile.examples(text).forEach(example -> example(example, isBeside));
      }
      return;
    }
    ImmutableList<String> services = ComposeFile.services(text);
    services.forEach(service -> service(file, ComposeFile.withShortMounts(service)));
    if (services.isEmpty() && text.contains("kind:")) {
      Splitter.on("\n---").split(text).forEach(this::pod);
      javaInCharts.putAll(chartOf(file), CalledPrograms.placesOfJava(text));
      boolean isOfOpenShift = OPENSHIFT.matcher(text).find();
      ofOpenShift |= isOfOpenShift;
      ofOtherCluster |= !isOfOpenShift
          && !RunSettingsSearch.isOfOpenShift(file, root)
          && IMAGE.matcher(text).find();
    } else if (services.isEmpty()) {
      chart(file, text);
    }
  }

  /** What a README lets people write for Compose: beside the Dockerfile, a service that is alone is this image, whatever it is called. */
  private void example(ImmutableList<String> services, boolean isBeside) {
    for (String service : services) {
      String image = ComposeFile.image(service);
      boolean isThis = image != null && (words.areOf(image) || isBeside && services.size() == 1);
      decidesUser |= isThis && DECIDES.matcher(service).find();
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

  private ImmutableSet<String> called() {
    ImmutableSet.Builder<String> called = ImmutableSet.builder();
    ownServices.forEach(service -> called.addAll(calledIn.get(service)));
    ownCharts.forEach(chart -> called.addAll(javaInCharts.get(chart)));
    return called.addAll(calledInPods).build();
  }

  private void service(Path file, String service) {
    String place = file.getParent() + " " + ComposeFile.first(NAME, service);
    calledIn.putAll(place, CalledPrograms.ofService(service));
    boolean isLocal = FOR_DEVELOPERS.matcher(String.valueOf(file.getFileName())).find()
        || PROFILE_OF_DEVELOPERS.matcher(service).find();
    String image = ComposeFile.image(service);
    runsUnnamed |= !isLocal && image != null && ImageWords.areMissingIn(image);
    if (image == null && !ComposeFile.builds(service)) {
      if (!FOR_TESTS.matcher(String.valueOf(file.getFileName())).find()) {
        supplements.put(place, new Supplement(file, service));
      }
    } else if (isOfThis(file, service)) {
      ownServices.add(place);
      origins.putIfAbsent(place, ComposeFile.origin(service));
      builtLocally |= isLocal && ComposeFile.builds(service);
      services.add(String.valueOf(ComposeFile.first(NAME, service)));
      local |= isLocal;
      deployed |= !isLocal;
      composed |= !isLocal;
      ServiceCommand command = ServiceCommand.of(service);
      decidesUser |= DECIDES.matcher(service).find() || command.installs() || command.needsRoot();
      readsLists |= command.readsLists();
      String target = ComposeFile.target(service);
      if (ComposeFile.builds(service)) {
        tags.addTarget(target);
      }
      if (!command.plain().isEmpty() && started.size() < MOST_COMMANDS) {
        started.add(
            new Started(command.plain(), target, isLocal ? file.getFileName().toString() : null));
      }
      if (!isLocal && WRITES.matcher(service).find()) {
        writes.add(new Mounted("/", target));
      }
      mounts(file, service, isLocal);
    }
  }

  /** What a service mounts, where it is this image rather than one that is called like a folder further up. */
  private void mounts(Path file, String service, boolean isLocal) {
    Path context = ComposeFile.builtIn(file, service, dockerfile);
    String image = String.valueOf(ComposeFile.image(service));
    if (context != null || words.tellApart(image) || tags.include(image)) {
      MountedSettings.read(file, service, files, root, mountedSettings);
      String target = ComposeFile.target(service);
      Matcher volume = NAMED_VOLUME.matcher(service);
      while (volume.find()) {
        Mounted place = new Mounted(volume.group(2), target);
        if (volume.group(3) == null || MountedPlaces.isInHome(place)) {
          places.add(volume.group(1), place, places.volumes);
        }
      }
      Set<String> named = placesOfData(service);
      Matcher bind = BIND.matcher(service);
      while (bind.find()) {
        Mounted place = new Mounted(bind.group(2), target);
        if (bind.group(3) != null && !MountedPlaces.isInHome(place)) {
          continue; // nobody writes there
        }
        boolean isContext = context != null && context.equals(resolved(file, bind.group(1)));
        if (isContext) {
          places.contexts.add(place);
        }
        if (MountedPlaces.isKept(place)
            || KEEPS_ON_HOST.matcher(bind.group(1)).matches()
            || named.contains(withoutSlash(place.path()))) {
          places.add(bind.group(1), place, places.mounts);
        } else if (!isContext && !OF_SOURCES.matcher(place.path()).matches()) {
          places.add(bind.group(1), place, places.bound);
        } else if (!isLocal) {
          places.add(bind.group(1), place, places.sources);
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
    boolean needsRoot = needsRoot(document);
    Matcher image = IMAGE.matcher(document);
    while (image.find()) {
      if (words.areOf(image.group(1))) {
        deployed = true;
        decidesUser |= decides || needsRoot;
        refusesNames |= refusesNames(document);
        addPorts(document);
        calledInPods.addAll(CalledPrograms.ofPod(document));
      }
    }
  }

  /** Adds those that the only container of a pod listens on. */
  private void addPorts(String document) {
    if (!isAlone(document)) {
      return;
    }
    Matcher port = CONTAINER_PORT.matcher(document);
    while (port.find()) {
      ports.add(Integer.valueOf(port.group(1)));
    }
  }

  private static boolean isAlone(String document) {
    return IMAGE.matcher(document).results().limit(2).count() == 1;
  }

  /** Reads the values of a Helm chart. */
  private void chart(Path file, String values) {
    Matcher image = IMAGE_OF_CHART.matcher(values);
    while (image.find()) {
      if (words.areOf(image.group(1))) {
        ofOtherCluster = true;
        ownCharts.add(file.resolveSibling(""));
        decidesUser |= decidingCharts.contains(file.resolveSibling(""))
            || DECIDES_IN_POD.matcher(values).find();
        refusesNames |= refusesNames(values);
      }
    }
  }

  private static boolean refusesNames(String text) {
    return NOT_AS_ROOT.matcher(text).find() && !AS_USER.matcher(text).find();
  }

  /** Whether the only container of a pod is told to start what needs root. */
  private static boolean needsRoot(String document) {
    if (!isAlone(document)) {
      return false; // the other one may be there to prepare files
    }
    StringBuilder commands = new StringBuilder();
    Matcher starts = STARTS.matcher(document);
    while (starts.find()) {
      commands.append(starts.group(1)).append('\n');
    }
    return ServiceCommand.ofPod(commands.toString()).needsRoot();
  }

  private boolean isOfThis(Path file, String service) {
    if (ComposeFile.builds(service)) {
      return ComposeFile.builtIn(file, service, dockerfile) != null;
    }
    String image = ComposeFile.image(service);
    return image != null && (words.areOf(image) || tags.include(image) || words.mayBeIn(image));
  }
}

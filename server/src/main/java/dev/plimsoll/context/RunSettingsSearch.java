package dev.plimsoll.context;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the files of a project that may say how an image is run, and reads them. */
final class RunSettingsSearch {

  /** More files than these are not read. */
  private static final int MAX_FILES = 30;

  /** Folders of the root with files for Compose and Kubernetes. */
  private static final ImmutableList<String> FOLDERS = ImmutableList.of(
      "deploy",
      "deployment",
      "deployments",
      "k8s",
      "kubernetes",
      "manifests",
      "docker",
      "compose",
      "chart",
      "helm",
      ".nais",
      ".aws",
      ".aws/deploy",
      "ecs",
      "deploy/k8s",
      "deploy/kubernetes",
      "deployment/k8s",
      "deployment/kubernetes",
      "deployments/k8s",
      "deployments/kubernetes");

  /** Folders beside that of the Dockerfile with files for Compose. */
  private static final ImmutableList<String> BESIDE = ImmutableList.of("compose", "deploy");

  /** Folders of the root with scripts and programs for those who work on the project. */
  private static final ImmutableList<String> OF_SCRIPTS =
      ImmutableList.of("bin", "ci", "hack", "script", "scripts", "test", "tests", "tools");

  /** The name of a script or a program there. */
  private static final Pattern IS_SCRIPT =
      Pattern.compile("[^.]+|.+\\.(?:sh|bash|py|js|mjs|cjs|ts|rb)");

  /** Folders of the root that may have one for each place where it runs, with a Compose file, or for each Helm chart. */
  private static final ImmutableList<String> OF_DEPLOYMENT = ImmutableList.of(
      "deploy", "deployment", "deployments", "docker", "compose", "chart", "charts", "helm");

  /** More such places are not looked into. */
  private static final int MAX_PLACES = 8;

  /** Folders beside or above a Dockerfile that may have manifests of Kubernetes further below, as overlays or in charts. */
  private static final ImmutableList<String> OF_MANIFESTS = ImmutableList.of(
      "k8s",
      "kubernetes",
      "kustomize",
      "manifests",
      "chart",
      "helm",
      "charts",
      "deploy",
      "deployment",
      "deployments",
      "openshift",
      ".openshift");

  /** How others are called: {@code kubernetes-manifests}, {@code helm-chart}. */
  private static final Pattern FOR_MANIFESTS =
      Pattern.compile("(?i)k8s|kube|kustomiz|manifests?|\\bhelm|openshift");

  /** One of them, or what the templates of a chart include. */
  private static final Pattern IS_MANIFEST = Pattern.compile(
      "(?i).*(?:deploy|daemon|stateful|job|pod|workload).*\\.ya?ml|_.*(?:helper|security).*\\.tpl");

  private static final Pattern IS_YAML = Pattern.compile("(?i).*\\.ya?ml");

  /** More such folders are not looked into. */
  private static final int MAX_MANIFEST_FOLDERS = 40;

  /** Nor more such files read, besides the others; those near the Dockerfile come first. */
  private static final int MAX_MANIFESTS = 20;

  /** How many folders lie around such a file, below that of the root. */
  private static final int MAX_DEPTH = 4;

  /** More of a Compose file is not read. */
  private static final int MAX_COMPOSE = 1 << 19;

  private static final Pattern COMPOSES =
      Pattern.compile("(?i)(?:.*(?:compose|stack).*|values)\\.ya?ml");

  /** What people copy to the Compose file of a folder. */
  private static final Pattern TEMPLATE = Pattern.compile(
      "(?i)(?:docker-)?compose(?:[._-][\\w-]{1,40}){0,3}[._-](?:default|dist|example|in|j2|sample|te?mp|template|tmpl|tpl)");

  private static final Pattern IS_COMPOSE =
      Pattern.compile("(?i)(?:docker-)?compose(?:[._-].{1,100})?\\.ya?ml");

  private static final Pattern NAMES_IMAGE = Pattern.compile("(?m)^[ \\t]{1,30}image:");

  /** Files and folders that tell of Kubernetes. */
  private static final Pattern OF_CLUSTER = Pattern.compile(
      "(?i)k8s|kube|\\bhelm|\\bcharts?\\b|kustom|openshift|\\bargo|skaffold|tiltfile|okteto|manifests|gitops|\\bflux|knative|\\binfra|terraform");

  private static final Pattern OPENSHIFT = Pattern.compile("(?i)openshift");

  /** Files that only Amazon's ECS reads. */
  private static final Pattern OF_ECS = Pattern.compile(
      "(?i)(?:.*[-_.])?task[-_.]?def(?:inition)?s?(?:[-_.].*)?\\.json|ecs-params\\.ya?ml|ecspresso\\.(?:ya?ml|json|jsonnet)");

  private final Disk disk;

  RunSettingsSearch(Disk disk) {
    this.disk = disk;
  }

  /**
   * How the image of a Dockerfile is run.
   *
   * @param root the project's folder
   */
  RunSettings of(Path dockerfile, Path root, Deadline deadline) {
    Map<Path, String> texts = new LinkedHashMap<>();
    boolean ofCluster = false;
    boolean ofOtherCluster = false;
    boolean ofEcs = false;
    boolean isAlone = true;
    Path own = dockerfile.getParent();
    for (Path path : folders(own, root)) {
      Folder folder = disk.folder(path, deadline);
      ofCluster |= !folder.complete() && folder != Folder.UNREADABLE;
      boolean isComposed = folder.items().keySet().stream()
          .anyMatch(name -> IS_COMPOSE.matcher(name).matches());
      for (Folder.Item item : folder.items().values()) {
        isAlone &= BuildContexts.isBuildFile(item);
        ofCluster |= OF_CLUSTER.matcher(item.name()).find();
        ofOtherCluster |=
            OF_CLUSTER.matcher(OPENSHIFT.matcher(item.name()).replaceAll("")).find();
        ofEcs |= OF_ECS.matcher(item.name()).matches();
        if (tells(item) || !isComposed && TEMPLATE.matcher(item.name()).matches()) {
          add(texts, item, deadline);
        }
      }
    }
    addBelow(texts, root, deadline);
    boolean isCut = texts.size() == MAX_FILES;
    for (String name : OF_SCRIPTS) {
      addNamed(texts, root.resolve(name), IS_SCRIPT, deadline);
    }
    addWorkflows(texts, root, deadline);
    addManifests(texts, own, root, deadline);
    addSettings(texts, root, deadline);
    return RunSettings.of(
        texts,
        new RunSettingsReader.Signs(ofCluster || isCut, ofOtherCluster || isCut, ofEcs, isAlone),
        dockerfile,
        root);
  }

  /** Adds the Compose files and the values of charts in the folders of those for deployment. */
  private void addBelow(Map<Path, String> texts, Path root, Deadline deadline) {
    int places = 0;
    for (String name : OF_DEPLOYMENT) {
      for (Folder.Item place : disk.folder(root.resolve(name), deadline).items().values()) {
        if (place.kind() == Folder.Kind.FOLDER && places++ < MAX_PLACES) {
          addNamed(
              texts, place.path(), place.name().equals("compose") ? IS_YAML : COMPOSES, deadline);
        }
      }
    }
  }

  /** Adds what builds the images that Compose files name. */
  private void addWorkflows(Map<Path, String> texts, Path root, Deadline deadline) {
    boolean names = false;
    for (String text : texts.values()) {
      names |= text.contains("services:") && NAMES_IMAGE.matcher(text).find();
    }
    if (names) {
      Path workflows = root.resolve(".github").resolve("workflows");
      for (Folder.Item item : disk.folder(workflows, deadline).items().values()) {
        if (tells(item)) {
          add(texts, item, deadline);
        }
      }
    }
  }

  /** Adds settings of servers that Compose files mount, as far as they are in the project. */
  private void addSettings(Map<Path, String> texts, Path root, Deadline deadline) {
    Set<Path> mounted = new LinkedHashSet<>();
    texts.forEach((file, text) ->
        mounted.addAll(MountedSettings.in(file, ComposeFile.withShortMounts(text))));
    for (Path path : Iterables.limit(mounted, MAX_PLACES)) {
      if (path.startsWith(root) && MountedSettings.isOne(path)) {
        texts.put(path, disk.beginning(path, deadline));
      } else if (path.startsWith(root)) {
        for (Folder.Item item :
            Iterables.limit(disk.folder(path, deadline).items().values(), MAX_PLACES)) {
          if (item.kind() == Folder.Kind.FILE && MountedSettings.isOne(item.path())) {
            texts.put(item.path(), disk.beginning(item.path(), deadline));
          }
        }
      }
    }
  }

  /** Adds manifests of Kubernetes below the folders of those, at first what is called like the folder of the Dockerfile. */
  private void addManifests(
      Map<Path, String> texts, @Nullable Path own, Path root, Deadline deadline) {
    String name = own == null || own.equals(root) ? "" : String.valueOf(own.getFileName());
    List<Folder.Item> others = new ArrayList<>();
    List<Folder.Item> found = new ArrayList<>();
    for (Folder.Item item : manifests(own, root, deadline)) {
      (item.name().contains(name) ? found : others).add(item);
    }
    found.addAll(others);
    int most = texts.size() + MAX_MANIFESTS;
    for (Folder.Item item : found) {
      if (texts.size() < most && !texts.containsKey(item.path())) {
        texts.put(item.path(), disk.beginning(item.path(), deadline));
      }
    }
  }

  private List<Folder.Item> manifests(@Nullable Path own, Path root, Deadline deadline) {
    Set<Path> places = new LinkedHashSet<>();
    for (Path part = own; part != null && part.startsWith(root); part = part.getParent()) {
      Folder contents = disk.folder(part, deadline);
      for (String name : OF_MANIFESTS) {
        if (contents.items().containsKey(name)) {
          places.add(part.resolve(name));
        }
      }
    }
    for (Path part = own; part != null && part.startsWith(root); part = part.getParent()) {
      for (Folder.Item item : disk.folder(part, deadline).items().values()) {
        if (item.kind() == Folder.Kind.FOLDER
            && FOR_MANIFESTS.matcher(item.name()).find()) {
          places.add(item.path());
        }
      }
    }
    List<Path> folders = new ArrayList<>(places);
    List<Folder.Item> found = new ArrayList<>();
    for (int i = 0; i < folders.size() && i < MAX_MANIFEST_FOLDERS; i++) {
      Path folder = folders.get(i);
      for (Folder.Item item : disk.folder(folder, deadline).items().values()) {
        boolean isDeep = folder.getNameCount() - root.getNameCount() >= MAX_DEPTH;
        if (item.kind() == Folder.Kind.FOLDER && !isDeep) {
          folders.add(item.path());
        } else if (item.kind() == Folder.Kind.FILE && isManifest(item, root)) {
          found.add(item);
        }
      }
    }
    return found;
  }

  /** Whether it is called like one, or lies in a folder for manifests, where they may be called like what they start. */
  private static boolean isManifest(Folder.Item item, Path root) {
    return IS_MANIFEST.matcher(item.name()).matches()
        || IS_YAML.matcher(item.name()).matches()
            && FOR_MANIFESTS.matcher(root.relativize(item.path()).toString()).find();
  }

  /** Whether a file of a project lies in a folder for OpenShift. */
  static boolean isOfOpenShift(Path file, Path root) {
    return OPENSHIFT.matcher(root.relativize(file).toString()).find();
  }

  private void addNamed(Map<Path, String> texts, Path folder, Pattern name, Deadline deadline) {
    for (Folder.Item item : disk.folder(folder, deadline).items().values()) {
      if (name.matcher(item.name()).matches()) {
        add(texts, item, deadline);
      }
    }
  }

  private void add(Map<Path, String> texts, Folder.Item item, Deadline deadline) {
    if (item.kind() == Folder.Kind.FILE && texts.size() < MAX_FILES) {
      ContextFile file = head(item, deadline);
      texts.put(item.path(), file == null ? "" : file.beginning());
    }
  }

  /** The beginning of a file; of a Compose file more, which tells of all services of a project. */
  private @Nullable ContextFile head(Folder.Item item, Deadline deadline) {
    return COMPOSES.matcher(item.name()).matches()
            || TEMPLATE.matcher(item.name()).matches()
        ? disk.head(item.path(), MAX_COMPOSE, deadline)
        : disk.head(item.path(), deadline);
  }

  /** The build contexts that Compose files give a Dockerfile, wherever those may be; none where the disk is slow. */
  ImmutableSet<Path> contexts(Path dockerfile, Path root, Deadline deadline) {
    ImmutableSet.Builder<Path> contexts = ImmutableSet.builder();
    for (Path folder : folders(dockerfile.getParent(), root)) {
      Folder contents = disk.folder(folder, deadline);
      if (!contents.complete() && contents != Folder.UNREADABLE) {
        return ImmutableSet.of();
      }
      for (Folder.Item item : contents.items().values()) {
        boolean composes =
            item.kind() == Folder.Kind.FILE && item.name().contains("compose") && tells(item);
        ContextFile head = composes ? head(item, deadline) : null;
        if (head != null) {
          contexts.addAll(
              ComposeFile.contexts(item.path(), head.beginning(), dockerfile.normalize()));
        }
      }
    }
    return contexts.build();
  }

  /** The folder of the Dockerfile, those above it, and those of the root. */
  private static Set<Path> folders(@Nullable Path own, Path root) {
    Set<Path> folders = new LinkedHashSet<>();
    for (Path folder = own;
        folder != null && folder.startsWith(root);
        folder = folder.getParent()) {
      folders.add(folder);
    }
    Path above = own == null ? null : own.getParent();
    if (above != null && above.startsWith(root)) {
      BESIDE.forEach(name -> folders.add(above.resolve(name)));
    }
    if (own != null) {
      folders.add(own.resolve(".nais"));
    }
    FOLDERS.forEach(name -> folders.add(root.resolve(name)));
    return folders;
  }

  private static boolean tells(Folder.Item item) {
    String name = Ascii.toLowerCase(item.name());
    return name.endsWith(".yml")
        || name.endsWith(".yaml")
        || name.endsWith(".sh")
        || name.equals("makefile")
        || name.equals("justfile")
        || name.equals(FlySettings.NAME)
        || name.startsWith("readme");
  }
}

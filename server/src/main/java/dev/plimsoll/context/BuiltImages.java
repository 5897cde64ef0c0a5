package dev.plimsoll.context;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import dev.plimsoll.text.Regex;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which images, and which files for them, a project makes by itself, and what it gives their builds, as far as those files say
 * it that tell people and machines how: READMEs, Makefiles, scripts, Compose and bake files in the project's root, beside and
 * above the Dockerfile, and in folders of workflows and scripts.
 */
final class BuiltImages {

  /** More files than these are not read. */
  private static final int MAX_FILES = 40;

  /** Folders of the root with workflows and scripts. */
  private static final ImmutableList<String> FOLDERS =
      ImmutableList.of(".github/workflows", "scripts", "docker", "ci", ".ci");

  /** A variable of make, or of a shell: {@code NAME ?= 'base'}. Longer values don't name images. */
  private static final Regex ASSIGNMENT = Regex.of(
      "(?m)^[ \\t]*(?:export[ \\t]+)?([A-Za-z_]\\w{0,60})[ \\t]*[:?]?=[ \\t]*[\"']?([^\"'\\n#]{0,200}?)[\"']?[ \\t]*$");

  private static final Regex USE = Regex.of("\\$(?:\\((\\w+)\\)|\\{(\\w+)(?::-[^}]*)?}|(\\w+))");

  /** What stands before a name in one of the further lines that an action or a bake file has for tags or images. */
  private static final String LISTED =
      "\\b(?:tags|images)[\"']?[ \\t]{0,9}[:=][ \\t|>\\[+-]{0,9}\\r?\\n"
          + "(?:(?![^\\n]{0,200}:\\s)[^\\n]{0,200}\\n){0,9}?[ \\t\"'-]{1,40}";

  /** A script builds an image whose name is a variable that it doesn't set itself. */
  private static final Regex OF_VARIABLE =
      Regex.of("\\bbuild\\b[^\\n]{0,200}\\s(?:-t|--tag)[ =]\"?\\$");

  private final Disk disk;

  BuiltImages(Disk disk) {
    this.disk = disk;
  }

  /**
   * Whether a project builds an image.
   *
   * @param name without a tag
   * @param own the folder of the Dockerfile
   * @param root the project's
   */
  boolean include(String name, Path own, Path root, Deadline deadline) {
    Pattern built = Pattern.compile("(?:(?:(?<![\\w-])-t|--tag)[ =]?[\"']?"
        + "|" + LISTED
        + "|(?:\\btags?\\b[^\\n]{0,20}[\\[:=]|\\b(?:docker|podman) (?:image )?(?:tag|push)\\b)[^\\n]{0,100}?)"
        + name(name));
    Pattern service = Pattern.compile("(?m)^[ \\t]*image:[ \\t]*[\"']?" + name(name));
    Pattern value = Pattern.compile("(?m)^[ \\t]{0,40}\\w{1,60}=[\"']?" + name(name));
    int read = 0;
    for (Path file : files(own, root, deadline)) {
      ContextFile head = ++read > MAX_FILES ? null : disk.head(file, deadline);
      String text = head == null ? "" : head.beginning();
      if (!mayName(text, name)) {
        continue;
      }
      String expanded = expanded(text);
      boolean isComposed =
          expanded.contains("build:") && service.matcher(expanded).find();
      // A function builds what it is called with.
      boolean isAnyBuilt =
          OF_VARIABLE.matcher(expanded).find() && value.matcher(expanded).find();
      if (isComposed || isAnyBuilt || built.matcher(expanded).find()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a project builds with a context that is called as an image, which is what FROM then means, whatever tag is there.
   *
   * @param name without a tag
   */
  boolean replace(String name, Path own, Path root, Deadline deadline) {
    String quoted = "(?:docker\\.io/(?:library/)?)?" + Pattern.quote(name);
    return says(
        name,
        Pattern.compile("(?m)--build-context[ =][\"']?" + quoted + TAG + "="
            + "|\\b(?:build-|additional_)?contexts[\"']?\\s{0,9}[:=]" + KEY + quoted + TAG
            + "[\"']?\\s{0,9}[:=]"),
        own,
        root,
        deadline);
  }

  /**
   * Whether a project gives a build argument a value: on a command line, in Compose, in a bake file, in a workflow, as a
   * variable of a script, a Makefile or a file {@code build.env}, in the settings of a pipeline, or in code that builds images.
   */
  boolean give(String argument, Path own, Path root, Deadline deadline) {
    String name = Pattern.quote(argument);
    Pattern inCode = Pattern.compile(
        "(?i:build[-_]?args?)\\b[\\s\\S]{0,1000}?[\\s\"'`{(,]" + name + "[\"'`]?\\s{0,9}[:=,\\]}]");
    boolean isGiven = says(
        argument,
        Pattern.compile("(?m)--build-arg[ =][\"']?" + name + "\\b"
            + "|^[ \\t]{0,40}(?:export[ \\t]{1,9})?" + name + "[ \\t]{0,9}[:?]?=(?!=)"
            + "|\\b(?:build[-_]?)?args[\"']?\\s{0,9}[:=]"
            + KEY + name + "[\"']?\\s{0,9}(?:[:=,}]|$)"),
        own,
        root,
        deadline);
    return isGiven
        || isInSettings(argument, own, root, deadline)
        || saysInCode(argument, inCode, own, root, deadline);
  }

  /** How the settings of a pipeline call the image that it builds on, whatever the argument is called. */
  private static final String BASE = "(?:base|builder|from|parent|runtime)[._-]?image";

  /** Pipelines that set variables for the commands in them. */
  private static final Regex PIPELINE =
      Regex.of("\\.?(?:azure-pipelines|bitbucket-pipelines|drone|gitlab-ci|woodpecker)\\b.{0,60}");

  private static final Regex BUILDS_IMAGE = Regex.of("\\b(?:buildah|docker|kaniko|podman)\\b");

  /**
   * Whether a pipeline that builds images sets a variable, or its settings have one like it, with dots perhaps, or that of a
   * base image for one of those.
   */
  private boolean isInSettings(String argument, Path own, Path root, Deadline deadline) {
    String name = Pattern.quote(argument).replace("_", "\\E[._-]\\Q");
    boolean isOfImage = Ascii.toLowerCase(argument).contains("image");
    Pattern set = Pattern.compile(
        "(?im)^[ \\t]{0,40}(?:" + name + (isOfImage ? "|" + BASE : "") + ")[ \\t]{0,9}[=:]");
    Pattern variable =
        Pattern.compile("(?m)^[ \\t]{0,40}" + Pattern.quote(argument) + "[ \\t]{0,9}:[ \\t]");
    int read = 0;
    for (Path file : files(own, root, deadline)) {
      String called = String.valueOf(file.getFileName());
      boolean isPipeline = PIPELINE.matcher(called).matches();
      boolean tells = isPipeline || called.endsWith(PROPERTIES);
      ContextFile head = !tells || ++read > MAX_FILES ? null : disk.head(file, deadline);
      String text = head == null ? "" : head.beginning();
      if (isPipeline
          ? BUILDS_IMAGE.matcher(text).find() && variable.matcher(text).find()
          : set.matcher(text).find()) {
        return true;
      }
    }
    return false;
  }

  private static final String PROPERTIES = ".properties";

  /** The properties that tell how something is built, and not how it runs. */
  private static final Regex OF_PIPELINE = Regex.of(
      "(?:.{0,60}[._-])?(?:build|ci|docker|gradle|image|jenkins|pipeline)s?(?:[._-].{0,60})?\\.properties");

  private boolean saysInCode(String word, Pattern said, Path own, Path root, Deadline deadline) {
    for (String text : code(own, root, deadline)) {
      if (text.contains(word) && said.matcher(text).find()) {
        return true;
      }
    }
    return false;
  }

  /** What all code has that builds an image or makes a build context. */
  private static final Regex MAY_BUILD = Regex.of("(?i)build[-_]?args?\\b|dockerfile|\\bfileobj\\b"
      + "|\\bimages\\.build\\(|\\b(?:imagebuild|buildimage)\\(");

  /**
   * Code that was read.
   *
   * @param deadline of the look at a project for which it was: that asks for the same code again and again
   */
  private record Code(Deadline deadline, Path own, ImmutableList<String> texts) {}

  /** The last that was read; a race reads it twice. */
  private volatile @Nullable Code code;

  /** The texts of the code near a Dockerfile that may build images. */
  private ImmutableList<String> code(Path own, Path root, Deadline deadline) {
    Code known = code;
    if (known == null || known.deadline() != deadline || !known.own().equals(own)) {
      ImmutableList.Builder<String> texts = ImmutableList.builder();
      for (Path file : CodeFiles.near(disk, own, root, deadline)) {
        ContextFile head = disk.head(file, deadline);
        String text = head == null ? "" : head.beginning();
        if (MAY_BUILD.matcher(text).find()) {
          texts.add(text);
        }
      }
      known = new Code(deadline, own, texts.build());
      code = known;
    }
    return known.texts();
  }

  /** Whether a project builds a stage by its name, or one whose name a variable gives. */
  boolean target(String stage, Path own, Path root, Deadline deadline) {
    return says(
        "target",
        Pattern.compile("(?i)--target[ =][\"']?(?:\\$|" + Pattern.quote(stage) + "(?![\\w.-]))"
            + "|\\btargets?[\"']?\\s{0,9}[:=]\\s{0,9}[\"'\\[]{0,2}(?:\\$|" + Pattern.quote(stage)
            + "(?![\\w.-]))"),
        own,
        root,
        deadline);
  }

  /** What stands before a key of a block, in YAML, JSON, HCL, or the inputs of an action. */
  private static final String KEY =
      "(?:[ \\t]{0,9}|[\\s\\S]{0,1000}?(?:^|[{,]|- )[ \\t]{0,40})[\"']?";

  private static final String TAG = "(?::[\\w.-]{1,128})?";

  private boolean says(String word, Pattern said, Path own, Path root, Deadline deadline) {
    int read = 0;
    for (Path file : files(own, root, deadline)) {
      ContextFile head = ++read > MAX_FILES ? null : disk.head(file, deadline);
      String text = head == null ? "" : head.beginning();
      if (text.contains(word) && said.matcher(text).find()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a project may make or load a file or a folder before the image is built, as a workflow, a Makefile or a script
   * of its says.
   *
   * @param path from the root of the context
   * @param own the folder of the Dockerfile
   * @param root the project's
   */
  boolean mayMake(String path, Path own, Path root, Deadline deadline) {
    String name = "(?<![\\w-])" + Pattern.quote(path) + "(?=[\\s\"'`/:,;)]|$)";
    Pattern made = Pattern.compile("(?m)^(?:[^\\n#]{0,300}" + MAKES + "[^\\n]{0,300}" + name
        + "|(?:\\./)?" + Pattern.quote(path) + "(?:/[^\\s:]{0,100})?:(?!=))");
    return says(path, made, own, root, deadline);
  }

  /** Code that makes a build context: it names a Dockerfile or hands an archive over. */
  private static final Regex MAKES_CONTEXT = Regex.of(
      "\\bDockerfile\\b|\\bfileobj\\b|\\bimages\\.build\\(|\\b(?:ImageBuild|buildImage)\\(");

  /** Whether code near the Dockerfile makes a build context with that file in it. */
  boolean mayGatherInCode(String path, Path own, Path root, Deadline deadline) {
    Pattern named = Pattern.compile("[\"'`/]" + Pattern.quote(path) + "[\"'`]");
    for (String text : code(own, root, deadline)) {
      if (text.contains(path)
          && named.matcher(text).find()
          && MAKES_CONTEXT.matcher(text).find()) {
        return true;
      }
    }
    return false;
  }

  /** What stands before a path that is made or loaded. */
  private static final String MAKES =
      "(?:\\b(?:cp|mv|mkdir|curl|wget|clone|rsync|tar|unzip|scp|ln|touch|tee|pull|download|fetch|submodule|publish)\\b"
          + "|>|\\bpath:|\\s(?:-o|-O|-C|-d|--out\\S{0,20})[ =])";

  /** Plugins of Maven and Gradle that gather the build context of an image in a folder of their own. */
  private static final Regex GATHERS =
      Regex.of("<artifactId>\\s{0,9}(?:docker|fabric8|kubernetes|openshift)-maven-plugin\\s{0,9}<"
          + "|\\bcom\\.(?:bmuschko|palantir)\\.docker\\b|\\bse\\.transmode\\b|\\borg\\.jkube\\b");

  /**
   * Whether a build of the project, in a folder or above it, gathers the build context, so that there may be anything in it.
   *
   * @param root the project's
   */
  boolean mayGather(Path own, Path root, Deadline deadline) {
    for (Path folder = own;
        folder != null && folder.startsWith(root);
        folder = folder.getParent()) {
      for (String name : JavaProjects.MANIFESTS) {
        ContextFile head = disk.head(folder.resolve(name), deadline);
        if (head != null && GATHERS.matcher(head.beginning()).find()) {
          return true;
        }
      }
    }
    return false;
  }

  /** The files that GoReleaser looks for, from the root of a project. */
  private static final ImmutableList<String> RELEASES = ImmutableList.of(
      ".goreleaser.yml",
      ".goreleaser.yaml",
      "goreleaser.yml",
      "goreleaser.yaml",
      ".config/goreleaser.yml",
      ".config/goreleaser.yaml",
      ".github/.goreleaser.yml",
      ".github/.goreleaser.yaml",
      ".github/goreleaser.yml",
      ".github/goreleaser.yaml");

  private static final Regex RELEASES_IMAGES = Regex.of("(?m)^dockers(?:_v2)?:");

  /** Whether GoReleaser makes the image of a Dockerfile, and for that a build context with the programs in it. */
  boolean areReleased(Path dockerfile, Path root, Deadline deadline) {
    String path = root.relativize(dockerfile).toString().replace('\\', '/');
    Pattern named = Pattern.compile("(?m)\\bdockerfile:[ \\t]{0,9}[\"']?(?:\\./)?"
        + Pattern.quote(path) + "[\"']?[ \\t]{0,9}(?:#.*)?$");
    for (String release : RELEASES) {
      ContextFile head = disk.head(root.resolve(release), deadline);
      String text = head == null ? "" : head.beginning();
      if (RELEASES_IMAGES.matcher(text).find()
          && (named.matcher(text).find()
              || path.equals("Dockerfile") && !text.contains("dockerfile:"))) {
        return true;
      }
    }
    return false;
  }

  private static final Regex MODULE = Regex.of(
      "(?m)^[ \\t]{0,99}path[ \\t]{0,9}=[ \\t]{0,9}\"?([^\"\\r\\n]{1,200}?)\"?[ \\t]{0,99}\\r?$");

  /**
   * Whether a place is in a submodule of Git's, which is there where somebody has checked it out.
   *
   * @param folder above the place, from which on the folders are looked at up to the root
   * @param root the project's
   */
  boolean isInSubmodule(Path place, Path folder, Path root, Deadline deadline) {
    for (Path at = folder; at != null && at.startsWith(root); at = at.getParent()) {
      ContextFile modules = disk.head(at.resolve(".gitmodules"), deadline);
      Matcher module = MODULE.matcher(modules == null ? "" : modules.beginning());
      while (module.find()) {
        String path = ContextPath.inContext(module.group(1));
        if (!path.isEmpty() && place.startsWith(at.resolve(path))) {
          return true;
        }
      }
    }
    return false;
  }

  /** The name where it ends, or its tag begins. */
  private static String name(String name) {
    return "(?<![\\w./-])(?:docker\\.io/)?" + Pattern.quote(name) + "(?=[:\"'`\\s\\],]|$)";
  }

  /** A cheap look: its last part is there, if only as the value of a variable. */
  private static boolean mayName(String text, String name) {
    return text.contains(name.substring(name.lastIndexOf('/') + 1));
  }

  private List<Path> files(Path own, Path root, Deadline deadline) {
    ImmutableList.Builder<Path> files = ImmutableList.builder();
    Set<Path> seen = new HashSet<>();
    add(root, seen, files, deadline);
    add(own, seen, files, deadline);
    Path parent = own.getParent();
    if (parent != null && parent.startsWith(root)) {
      add(parent, seen, files, deadline);
    }
    for (String folder : FOLDERS) {
      add(root.resolve(folder), seen, files, deadline);
    }
    return files.build();
  }

  private void add(
      Path folder, Set<Path> seen, ImmutableList.Builder<Path> files, Deadline deadline) {
    if (!seen.add(folder)) {
      return;
    }
    for (Folder.Item item : disk.folder(folder, deadline).items().values()) {
      if (item.kind() == Folder.Kind.FILE && tells(Ascii.toLowerCase(item.name()))) {
        files.add(item.path());
      }
    }
  }

  /** Whether a file tells how images are built, by its name in lower case. */
  private static boolean tells(String name) {
    return name.startsWith("readme")
        || name.startsWith("makefile")
        || name.equals("gnumakefile")
        || name.equals("justfile")
        || name.equals("package.json")
        || name.startsWith("jenkinsfile")
        || name.endsWith(".ps1")
        || name.endsWith(PROPERTIES) && OF_PIPELINE.matcher(name).matches()
        || name.endsWith(".mk")
        || name.endsWith(".sh")
        || name.endsWith(".env")
        || name.endsWith(".hcl")
        || name.contains("bake") && name.endsWith(".json")
        || name.endsWith(".yml")
        || name.endsWith(".yaml");
  }

  /** The text with the variables that it sets itself in place; each once. */
  private static String expanded(String text) {
    if (text.indexOf('$') < 0) {
      return text;
    }
    Map<String, String> values = new HashMap<>();
    Matcher assignment = ASSIGNMENT.matcher(text);
    while (assignment.find()) {
      values.putIfAbsent(assignment.group(1), assignment.group(2).strip());
    }
    return values.isEmpty() ? text : replaced(replaced(text, values), values);
  }

  private static String replaced(String text, Map<String, String> values) {
    StringBuilder replaced = new StringBuilder();
    Matcher use = USE.matcher(text);
    while (use.find()) {
      String value = values.get(name(use));
      use.appendReplacement(
          replaced, Matcher.quoteReplacement(value == null ? use.group() : value));
    }
    return use.appendTail(replaced).toString();
  }

  private static @Nullable String name(Matcher use) {
    return use.group(1) != null ? use.group(1) : use.group(2) != null ? use.group(2) : use.group(3);
  }
}

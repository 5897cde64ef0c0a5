package dev.plimsoll.context;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.plimsoll.text.Regex;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What something that runs before the build brings: a workflow, beside which its Dockerfile lies, a Makefile, a script, a plugin
 * of Maven or Gradle, GoReleaser, code that gathers the context, Git, which leaves submodules out, or whoever builds.
 */
final class MadeSources {

  private final Disk disk;
  private final BuildScripts scripts;
  private final CodeFiles code;
  private final DemandedSources demanded;

  MadeSources(Disk disk, BuildScripts scripts, CodeFiles code) {
    this.disk = disk;
    this.scripts = scripts;
    this.code = code;
    this.demanded = new DemandedSources(disk, scripts);
  }

  /**
   * Whether one of these may bring a source that isn't in the context, or a folder of it.
   *
   * @param file the Dockerfile
   * @param root the project's folder
   */
  boolean mayInclude(BuildContext context, String source, Path file, Path root, Deadline deadline) {
    Path own = Objects.requireNonNull(file.getParent());
    if (Iterables.any(own, name -> name.toString().equals(".github"))) {
      return true;
    }
    String path = ContextPath.inContext(source);
    if (isInSubmodule(context, path, root, deadline)
        || mayBeGathered(source, file, root, deadline)) {
      return true;
    }
    while (!path.isEmpty() && context.find(path, deadline).entries().isEmpty()) {
      if (mayMake(path, own, root, deadline) || demanded.include(path, file, own, root, deadline)) {
        return true;
      }
      path = path.substring(0, Math.max(path.lastIndexOf('/'), 0));
    }
    return false;
  }

  /**
   * Whether the image may be built in a context of its own with a source in it, which no .dockerignore of the project is about:
   * one that GoReleaser, a plugin of Maven or Gradle, or code gathers.
   *
   * @param file the Dockerfile
   * @param root the project's folder
   */
  boolean mayBeGathered(String source, Path file, Path root, Deadline deadline) {
    Path own = Objects.requireNonNull(file.getParent());
    return mayGather(own, root, deadline)
        || areReleased(file, root, deadline)
        || mayGatherInCode(ContextPath.inContext(source), own, root, deadline)
        || isCopiedElsewhere(own, root, deadline);
  }

  /** What stands before a path that is made or loaded. */
  private static final String MAKES =
      "(?:\\b(?:cp|mv|mkdir|curl|wget|clone|rsync|tar|unzip|scp|ln|touch|tee|pull|download|fetch|submodule|publish)\\b"
          + "|>|\\bpath:|\\s(?:-o|-O|-C|-d|--out\\S{0,20})[ =])";

  /** Whether a project may make or load a file or a folder before the image is built, as a workflow, a Makefile or a script says. */
  private boolean mayMake(String path, Path own, Path root, Deadline deadline) {
    String name = "(?<![\\w-])" + Pattern.quote(path) + "(?=[\\s\"'`/:,;)]|$)";
    Pattern made = Pattern.compile("(?m)^(?:[^\\n#]{0,300}" + MAKES + "[^\\n]{0,300}" + name
        + "|(?:\\./)?" + Pattern.quote(path) + "(?:/[^\\s:]{0,100})?:(?!=))");
    return scripts.say(path, made, own, root, deadline);
  }

  /** Code that makes a build context: it names a Dockerfile, builds an image or hands an archive over. */
  private static final Regex MAKES_CONTEXT = Regex.of(
      "\\bDockerfile\\b|\\bdocker\\W{1,5}(?:buildx\\W{1,5})?build\\b|\\bfileobj\\b|\\bimages\\.build\\(|\\b(?:ImageBuild|buildImage)\\(");

  /** Whether code near the Dockerfile makes a build context with that file in it. */
  private boolean mayGatherInCode(String path, Path own, Path root, Deadline deadline) {
    Pattern named = Pattern.compile("[\"'`/]" + Pattern.quote(path) + "[\"'`]");
    return code.says(MAKES_CONTEXT, path, named, own, root, deadline);
  }

  private static final Regex BUILDS = Regex.of("\\bdocker\\W{1,5}(?:buildx\\W{1,5})?build\\b");

  /** Whether a script or code that builds an image copies the folder of the Dockerfile first: the copy is the context then. */
  private boolean isCopiedElsewhere(Path own, Path root, Deadline deadline) {
    String name = own.equals(root) ? "" : String.valueOf(own.getFileName());
    if (name.isEmpty()) {
      return false;
    }
    String copy =
        "(?:\\b(?:cp|rsync)\\s{1,9}(?:-\\S{1,20}\\s{1,9}){1,9}|\\b(?i:cp|cp_r|copy\\w{0,20})\\()";
    Pattern copied = Pattern.compile(copy + "[\"']?(?:[\\w./${}-]{0,200}/)?" + Pattern.quote(name)
        + "(?:/\\.?)?[\"']?(?:,|[ \\t]{1,9}[^\\s;&|])");
    for (Path script : scripts.near(own, root, deadline)) {
      String text = scripts.text(script, deadline);
      if (text.contains(name)
          && BUILDS.matcher(text).find()
          && copied.matcher(text).find()) {
        return true;
      }
    }
    return code.says(BUILDS, name, copied, own, root, deadline);
  }

  /** Plugins of Maven and Gradle that gather the build context of an image in a folder of their own. */
  private static final Regex GATHERS =
      Regex.of("<artifactId>\\s{0,9}(?:docker|fabric8|kubernetes|openshift)-maven-plugin\\s{0,9}<"
          + "|\\bcom\\.(?:bmuschko|palantir)\\.docker\\b|\\bse\\.transmode\\b|\\borg\\.jkube\\b");

  /** Whether a build of the project, in a folder or above it, gathers the build context, so that there may be anything in it. */
  private boolean mayGather(Path own, Path root, Deadline deadline) {
    for (Path folder = own;
        folder != null && folder.startsWith(root);
        folder = folder.getParent()) {
      for (String name : JavaProjects.MANIFESTS) {
        if (GATHERS.matcher(disk.beginning(folder.resolve(name), deadline)).find()) {
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
  private boolean areReleased(Path dockerfile, Path root, Deadline deadline) {
    String path = root.relativize(dockerfile).toString().replace('\\', '/');
    Pattern named = Pattern.compile("(?m)\\bdockerfile:[ \\t]{0,9}[\"']?(?:\\./)?"
        + Pattern.quote(path) + "[\"']?[ \\t]{0,9}(?:#.*)?$");
    for (String release : RELEASES) {
      String text = disk.beginning(root.resolve(release), deadline);
      if (RELEASES_IMAGES.matcher(text).find()
          && (named.matcher(text).find()
              || path.equals("Dockerfile") && !text.contains("dockerfile:"))) {
        return true;
      }
    }
    return false;
  }

  private boolean isInSubmodule(BuildContext context, String path, Path root, Deadline deadline) {
    Path folder = Path.of(context.root());
    try {
      return isInSubmodule(folder.resolve(path), folder, root, deadline);
    } catch (InvalidPathException e) {
      return false; // the name has letters that the system's have not
    }
  }

  private static final Regex MODULE = Regex.of(
      "(?m)^[ \\t]{0,99}path[ \\t]{0,9}=[ \\t]{0,9}\"?([^\"\\r\\n]{1,200}?)\"?[ \\t]{0,99}\\r?$");

  /**
   * Whether a place is in a submodule of Git's, which is there where somebody has checked it out.
   *
   * @param folder above the place, from which on the folders are looked at up to the root
   */
  private boolean isInSubmodule(Path place, Path folder, Path root, Deadline deadline) {
    for (Path at = folder; at != null && at.startsWith(root); at = at.getParent()) {
      Matcher module = MODULE.matcher(disk.beginning(at.resolve(".gitmodules"), deadline));
      while (module.find()) {
        String path = ContextPath.inContext(module.group(1));
        if (!path.isEmpty() && place.startsWith(at.resolve(path))) {
          return true;
        }
      }
    }
    return false;
  }
}

package dev.plimsoll.context;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.plimsoll.text.Regex;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of a project that tell people and machines how its images are built: READMEs, Makefiles, scripts, Compose and bake
 * files in the project's root, beside and above the Dockerfile, and in folders of workflows, of their actions, and of scripts.
 */
final class BuildScripts {

  /** More files than these are not read. */
  private static final int MAX_FILES = 40;

  /** Folders of the root with workflows and scripts. */
  private static final ImmutableList<String> FOLDERS = ImmutableList.of(
      ".github/workflows", "scripts", "docker", "ci", ".ci", "hack", "ops", "tools");

  /** The folder of the root with a folder for each action that the workflows of a project share. */
  private static final String ACTIONS = ".github/actions";

  /** A script in a folder, as tasks and workflows call it from the root. */
  private static final Regex CALLED = Regex.of(
      "(?<![\\w./$}-])(?:\\./)?((?:[\\w-][\\w.-]{0,60}/){1,6}[\\w-][\\w.-]{0,60}\\.sh)(?![\\w.-])");

  /** More folders than these are not looked into. */
  private static final int MAX_FOLDERS = 40;

  private static final String PROPERTIES = ".properties";

  /** The properties that tell how something is built, and not how it runs. */
  private static final Regex OF_PIPELINE = Regex.of(
      "(?:.{0,60}[._-])?(?:build|ci|docker|gradle|image|jenkins|pipeline)s?(?:[._-].{0,60})?\\.properties");

  /** Pipelines that set variables for the commands in them. */
  private static final Regex PIPELINE =
      Regex.of("\\.?(?:azure-pipelines|bitbucket-pipelines|drone|gitlab-ci|woodpecker)\\b.{0,60}");

  private final Disk disk;

  BuildScripts(Disk disk) {
    this.disk = disk;
  }

  /**
   * Whether one of them says something, or a script that one of them calls.
   *
   * @param word that is in what is said: to look for it costs little
   * @param own the folder of the Dockerfile
   * @param root the project's
   */
  boolean say(String word, Pattern said, Path own, Path root, Deadline deadline) {
    Set<Path> read = new HashSet<>();
    Set<Path> called = new LinkedHashSet<>();
    for (Path file : near(own, root, deadline)) {
      String text = text(file, deadline);
      if (text.contains(word) && said.matcher(text).find()) {
        return true;
      }
      read.add(file);
      addCalled(text, root, called);
    }
    called.removeAll(read);
    for (Path script : called) {
      String text = text(script, deadline);
      if (text.contains(word) && said.matcher(text).find()) {
        return true;
      }
    }
    return false;
  }

  private static void addCalled(String text, Path root, Set<Path> called) {
    Matcher script = CALLED.matcher(text);
    while (called.size() < MAX_FILES && text.contains(".sh") && script.find()) {
      called.add(root.resolve(script.group(1)));
    }
  }

  /** As many of them as are read. */
  Iterable<Path> near(Path own, Path root, Deadline deadline) {
    return Iterables.limit(all(own, root, deadline), MAX_FILES);
  }

  /** As many as are read of those that set variables by name: pipelines, and the properties that they are built with. */
  Iterable<Path> settings(Path own, Path root, Deadline deadline) {
    ImmutableList.Builder<Path> settings = ImmutableList.builder();
    for (Path file : all(own, root, deadline)) {
      if (isPipeline(file) || String.valueOf(file.getFileName()).endsWith(PROPERTIES)) {
        settings.add(file);
      }
    }
    return Iterables.limit(settings.build(), MAX_FILES);
  }

  static boolean isPipeline(Path file) {
    return PIPELINE.matcher(String.valueOf(file.getFileName())).matches();
  }

  /** What stands in one, as far as it is read. */
  String text(Path file, Deadline deadline) {
    return disk.beginning(file, deadline);
  }

  private List<Path> all(Path own, Path root, Deadline deadline) {
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
    for (Folder.Item action :
        disk.folder(root.resolve(ACTIONS), deadline).items().values()) {
      if (action.kind() == Folder.Kind.FOLDER && seen.size() < MAX_FOLDERS) {
        add(action.path(), seen, files, deadline);
      }
    }
    for (Path above = parent; above != null && above.startsWith(root); above = above.getParent()) {
      add(above, seen, files, deadline);
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
        || name.equals("cmakelists.txt")
        || name.endsWith(".cmake")
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
}

package dev.plimsoll.lint.rules.cache;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.context.ContextFile;
import dev.plimsoll.context.JsonFile;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.CopiedFile;
import dev.plimsoll.text.Regex;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code package.json} has a package manager run while it installs. */
final class InstallScripts {

  /** Whether such a script needs more than the manifests. */
  enum Need {
    /** As far as the context shows. */
    NOTHING,
    PERHAPS,
    /** It builds, or installs another project. */
    SOURCES
  }

  private static final ImmutableSet<String> NODE = ImmutableSet.of("npm", "yarn", "pnpm", "bun");

  /** The names of the scripts that an install runs. */
  private static final ImmutableList<String> NAMES = ImmutableList.of(
      "preinstall", "install", "postinstall", "prepublish", "preprepare", "prepare", "postprepare");

  private static final Splitter COMMANDS =
      Splitter.on(Pattern.compile("&&|\\|\\||[;&|]")).trimResults().omitEmptyStrings();

  /** Commands that read nothing of the project but its manifests, or do nothing without Git's folder. */
  private static final Regex HARMLESS = Regex.of(
      "((npx|pnpm exec|yarn exec)\\s+(-y\\s+|--yes\\s+)?)?"
          + "(echo|true|exit|:|is-ci|only-allow|husky|simple-git-hooks|lefthook|playwright|opencollective)\\b[^$`]*");

  /** Commands that make something of the sources, or go into another project. */
  private static final Regex BUILDS = Regex.of(
      "cd\\s.*"
          + "|(npm|pnpm|yarn|bun)\\s+run(-script)?\\s.*\\bbuild.*"
          + "|(yarn|pnpm)\\s+build\\b.*"
          + "|((npx|pnpm exec|yarn exec)\\s+)?"
          + "(tsc|webpack|rollup|esbuild|tsup|gulp|grunt|node-gyp|make|vite\\s+build|next\\s+build|ng\\s+build)(\\s.*)?");

  private InstallScripts() {}

  static Need of(Subject subject, PlacedInstall install) {
    CopiedFile manifest = mayRun(install) ? install.file(subject, "package.json") : null;
    if (manifest == null) {
      return Need.NOTHING;
    }
    Need need = of(manifest.file());
    String root = manifest.path().substring(0, manifest.path().lastIndexOf('/') + 1);
    for (String member : members(subject, manifest.file(), root)) {
      Need its = of(subject.contextFile(root + member + "/package.json"));
      need = its.compareTo(need) > 0 ? its : need;
    }
    return need;
  }

  /** A member of the workspace in the lockfile of pnpm, which lists them first. */
  private static final Regex IMPORTER = Regex.of("(?m)^  [\"']?([\\w@.-]+(?:/[\\w@.-]+)*)[\"']?:$");

  /** The folders of the members of a workspace, as far as a manifest or a lockfile names them; not those of a pattern. */
  private static ImmutableSet<String> members(Subject subject, ContextFile manifest, String root) {
    ImmutableSet.Builder<String> members = ImmutableSet.builder();
    JsonFile json = JsonFile.of(manifest);
    for (ImmutableList<String> named :
        Arrays.asList(json.list("workspaces"), json.list("workspaces", "packages"))) {
      if (named != null) {
        named.stream().filter(folder -> folder.indexOf('*') < 0).forEach(members::add);
      }
    }
    String lock = subject.contextFile(root + "pnpm-lock.yaml").beginning();
    int start = lock.indexOf("\nimporters:");
    int end = lock.indexOf("\npackages:");
    Matcher importer =
        IMPORTER.matcher(start < 0 ? "" : lock.substring(start, end < start ? lock.length() : end));
    while (importer.find()) {
      members.add(importer.group(1));
    }
    return members.build();
  }

  /** Whether an install runs scripts of the project's. */
  static boolean mayRun(PlacedInstall install) {
    return NODE.contains(install.install().tool())
        && !install.invocation().arguments().hasFlag("--ignore-scripts")
        && !"fetch".equals(install.invocation().arguments().verb());
  }

  private static Need of(ContextFile manifest) {
    ImmutableMap<String, String> scripts = JsonFile.of(manifest).texts("scripts");
    if (scripts == null) {
      return Need.NOTHING; // nobody knows them
    }
    Need need = Need.NOTHING;
    for (String name : NAMES) {
      for (String command : COMMANDS.split(scripts.getOrDefault(name, ""))) {
        if (BUILDS.matcher(command).matches()) {
          return Need.SOURCES;
        }
        need = HARMLESS.matcher(command).matches() ? need : Need.PERHAPS;
      }
    }
    return need;
  }
}

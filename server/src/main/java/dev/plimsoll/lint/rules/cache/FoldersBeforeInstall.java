package dev.plimsoll.lint.rules.cache;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.context.ContextFile;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.cache.DependencyInstall.Way;
import dev.plimsoll.lint.rules.files.ContextCopy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Folders of sources that are copied by their names above an install, although the install reads nothing but manifests that are
 * copied by theirs.
 */
final class FoldersBeforeInstall {

  /** Those that read manifests alone, unless these name other projects. */
  private static final ImmutableSet<String> TOOLS =
      ImmutableSet.of("npm", "yarn", "pnpm", "bun", "pip", "pipenv", "go");

  /** Those that build, and can download before, from manifests alone. */
  private static final ImmutableSet<String> BUILDERS = ImmutableSet.of("go", "maven");

  /** Folders that an install may read: patches of packages, schemas, scripts, packages themselves. */
  private static final ImmutableSet<String> NEEDED = ImmutableSet.of(
      "bin",
      "build",
      "builds",
      "deps",
      "hooks",
      "lib",
      "libs",
      "local",
      "packages",
      "patch",
      "patches",
      "plugins",
      "prisma",
      "requirements",
      "script",
      "scripts",
      "tools",
      "vendor",
      "vendored",
      "wheelhouse",
      "wheels");

  /** Folders of what builds the project: what is in them is seldom changed, and other steps behind the install need it anyway. */
  private static final ImmutableSet<String> OF_BUILD =
      ImmutableSet.of("etc", "hooks", "patches", "script", "scripts", "tools");

  private static final Splitter PATH = Splitter.on('/').limit(2);

  private FoldersBeforeInstall() {}

  /**
   * The first of the copies that brings such a folder and nothing else, as the build context shows; or null.
   *
   * @param copies of folders of the context, above the install
   */
  static @Nullable ContextCopy first(
      Subject subject, PlacedInstall install, List<ContextCopy> copies) {
    DependencyInstall what = install.install();
    boolean readsManifests = what.way() == Way.AS_IT_IS && TOOLS.contains(what.tool())
        || what.way() == Way.SEPARATELY && BUILDERS.contains(what.tool());
    if (!readsManifests) {
      return null;
    }
    for (ContextCopy copy : copies) {
      String path = install.directory().pathTo(copy.destination());
      if (path != null && !path.isEmpty() && bringsSourcesOnly(subject, copy, what)) {
        return InstallScripts.of(subject, install) == InstallScripts.Need.NOTHING
                && !OtherProjects.areNamed(subject, install)
                && !OtherProjects.loadFiles(subject, install)
                && !FilesOfEnvironment.areIn(copy, subject.model(), install)
            ? copy
            : null;
      }
    }
    return null;
  }

  /** Whether a copy names manifests, and besides them only folders that an install may read. */
  static boolean areNeeded(Subject subject, ContextCopy copy, DependencyInstall install) {
    for (String source : copy.sources()) {
      String name = ContextPath.name(source);
      if (name.isEmpty()
          || name.equals("*")
          || subject.contextFile(source).isFolder() && !NEEDED.contains(name)) {
        return false;
      }
    }
    return Iterables.any(install.names(), copy::names);
  }

  private static boolean bringsSourcesOnly(
      Subject subject, ContextCopy copy, DependencyInstall install) {
    for (String source : copy.sources()) {
      String name = ContextPath.name(source);
      ContextFile folder = subject.contextFile(source);
      if (name.isEmpty()
          || name.startsWith(".")
          || NEEDED.contains(name)
          || OF_BUILD.contains(PATH.split(source).iterator().next())
          || !folder.isFolder()
          || !folder.certain()) {
        return false;
      }
      for (String manifest : install.names()) {
        if (!subject.contextFile(source + "/" + manifest).isMissing()) {
          return false;
        }
      }
    }
    return true;
  }
}

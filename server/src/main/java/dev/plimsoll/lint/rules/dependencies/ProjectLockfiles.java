package dev.plimsoll.lint.rules.dependencies;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.context.JsonFile;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Subject.Lacked;
import dev.plimsoll.lint.rules.dependencies.NodeInstall.Manager;
import dev.plimsoll.lint.rules.files.CopiedFile;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.text.Regex;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The lockfiles that lie beside the {@code package.json} of a project in the build context, and what they say of it.
 *
 * @param project whose dependencies they lock
 */
public record ProjectLockfiles(NodeProject project, Subject subject) {

  /** The name of the manager's lockfile that lies beside {@code package.json} in the context, or null. */
  public @Nullable String name(Manager manager) {
    for (String name : manager.lockfiles()) {
      if (subject.contextFile(project.beside(name)).isFile()) {
        return name;
      }
    }
    return null;
  }

  /** Whether no lockfile of the manager lies beside {@code package.json} in the context, for certain. */
  public boolean areMissing(Manager manager) {
    boolean missing = true;
    for (String name : manager.lockfiles()) {
      missing &= subject.contextFile(project.beside(name)).isMissing();
    }
    return missing;
  }

  /** Whether npm installs the same without the development dependencies, by its lockfile: others depend on all of them. */
  public boolean areAllInProduction() {
    String name = name(Manager.NPM);
    return name != null
        && subject.isAllInProduction(project.beside(name))
        && notLocked(Manager.NPM) == null;
  }

  /** Whether the lockfile of Yarn in the context is one that Yarn 1 doesn't read. */
  public boolean isOfModernYarn() {
    return subject.contextFile(project.beside("yarn.lock")).head().contains("__metadata:");
  }

  /** Whether the lockfile of Yarn in the context is one that Yarn 2 and later write anew. */
  public boolean isOfYarn1() {
    return subject.contextFile(project.beside("yarn.lock")).head().contains("# yarn lockfile v1");
  }

  /** The packages that bring a program of another name than their own, by it, as far as npm's lockfile is known to say. */
  ImmutableMap<String, String> packagesByProgram() {
    String name = name(Manager.NPM);
    ImmutableMap.Builder<String, String> packages = ImmutableMap.builder();
    if (name != null) {
      JsonFile lock = JsonFile.of(subject.contextFile(project.beside(name)));
      lock.names("packages", "bin").forEach((folder, programs) -> {
        int modules = folder.lastIndexOf(MODULES);
        if (modules >= 0) { // others are the project's own
          String found = folder.substring(modules + MODULES.length());
          programs.forEach(program -> packages.put(program, found));
        }
      });
    }
    return packages.buildKeepingLast();
  }

  private static final String MODULES = "node_modules/";

  /** A lockfile without the part that npm 6 reads. */
  private static final Regex OF_NPM_7 = Regex.of("\"lockfileVersion\"\\s{0,9}:\\s{0,9}3\\b");

  /** Whether the lockfile of npm in the context has a format that only npm 7 and later can read. */
  public boolean isOfLaterNpm() {
    String name = name(Manager.NPM);
    return name != null
        && OF_NPM_7.matcher(subject.contextFile(project.beside(name)).head()).find();
  }

  /**
   * Whether the lockfile of npm in the context has native packages, but none for Linux: npm leaves out those of other systems
   * where node_modules was there when it wrote the lockfile. Who installs by it gets a program that doesn't start.
   */
  public boolean isForAnotherSystem() {
    String name = name(Manager.NPM);
    String text =
        name == null ? null : subject.contextFile(project.beside(name)).text();
    return text != null
        && (hasNative(text, "darwin") || hasNative(text, "win32"))
        && !hasNative(text, "linux");
  }

  /** Whether it has a package whose name ends like those of native parts: {@code @esbuild/darwin-arm64}. */
  private static boolean hasNative(String lockfile, String system) {
    return lockfile.contains("/" + system + "-") || lockfile.contains("-" + system + "-");
  }

  /** Whether npm ci refuses the lockfile of npm in the context, for certain. */
  public boolean isRefusedByNpm() {
    String name = name(Manager.NPM);
    return name != null && subject.isRefused(project.beside(name));
  }

  /**
   * A dependency that the lockfile in the context doesn't have, so that an install that keeps to it fails; null if none is
   * known.
   */
  public @Nullable String notLocked(Manager manager) {
    String name = name(manager);
    JsonFile manifest = NodeProject.json(project.manifest().file());
    if (name == null || manifest == null) {
      return null;
    }
    JsonFile lock = JsonFile.of(subject.contextFile(project.beside(name)));
    boolean tells = manager == Manager.NPM && Boolean.TRUE.equals(lock.has("packages", ""));
    Set<String> wanted = new LinkedHashSet<>();
    Set<String> locked = new HashSet<>();
    if (tells) {
      for (String kind : NodeProject.DEPENDENCIES) {
        ImmutableMap<String, String> own = manifest.texts(kind);
        ImmutableMap<String, String> kept = lock.texts("packages", "", kind);
        if (own == null || kept == null) {
          return null;
        }
        wanted.addAll(own.keySet());
        locked.addAll(kept.keySet());
      }
    } else {
      Set<String> names = namesInLockfile(manager, name);
      if (names == null) {
        return null;
      }
      wanted.addAll(wanted(manifest));
      locked.addAll(names);
    }
    wanted.removeAll(locked);
    return Iterables.getFirst(wanted, null);
  }

  /**
   * A package that npm's lockfile lacks, though one that it has wants it as a peer, so that the {@code npm ci} of npm 7 and later
   * refuses it; null if none is known.
   */
  public @Nullable Lacked peerNotLocked() {
    return subject.contextFile(project.beside(".npmrc")).head().contains("legacy-peer-deps")
        ? null
        : lacked(subject::lackedPeer);
  }

  /** The same of one that it wants on some systems, of npm 11.6 and later. */
  public @Nullable Lacked optionalNotLocked() {
    return lacked(subject::lackedOptional);
  }

  private @Nullable Lacked lacked(Function<String, @Nullable Lacked> in) {
    String name = name(Manager.NPM);
    JsonFile manifest = NodeProject.json(project.manifest().file());
    return name == null || manifest == null || !Boolean.FALSE.equals(manifest.has("overrides"))
        ? null
        : in.apply(project.beside(name));
  }

  /** A dependency of which the lockfile in the context remembers another range than the manifest has; null if none is known. */
  public @Nullable String lockedOtherwise(Manager manager) {
    String name = name(manager);
    JsonFile manifest = NodeProject.json(project.manifest().file());
    if (name == null || manifest == null) {
      return null;
    }
    return manager == Manager.NPM
        ? LockedRanges.otherInNpm(manifest, JsonFile.of(subject.contextFile(project.beside(name))))
        : LockedRanges.otherInList(manifest, namesInLockfile(manager, name));
  }

  /** The lockfile of a manager beside the manifest in the image when an instruction begins; null where it isn't known. */
  public @Nullable CopiedFile copied(Instruction before, Manager manager) {
    for (String name : manager.lockfiles()) {
      CopiedFile found =
          CopiedFile.at(subject, before, project.directory().resolve(name), Basis.DEFAULTS);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** The dependencies that any package manager locks. */
  private static Set<String> wanted(JsonFile manifest) {
    Set<String> wanted = new LinkedHashSet<>();
    for (String kind : NodeProject.DEPENDENCIES) {
      ImmutableMap<String, String> own = manifest.texts(kind);
      if (own == null) {
        return ImmutableSet.of();
      }
      if (!kind.equals("peerDependencies")) {
        own.forEach((name, version) -> {
          if (!isElsewhere(version)) {
            wanted.add(name);
          }
        });
      }
    }
    return wanted;
  }

  /** A lockfile of npm 5 or 6. */
  private static final Regex OF_NPM_5 = Regex.of("\"lockfileVersion\"\\s{0,9}:\\s{0,9}1\\b");

  /** The names in a lockfile that tells nothing of the project itself; null where that isn't known. */
  private @Nullable ImmutableSet<String> namesInLockfile(Manager manager, String name) {
    boolean tells = switch (manager) {
      case NPM ->
        OF_NPM_5.matcher(subject.contextFile(project.beside(name)).head()).find();
      case YARN, PNPM -> !project.mayHaveWorkspaces();
      case BUN -> false;
    };
    return tells ? subject.lockedNames(project.beside(name)) : null;
  }

  /** Whether a version is the path of another project, which has dependencies of its own. */
  static boolean isElsewhere(String version) {
    return version.startsWith("file:")
        || version.startsWith("link:")
        || version.startsWith("portal:")
        || version.startsWith("workspace:")
        || version.startsWith(".");
  }
}

package dev.plimsoll.lint.rules.dependencies;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.context.ContextFile;
import dev.plimsoll.context.JsonFile;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.CopiedFile;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.syntax.Basis;

/** Whether {@code package.json} and npm's lockfile are in step where an install reads them. */
public final class LockfileInStep {

  private LockfileInStep() {}

  /**
   * Whether {@code npm ci} certainly does here what {@code npm install} does: both files are as the context has them, and
   * say the same.
   */
  public static boolean isProven(
      Subject subject, NodeProject project, RunScript script, Invocation install) {
    CopiedFile manifest = project.manifest();
    CopiedFile lock = null;
    for (String name : ImmutableList.of("npm-shrinkwrap.json", "package-lock.json")) {
      CopiedFile found = CopiedFile.at(
          subject, script.instruction(), project.directory().resolve(name), Basis.ANY_BUILD);
      lock = lock == null ? found : lock;
    }
    return lock != null
        && lock.file().certain()
        && manifest.file().certain()
        && agree(manifest.file(), lock.file())
        && hasNoModules(subject, project)
        && isLeftAlone(subject.model(), script, install, manifest)
        && isLeftAlone(subject.model(), script, install, lock);
  }

  /** Whether a directory that was copied brought no {@code node_modules}, which {@code npm ci} would delete. */
  private static boolean hasNoModules(Subject subject, NodeProject project) {
    return subject.contextFile(project.beside("node_modules")).isMissing();
  }

  private static boolean agree(ContextFile manifest, ContextFile lockfile) {
    JsonFile project = NodeProject.json(manifest);
    JsonFile lock = JsonFile.of(lockfile);
    if (project == null
        || !Boolean.FALSE.equals(project.has("workspaces"))
        || !Boolean.FALSE.equals(project.has("overrides"))
        || !Boolean.TRUE.equals(lock.has("packages", ""))) {
      return false;
    }
    for (String kind : NodeProject.DEPENDENCIES) {
      ImmutableMap<String, String> wanted = project.texts(kind);
      ImmutableMap<String, String> locked = lock.texts("packages", "", kind);
      if (wanted == null
          || !wanted.equals(locked)
          || wanted.values().stream().anyMatch(ProjectLockfiles::isElsewhere)) {
        return false;
      }
    }
    return true;
  }

  /** Programs that write nothing into the directory that they run in, unless they are told its name. */
  private static final ImmutableSet<String> KEEPERS = ImmutableSet.of(
      ":",
      "[",
      "addgroup",
      "adduser",
      "apk",
      "apt",
      "apt-get",
      "cd",
      "chmod",
      "chown",
      "corepack",
      "curl",
      "date",
      "dnf",
      "echo",
      "export",
      "getent",
      "groupadd",
      "groupmod",
      "id",
      "ln",
      "ls",
      "microdnf",
      "mkdir",
      "printf",
      "pwd",
      "set",
      "test",
      "true",
      "umask",
      "uname",
      "useradd",
      "usermod",
      "update-ca-certificates",
      "whoami",
      "which",
      "yum");

  /** Whether nothing between the COPY of a file and an install may have changed it. */
  private static boolean isLeftAlone(
      SemanticModel model, RunScript script, Invocation install, CopiedFile file) {
    return file.isUntouched(
        model, script.instruction(), install, invocation -> isKeeper(invocation, install));
  }

  private static boolean isKeeper(Invocation invocation, Invocation install) {
    String name = invocation.name();
    if (name == null) {
      return false;
    }
    return switch (name) {
      case "npm" -> invocation.equals(install) || isGlobal(invocation);
      case "node" -> invocation.arguments().hasAnyFlag("--version", "-v");
      case "rm" ->
        invocation.arguments().operands().stream()
            .allMatch(word -> word.literalPrefix().startsWith("/var/")
                || word.literalPrefix().startsWith("/tmp/"));
      default -> KEEPERS.contains(name);
    };
  }

  private static boolean isGlobal(Invocation npm) {
    String verb = npm.arguments().verb();
    return npm.arguments().hasAnyFlag("-g", "--global", "--version")
        || (verb != null
            && (verb.startsWith("config") || verb.startsWith("cache") || verb.equals("set")));
  }
}

package dev.plimsoll.rewrite;

import com.google.common.collect.ImmutableSet;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.ShellWord;
import java.util.HashSet;
import java.util.Set;

/**
 * The programs that scripts joined to one have run so far. A shell remembers where it found a program: one that moves, or
 * that is installed a second time in another directory, is not found or not run by scripts that would have looked anew.
 */
final class RememberedPrograms {

  /** What no Dockerfile installs a second time: the tools of the base, and what installs the others. */
  private static final ImmutableSet<String> BASIC = ImmutableSet.of(
      "apt-get",
      "apt",
      "apt-key",
      "add-apt-repository",
      "dpkg",
      "apk",
      "yum",
      "dnf",
      "microdnf",
      "rpm",
      "zypper",
      "awk",
      "basename",
      "cat",
      "chgrp",
      "chmod",
      "chown",
      "cp",
      "cut",
      "date",
      "dirname",
      "env",
      "find",
      "grep",
      "gunzip",
      "gzip",
      "head",
      "id",
      "install",
      "ln",
      "ls",
      "make",
      "mkdir",
      "mktemp",
      "mv",
      "rm",
      "rmdir",
      "sed",
      "sh",
      "sha256sum",
      "sleep",
      "sort",
      "tail",
      "tar",
      "tee",
      "touch",
      "tr",
      "uname",
      "unzip",
      "useradd",
      "groupadd",
      "adduser",
      "addgroup",
      "wc",
      "xargs",
      "xz",
      "ldconfig",
      "update-ca-certificates",
      ":",
      ".",
      "[",
      "cd",
      "command",
      "echo",
      "eval",
      "exec",
      "exit",
      "export",
      "false",
      "printf",
      "pwd",
      "read",
      "set",
      "source",
      "test",
      "trap",
      "true",
      "type",
      "ulimit",
      "umask",
      "unset");

  private final Set<String> run = new HashSet<>();
  private final Set<String> moved = new HashSet<>();
  private boolean installed;

  /** Notes what a script runs and moves. */
  void add(RunScript script) {
    for (Invocation invocation : script.script().invocations()) {
      String name = invocation.name();
      if (name != null && isLookedUp(invocation)) {
        run.add(name);
      }
      switch (String.valueOf(name)) {
        case "mv", "rm", "cp", "ln", "install" -> {
          for (ShellWord word : invocation.arguments().words()) {
            String text = word.literalPrefix();
            moved.add(text.substring(text.lastIndexOf('/') + 1));
          }
        }
        default -> installed |= installs(invocation);
      }
    }
  }

  /** Whether the shell looks for it on the PATH. */
  private static boolean isLookedUp(Invocation invocation) {
    return invocation.nameWord().literalPrefix().indexOf('/') < 0;
  }

  /** Whether it may put programs into a directory that comes earlier on the PATH. */
  private static boolean installs(Invocation invocation) {
    return invocation.arguments().operands().stream().anyMatch(word -> word.isLiteral("install"))
        && !isPackageManager(invocation);
  }

  /** Whether its programs are where those of the base are. */
  private static boolean isPackageManager(Invocation invocation) {
    return switch (invocation.program().name()) {
      case "apt-get", "apt", "aptitude", "apk", "yum", "dnf", "microdnf", "zypper" -> true;
      default -> false;
    };
  }

  /** Whether a script, as the next one, may look for a program where it was. */
  boolean mislead(RunScript next) {
    if (run.isEmpty()) {
      return false;
    }
    RememberedPrograms own = new RememberedPrograms();
    own.add(next);
    boolean anyInstalled = installed || own.installed;
    for (String name : own.run) {
      boolean known = run.contains(name);
      if (known
          && (moved.contains(name)
              || own.moved.contains(name)
              || anyInstalled && !BASIC.contains(name) && !isInstaller(name))) {
        return true;
      }
    }
    return false;
  }

  /** Programs that install others, and seldom themselves: see {@link Lingering} for where they do. */
  private static boolean isInstaller(String name) {
    return switch (name) {
      case "npm",
          "yarn",
          "pnpm",
          "pip",
          "pip3",
          "gem",
          "cargo",
          "go",
          "composer",
          "conda",
          "python",
          "python3" -> true;
      default -> false;
    };
  }
}

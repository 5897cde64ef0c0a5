package dev.plimsoll.lint.rules.apt;

import com.google.common.collect.ImmutableSet;
import dev.plimsoll.program.Programs;
import dev.plimsoll.shell.GivenOption;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.ShellWord;

/** Programs of which it isn't known what they do: they run what somebody else has written, or nobody has heard of them. */
final class UnknownEffects {

  private UnknownEffects() {}

  /** Programs that are known and yet run what somebody else has written, or look into the lists. */
  private static final ImmutableSet<String> OF_UNKNOWN_EFFECT = ImmutableSet.of(
      "apt-cache", "make", "npx", "uvx", "ant", "java", "brew", "snap", "eval", "trap", "busybox");

  /** Package managers of languages; told this, they run what the project has written. */
  private static final ImmutableSet<String> RUNNERS = ImmutableSet.of(
      "npm",
      "yarn",
      "pnpm",
      "bun",
      "bundle",
      "composer",
      "poetry",
      "pdm",
      "pipenv",
      "uv",
      "mix",
      "dotnet",
      "cargo",
      "go",
      "corepack",
      "conda",
      "pipx");

  private static final ImmutableSet<String> RUNNING_VERBS =
      ImmutableSet.of("run", "run-script", "exec", "test", "start", "dlx", "x", "generate", "tool");

  /** Common programs of which nothing has to be known to read a script. */
  private static final ImmutableSet<String> HARMLESS = ImmutableSet.of(
      ":",
      "[",
      "[[",
      "adduser",
      "arch",
      "awk",
      "base64",
      "basename",
      "break",
      "bzip2",
      "cc",
      "cmp",
      "comm",
      "continue",
      "cpio",
      "cut",
      "date",
      "dd",
      "deb-systemd-helper",
      "df",
      "diff",
      "dircolors",
      "dirname",
      "du",
      "echo",
      "egrep",
      "exit",
      "expr",
      "factor",
      "false",
      "fc-cache",
      "fc-list",
      "fgrep",
      "file",
      "fold",
      "free",
      "g++",
      "gawk",
      "gcc",
      "getconf",
      "getent",
      "getopts",
      "groups",
      "hash",
      "head",
      "hexdump",
      "hostname",
      "iconv",
      "id",
      "install_packages",
      "invoke-rc.d",
      "jq",
      "kill",
      "last",
      "ldconfig",
      "ldd",
      "let",
      "local",
      "localedef",
      "logname",
      "lsb_release",
      "lzma",
      "mawk",
      "md5sum",
      "mkfifo",
      "mknod",
      "mktemp",
      "mount",
      "nl",
      "nproc",
      "numfmt",
      "od",
      "openssl",
      "paste",
      "pathchk",
      "ping",
      "pkg-config",
      "popd",
      "pr",
      "printenv",
      "printf",
      "ps",
      "pwd",
      "read",
      "readlink",
      "readonly",
      "realpath",
      "return",
      "rev",
      "seq",
      "setfacl",
      "sha224sum",
      "sha384sum",
      "shasum",
      "shift",
      "shopt",
      "shred",
      "shuf",
      "sort",
      "split",
      "ssh-keygen",
      "stat",
      "strip",
      "stty",
      "tail",
      "tac",
      "test",
      "times",
      "tr",
      "true",
      "truncate",
      "tsort",
      "tty",
      "type",
      "tzselect",
      "ulimit",
      "umask",
      "umount",
      "unalias",
      "uname",
      "unexpand",
      "uniq",
      "unlink",
      "unset",
      "unxz",
      "unzstd",
      "update-locale",
      "uptime",
      "users",
      "uuidgen",
      "virtualenv",
      "wait",
      "wc",
      "which",
      "who",
      "whoami",
      "xz",
      "xzcat",
      "yq",
      "zcat",
      "zip",
      "zstd",
      "zstdcat",
      "alias",
      "command",
      "a2enmod",
      "a2dismod",
      "a2ensite",
      "a2dissite",
      "a2enconf",
      "a2disconf",
      "phpenmod",
      "phpdismod",
      "visudo",
      "docker-php-ext-enable",
      "docker-php-source",
      "nginx",
      "httpd",
      "apache2ctl",
      "update-rc.d",
      "initdb",
      "createdb");

  /**
   * Whether a command is of one.
   *
   * @param name as it is written
   * @param program by the name that it has among others, where it is known
   */
  static boolean of(Invocation command, String name, String program) {
    if (program.equals("find")) {
      return runsUnknown(command);
    }
    if (RUNNERS.contains(program)) {
      String verb = command.arguments().verb();
      return verb != null && RUNNING_VERBS.contains(verb.split("[ +]")[0]);
    }
    return OF_UNKNOWN_EFFECT.contains(program)
        || !(Programs.named(name).isKnown() || HARMLESS.contains(name) || isVersioned(name));
  }

  /** {@code gcc-12}, {@code python3.11-config} */
  private static boolean isVersioned(String name) {
    return name.startsWith("gcc-") || name.startsWith("g++-") || name.endsWith("-config");
  }

  /** What {@code find -exec} runs. */
  private static boolean runsUnknown(Invocation find) {
    for (GivenOption given : find.arguments().options()) {
      boolean runs = given.is("-exec") || given.is("-execdir") || given.is("-ok");
      ShellWord value = given.value();
      String name = value == null ? null : value.literal();
      if (runs && (name == null || !isPlain(name))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPlain(String name) {
    return switch (name) {
      case "rm",
          "rmdir",
          "chmod",
          "chown",
          "chgrp",
          "ls",
          "cp",
          "mv",
          "ln",
          "sed",
          "touch",
          "grep",
          "strip",
          "cat",
          "echo",
          "gzip",
          "mkdir",
          "test",
          "[" -> true;
      default -> false;
    };
  }
}

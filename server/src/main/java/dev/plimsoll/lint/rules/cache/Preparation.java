package dev.plimsoll.lint.rules.cache;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Redirection;
import dev.plimsoll.shell.ShellWord;
import org.jspecify.annotations.Nullable;

/** Commands that need no file of the build context: they prepare the image for what does. */
final class Preparation {

  private static final ImmutableSet<String> ALWAYS = ImmutableSet.of(
      "apt-get",
      "apt",
      "aptitude",
      "apk",
      "yum",
      "dnf",
      "microdnf",
      "zypper",
      "update-ca-certificates",
      "corepack",
      "useradd",
      "groupadd",
      "adduser",
      "addgroup",
      "usermod",
      "rustup",
      "echo",
      "printf",
      "true",
      ":",
      "set",
      "export",
      "gem",
      "locale-gen",
      "sleep",
      "date",
      "uname",
      "ldconfig",
      "exit",
      "unset",
      "cd",
      "docker-php-ext-install",
      "docker-php-ext-enable",
      "docker-php-ext-configure",
      "pecl",
      "install-php-extensions");

  private Preparation() {}

  static boolean is(Invocation invocation) {
    String name = invocation.name();
    if (name == null || readsFile(invocation)) {
      return false;
    }
    if (ALWAYS.contains(name)) {
      return !hasPath(invocation);
    }
    String verb = invocation.subcommand();
    return switch (name) {
      case "npm", "pnpm" -> isSetting(verb) || installsGlobally(invocation);
      case "yarn" -> isSetting(verb) || "global".equals(verb);
      case "bun" -> "pm".equals(verb);
      case "pip", "pip2", "pip3", "uv" ->
        isSetting(verb) || ("install".equals(verb) && !hasFile(invocation));
      case "poetry", "pdm", "bundle", "composer" ->
        isSetting(verb)
            || "self".equals(verb)
            || "clear-cache".equals(verb)
            || "global".equals(verb);
      case "go" -> "env".equals(verb) || "version".equals(verb);
      case "rm" -> removesOnlyElsewhere(invocation);
      default -> false;
    };
  }

  private static boolean isSetting(@Nullable String verb) {
    return "config".equals(verb) || "set".equals(verb) || "cache".equals(verb);
  }

  private static boolean installsGlobally(Invocation invocation) {
    boolean global = invocation.arguments().hasAnyFlag("-g", "--global", "--location");
    return global && invocation.arguments().size() > 2 && !hasPath(invocation);
  }

  private static boolean readsFile(Invocation invocation) {
    for (Redirection redirection : invocation.command().redirections()) {
      if (redirection.operator().equals("<")) {
        return true;
      }
    }
    return false;
  }

  /** Whether an argument may be a file of the working directory. */
  private static boolean hasPath(Invocation invocation) {
    for (ShellWord word : invocation.arguments().words()) {
      String text = word.literalPrefix();
      if (text.startsWith("./")
          || text.startsWith("../")
          || text.equals(".")
          || text.endsWith(".deb")
          || text.endsWith(".rpm")
          || text.endsWith(".tgz")
          || text.endsWith(".gem")) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasFile(Invocation invocation) {
    for (ShellWord word : invocation.arguments().words()) {
      String text = word.literalPrefix();
      if (word.literal() == null
          || text.startsWith("-r")
          || text.startsWith("-c")
          || text.startsWith("-e")
          || text.startsWith("--requirement")
          || text.startsWith("--constraint")
          || text.startsWith("--editable")
          || text.startsWith(".")
          || text.startsWith("/")
          || text.endsWith(".whl")) {
        return true;
      }
    }
    return false;
  }

  /** Whether only caches and temporary files are removed. */
  private static boolean removesOnlyElsewhere(Invocation invocation) {
    ImmutableList<ShellWord> operands = invocation.arguments().operands();
    for (ShellWord word : operands) {
      String text = word.literalPrefix();
      boolean cache = text.startsWith("/var/")
          || text.startsWith("/tmp/")
          || text.startsWith("/root/.")
          || word.raw().startsWith("~/.");
      if (!cache) {
        return false;
      }
    }
    return true;
  }

  /** Whether a command takes away what earlier commands of the same RUN made: in another RUN it would be of no use. */
  static boolean cleansUp(Invocation invocation) {
    String verb = invocation.subcommand();
    return invocation.is("rm")
        || "cache".equals(verb)
        || "prune".equals(verb)
        || "purge".equals(verb)
        || "del".equals(verb)
        || "autoremove".equals(verb)
        || "remove".equals(verb)
        || "uninstall".equals(verb)
        || "clean".equals(verb)
        || "clear-cache".equals(verb);
  }
}

package dev.plimsoll.lint.rules.size;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.shell.Invocation;

/**
 * What package managers write besides what they are asked for, where, and what removes it.
 *
 * <p>apt isn't among them: the official images of Debian and Ubuntu, and all that stand on them, configure it to delete
 * each package once it is installed.
 */
final class PackageCache {

  private static final ImmutableSet<String> MANAGERS = ImmutableSet.of(
      "apt-get",
      "apt",
      "aptitude",
      "apk",
      "yum",
      "dnf",
      "microdnf",
      "zypper",
      "pip",
      "pip3",
      "npm",
      "yarn",
      "pnpm",
      "conda",
      "mamba");

  /** Those of which other rules say that their cache stays in a layer, and where to delete it. */
  private static final ImmutableSet<String> TOLD_OF_BY_OTHERS =
      ImmutableSet.of("apk", "yum", "dnf", "microdnf", "zypper", "pip", "pip3", "yarn");

  private PackageCache() {}

  /** Whether another rule reports where a program leaves its cache in a layer. */
  static boolean isToldOfByOthers(String program) {
    return TOLD_OF_BY_OTHERS.contains(program);
  }

  /** The directories of the cache of a program; none where it isn't known to have one. */
  static ImmutableList<ImagePath> of(Invocation command, ScriptPlaces places) {
    ImagePath home = places.home();
    return switch (String.valueOf(command.name())) {
      case "apk" -> ImmutableList.of(ImagePath.ROOT.resolve("var/cache/apk"));
      case "yum", "dnf", "microdnf" ->
        ImmutableList.of(
            ImagePath.ROOT.resolve("var/cache/yum"),
            ImagePath.ROOT.resolve("var/cache/dnf"),
            ImagePath.ROOT.resolve("var/cache/libdnf5"));
      case "zypper" -> ImmutableList.of(ImagePath.ROOT.resolve("var/cache/zypp"));
      case "pip", "pip3" -> ImmutableList.of(home.resolve(".cache/pip"));
      case "npm" -> ImmutableList.of(home.resolve(".npm"));
      case "yarn" ->
        ImmutableList.of(
            home.resolve(".cache/yarn"), ImagePath.ROOT.resolve("usr/local/share/.cache"));
      case "conda", "mamba" -> ImmutableList.of(ImagePath.ROOT.resolve("opt/conda/pkgs"));
      case "go" ->
        ImmutableList.of(home.resolve(".cache/go-build"), ImagePath.ROOT.resolve("go/pkg"));
      case "cargo" -> ImmutableList.of(places.directory(command).resolve("target"));
      case "mvn" -> ImmutableList.of(home.resolve(".m2"));
      case "gradle" -> ImmutableList.of(home.resolve(".gradle"));
      default -> ImmutableList.of();
    };
  }

  /** Whether a command fills that cache. */
  static boolean isFilledBy(Invocation command) {
    String verb = command.arguments().verb();
    return switch (String.valueOf(command.name())) {
      case "apk" -> installs(command) && !command.arguments().hasFlag("--no-cache");
      case "pip", "pip3" ->
        "install".equals(verb) && !command.arguments().hasFlag("--no-cache-dir");
      case "npm", "yarn", "yum", "dnf", "microdnf", "zypper", "conda", "mamba" -> installs(command);
      case "go" -> "build".equals(verb) || "install".equals(verb) || "mod download".equals(verb);
      case "cargo" -> "build".equals(verb);
      case "mvn", "gradle" -> true;
      default -> false;
    };
  }

  /** Whether a command empties it. */
  static boolean isCleanedBy(Invocation command) {
    String verb = command.arguments().verb();
    return verb != null
        && switch (String.valueOf(command.name())) {
          case "yum", "dnf", "microdnf", "zypper", "conda", "mamba", "cargo" ->
            verb.equals("clean");
          case "go" ->
            verb.equals("clean") && command.arguments().hasAnyFlag("-cache", "-modcache");
          case "apk", "npm", "yarn", "pip", "pip3" -> isCleaning(verb);
          default -> false;
        };
  }

  private static boolean isCleaning(String verb) {
    return verb.equals("cache") || verb.equals("cache clean") || verb.equals("cache purge");
  }

  /** The directories that a command fills with what a project depends on. */
  static ImmutableList<ImagePath> installed(Invocation command, ImagePath directory) {
    boolean global = command.arguments().hasAnyFlag("--global", "--location");
    return switch (String.valueOf(command.name())) {
      case "npm", "yarn", "pnpm" ->
        installs(command) && !global
            ? ImmutableList.of(directory.resolve("node_modules"))
            : ImmutableList.of();
      case "composer" ->
        "install".equals(command.arguments().verb())
            ? ImmutableList.of(directory.resolve("vendor"))
            : ImmutableList.of();
      default -> ImmutableList.of();
    };
  }

  /** Whether a command installs packages. */
  static boolean installs(Invocation command) {
    if (command.is("yarn") && command.arguments().operands().isEmpty()) {
      return true;
    }
    return isManager(command)
        && switch (String.valueOf(command.arguments().verb())) {
          case "install", "add", "ci", "update", "upgrade", "reinstall", "localinstall", "create" ->
            true;
          default -> false;
        };
  }

  /** Whether a command removes packages. */
  static boolean uninstalls(Invocation command) {
    return isManager(command)
        && switch (String.valueOf(command.arguments().verb())) {
          case "del", "remove", "purge", "uninstall" -> true;
          default -> false;
        };
  }

  private static boolean isManager(Invocation command) {
    String name = command.name();
    return name != null
        && (MANAGERS.contains(name) || MANAGERS.contains(command.program().name()));
  }
}

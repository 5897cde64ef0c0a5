package dev.plimsoll.lint.rules.cache;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Redirection;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Basis;
import org.jspecify.annotations.Nullable;

/** Commands of a script that need no file of the build context: they prepare the image for what does. */
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

  /** Where caches and temporary files are, and nothing that is copied from the context. */
  private static final ImmutableList<ImagePath> OF_SYSTEM =
      ImmutableList.of(ImagePath.ROOT.resolve("var"), ImagePath.ROOT.resolve("tmp"));

  private static final ImagePath HOME_OF_ROOT = ImagePath.ROOT.resolve("root");

  private final SemanticModel model;
  private final RunScript script;
  private final ImagePath copied;

  /** Made for those few that write files. */
  private @Nullable ScriptPlaces places;

  /** @param copied where the files of the context are copied to */
  Preparation(SemanticModel model, RunScript script, ImagePath copied) {
    this.model = model;
    this.script = script;
    this.copied = copied;
  }

  boolean is(Invocation invocation) {
    String name = invocation.name();
    if (name == null
        || readsFile(invocation)
        || writesBesideSources(invocation)
        || writesManifest(invocation)) {
      return false;
    }
    if (ALWAYS.contains(name)) {
      return !hasPath(invocation);
    }
    Invocation command = invocation.module();
    String verb = String.valueOf(command.arguments().verb());
    return switch (command.program().name()) {
      case "npm", "pnpm" -> isSetting(verb) || installsGlobally(command);
      case "yarn" -> isSetting(verb) || isOrBegins(verb, "global");
      case "bun" -> isOrBegins(verb, "pm");
      case "pip" -> isSetting(verb) || (verb.equals("install") && !hasFile(command));
      case "uv" -> isSetting(verb) || (verb.equals("pip install") && !hasFile(command));
      case "poetry", "pdm", "bundle", "composer" ->
        isSetting(verb)
            || isOrBegins(verb, "self")
            || verb.equals("self-update")
            || verb.equals("clear-cache")
            || isOrBegins(verb, "global");
      case "go" -> verb.equals("env") || verb.equals("version");
      case "rm" -> removesOnlyElsewhere(command);
      default -> false;
    };
  }

  private static boolean isSetting(String verb) {
    return isOrBegins(verb, "config") || isOrBegins(verb, "set") || isOrBegins(verb, "cache");
  }

  /** Whether a verb is a word, or two of which this is the first. */
  private static boolean isOrBegins(String verb, String word) {
    return verb.equals(word) || verb.startsWith(word + " ");
  }

  private static boolean installsGlobally(Invocation invocation) {
    boolean global = invocation.arguments().hasAnyFlag("-g", "--global", "--location");
    return global && invocation.arguments().size() > 2 && !hasPath(invocation);
  }

  /** Whether it changes files of the project, which the sources would replace if they came later. */
  private static boolean writesManifest(Invocation invocation) {
    String verb = String.valueOf(invocation.arguments().verb());
    return switch (String.valueOf(invocation.name())) {
      case "corepack" -> verb.equals("use") || verb.equals("up");
      // Since Yarn 2 a setting is kept in the project; those of Yarn 1 are written in small
      // letters.
      case "yarn" ->
        invocation.arguments().literals().contains("version")
            || verb.startsWith("config")
                && Iterables.any(
                    invocation.arguments().literals(), CharMatcher.inRange('A', 'Z')::matchesAnyOf);
      default -> false;
    };
  }

  /** Whether its output goes to a file that may be among those that are copied. */
  private boolean writesBesideSources(Invocation invocation) {
    for (Redirection redirection : invocation.command().redirections()) {
      if (redirection.operator().indexOf('>') >= 0 && redirection.operator().indexOf('&') < 0) {
        for (ImagePath place : places().places(invocation, redirection.target())) {
          if (place.isApartFrom(copied) != ImagePath.Answer.YES) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private ScriptPlaces places() {
    ScriptPlaces known = places == null ? ScriptPlaces.of(model, script, Basis.ANY_BUILD) : places;
    places = known;
    return known;
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
    if (invocation.arguments().hasAnyFlag("--requirement", "--constraint", "--editable")) {
      return true;
    }
    for (ShellWord word : invocation.arguments().words()) {
      String text = word.literalPrefix();
      if (word.literal() == null
          || text.startsWith(".")
          || text.startsWith("/")
          || text.endsWith(".whl")) {
        return true;
      }
    }
    return false;
  }

  /** Whether nothing is removed that is copied, as far as is known: else only caches and temporary files. */
  private boolean removesOnlyElsewhere(Invocation invocation) {
    ScriptPlaces places = ScriptPlaces.of(model, script, Basis.ANY_BUILD);
    for (ShellWord word : invocation.arguments().operands()) {
      boolean hidden = word.raw().startsWith("~/.");
      for (ImagePath place : places.places(invocation, word)) {
        boolean elsewhere = switch (place.isApartFrom(copied)) {
          case YES -> true;
          case NO -> false;
          case UNKNOWN -> hidden || isOfSystem(place);
        };
        if (!elsewhere) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isOfSystem(ImagePath place) {
    for (ImagePath directory : OF_SYSTEM) {
      if (directory.certainlyContains(place)) {
        return true;
      }
    }
    String inHome = HOME_OF_ROOT.pathTo(place);
    return inHome != null && inHome.startsWith(".");
  }

  /** Whether a command takes away what earlier commands of the same RUN made: in another RUN it would be of no use. */
  static boolean cleansUp(Invocation invocation) {
    String verb = String.valueOf(invocation.module().arguments().verb());
    return invocation.is("rm") || isOrBegins(verb, "cache") || isOneOf(verb);
  }

  private static boolean isOneOf(String verb) {
    return switch (verb) {
      case "prune", "purge", "del", "autoremove", "remove", "uninstall", "clean", "clear-cache" ->
        true;
      default -> false;
    };
  }
}

package dev.plimsoll.lint.rules.cache;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.lint.rules.layer.Leftovers;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.text.Regex;
import org.jspecify.annotations.Nullable;

/**
 * An install in an image that ships, whose RUN builds with what it has installed and then takes it away, or gives it to another
 * user. By a RUN of its own above the sources all of it would stay in the image, or be there twice.
 */
final class TidiedInstall {

  /** Where a tool puts what it downloads: in the directory in which it runs, or from the root. */
  private static final ImmutableMap<String, String> FOLDERS = ImmutableMap.<String, String>builder()
      .put("npm", "node_modules")
      .put("yarn", "node_modules")
      .put("pnpm", "node_modules")
      .put("bun", "node_modules")
      .put("composer", "vendor")
      .put("uv", ".venv")
      .put("poetry", ".venv")
      .put("pdm", ".venv")
      .put("mix", "deps")
      .put("go", "/go/pkg")
      .put("cargo", "/usr/local/cargo/registry")
      .put("maven", "/root/.m2")
      .put("gradle", "/root/.gradle")
      .buildOrThrow();

  private static final CommandQuery MANAGERS = CommandQuery.of("npm", "yarn", "pnpm", "bun");

  /** How installs are told to leave development dependencies out. */
  private static final Regex PRODUCTION =
      Regex.of("--(?:production|prod)(?:=true)?|-P|--(?:omit|only)=(?:dev|prod|production)");

  /** What changes files, but makes nothing of them. */
  private static final ImmutableSet<String> IDLE = ImmutableSet.of(
      "[", "chgrp", "chmod", "chown", "cp", "find", "ls", "mkdir", "mv", "rm", "test");

  private final SemanticModel model;
  private final PlacedInstall install;
  private final RunScript script;
  private final ImagePath place;
  private final Leftovers leftovers;
  /** Filled where something is given away. */
  private @Nullable ScriptPlaces places;

  private TidiedInstall(SemanticModel model, PlacedInstall install, String folder) {
    this.model = model;
    this.install = install;
    this.script = install.script();
    this.place = install.directory().resolve(folder);
    this.leftovers =
        Leftovers.in(model, script, place, folder.substring(folder.lastIndexOf('/') + 1));
  }

  /** Whether an install is one. */
  static boolean is(SemanticModel model, PlacedInstall install) {
    String folder = FOLDERS.get(install.install().tool());
    return folder != null
        && model.ships(install.script().instruction())
        && new TidiedInstall(model, install, folder).isTidied();
  }

  private boolean isTidied() {
    Preparation preparation = new Preparation(model, script, install.directory());
    boolean builds = CopyAllBeforeDependencyInstall.downloads(install); // and builds at once
    for (Invocation one : script.script().invocations()) {
      if (one.range().start() >= install.invocation().range().end()) {
        if (builds && (leftovers.areRemovedBy(one) || prunes(one) || givesAway(one))) {
          return true;
        }
        builds |= MANAGERS.matches(one)
            ? isBuild(one)
            : !IDLE.contains(String.valueOf(one.name())) && !preparation.is(one);
      }
    }
    return false;
  }

  private boolean prunes(Invocation one) {
    return one.program() == install.invocation().program()
        && (String.valueOf(one.arguments().verb()).startsWith("prune") || leavesOut(one));
  }

  private boolean givesAway(Invocation one) {
    if (!one.is("chown") || !one.arguments().hasAnyFlag("-R", "--recursive")) {
      return false;
    }
    ScriptPlaces known = places == null ? ScriptPlaces.of(model, script, Basis.DEFAULTS) : places;
    places = known;
    for (ShellWord word : Iterables.skip(one.arguments().operands(), 1)) {
      for (ImagePath given : known.places(one, word)) {
        if (given.certainlyContains(place)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether it leaves out what only developers need. */
  static boolean leavesOut(Invocation install) {
    return "production".equals(install.environment("NODE_ENV"))
        || Iterables.any(
            install.arguments().words(), word -> PRODUCTION.matcher(word.raw()).matches());
  }

  /** Whether it runs a script of {@code package.json} or a program of a package. */
  static boolean isBuild(Invocation invocation) {
    String verb = invocation.arguments().verb();
    return MANAGERS.matches(invocation)
        && verb != null
        && (verb.startsWith("run") || verb.startsWith("build") || verb.equals("exec"));
  }
}

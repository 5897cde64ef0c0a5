package dev.plimsoll.lint.rules.dependencies;

import com.google.common.collect.ImmutableListMultimap;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.dependencies.NodeInstall.Manager;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.text.Regex;

/** What settings files and variables tell Node's package managers about their lockfiles. */
public final class LockfileSettings {

  /** A line of a file of settings. */
  private record Setting(String file, Regex line) {}

  private static final ImmutableListMultimap<Manager, Setting> SETTINGS =
      ImmutableListMultimap.<Manager, Setting>builder()
          .put(Manager.NPM, of(".npmrc", "package-lock\\s{0,9}=\\s{0,9}false"))
          .put(Manager.PNPM, of(".npmrc", "(?:[\\w-]{1,20}-)?lockfile\\s{0,9}="))
          .put(Manager.PNPM, of("pnpm-workspace.yaml", "(?:\\w{1,20}L|l)ockfile:"))
          .put(Manager.YARN, of(".yarnrc.yml", "enableImmutableInstalls:"))
          .put(Manager.YARN, of(".yarnrc", "(?:--install\\.|--)[\\w-]{1,20}-lockfile"))
          .put(Manager.BUN, of("bunfig.toml", "frozenLockfile\\s{0,9}="))
          .build();

  private static final ImmutableListMultimap<Manager, String> VARIABLES =
      ImmutableListMultimap.<Manager, String>builder()
          .putAll(Manager.NPM, "NPM_CONFIG_PACKAGE_LOCK", "npm_config_package_lock")
          .putAll(Manager.PNPM, "NPM_CONFIG_FROZEN_LOCKFILE", "npm_config_frozen_lockfile")
          .put(Manager.YARN, "YARN_ENABLE_IMMUTABLE_INSTALLS")
          .build();

  private LockfileSettings() {}

  private static Setting of(String file, String line) {
    return new Setting(file, Regex.of("(?m)^[ \\t]{0,9}" + line));
  }

  /** Whether somebody has decided what becomes of the lockfile, wherever that is said. */
  public static boolean decide(Subject subject, RunScript script, NodeInstall install) {
    Manager manager = install.manager();
    for (String name : VARIABLES.get(manager)) {
      if (install.invocation().environment(name) != null
          || subject.model().isBound(script.instruction(), name)) {
        return true;
      }
    }
    NodeProject project = NodeProject.of(subject, script, install.invocation(), Basis.DEFAULTS);
    if (project == null) {
      return false;
    }
    for (Setting one : SETTINGS.get(manager)) {
      if (one.line()
          .matcher(subject.contextFile(project.beside(one.file())).head())
          .find()) {
        return true;
      }
    }
    return false;
  }
}

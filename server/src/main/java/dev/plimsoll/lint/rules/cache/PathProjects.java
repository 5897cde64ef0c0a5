package dev.plimsoll.lint.rules.cache;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.cache.DependencyInstall.Way;
import dev.plimsoll.lint.rules.cache.OtherProjects.Sign;
import dev.plimsoll.shell.Arguments;

/**
 * What manifests name by its path and an install builds or copies, so that it needs all files of that. Where a link is made,
 * as by npm, the manifest is enough.
 */
final class PathProjects {

  private static final String UV = "uv";

  private static final Sign PYPROJECT = Sign.of(
      "pyproject.toml",
      "[{,]\\s{0,9}path\\s{0,9}=|^path\\s{0,9}=\\s{0,9}[\"']\\.\\.?/|@\\s{0,9}file:");

  /** Members of a workspace are named here, too; they don't lie above it. */
  private static final Sign UV_LOCK =
      Sign.of("uv.lock", "\\b(?:editable|directory|path)\\s{0,9}=\\s{0,9}\"\\.\\./");

  private static final ImmutableList<Sign> UV_WORKSPACE = ImmutableList.of(
      Sign.of("pyproject.toml", "^\\[tool\\.uv\\.workspace]|\\bworkspace\\s{0,9}="));

  private static final ImmutableList<Sign> PACKAGE_JSON =
      ImmutableList.of(Sign.of("package.json", "\"file:"));

  private static final ImmutableMap<String, ImmutableList<Sign>> SIGNS =
      ImmutableMap.<String, ImmutableList<Sign>>builder()
          .put(
              "npm",
              ImmutableList.of(Sign.of("package.json", "\"file:[^\"\\n]{1,200}\\.t(?:ar\\.)?gz\"")))
          .put("yarn", PACKAGE_JSON)
          .put("pnpm", PACKAGE_JSON)
          .put("bun", PACKAGE_JSON)
          .put(UV, ImmutableList.of(PYPROJECT, UV_LOCK))
          .put("poetry", ImmutableList.of(PYPROJECT))
          .put("pdm", ImmutableList.of(PYPROJECT))
          .put("pipenv", ImmutableList.of(Sign.of("Pipfile", "\\bpath\\s{0,9}=")))
          .put(
              "bundler", ImmutableList.of(Sign.of("Gemfile", "^\\s{0,9}path\\b|\\bpath:|:path\\b")))
          .buildOrThrow();

  /** Not the project itself, {@code -e .}, and none that is fetched, {@code -e git+https://…}. */
  private static final String REQUIREMENT =
      "^[ \\t]{0,9}(?:(?:-e|--editable)[ \\t=]{1,9}(?!\\.(?:[\\s\\[]|$)|[a-z]{2,5}\\+)\\S|\\.{0,2}/|file:)"
          + "|@\\s{0,9}file:";

  private PathProjects() {}

  static boolean areNamed(Subject subject, PlacedInstall install) {
    DependencyInstall what = install.install();
    ImmutableList<Sign> signs = what.tool().equals("pip")
        ? OtherProjects.ofEach(what.manifests(), REQUIREMENT)
        : SIGNS.getOrDefault(what.tool(), ImmutableList.of());
    return OtherProjects.any(signs, subject, install);
  }

  /** What has to be copied before the install, in words; uv can leave out what isn't there. */
  static String needed(Subject subject, PlacedInstall install) {
    return !install.install().tool().equals(UV) && areNamed(subject, install)
        ? "the manifests and what they name by path"
        : "the manifests of all its projects";
  }

  /** The flag with which the install leaves out what isn't there yet; empty where it doesn't need one. */
  static String flag(Subject subject, PlacedInstall install) {
    DependencyInstall what = install.install();
    if (what.tool().equals(UV)) {
      Arguments arguments = install.invocation().module().arguments();
      if (arguments.hasFlag("--no-install-local")) {
        return "";
      }
      if (areNamed(subject, install)) {
        return " --no-install-local";
      }
      if (arguments.hasAnyFlag("--package", "--all-packages")
          || OtherProjects.any(UV_WORKSPACE, subject, install)) {
        return arguments.hasFlag("--no-install-workspace") ? "" : " --no-install-workspace";
      }
    }
    return what.way() == Way.TWICE ? what.addition() : "";
  }
}

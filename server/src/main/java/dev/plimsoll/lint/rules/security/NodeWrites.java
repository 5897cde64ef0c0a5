package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.dependencies.NodeStart;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction.Copy;
import dev.plimsoll.syntax.Instruction.Run;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;

/**
 * Where programs of Node write when they start, which the build has run as root before: what it has made there is root's.
 *
 * @param directories those that are known
 * @param isUnsure whether one builds, into whatever the build has filled, or may write nobody knows where
 */
record NodeWrites(ImmutableSet<ImagePath> directories, boolean isUnsure) {

  static final NodeWrites NONE = new NodeWrites(ImmutableSet.of(), false);

  /** Vite bundles its settings into it, as a module that it then loads; before Vite 6 beside the settings. */
  private static final String OF_VITE = "node_modules/.vite-temp";

  private static final ImmutableList<String> SETTINGS_OF_VITE = ImmutableList.of(
      "vite.config.js",
      "vite.config.ts",
      "vite.config.mjs",
      "vite.config.mts",
      "vite.config.cjs",
      "vite.config.cts");

  private static final ImmutableList<String> SETTINGS_OF_NEXT =
      ImmutableList.of("next.config.js", "next.config.mjs", "next.config.ts");

  /** What writes into packages, which are root's. */
  private static final Regex INSTALLS =
      Regex.of("(?:npm|pnpm|yarn|bun) (?:ci|install|i)\\b.{0,500}|prisma generate\\b.{0,500}");

  /** What compiles into a folder that is root's where a RUN has compiled before. */
  private static final Regex BUILDS = Regex.of(
      "(?:npm|pnpm|yarn|bun) (?:run )?build\\b.{0,500}"
          + "|(?:astro|docusaurus|gatsby|nest|next|ng|nuxi|nuxt|parcel|react-router|react-scripts|remix|rollup|rsbuild"
          + "|svelte-kit|vite|vitepress|vue-cli-service|vue-tsc) (?:build|generate)\\b.{0,500}"
          + "|(?:esbuild|rollup|tsc|tsup|webpack)(?! --?(?:noEmit|version)\\b)(?: .{0,500})?|nest start\\b.{0,500}");

  private static final Regex MAY_BUILD = Regex.of("\\b(?:build|compile|generate|nest|tsc)\\b");

  /** What may bring compiled files. */
  private static final Trait BRINGS_BUILD = Trait.of(
          Run.class, run -> MAY_BUILD.matcher(run.text()).find())
      .or(Trait.of(Copy.class, copy -> copy.from() != null));

  /**
   * Those of what a container starts.
   *
   * @param workdir where it starts, which is given to the new user anyway
   */
  static NodeWrites of(
      Subject subject, Stage target, ImagePath workdir, ImmutableList<NodeStart> starts) {
    ImmutableSet.Builder<ImagePath> directories = ImmutableSet.builder();
    boolean builds = false;
    boolean isUnsure = false;
    for (NodeStart start : starts) {
      String words = String.join(" ", start.words());
      builds |= BUILDS.matcher(words).matches();
      isUnsure |= INSTALLS.matcher(words).matches()
          || start.project() == null && start.program().equals("preview"); // mostly Vite's
      switch (start.program() + " " + start.verb()) {
        case "vite preview" -> {
          if (hasSettings(subject, start)) {
            if (!start.directory().equals(workdir)) {
              directories.add(start.directory());
            }
            directories.add(start.directory().resolve(OF_VITE));
          }
        }
        case "vitepress preview", "vitepress serve" ->
          directories
              .add(folder(start).resolve(".vitepress"))
              .add(start.directory().resolve(OF_VITE));
        case "next start" -> {
          if (!isElsewhere(subject, start)) {
            directories.add(folder(start).resolve(".next/cache"));
          }
        }
        default -> {}
      }
    }
    isUnsure |= builds && Accounts.have(subject.model(), BRINGS_BUILD, target);
    return new NodeWrites(directories.build(), isUnsure);
  }

  /** The folder that is named behind the verb, or the one in which it runs. */
  private static ImagePath folder(NodeStart start) {
    boolean isNamed = start.words().size() > 2 && !start.words().get(2).startsWith("-");
    return isNamed ? start.directory().resolve(start.words().get(2)) : start.directory();
  }

  private static boolean hasSettings(Subject subject, NodeStart vite) {
    return !subject.knowsContext()
        || vite.words().contains("--config")
        || vite.words().contains("-c")
        || Iterables.any(
            SETTINGS_OF_VITE, name -> subject.contextFile(vite.beside(name)).isFile());
  }

  /** Whether settings of Next name another directory for what it builds. */
  private static boolean isElsewhere(Subject subject, NodeStart next) {
    return Iterables.any(
        SETTINGS_OF_NEXT,
        name -> subject.contextFile(next.beside(name)).beginning().contains("distDir"));
  }
}

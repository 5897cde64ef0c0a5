package dev.plimsoll.lint.rules.cache;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.ContextCopy;
import dev.plimsoll.lint.rules.files.CopiedFile;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.text.Regex;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Files that an install reads beside its manifests where they are there: settings, patches, programs of its own. */
final class SettingsBeside {

  private static final ImmutableListMultimap<String, String> FILES =
      ImmutableListMultimap.<String, String>builder()
          .putAll("bun", ".npmrc", "bunfig.toml")
          .putAll("bundler", ".bundle/config")
          .putAll("composer", "auth.json", "symfony.lock")
          .putAll(
              "gradle",
              "buildSrc/build.gradle",
              "buildSrc/build.gradle.kts",
              "gradle/libs.versions.toml",
              "gradle/verification-metadata.xml")
          .putAll("maven", ".mvn/extensions.xml", ".mvn/maven.config", ".mvn/settings.xml")
          .putAll("npm", ".npmrc")
          .putAll("pdm", "pdm.toml")
          .putAll("pnpm", ".pnpmfile.cjs", "pnpmfile.js")
          .putAll("poetry", "poetry.toml")
          .putAll("uv", "uv.toml")
          .putAll("yarn", ".npmrc")
          .build();

  /** Files that name others. */
  private static final ImmutableListMultimap<String, String> NAMING =
      ImmutableListMultimap.<String, String>builder()
          .putAll("bun", "package.json")
          .putAll("pnpm", "package.json", "pnpm-workspace.yaml")
          .putAll("yarn", ".yarnrc.yml", ".yarnrc", "package.json")
          .build();

  /** What a restore of .NET reads besides the project, where it stands in a folder that the project is in, or beside it. */
  private static final ImmutableList<String> OF_DOTNET = ImmutableList.of(
      "Directory.Build.props",
      "Directory.Build.targets",
      "Directory.Packages.props",
      "global.json",
      "NuGet.Config",
      "NuGet.config",
      "nuget.config",
      "packages.lock.json");

  /** Folders above a project that are looked at. */
  private static final int DEEPEST = 10;

  /** A program of Yarn, its plugins, or patches of packages. */
  private static final Regex NAMED = Regex.of(
      "[\"'\\s~/](\\.yarn/[\\w./@+%-]{1,200}|[\\w.-]{1,40}/[\\w./@+%-]{1,200}\\.patch)\\b");

  private SettingsBeside() {}

  /** Those of the build context that the manifests of an install don't include, by their paths below what is copied. */
  static ImmutableList<String> of(
      Subject subject, PlacedInstall install, ContextCopy copy, ImmutableList<String> manifests) {
    return install.install().tool().equals("dotnet") && !manifests.isEmpty()
        ? ofDotnet(subject, install, copy, manifests.get(0))
        : besideManifests(subject, install, copy);
  }

  private static ImmutableList<String> ofDotnet(
      Subject subject, PlacedInstall install, ContextCopy copy, String project) {
    ImmutableList.Builder<String> found = ImmutableList.builder();
    String folder = project;
    for (int depth = 0; depth < DEEPEST && !folder.isEmpty(); depth++) {
      folder = folder.substring(0, Math.max(0, folder.lastIndexOf('/')));
      for (String name : OF_DOTNET) {
        String path = folder.isEmpty() ? name : folder + "/" + name;
        CopiedFile file = CopiedFile.at(
            subject,
            install.script().instruction(),
            copy.destination().resolve(path),
            Basis.DEFAULTS);
        if (file != null && file.file().isFile()) {
          found.add(path);
        }
      }
    }
    return found.build();
  }

  private static ImmutableList<String> besideManifests(
      Subject subject, PlacedInstall install, ContextCopy copy) {
    ImmutableSet.Builder<String> found = ImmutableSet.builder();
    DependencyInstall what = install.install();
    for (String name : FILES.get(what.tool())) {
      boolean isIncluded = what.manifests().stream()
          .anyMatch(manifest -> manifest.endsWith("/") && name.startsWith(manifest));
      if (!isIncluded && text(subject, install, name) != null) {
        found.add(name);
      }
    }
    for (String name : NAMING.get(what.tool())) {
      String text = text(subject, install, name);
      Matcher other = NAMED.matcher(text == null ? "" : text);
      while (other.find()) {
        found.add(other.group(1));
      }
    }
    ImmutableList.Builder<String> paths = ImmutableList.builder();
    for (String name : found.build()) {
      String path = copy.destination().pathTo(install.directory().resolve(name));
      if (path != null && !path.isEmpty()) {
        paths.add(path);
      }
    }
    return paths.build();
  }

  private static @Nullable String text(Subject subject, PlacedInstall install, String name) {
    CopiedFile file = install.file(subject, name);
    return file == null ? null : file.file().head();
  }
}

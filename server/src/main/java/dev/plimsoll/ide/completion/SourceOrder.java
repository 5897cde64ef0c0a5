package dev.plimsoll.ide.completion;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.context.Entry;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Word;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;

/**
 * Which entries of the build context one copies first: manifests of dependencies, which are installed before the rest is
 * there; then sources; at last what an image has no use for. What the stage has copied already comes after what it hasn't.
 */
final class SourceOrder {

  /** Names in lower case, a star for any characters, those of a language together. */
  private static final ImmutableList<String> MANIFESTS = ImmutableList.of(
      "package.json",
      "package-lock.json",
      "npm-shrinkwrap.json",
      "yarn.lock",
      ".yarnrc.yml",
      "pnpm-lock.yaml",
      "pnpm-workspace.yaml",
      "bun.lock",
      "bun.lockb",
      ".npmrc",
      "deno.json",
      "deno.lock",
      "pom.xml",
      "mvnw",
      ".mvn",
      "build.gradle",
      "build.gradle.kts",
      "settings.gradle",
      "settings.gradle.kts",
      "gradle.properties",
      "gradlew",
      "gradle",
      "build.sbt",
      "go.mod",
      "go.sum",
      "go.work",
      "go.work.sum",
      "requirements*.txt",
      "constraints*.txt",
      "pyproject.toml",
      "uv.lock",
      "poetry.lock",
      "pdm.lock",
      "pipfile",
      "pipfile.lock",
      "setup.py",
      "setup.cfg",
      "environment.yml",
      "cargo.toml",
      "cargo.lock",
      "rust-toolchain*",
      "gemfile",
      "gemfile.lock",
      "*.gemspec",
      "composer.json",
      "composer.lock",
      "*.sln",
      "*.slnx",
      "*.csproj",
      "*.fsproj",
      "*.vbproj",
      "directory.build.props",
      "directory.packages.props",
      "global.json",
      "nuget.config",
      "packages.lock.json",
      "mix.exs",
      "mix.lock",
      "rebar.config",
      "rebar.lock",
      "package.swift",
      "package.resolved",
      "pubspec.yaml",
      "pubspec.lock",
      "deps.edn",
      "project.clj",
      "conanfile.*",
      "vcpkg.json");

  /** What describes the project or its builds, and what a build makes or fetches itself. */
  private static final ImmutableList<String> NOT_WANTED = ImmutableList.of(
      "node_modules",
      "docs",
      "changelog*",
      "contributing*",
      "license*",
      "licence*",
      "notice*",
      "readme*",
      "compose*.yml",
      "compose*.yaml",
      "docker-compose*.yml",
      "docker-compose*.yaml",
      "docker-bake*",
      "containerfile*",
      "dockerfile*",
      "*.dockerfile",
      ".editorconfig",
      ".gitattributes",
      ".gitignore",
      ".git",
      ".github",
      ".dockerignore",
      "*.dockerignore");

  private static final ImmutableList<String> ARCHIVES =
      ImmutableList.of("*.tar", "*.tar.gz", "*.tgz", "*.tar.xz", "*.tar.bz2", "*.tar.zst");

  private static final CharMatcher SLASH = CharMatcher.is('/');

  private enum Group {
    MANIFEST,
    SOURCE,
    COPIED,
    HIDDEN,
    NOT_WANTED
  }

  private final boolean unpacks;
  private final ImmutableSet<String> copied;

  private SourceOrder(boolean unpacks, ImmutableSet<String> copied) {
    this.unpacks = unpacks;
    this.copied = copied;
  }

  /** The order at the cursor. */
  static SourceOrder at(Proposals to) {
    Instruction here = to.site().instruction();
    int start = to.word().start();
    Stage stage = to.snapshot().model().stageAt(to.word().cursor());
    Set<String> copied = new HashSet<>();
    if (here instanceof Instruction.Transfer transfer) {
      addSources(transfer, copied);
    }
    if (stage != null) {
      for (Instruction instruction : to.snapshot().model().instructions(stage)) {
        if (instruction instanceof Instruction.Transfer transfer
            && transfer.flag("from") == null
            && to.snapshot().file().start(instruction) + instruction.text().length() <= start) {
          addSources(transfer, copied);
        }
      }
    }
    return new SourceOrder(here instanceof Instruction.Add, ImmutableSet.copyOf(copied));
  }

  private static void addSources(Instruction.Transfer transfer, Set<String> copied) {
    for (Word source : transfer.sources()) {
      String path = source.value();
      copied.add(SLASH.trimTrailingFrom(path.startsWith("./") ? path.substring(2) : path));
    }
  }

  /** Compares entries of one folder. */
  Comparator<Entry> comparator() {
    return Comparator.comparing(this::group)
        .thenComparingInt(this::place)
        .thenComparing(Entry::name);
  }

  /** Whether the context itself comes before an entry. */
  boolean isAfterAll(Entry entry) {
    return group(entry).compareTo(Group.SOURCE) > 0;
  }

  private Group group(Entry entry) {
    if (copied.contains(entry.path())) {
      return Group.COPIED;
    }
    if (isUnpacked(entry) || find(MANIFESTS, entry) >= 0) {
      return Group.MANIFEST;
    }
    if (find(NOT_WANTED, entry) >= 0) {
      return Group.NOT_WANTED;
    }
    return entry.name().startsWith(".") ? Group.HIDDEN : Group.SOURCE;
  }

  /** ADD is for archives, which it unpacks. */
  private boolean isUnpacked(Entry entry) {
    return unpacks && find(ARCHIVES, entry) >= 0;
  }

  /** The place within the group; those of which none is known are ordered by their names. */
  private int place(Entry entry) {
    return isUnpacked(entry) ? -1 : Math.max(find(MANIFESTS, entry), find(NOT_WANTED, entry));
  }

  private static int find(ImmutableList<String> patterns, Entry entry) {
    String name = Ascii.toLowerCase(entry.name());
    for (int i = 0; i < patterns.size(); i++) {
      String pattern = patterns.get(i);
      int star = pattern.indexOf('*');
      boolean matches = star < 0
          ? name.equals(pattern)
          : name.length() >= pattern.length() - 1
              && name.startsWith(pattern.substring(0, star))
              && name.endsWith(pattern.substring(star + 1));
      if (matches) {
        return i;
      }
    }
    return -1;
  }
}

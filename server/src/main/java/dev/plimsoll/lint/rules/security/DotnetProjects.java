package dev.plimsoll.lint.rules.security;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.context.PathGlob;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.ContextCopy;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Cmd;
import dev.plimsoll.syntax.Instruction.Copy;
import dev.plimsoll.syntax.Instruction.Entrypoint;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** The projects of .NET that an image starts, and for which release they are. */
final class DotnetProjects {

  private static final Regex FRAMEWORKS =
      Regex.of("<TargetFrameworks?>\\s{0,99}([^<]{1,200})</TargetFramework");

  private static final Regex FRAMEWORK =
      Regex.of("(?:^|;)\\s{0,9}(net\\d{1,2}\\.0|netcoreapp\\d\\.\\d)");

  private static final Regex SDK = Regex.of("<Project\\s[^>]{0,200}?\\bSdk=\"([^\"]{1,99})\"");

  /** What has the server of ASP.NET, or may have it through a reference. */
  private static final Regex OF_SERVER =
      Regex.of("\\bSdk=\"Microsoft\\.NET\\.Sdk\\.Web[/\"]|\\bInclude=\"Microsoft\\.AspNetCore\\b");

  private static final Trait EXPOSES = Trait.orTriggered(
      Instruction.Expose.class, one -> one.innermost() instanceof Instruction.Expose);

  private static final Regex LIBRARY = Regex.of("[\\s\"']([\\w.-]{1,99})\\.dll\\b");

  private static final CharMatcher WILDCARD = CharMatcher.anyOf("*?[\\");

  /** What all projects below its folder have in common, where none stands in a folder between. */
  private static final String COMMON = "Directory.Build.props";

  private static final Trait COPIES_PROJECT =
      Trait.of(Copy.class, copy -> copy.text().contains(".csproj"));
  private static final Trait STARTS_LIBRARY = Trait.of(
          Entrypoint.class, start -> start.text().contains(".dll"))
      .or(Trait.of(Cmd.class, start -> start.text().contains(".dll")));

  /** How many starts are followed: files that people write have fewer. */
  private static final int MOST = 20;

  private final Subject subject;
  private @Nullable Set<String> known;

  /** By the paths of projects that were asked for. */
  private final Map<String, Optional<String>> frameworks = new HashMap<>();

  /** @param subject asked for as long as one rule judges it once */
  DotnetProjects(Subject subject) {
    this.subject = subject;
  }

  /** The other framework that the first project with one names, and where; null where it is that of this release. */
  @Nullable String other(String release) {
    for (String path : projects()) {
      String file = path;
      String frameworks = frameworks(path);
      if (frameworks == null && subject.contextFile(path).isFile()) {
        file = common(path);
        frameworks = file == null ? null : frameworks(file);
      }
      if (frameworks != null) {
        String other = other(frameworks, "net" + release + ".0");
        return other == null ? null : other + " in " + file;
      }
    }
    return null;
  }

  /**
   * Whether the image starts a server of ASP.NET: the project that is started says so, else one of the others; where none can be
   * read, EXPOSE does.
   */
  boolean serve() {
    Set<String> libraries = startedLibraries(subject.model());
    boolean isRead = false;
    for (String path : projects()) {
      String project = subject.contextFile(path).beginning();
      if (SDK.matcher(project).find()) {
        boolean serves = OF_SERVER.matcher(project).find();
        if (serves || isOf(libraries, path)) {
          return serves;
        }
        isRead = true;
      }
    }
    return !isRead && !subject.model().having(EXPOSES).isEmpty();
  }

  /** Whether one of the projects says something. */
  boolean say(Regex sought) {
    for (String path : projects()) {
      if (sought.matcher(subject.contextFile(path).beginning()).find()) {
        return true;
      }
    }
    return false;
  }

  private @Nullable String frameworks(String path) {
    Optional<String> its = frameworks.get(path);
    if (its == null) {
      Matcher named = FRAMEWORKS.matcher(subject.contextFile(path).beginning());
      its = named.find() ? Optional.of(named.group(1)) : Optional.empty();
      frameworks.put(path, its);
    }
    return its.orElse(null);
  }

  /** The nearest file above a project with what it has in common with others; null where there is none. */
  private @Nullable String common(String project) {
    String found = null;
    for (int slash = project.lastIndexOf('/'); ; slash = project.lastIndexOf('/', slash - 1)) {
      String path = project.substring(0, slash + 1) + COMMON;
      boolean isThere = subject.contextFile(path).isFile(); // all are asked for at once
      found = found == null && isThere ? path : found;
      if (slash < 0) {
        return found;
      }
    }
  }

  private static @Nullable String other(String frameworks, String wanted) {
    Matcher framework = FRAMEWORK.matcher(frameworks);
    String found = null;
    while (framework.find()) {
      if (framework.group(1).equals(wanted)) {
        return null;
      }
      found = found == null ? framework.group(1) : found;
    }
    return found;
  }

  /** Paths of the project that is started, then of those that are built, and then of those that are copied, as far as the file tells. */
  private Set<String> projects() {
    Set<String> found = known;
    if (found == null) {
      found = find();
      known = found;
    }
    return found;
  }

  private Set<String> find() {
    Set<String> libraries = startedLibraries(subject.model());
    Set<String> started = new LinkedHashSet<>();
    Set<String> others = new LinkedHashSet<>();
    for (String library : libraries) {
      addProject("", library, started);
      started.add("src/" + library + "/" + library + ".csproj");
    }
    for (String project : DotnetCommands.projects(subject, libraries)) {
      (isOf(libraries, project) ? started : others).add(project);
    }
    for (Instruction one : subject.model().having(COPIES_PROJECT)) {
      ContextCopy copy = ContextCopy.of(subject.model(), (Transfer) one, Basis.DEFAULTS);
      for (String source : copy == null ? ImmutableList.<String>of() : copy.sources()) {
        if (PathGlob.isPattern(source)) {
          String plain = source.substring(0, WILDCARD.indexIn(source) + 1);
          String folder = plain.substring(0, plain.lastIndexOf('/') + 1);
          libraries.forEach(library -> addProject(folder, library, started));
        } else if (source.endsWith(".csproj")) {
          (isOf(libraries, source) ? started : others).add(source);
        }
      }
    }
    started.addAll(others);
    return started;
  }

  private static boolean isOf(Set<String> libraries, String project) {
    String name = ContextPath.name(project);
    return libraries.contains(name.substring(0, name.length() - ".csproj".length()));
  }

  private static Set<String> startedLibraries(SemanticModel model) {
    Set<String> libraries = new LinkedHashSet<>();
    for (Instruction start : Iterables.limit(model.having(STARTS_LIBRARY), MOST)) {
      Matcher library = LIBRARY.matcher(start.text());
      if (library.find()) {
        libraries.add(library.group(1));
      }
    }
    return libraries;
  }

  /** Where the project of a library may be, seen from a folder that is empty or has a slash at its end. */
  private static void addProject(String folder, String library, Set<String> projects) {
    projects.add(folder + library + ".csproj");
    projects.add(folder + library + "/" + library + ".csproj");
  }
}

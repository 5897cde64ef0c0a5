package dev.plimsoll.lint.rules.security;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Ints;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.context.JsonFile;
import dev.plimsoll.context.PathGlob;
import dev.plimsoll.image.EndOfLife;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.ContextCopy;
import dev.plimsoll.lint.rules.images.NamedBase;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Copy;
import dev.plimsoll.syntax.Instruction.Entrypoint;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.text.Regex;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Which releases of its language a project asks for in the manifests of the build context. */
final class WantedRelease {

  /** In which manifests a project says which Python it can have, and how. */
  private static final ImmutableMap<String, Regex> PYTHON = ImmutableMap.of(
      "pyproject.toml",
      Regex.of("(?m)^(?:requires-python"
          + "|\\[tool\\.poetry\\.dependencies][ \\t\\r]{0,9}\\n(?:(?!\\[)[^\\n]{0,300}\\n){0,40}?python)"
          + "\\s{0,9}=\\s{0,9}[\"']([^\"'\\n]{1,200})"),
      "setup.cfg",
      Regex.of("(?m)^\\s{0,9}python_requires\\s{0,9}=\\s{0,9}([^\\s#][^\\n#]{0,200})"),
      "setup.py",
      Regex.of("\\bpython_requires\\s{0,9}=\\s{0,9}[\"']([^\"'\\n]{1,200})"));

  /** What pipenv asks for: it makes an environment of that Python alone, and stops at another one where it deploys. */
  private static final Regex PIPFILE =
      Regex.of("(?m)^\\s{0,9}python_(?:full_)?version\\s{0,9}=\\s{0,9}[\"'](\\d[^\"'\\n]{0,200})");

  private static final CommandQuery PIPENV = CommandQuery.of("pipenv").told("install", "sync");

  /** RUBY_VERSION is that of the official image, whichever it is. */
  private static final Regex RUBY = Regex.of(
      "(?m)^\\s{0,9}ruby[ \\t(]{1,9}(?:ENV(?:\\.fetch)?[\\[(]\\s{0,9}[\"'](?!RUBY_VERSION\\b)\\w{1,60}[\"'][\\])]?\\s{0,9}(?:\\|\\||,|\\{)\\s{0,9})?"
          + "[\"'](~>)?\\s{0,9}(\\d{1,2})\\.(\\d{1,2})(\\.\\d{1,2})?");

  /** Bundler is told a release that the file computes, of which the lockfile has the result. */
  private static final Regex COMPUTED_RUBY = Regex.of(
      "(?m)^\\s{0,9}ruby[ \\t(]{1,9}(?!RUBY_VERSION\\b)[A-Za-z_][\\w.:\\[\\]()]{0,60}\\s{0,9}(?:#[^\\n]{0,200})?$");

  private static final Regex LOCKED_RUBY =
      Regex.of("(?m)^RUBY VERSION\\r?\\n\\s{1,9}ruby (\\d{1,2})\\.(\\d{1,2})");

  /** Bundler takes the release from another file, and ends where it is another one. */
  private static final Regex RUBY_FILE = Regex.of(
      "(?m)^\\s{0,9}ruby[ (]{1,9}(?:file:|:file\\s{0,9}=>|(?:File|IO)\\.[^\"'\\n]{1,60})\\s{0,9}[\"']([\\w./-]{1,99})[\"']");

  private static final Regex NUMBERS = Regex.of("^(?:v|ruby-)?(\\d{1,3})(?:\\.(\\d{1,3}))?");

  private static final Regex FRAMEWORKS =
      Regex.of("<TargetFrameworks?>\\s{0,99}([^<]{1,200})</TargetFramework");

  private static final Regex FRAMEWORK = Regex.of("(?:^|;)\\s{0,9}(net\\d{1,2}\\.0)");

  private static final Regex LIBRARY = Regex.of("[\\s\"']([\\w.-]{1,99})\\.dll\\b");

  private static final CharMatcher WILDCARD = CharMatcher.anyOf("*?[\\");

  private static final Trait IS_TRANSFER = Trait.of(Transfer.class);
  private static final Trait COPIES_PROJECT =
      Trait.of(Copy.class, copy -> copy.text().contains(".csproj"));
  private static final Trait STARTS_LIBRARY = Trait.of(
          Entrypoint.class, start -> start.text().contains(".dll"))
      .or(Trait.of(Instruction.Cmd.class, start -> start.text().contains(".dll")));

  private final Subject subject;

  /** By the name of an image, where projects may be that are built on it. */
  private final Map<String, Set<String>> folders = new HashMap<>();

  /** @param subject asked for as long as one rule judges it once */
  WantedRelease(Subject subject) {
    this.subject = subject;
  }

  /** The same with those releases to move to that the manifests allow, as far as there are such. */
  EndOfLife limit(NamedBase base, EndOfLife ended) {
    EndOfLife allowed = ended.within(release -> other(base, release) == null);
    VersionFile file = versionFile(base);
    return file == null
        ? allowed
        : allowed.within(release -> release.equals(file.release()) && other(base, release) == null);
  }

  /**
   * The path of a file for version managers that names another release than one, and not that of another stage; null where none
   * is known to.
   */
  @Nullable String fileOfOther(NamedBase base, String release) {
    VersionFile file = versionFile(base);
    return file == null
            || file.release().equals(release)
            || isOfAnotherStage(subject.model(), file, base)
        ? null
        : file.path();
  }

  /** Whether it is the release of the stage that builds, while the image is that of one that only serves. */
  private static boolean isOfAnotherStage(SemanticModel model, VersionFile file, NamedBase base) {
    if (isOfRelease(base.image(), file.release())) {
      return false;
    }
    for (Stage stage : model.stages()) {
      ImageUse use = model.baseImage(stage.root());
      ImageReference image = use == null ? null : use.image();
      if (image != null
          && image.canonicalName().equals(base.image().canonicalName())
          && isOfRelease(image, file.release())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfRelease(ImageReference image, String release) {
    String tag = String.valueOf(image.tag());
    return tag.equals(release) || tag.startsWith(release + ".") || tag.startsWith(release + "-");
  }

  /** What asks for another release than one; null where nothing is known to. */
  @Nullable String other(NamedBase base, String release) {
    String image = base.image().canonicalName();
    return switch (image) {
      case "golang" -> ofGo(base, release);
      case "php" -> inFolders(base, release, WantedRelease::ofPhp);
      case "python" -> inFolders(base, release, WantedRelease::ofPython);
      case "ruby" -> inFolders(base, release, WantedRelease::ofRuby);
      case "node" -> ofNode(base, release);
      default -> image.startsWith("mcr.microsoft.com/dotnet/") ? ofDotnet(subject, release) : null;
    };
  }

  private @Nullable String ofGo(NamedBase base, String release) {
    String lacking = GoProject.lacking(subject, base, this);
    return lacking.isEmpty() ? inFolders(base, release, GoModules::refusing) : lacking;
  }

  /** Said of a folder whose manifest asks for a release, and allows the other one. */
  static final String ANY = "";

  private interface Manifest {
    /** What a manifest in a folder asks for that is another release; ANY where it is that; null where it asks for none. */
    @Nullable String other(Subject subject, String folder, int major, int minor);
  }

  /** What the first manifest of those in which a project may be asks for; of the whole context where no folder has one. */
  private @Nullable String inFolders(NamedBase base, String release, Manifest manifest) {
    Matcher numbers = NUMBERS.matcher(release);
    if (!numbers.find() || numbers.group(2) == null) {
      return null;
    }
    boolean isFound = false;
    for (String folder : folders(base)) {
      if (folder.isEmpty() && isFound) {
        break;
      }
      String other =
          manifest.other(subject, folder, number(numbers.group(1)), number(numbers.group(2)));
      isFound |= other != null;
      if (other != null && !other.isEmpty()) {
        return other;
      }
    }
    return null;
  }

  private static @Nullable String ofPython(Subject subject, String folder, int major, int minor) {
    String found = null;
    for (Map.Entry<String, Regex> manifest : PYTHON.entrySet()) {
      String path = folder + manifest.getKey();
      Matcher range = manifest.getValue().matcher(subject.contextFile(path).beginning());
      if (range.find()) {
        String text = range.group(1).strip();
        if (!MinorRange.mayHave(text, major, minor)) {
          return "Python " + text + " in " + path;
        }
        found = ANY;
      }
    }
    return found == null ? ofPipenv(subject, folder, major, minor) : found;
  }

  private static @Nullable String ofPipenv(Subject subject, String folder, int major, int minor) {
    String path = folder + "Pipfile";
    Matcher wanted = PIPFILE.matcher(subject.contextFile(path).beginning());
    if (!wanted.find() || !stopsPipenv(subject.model())) {
      return null;
    }
    String version = wanted.group(1).strip();
    return MinorRange.mayHave(version, major, minor) ? ANY : "Python " + version + " in " + path;
  }

  /** Whether the file has pipenv install so that another Python is an error: with --system alone it only warns. */
  private static boolean stopsPipenv(SemanticModel model) {
    for (Stage stage : model.stages()) {
      for (RunCommand install : model.commands(PIPENV, stage)) {
        if (!install.has("--python") && (install.has("--deploy") || !install.has("--system"))) {
          return true;
        }
      }
    }
    return false;
  }

  private static @Nullable String ofPhp(Subject subject, String folder, int major, int minor) {
    String path = folder + "composer.json";
    ImmutableMap<String, String> required =
        JsonFile.of(subject.contextFile(path)).texts("require");
    String range = required == null ? null : required.get("php");
    if (range == null) {
      return null;
    }
    String ofPython = range.replace("~", "~="); // Composer's ~8.1 is PEP 440's ~=8.1
    return MinorRange.mayHave(ofPython, major, minor) ? ANY : "php " + range + " in " + path;
  }

  private static @Nullable String ofRuby(Subject subject, String folder, int major, int minor) {
    String release = major + "." + minor;
    String gemfile = subject.contextFile(folder + "Gemfile").beginning();
    Matcher file = RUBY_FILE.matcher(gemfile);
    if (file.find()) {
      String path = folder + file.group(1);
      Matcher numbers = NUMBERS.matcher(subject.contextFile(path).beginning());
      return numbers.find()
              && numbers.group(2) != null
              && !release.equals(numbers.group(1) + "." + numbers.group(2))
          ? "ruby " + numbers.group(1) + "." + numbers.group(2) + " in " + path
          : ANY;
    }
    Matcher wanted = RUBY.matcher(gemfile);
    if (!wanted.find()) {
      return COMPUTED_RUBY.matcher(gemfile).find() ? ofLock(subject, folder, release) : null;
    }
    boolean isAnyMinor = wanted.group(1) != null && wanted.group(4) == null;
    String version = wanted.group(2) + "." + wanted.group(3);
    return (release + ".").startsWith((isAnyMinor ? wanted.group(2) : version) + ".")
        ? ANY
        : "ruby " + (isAnyMinor ? "~> " : "") + version + " in " + folder + "Gemfile";
  }

  private static @Nullable String ofLock(Subject subject, String folder, String release) {
    String path = folder + "Gemfile.lock";
    Matcher locked = LOCKED_RUBY.matcher(subject.contextFile(path).beginning());
    if (!locked.find()) {
      return null;
    }
    String version = locked.group(1) + "." + locked.group(2);
    return version.equals(release) ? ANY : "ruby " + version + " in " + path;
  }

  private @Nullable String ofNode(NamedBase base, String release) {
    for (String folder : folders(base)) {
      ImmutableMap<String, String> engines =
          JsonFile.of(subject.contextFile(folder + "package.json")).texts("engines");
      String range = engines == null ? null : engines.get("node");
      if (range != null && !NodeRange.mayHave(range, number(release))) {
        return "node " + range + " in " + folder + "package.json";
      }
    }
    return null;
  }

  /** Files that tell version managers which release the developers have. */
  private static final ImmutableListMultimap<String, String> VERSION_FILES =
      ImmutableListMultimap.of(
          "node", ".nvmrc",
          "node", ".node-version",
          "python", ".python-version",
          "ruby", ".ruby-version");

  private record VersionFile(String path, String release) {}

  private @Nullable VersionFile versionFile(NamedBase base) {
    String image = base.image().canonicalName();
    if (!VERSION_FILES.containsKey(image)) {
      return null;
    }
    for (String folder : folders(base)) {
      for (String name : VERSION_FILES.get(image)) {
        Matcher version = NUMBERS.matcher(subject.contextFile(folder + name).beginning());
        boolean isNode = image.equals("node");
        if (version.find() && (isNode || version.group(2) != null)) {
          String minor = isNode ? "" : "." + version.group(2);
          return new VersionFile(folder + name, version.group(1) + minor);
        }
      }
    }
    return null;
  }

  /** Files that are beside the manifest of a project, and patterns for it. */
  private static final Regex OF_PROJECT = Regex.of(
      "package.{0,99}|pyproject.{0,99}|go\\.(?:mod|sum)|(?:poetry|uv|pdm)\\.lock.{0,9}"
          + "|composer.{0,20}|Gemfile.{0,9}|Pipfile.{0,9}|setup\\.(?:py|cfg)|\\.(?:nvmrc|(?:node|python|ruby)-version)");

  /** Where the stages on any tag of an image may have their projects from, each with a slash at the end or empty. */
  Set<String> folders(NamedBase base) {
    String name = base.image().canonicalName();
    Set<String> known = folders.get(name);
    if (known == null) {
      known = findFolders(base);
      folders.put(name, known);
    }
    return known;
  }

  private Set<String> findFolders(NamedBase base) {
    Set<String> found = new LinkedHashSet<>();
    for (Stage stage : subject.model().stages()) {
      if (isOn(subject.model(), stage, base.image())) {
        for (Instruction one : subject.model().having(IS_TRANSFER, stage)) {
          ImmutableList<String> sources =
              ContextCopy.sources(subject.model(), (Transfer) one, Basis.DEFAULTS);
          for (String source : sources == null ? ImmutableList.<String>of() : sources) {
            String name = ContextPath.name(source);
            if (OF_PROJECT.matcher(name).matches()) {
              found.add(source.substring(0, source.length() - name.length()));
            } else if (!source.isEmpty() && subject.contextFile(source).isFolder()) {
              found.add(source + "/");
            }
          }
        }
      }
    }
    found.add("");
    return found;
  }

  private static boolean isOn(SemanticModel model, Stage stage, ImageReference image) {
    ImageUse use = model.baseImage(stage.root());
    return use != null
        && use.image() != null
        && use.image().canonicalName().equals(image.canonicalName());
  }

  private static @Nullable String ofDotnet(Subject subject, String release) {
    for (String path : projects(subject)) {
      Matcher frameworks = FRAMEWORKS.matcher(subject.contextFile(path).beginning());
      if (frameworks.find()) {
        Matcher framework = FRAMEWORK.matcher(frameworks.group(1));
        String found = null;
        while (framework.find()) {
          if (framework.group(1).equals("net" + release + ".0")) {
            return null;
          }
          found = found == null ? framework.group(1) : found;
        }
        return found == null ? null : found + " in " + path;
      }
    }
    return null;
  }

  /** Paths of the project that is started, and then of those that are copied, as far as the file tells. */
  private static Set<String> projects(Subject subject) {
    Set<String> libraries = new LinkedHashSet<>();
    Set<String> started = new LinkedHashSet<>();
    Set<String> others = new LinkedHashSet<>();
    for (Instruction start : subject.model().having(STARTS_LIBRARY)) {
      Matcher library = LIBRARY.matcher(start.text());
      if (library.find()) {
        libraries.add(library.group(1));
      }
    }
    for (String library : libraries) {
      addProject("", library, started);
      started.add("src/" + library + "/" + library + ".csproj");
    }
    for (Instruction one : subject.model().having(COPIES_PROJECT)) {
      ContextCopy copy = ContextCopy.of(subject.model(), (Transfer) one, Basis.DEFAULTS);
      for (String source : copy == null ? ImmutableList.<String>of() : copy.sources()) {
        if (PathGlob.isPattern(source)) {
          String plain = source.substring(0, WILDCARD.indexIn(source) + 1);
          String folder = plain.substring(0, plain.lastIndexOf('/') + 1);
          libraries.forEach(library -> addProject(folder, library, started));
        } else if (source.endsWith(".csproj")) {
          (started.contains(ContextPath.name(source)) ? started : others).add(source);
        }
      }
    }
    started.addAll(others);
    return started;
  }

  /** Where the project of a library may be, seen from a folder that is empty or has a slash at its end. */
  private static void addProject(String folder, String library, Set<String> projects) {
    projects.add(folder + library + ".csproj");
    projects.add(folder + library + "/" + library + ".csproj");
  }

  private static int number(String digits) {
    Matcher number = NUMBERS.matcher(digits);
    Integer first = number.find() ? Ints.tryParse(number.group(1)) : null;
    return first == null ? 0 : first;
  }
}

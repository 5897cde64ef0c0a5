package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Ints;
import dev.plimsoll.context.JsonFile;
import dev.plimsoll.image.EndOfLife;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.dependencies.NodeRange;
import dev.plimsoll.lint.rules.images.NamedBase;
import dev.plimsoll.text.Regex;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Which releases of its language a project asks for in the manifests of the build context. */
final class WantedRelease {

  /** Said of a folder whose manifest asks for a release, and allows the other one. */
  static final String ANY = "";

  private static final Regex ELIXIR =
      Regex.of("(?m)^[^\\n#]{0,99}\\belixir:\\s{0,9}\"([^\"\\n]{1,99})\"");

  private static final Regex NUMBERS = Regex.of("^(\\d{1,3})(?:\\.(\\d{1,3}))?");

  private final Subject subject;
  private final ProjectFolders folders;
  private final DotnetProjects dotnet;

  /** @param subject asked for as long as one rule judges it once */
  WantedRelease(Subject subject) {
    this.subject = subject;
    this.folders = new ProjectFolders(subject);
    this.dotnet = new DotnetProjects(subject);
  }

  /** Where the projects on any tag of an image may be, each with a slash at the end or empty. */
  Set<String> folders(NamedBase base) {
    return folders.of(base);
  }

  /** The same with those releases to move to that the manifests allow, as far as there are such. */
  EndOfLife limit(NamedBase base, EndOfLife ended) {
    EndOfLife allowed = ended.within(release -> other(base, release) == null);
    VersionFile file = VersionFile.first(subject, base, folders);
    return file == null
        ? allowed
        : allowed.within(release -> release.equals(file.release()) && other(base, release) == null);
  }

  /** The path of a file for version managers that names the release of an image; null where none is known to. */
  @Nullable String fileOfOther(NamedBase base, String release) {
    VersionFile file = VersionFile.first(subject, base, folders);
    return file == null || file.release().equals(release) || !file.isOf(base.image())
        ? null
        : file.path();
  }

  /** What asks for another release than one; null where nothing is known to. */
  @Nullable String other(NamedBase base, String release) {
    String image = base.image().canonicalName();
    return switch (image) {
      case "golang" -> ofGo(base, release);
      case "elixir", "php", "python", "ruby" -> inFolders(base, release);
      case "node" -> ofNode(base, release);
      default ->
        image.startsWith("mcr.microsoft.com/dotnet/")
            ? dotnet.other(release)
            : JavaBuilds.areOn(base.image())
                ? JavaBuilds.refusing(subject, base, release, folders(base))
                : null;
    };
  }

  private @Nullable String ofGo(NamedBase base, String release) {
    String lacking = GoProject.lacking(subject, base, this);
    return lacking.isEmpty() ? inFolders(base, release) : lacking;
  }

  /** What the manifests of the first folder with one ask for; of the whole context where no other folder has one. */
  private @Nullable String inFolders(NamedBase base, String release) {
    Matcher numbers = NUMBERS.matcher(release);
    if (!numbers.find() || numbers.group(2) == null) {
      return null;
    }
    int major = number(numbers.group(1));
    int minor = number(numbers.group(2));
    boolean isFound = false;
    for (String folder : folders(base)) {
      if (folder.isEmpty() && isFound) {
        break;
      }
      String other = inFolder(base.image().canonicalName(), folder, major, minor);
      isFound |= other != null;
      if (other != null && !other.isEmpty()) {
        return other;
      }
    }
    return null;
  }

  /** The other release that the manifests in a folder ask for; ANY where it is that one; null where they ask for none. */
  private @Nullable String inFolder(String image, String folder, int major, int minor) {
    return switch (image) {
      case "elixir" -> ofElixir(folder, major, minor);
      case "golang" -> GoModules.refusing(subject, folder, minor);
      case "php" -> ofPhp(folder, major, minor);
      case "python" -> PythonManifests.other(subject, folder, major, minor);
      default -> RubyManifests.other(subject, folder, major, minor);
    };
  }

  /** Mix ends where the project wants another Elixir. */
  private @Nullable String ofElixir(String folder, int major, int minor) {
    String path = folder + "mix.exs";
    Matcher wanted = ELIXIR.matcher(subject.contextFile(path).beginning());
    if (!wanted.find()) {
      return null;
    }
    String range = wanted.group(1);
    return MinorRange.mayHave(range, major, minor) ? ANY : "elixir " + range + " in " + path;
  }

  private @Nullable String ofPhp(String folder, int major, int minor) {
    String path = folder + "composer.json";
    ImmutableMap<String, String> required =
        JsonFile.of(subject.contextFile(path)).texts("require");
    String range = required == null ? null : required.get("php");
    if (range != null && !MinorRange.mayHave(ComposerLock.ofPython(range), major, minor)) {
      return "php " + range + " in " + path;
    }
    String locked = ComposerLock.refusing(subject, folder, major, minor);
    return locked != null || range == null ? locked : ANY;
  }

  private @Nullable String ofNode(NamedBase base, String release) {
    for (String folder : folders.of(base)) {
      ImmutableMap<String, String> engines =
          JsonFile.of(subject.contextFile(folder + "package.json")).texts("engines");
      String range = engines == null ? null : engines.get("node");
      if (range != null && !NodeRange.mayHave(range, number(release))) {
        return "node " + range + " in " + folder + "package.json";
      }
    }
    return null;
  }

  private static int number(String digits) {
    Matcher number = NUMBERS.matcher(digits);
    Integer first = number.find() ? Ints.tryParse(number.group(1)) : null;
    return first == null ? 0 : first;
  }
}

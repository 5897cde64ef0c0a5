package dev.plimsoll.lint.rules.size;

import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.text.Regex;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;

/** The archives that a script names, whether it fetches or unpacks them: most hold one folder of the same name. */
final class ArchiveNames {

  private static final Regex ARCHIVE =
      Regex.of("(?i)(.{1,200}?)(?:\\.tar)?\\.(?:bz2|gz|tar|tbz2?|tgz|txz|xz|zip|zst)");

  /** How what names a release begins: the first digit, or a variable, and what parts it from the name. */
  private static final Regex RELEASE = Regex.of("[-_.]{0,3}v?[0-9<*?]");

  /** Without what says that they are archives; for each, where its release begins. */
  private final Map<String, Integer> names = new LinkedHashMap<>();

  /** What is known of folders: a script may ask for one as often as it unpacks something. */
  private final Map<String, Boolean> folders = new HashMap<>();

  private ArchiveNames() {}

  static ArchiveNames of(RunScript script, ScriptPlaces places) {
    ArchiveNames archives = new ArchiveNames();
    for (Invocation invocation : script.script().invocations()) {
      for (ImagePath place : places.places(invocation, invocation.arguments().words())) {
        Matcher archive = ARCHIVE.matcher(last(place));
        if (archive.matches()) {
          String name = archive.group(1);
          Matcher release = RELEASE.matcher(name);
          archives.names.put(name, release.find() ? release.start() : name.length());
        }
      }
    }
    return archives;
  }

  /** Whether a place is called as the folder in one of them may be: {@code node-v20.1.0} of {@code node-v20.1.0-linux-x64.tar.xz}. */
  boolean nameFolder(ImagePath place) {
    return folders.computeIfAbsent(last(place), this::nameFolder);
  }

  private boolean nameFolder(String folder) {
    return !folder.isEmpty()
        && !ARCHIVE.matcher(folder).matches()
        && names.entrySet().stream()
            .anyMatch(name -> isFolderOf(name.getKey(), name.getValue(), folder));
  }

  private static boolean isFolderOf(String archive, int release, String folder) {
    if (archive.startsWith(folder)) {
      return archive.length() == folder.length()
          || !Character.isLetter(archive.charAt(folder.length()));
    }
    return release > 0
        && folder.startsWith(archive.substring(0, release))
        && RELEASE.matcher(folder.substring(release)).lookingAt();
  }

  /** The last name as far as it is known, with what isn't in angle brackets. */
  private static String last(ImagePath place) {
    String path = place.depth() == 0 ? "" : place.toString();
    return path.substring(path.lastIndexOf('/') + 1);
  }
}

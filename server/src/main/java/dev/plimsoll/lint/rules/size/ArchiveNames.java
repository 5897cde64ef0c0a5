package dev.plimsoll.lint.rules.size;

import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.text.Regex;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;

/** The archives that a script names, whether it fetches or unpacks them: most hold one folder of the same name. */
final class ArchiveNames {

  private static final Regex ARCHIVE =
      Regex.of("(?i)(.{1,200}?)(?:\\.tar)?\\.(?:bz2|gz|tar|tbz2?|tgz|txz|xz|zip|zst)");

  /** What names a release: the first digit, or a variable, and what parts it from the name. */
  private static final Regex RELEASE = Regex.of("[-_.]{0,3}v?[0-9<*?].{0,200}");

  /** Without what says that they are archives. */
  private final Set<String> names = new LinkedHashSet<>();

  private ArchiveNames() {}

  static ArchiveNames of(RunScript script, ScriptPlaces places) {
    ArchiveNames archives = new ArchiveNames();
    for (Invocation invocation : script.script().invocations()) {
      for (ImagePath place : places.places(invocation, invocation.arguments().words())) {
        Matcher archive = ARCHIVE.matcher(last(place));
        if (archive.matches()) {
          archives.names.add(archive.group(1));
        }
      }
    }
    return archives;
  }

  /** Whether a place is called as the folder in one of them may be: {@code node-v20.1.0} of {@code node-v20.1.0-linux-x64.tar.xz}. */
  boolean nameFolder(ImagePath place) {
    String folder = last(place);
    return !folder.isEmpty()
        && !ARCHIVE.matcher(folder).matches()
        && names.stream().anyMatch(name -> isFolderOf(name, folder));
  }

  private static boolean isFolderOf(String archive, String folder) {
    if (archive.startsWith(folder)) {
      return archive.length() == folder.length()
          || !Character.isLetter(archive.charAt(folder.length()));
    }
    int end = 0;
    while (end < archive.length() && !RELEASE.matcher(archive.substring(end)).matches()) {
      end++;
    }
    return end > 0
        && folder.startsWith(archive.substring(0, end))
        && RELEASE.matcher(folder.substring(end)).matches();
  }

  /** The last name as far as it is known, with what isn't in angle brackets. */
  private static String last(ImagePath place) {
    String path = place.depth() == 0 ? "" : place.toString();
    return path.substring(path.lastIndexOf('/') + 1);
  }
}

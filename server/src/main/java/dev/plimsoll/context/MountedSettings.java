package dev.plimsoll.context;

import dev.plimsoll.context.RunSettings.MountedSetting;
import dev.plimsoll.text.Regex;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;

/** Settings of servers that Compose files mount: files, or folders of them, at the places where servers read such. */
final class MountedSettings {

  /** A file or a folder of the host, and a place of MySQL's settings. */
  private static final Regex MOUNT = Regex.of(
      "(?m)^\\s{1,30}- {0,5}[\"']?((?:\\.|[\\w-]{0,100}/)[^\\s:\"']{0,200}):/etc/(?:mysql|my\\.cnf)(?:[\\w./-]{0,200})(?::[\\w,]{1,20})?[\"']?[ \\t]*(?:#.*)?$");

  private static final Regex COMMENT = Regex.of("^[ \\t]{0,99}(?:[#;!\\[].*)?$");

  /** More of a file are not kept. */
  private static final int MOST_LINES = 200;

  private static final int LONGEST_LINE = 200;

  private MountedSettings() {}

  /** Whether a file is one of settings, as its name says. */
  static boolean isOne(Path file) {
    return String.valueOf(file.getFileName()).endsWith(".cnf");
  }

  /** The paths of the host that a Compose file, or a service of one, mounts there. */
  static List<Path> in(Path composeFile, String text) {
    List<Path> paths = new ArrayList<>();
    Matcher mount = MOUNT.matcher(text);
    while (mount.find()) {
      try {
        paths.add(composeFile.resolveSibling(mount.group(1)).normalize());
      } catch (InvalidPathException e) {
        // No folder is called so.
      }
    }
    return paths;
  }

  /** Adds the lines of all files that a service mounts so. */
  static void read(
      Path composeFile,
      String service,
      Map<Path, String> files,
      Path root,
      Set<MountedSetting> settings) {
    for (Path mounted : in(composeFile, service)) {
      files.forEach((file, text) -> {
        if (isOne(file) && file.startsWith(mounted)) {
          String where = root.relativize(file).toString().replace('\\', '/');
          text.lines()
              .filter(line ->
                  line.length() <= LONGEST_LINE && !COMMENT.matcher(line).matches())
              .limit(MOST_LINES)
              .forEach(
                  line -> settings.add(new MountedSetting(where, line.strip().replace('\t', ' '))));
        }
      });
    }
  }
}

package dev.plimsoll.lint.rules.dependencies;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Ints;
import dev.plimsoll.context.JsonFile;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.text.Regex;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * What says that a project is meant for a newer npm than one. The lockfiles of npm 11 leave out optional peers that npm 10
 * asks for: its {@code npm ci} fails.
 */
public final class LaterNpm {

  private static final Regex PACKAGE_MANAGER =
      Regex.of("\"packageManager\"\\s{0,9}:\\s{0,9}\"(npm@(\\d{1,3})[^\"\\s+]{0,30})");

  private static final ImmutableList<String> VERSION_FILES =
      ImmutableList.of(".nvmrc", ".node-version");

  private static final Regex VERSION = Regex.of("v?(\\d{1,3})(?:\\.\\d{1,4}){0,2}");

  /** The first releases of Node with another major version of npm, newest first, and that. */
  private static final int[][] OF_NODE = {{24, 11}, {18, 10}, {16, 8}, {15, 7}, {8, 6}};

  /** More majors aren't looked at. */
  private static final int HIGHEST = 60;

  private LaterNpm() {}

  /** The npm that the images of a release of Node have; 0 where that isn't known. */
  static int ofNode(int release) {
    for (int[] first : OF_NODE) {
      if (release >= first[0]) {
        return first[1];
      }
    }
    return 0;
  }

  /** What asks for a later npm than one, in words; null where nothing is known to. */
  public static @Nullable String asked(Subject subject, NodeProject project, int npm) {
    String manifest = " in " + project.manifest().path();
    Matcher manager = PACKAGE_MANAGER.matcher(project.manifest().file().head());
    if (manager.find() && number(manager.group(2)) > npm) {
      return manager.group(1) + manifest;
    }
    ImmutableMap<String, String> engines =
        JsonFile.of(project.manifest().file()).texts("engines");
    String ofNpm = engines == null ? null : engines.get("npm");
    if (ofNpm != null && lowest(ofNpm) > npm) {
      return "npm " + ofNpm + manifest;
    }
    String ofNode = engines == null ? null : engines.get("node");
    if (ofNode != null && ofNode(lowest(ofNode)) > npm) {
      return "node " + ofNode + manifest;
    }
    for (String file : VERSION_FILES) {
      String path = project.beside(file);
      Matcher version = VERSION.matcher(subject.contextFile(path).head().strip());
      if (version.matches() && ofNode(number(version.group(1))) > npm) {
        return version.group() + " in " + path;
      }
    }
    return null;
  }

  /** The first major release in a range; 0 where it isn't understood. */
  private static int lowest(String range) {
    for (int major = 0; major < HIGHEST; major++) {
      if (NodeRange.mayHave(range, major)) {
        return major;
      }
    }
    return 0;
  }

  private static int number(String digits) {
    Integer number = Ints.tryParse(digits);
    return number == null ? 0 : number;
  }
}

package dev.plimsoll.lint.rules.dependencies;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.context.JsonFile;
import dev.plimsoll.text.Regex;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a lockfile was written for the ranges of versions that {@code package.json} has now. */
final class LockedRanges {

  /** What makes other ranges of those of the manifest. */
  private static final ImmutableList<String> REPLACING =
      ImmutableList.of("resolutions", "overrides", "pnpm");

  /** One that no lockfile writes in another way. */
  private static final Regex RANGE = Regex.of("[\\^~]?\\d{1,9}\\.\\d{1,9}\\.\\d{1,9}[\\w.-]{0,40}");

  private LockedRanges() {}

  /** A dependency of which npm's lockfile has another range; null if none is known. */
  static @Nullable String otherInNpm(JsonFile project, JsonFile lock) {
    for (String kind : NodeProject.DEPENDENCIES) {
      ImmutableMap<String, String> own = project.texts(kind);
      ImmutableMap<String, String> kept = lock.texts("packages", "", kind);
      if (own == null || kept == null) {
        return null;
      }
      for (Map.Entry<String, String> one : own.entrySet()) {
        String range = kept.get(one.getKey());
        if (range != null && !range.equals(one.getValue())) {
          return one.getKey();
        }
      }
    }
    return null;
  }

  /**
   * The same of other lockfiles.
   *
   * @param locked the names in it, and names with ranges, such as {@code a@^1.0.0}; null where they aren't known
   */
  static @Nullable String otherInList(JsonFile project, @Nullable ImmutableSet<String> locked) {
    if (locked == null || mayReplace(project)) {
      return null;
    }
    for (String kind : NodeProject.INSTALLED) {
      ImmutableMap<String, String> own = project.texts(kind);
      if (own == null) {
        continue;
      }
      for (Map.Entry<String, String> one : own.entrySet()) {
        String name = one.getKey();
        String range = one.getValue();
        if (RANGE.matcher(range).matches()
            && locked.contains(name)
            && !locked.contains(name + "@" + range)) {
          return name;
        }
      }
    }
    return null;
  }

  private static boolean mayReplace(JsonFile project) {
    for (String key : REPLACING) {
      if (!Boolean.FALSE.equals(project.has(key))) {
        return true;
      }
    }
    return false;
  }
}

package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableMap;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.text.Regex;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Which releases of PHP the packages run on that {@code composer.lock} lists: {@code composer install} stops on any other. */
final class ComposerLock {

  /** The name of a package, or the releases of PHP that the last one named asks for; what conflicts with it is passed over. */
  private static final Regex NAME_OR_PHP = Regex.of(
      "\"name\"\\s{0,9}:\\s{0,9}\"([\\w.-]{1,80}/[\\w.-]{1,80})\"|\"php\"\\s{0,9}:\\s{0,9}\"([^\"]{1,200})\""
          + "|\"conflict\"\\s{0,9}:\\s{0,9}\\{[^{}]{0,5000}\\}");

  /** What follows is only for developers. */
  private static final String FOR_DEVELOPERS = "\"packages-dev\"";

  private ComposerLock() {}

  /** The first package that doesn't run on a release, in words; null where none is known not to. */
  static @Nullable String refusing(Subject subject, String folder, int major, int minor) {
    String path = folder + "composer.lock";
    ImmutableMap<String, String> packages =
        subject.derived(READ, subject.contextFile(path).beginning());
    for (String range : packages.keySet()) {
      if (!MinorRange.mayHave(ofPython(range), major, minor)) {
        return "php " + range + " of " + packages.get(range) + " in " + path;
      }
    }
    return null;
  }

  /** Kept, because each release is asked for. */
  private static final Function<String, ImmutableMap<String, String>> READ = ComposerLock::read;

  /** What packages ask for, each with the first one that does. */
  private static ImmutableMap<String, String> read(String lock) {
    Map<String, String> packages = new LinkedHashMap<>();
    int end = lock.indexOf(FOR_DEVELOPERS);
    Matcher found = NAME_OR_PHP.matcher(end < 0 ? lock : lock.substring(0, end));
    String name = "";
    while (found.find()) {
      if (found.group(1) != null) {
        name = found.group(1);
      } else if (found.group(2) != null) {
        packages.putIfAbsent(found.group(2), name);
      }
    }
    return ImmutableMap.copyOf(packages);
  }

  /** Composer's ~8.1 is PEP 440's ~=8.1. */
  static String ofPython(String range) {
    return range.replace("~", "~=");
  }
}

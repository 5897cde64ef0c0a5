package dev.plimsoll.lint.rules.security;

import dev.plimsoll.lint.Subject;
import dev.plimsoll.text.Regex;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;

/** What the manifests of Python projects depend on, without extras and groups: a requirement in each line, as in a list for pip. */
final class PythonDependencies {

  private static final Regex PROJECT = section("project");

  private static final Regex OF_PROJECT =
      Regex.of("(?m)^[ \\t]{0,9}dependencies[ \\t]{0,9}=\\s{0,9}\\[");

  private static final Regex OF_POETRY = section("tool\\.poetry\\.dependencies");

  /** One version and no other. */
  private static final Regex EXACT = Regex.of(
      "(?m)^([A-Za-z0-9][\\w.-]{0,99})[ \\t]{0,9}=[ \\t]{0,9}[\"'](?:==)?[ \\t]{0,9}(\\d[\\w.]{0,30})[\"']");

  private static final Regex OF_SETUP = Regex.of("\\binstall_requires\\s{0,9}=\\s{0,9}\\[");

  private static final Regex OF_CONFIG = Regex.of(
      "(?m)^install_requires[ \\t]{0,9}=([^\\n]{0,300}\\n(?:[ \\t]{1,20}[^\\n]{0,300}\\n|[ \\t\\r]{0,20}\\n){0,300})");

  private static final Regex ITEM =
      Regex.of("\"([^\"\\n]{0,300})\"|'([^'\\n]{0,300})'|#[^\\n]{0,300}|\\]");

  private PythonDependencies() {}

  private static Regex section(String name) {
    return Regex.of("(?m)^\\[" + name + "][ \\t\\r]{0,9}\\n");
  }

  /**
   * By the paths of the manifests.
   *
   * @param folders where projects may be
   */
  static Map<String, String> in(Subject subject, Set<String> folders) {
    Map<String, String> found = new LinkedHashMap<>();
    for (String folder : folders) {
      String project = subject.contextFile(folder + "pyproject.toml").beginning();
      String dependencies = items(OF_PROJECT, of(PROJECT, project)) + exact(of(OF_POETRY, project));
      found.put(folder + "pyproject.toml", dependencies);
      found.put(
          folder + "setup.py",
          items(OF_SETUP, subject.contextFile(folder + "setup.py").beginning()));
      Matcher config =
          OF_CONFIG.matcher(subject.contextFile(folder + "setup.cfg").beginning() + "\n");
      found.put(folder + "setup.cfg", config.find() ? config.group(1).indent(-99) : "");
    }
    return found;
  }

  /** What stands in a section, up to the next one. */
  private static String of(Regex section, String text) {
    Matcher start = section.matcher(text);
    if (!start.find()) {
      return "";
    }
    int end = text.indexOf("\n[", start.end() - 1);
    return text.substring(start.end(), end < 0 ? text.length() : Math.max(end, start.end()));
  }

  /** The texts in the first array behind a key. */
  private static String items(Regex key, String text) {
    StringBuilder all = new StringBuilder();
    Matcher start = key.matcher(text);
    Matcher item = ITEM.matcher(text);
    for (int at = start.find() ? start.end() : text.length();
        item.find(at) && !item.group().equals("]");
        at = item.end()) {
      String one = item.group(1) != null ? item.group(1) : item.group(2);
      all.append(one == null ? "" : one + "\n");
    }
    return all.toString();
  }

  private static String exact(String section) {
    StringBuilder all = new StringBuilder();
    Matcher exact = EXACT.matcher(section);
    while (exact.find()) {
      all.append(exact.group(1)).append("==").append(exact.group(2)).append('\n');
    }
    return all.toString();
  }
}

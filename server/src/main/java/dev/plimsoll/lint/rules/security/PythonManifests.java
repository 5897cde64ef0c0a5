package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableMap;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.RunCommand;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.text.Regex;
import java.util.Map;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Which releases of Python the manifests of a project allow. */
final class PythonManifests {

  /** In which manifests a project says which Python it can have, and how. */
  private static final ImmutableMap<String, Regex> RANGES = ImmutableMap.of(
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

  private PythonManifests() {}

  /** The other release that they ask for, in words; {@link WantedRelease#ANY} for this one; null where none asks. */
  static @Nullable String other(Subject subject, String folder, int major, int minor) {
    String found = null;
    for (Map.Entry<String, Regex> manifest : RANGES.entrySet()) {
      String path = folder + manifest.getKey();
      Matcher range = manifest.getValue().matcher(subject.contextFile(path).beginning());
      if (range.find()) {
        String text = range.group(1).strip();
        if (!MinorRange.mayHave(text, major, minor)) {
          return "Python " + text + " in " + path;
        }
        found = WantedRelease.ANY;
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
    return MinorRange.mayHave(version, major, minor)
        ? WantedRelease.ANY
        : "Python " + version + " in " + path;
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
}

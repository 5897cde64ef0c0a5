package dev.plimsoll.lint.rules.security;

import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.dependencies.PythonRequirements;
import dev.plimsoll.lint.rules.files.CopiedFile;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.text.Regex;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Manifests that ask for a Django before 4.2, which imports the module cgi: Python has none since 3.13. */
final class CgiUsers {

  static final int MINOR = 13;

  private static final String WHY = ", which needs the module cgi, gone since Python 3." + MINOR;

  private static final Regex OLD_DJANGO = Regex.of("(?im)^[ \\t]{0,9}[\"']?(django\\b"
      + "(?:[ \\t\"'=]{0,9}(?:==|~=|\\^|~)[ \\t]{0,9}[123]\\.\\d{1,3}(?:\\.\\d{1,3})?"
      + "|[ \\t\"'=]{0,9}(?:==|~=|~)[ \\t]{0,9}4\\.[01]\\.\\d{1,3}"
      + "|[ \\t\"'=]{0,9}>=?[ \\t]{0,9}[\\d.]{1,9},?[ \\t]{0,9}<[ \\t]{0,9}(?:[123](?:\\.\\d{1,3}){0,2}|4(?:\\.[012](?:\\.0)?)?)(?![\\d.])))"
      + "(?![^\\n]{0,300};)");

  /** What brings the module back. */
  private static final String LEGACY = "legacy-cgi";

  private CgiUsers() {}

  /**
   * The first of them, and where; null where none is known.
   *
   * @param folders where projects may be
   */
  static @Nullable String first(Subject subject, Iterable<Stage> stages, Set<String> folders) {
    for (Stage stage : stages) {
      for (CopiedFile list : PythonRequirements.lists(subject, stage)) {
        String old = in(list.file().beginning(), list.path());
        if (old != null) {
          return old;
        }
      }
    }
    for (String folder : folders) {
      String path = folder + "pyproject.toml";
      String old = in(subject.contextFile(path).beginning(), path);
      if (old != null) {
        return old;
      }
    }
    for (Map.Entry<String, String> manifest :
        PythonDependencies.in(subject, folders).entrySet()) {
      String old = in(manifest.getValue(), manifest.getKey());
      if (old != null) {
        return old;
      }
    }
    return null;
  }

  private static @Nullable String in(String text, String path) {
    Matcher django = OLD_DJANGO.matcher(text);
    return django.find() && !text.contains(LEGACY)
        ? django.group(1).replaceAll("[\"']", "") + " in " + path + WHY
        : null;
  }
}

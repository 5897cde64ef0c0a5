package dev.plimsoll.lint.rules.dependencies;

import com.google.common.base.Splitter;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.CopiedFile;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.text.Regex;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * What the {@code pyproject.toml} of the build context says that is installed. It is read line by line, as people and tools
 * write it: tables with their headers, lists in brackets.
 */
public final class PythonProject {

  private static final Regex COMMENT = Regex.of("(?m)(?:^|\\s)#.*$");
  private static final Regex HEADER =
      Regex.of("\\s{0,9}\\[{1,2}\\s{0,9}([^\\]\\n]{1,200}?)\\s{0,9}\\]{1,2}\\s*");

  /** A dependency in a table of Poetry's, which Python itself is not. */
  private static final Regex DEPENDENCY =
      Regex.of("(?m)^\\s{0,9}(?!python\\s{0,9}=)[\"']?[A-Za-z0-9]");

  /** A list that has something in it. */
  private static final String FILLED = "\\s{0,9}=\\s{0,9}\\[\\s*[^\\]\\s]";

  private static final Regex NAMED_LIST =
      Regex.of("(?m)^\\s{0,9}[\"']?([\\w.-]{1,100})[\"']?" + FILLED);
  private static final Regex DEPENDENCIES = Regex.of("(?m)^\\s{0,9}dependencies" + FILLED);
  private static final Regex DYNAMIC =
      Regex.of("(?m)^\\s{0,9}dynamic\\s{0,9}=[^\\]]{0,500}\\bdependencies\\b");
  private static final Regex OF_UV = Regex.of("(?m)^\\s{0,9}dev-dependencies" + FILLED);
  private static final Regex DEFAULT_GROUPS =
      Regex.of("(?m)^\\s{0,9}default-groups\\s{0,9}=\\s{0,9}(\\[[^\\]]{0,1000}\\]|[\"']all[\"'])");
  private static final Regex OPTIONAL = Regex.of("(?m)^\\s{0,9}optional\\s{0,9}=\\s{0,9}true\\b");

  /** The lines of each table, by its header. */
  private final Map<String, String> tables = new LinkedHashMap<>();

  private PythonProject(String text) {
    String table = "";
    for (String line : Splitter.on('\n').split(COMMENT.matcher(text).replaceAll(""))) {
      Matcher header = HEADER.matcher(line);
      if (header.matches()) {
        table = header.group(1).replace("\"", "");
        tables.putIfAbsent(table, "");
      } else {
        tables.merge(table, line + "\n", String::concat);
      }
    }
  }

  static PythonProject of(String text) {
    return new PythonProject(text);
  }

  /** The project in the directory that a command runs in; null where the context doesn't show it. */
  public static @Nullable PythonProject of(
      Subject subject, RunScript script, Invocation invocation) {
    ImagePath directory =
        ScriptPlaces.of(subject.model(), script, Basis.DEFAULTS).directory(invocation);
    return at(subject, script, directory);
  }

  /** The project in a directory of the image; null where the context doesn't show it. */
  public static @Nullable PythonProject at(Subject subject, RunScript script, ImagePath directory) {
    CopiedFile file = CopiedFile.at(
        subject, script.instruction(), directory.resolve("pyproject.toml"), Basis.DEFAULTS);
    String text = file == null ? null : file.file().text();
    return text == null ? null : new PythonProject(text);
  }

  /** Whether it depends on other packages, or may do so. */
  public boolean hasDependencies() {
    String project = table("project");
    return DEPENDENCIES.matcher(project).find()
        || DYNAMIC.matcher(project).find()
        || DEPENDENCY.matcher(table("tool.poetry.dependencies")).find();
  }

  /** Whether {@code uv sync} installs a group for development: those that are chosen, or else {@code dev}. */
  public boolean hasDefaultGroup() {
    String uv = table("tool.uv");
    if (OF_UV.matcher(uv).find()) {
      return true;
    }
    Matcher chosen = DEFAULT_GROUPS.matcher(uv);
    String groups = chosen.find() ? chosen.group(1) : "['dev']";
    Matcher group = NAMED_LIST.matcher(table("dependency-groups"));
    while (group.find()) {
      if (!groups.startsWith("[")
          || groups.contains("\"" + group.group(1) + "\"")
          || groups.contains("'" + group.group(1) + "'")) {
        return true;
      }
    }
    return false;
  }

  /** Whether {@code poetry install} installs a group besides the dependencies of the project. */
  public boolean hasGroupOfPoetry() {
    if (DEPENDENCY.matcher(table("tool.poetry.dev-dependencies")).find()
        || NAMED_LIST.matcher(table("dependency-groups")).find()) {
      return true;
    }
    for (Map.Entry<String, String> one : tables.entrySet()) {
      String header = one.getKey();
      if (header.startsWith("tool.poetry.group.")
          && header.endsWith(".dependencies")
          && DEPENDENCY.matcher(one.getValue()).find()) {
        String group = header.substring(0, header.length() - ".dependencies".length());
        if (!OPTIONAL.matcher(table(group)).find()) {
          return true;
        }
      }
    }
    return false;
  }

  private String table(String header) {
    return tables.getOrDefault(header, "");
  }
}

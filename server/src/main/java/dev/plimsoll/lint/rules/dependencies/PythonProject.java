package dev.plimsoll.lint.rules.dependencies;

import com.google.common.base.Splitter;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.CopiedFile;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.ScriptPlaces;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.text.Regex;
import java.util.LinkedHashMap;
import java.util.List;
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
  private static final Regex GROUP_OF_POETRY =
      Regex.of("tool\\.poetry\\.group\\.([^.]{1,100})\\.dependencies(?:\\.(.{1,100}))?");
  private static final Regex PACKAGE = Regex.of(
      "(?m)^\\s{0,9}(?!python\\s{0,9}=)[\"']?([A-Za-z0-9][\\w.-]{0,99})[\"']?\\s{0,9}=(.{0,1000})$");
  private static final Regex PATH = Regex.of("(?:^|[{,\\s])path\\s{0,9}=");

  /** What a list has in quotes: the name of a package, or of another group. */
  private static final Regex ITEM = Regex.of("[\"']([A-Za-z0-9][\\w.-]{0,99})");

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

  /** The groups that {@code uv sync} installs besides the dependencies of the project: those that are chosen, or else {@code dev}. */
  public PythonGroups groupsOfUv() {
    String uv = table("tool.uv");
    Matcher chosen = DEFAULT_GROUPS.matcher(uv);
    String groups = chosen.find() ? chosen.group(1) : "['dev']";
    ListMultimap<String, String> packages = groupsInLists();
    packages
        .keySet()
        .removeIf(name -> groups.startsWith("[")
            && !groups.contains("\"" + name + "\"")
            && !groups.contains("'" + name + "'"));
    if (OF_UV.matcher(uv).find()) {
      packages.put("dev", "");
    }
    return PythonGroups.of(packages);
  }

  /** The groups that {@code poetry install} installs besides the dependencies of the project. */
  public PythonGroups groupsOfPoetry() {
    ListMultimap<String, String> packages = groupsInLists();
    for (Map.Entry<String, String> one : tables.entrySet()) {
      String header = one.getKey();
      Matcher group = GROUP_OF_POETRY.matcher(header);
      if (header.equals("tool.poetry.dev-dependencies")) {
        addPackages(one.getValue(), packages.get("dev"));
      } else if (group.matches() && group.group(2) != null) {
        packages.put(group.group(1), named(group.group(2), one.getValue()));
      } else if (group.matches()) {
        addPackages(one.getValue(), packages.get(group.group(1)));
      }
    }
    packages
        .keySet()
        .removeIf(name -> OPTIONAL.matcher(table("tool.poetry.group." + name)).find());
    return PythonGroups.of(packages);
  }

  private static void addPackages(String table, List<String> packages) {
    Matcher one = PACKAGE.matcher(table);
    while (one.find()) {
      packages.add(named(one.group(1), one.group(2)));
    }
  }

  /** The name of a package, as a path where it is a part of the project. */
  private static String named(String name, String description) {
    return PATH.matcher(description).find() ? "./" + name : name;
  }

  /** The packages of the groups that every tool knows, by the names of the groups. */
  private ListMultimap<String, String> groupsInLists() {
    ListMultimap<String, String> packages =
        MultimapBuilder.linkedHashKeys().arrayListValues().build();
    String lists = table("dependency-groups");
    Matcher list = NAMED_LIST.matcher(lists);
    for (boolean more = list.find(); more; ) {
      String group = list.group(1);
      int start = list.end() - 1;
      more = list.find();
      Matcher item = ITEM.matcher(lists.substring(start, more ? list.start() : lists.length()));
      while (item.find()) {
        packages.put(group, item.group(1));
      }
    }
    return packages;
  }

  private String table(String header) {
    return tables.getOrDefault(header, "");
  }
}

package dev.plimsoll.context;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.text.Regex;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * The context that workflows, bake files, scripts and READMEs give a Dockerfile: in a step with {@code file} and {@code context},
 * or in a command {@code docker build -f services/api/Dockerfile .}
 */
final class ToldContexts {

  /** A key of a step or a target and its value. */
  private static final Regex KEY = Regex.of(
      "[ \\t]{0,40}(?:-[ \\t]{1,9})?[\"']?(context|file|dockerfile)[\"']?(?::[ \\t]|[ \\t]{0,9}=)[ \\t]{0,9}[\"']?((?:\\$\\{\\{[^}$]{0,100}+}}|[^\\s\"'#]){1,200}+)[\"']?[ \\t]{0,40}(?:#.{0,200})?");

  private static final String CONTEXT = "context";

  /** An indentation, of which the dash of a list is a part. */
  private static final Regex DEPTH = Regex.of("[ \\t]{0,40}(-[ \\t]{1,9})?");

  private static final Regex COMMAND =
      Regex.of("\\b(?:docker|podman|nerdctl)(?: buildx)? build ([^\\n|;&]{1,600})");

  /** A folder as it is written without variables, such as {@code .} or {@code ./services}. */
  private static final Regex FOLDER = Regex.of("\\./?|(?:\\.\\./){0,8}\\.\\./?"
      + "|(?:\\./|(?:\\.\\./){1,8})?[\\w-][\\w.-]{0,100}(?:/[\\w-][\\w.-]{0,100}){0,8}/?");

  /** The folder in which a workflow runs a command. */
  private static final Regex DIRECTORY =
      Regex.of("\\bworking-directory:[ \\t]{1,9}[\"']?([\\w-][\\w./-]{0,200})");

  /** Files that name a Dockerfile from the context on. */
  private static final Regex NAMES_FROM_CONTEXT = Regex.of(".{0,100}(?:compose|bake).{0,100}");

  /** What a workflow or a shell replaces. */
  private static final Regex VARIABLE = Regex.of("\\$\\{\\{[^}]{0,100}}}|\\$\\{?\\w{1,100}}?");

  private static final Regex CONTINUED = Regex.of("\\\\\\r?\\n[ \\t]{0,40}");

  /** How far from each other the keys of a step stand. */
  private static final int MOST_LINES = 30;

  /** More folders in which a workflow runs commands are passed over. */
  private static final int MOST_STARTS = 8;

  private final BuildScripts scripts;

  ToldContexts(BuildScripts scripts) {
    this.scripts = scripts;
  }

  /**
   * A build that is told.
   *
   * @param file what the path of the Dockerfile is, variables in it perhaps
   * @param context as it is written
   */
  private record Build(PathGlob file, String context) {

    static Build of(String file, String context) {
      String plain = file.startsWith("./") ? file.substring(2) : file;
      return new Build(PathGlob.of(VARIABLE.matcher(plain).replaceAll("?*")), context);
    }
  }

  /**
   * A line.
   *
   * @param depth where its text begins, behind the dash of an item
   * @param key one of those that matter; null where it has another one or none
   */
  private record Line(
      boolean isBlank, int depth, boolean isItem, @Nullable String key, String value) {

    static Line of(String text) {
      String line = CharMatcher.is('\r').trimTrailingFrom(text);
      Matcher depth = DEPTH.matcher(line);
      Matcher key = KEY.matcher(line);
      boolean isItem = depth.lookingAt() && depth.group(1) != null;
      boolean isKey = key.matches();
      return new Line(
          line.isBlank(),
          depth.end(),
          isItem,
          isKey ? key.group(1) : null,
          isKey ? key.group(2) : "");
    }
  }

  /** The folder that is told; null where none is. */
  @Nullable Path of(Path dockerfile, Path own, Path root, Deadline deadline) {
    String name = String.valueOf(dockerfile.getFileName());
    for (Path file :
        Iterables.concat(ImmutableList.of(dockerfile), scripts.near(own, root, deadline))) {
      String written = scripts.text(file, deadline);
      if (!written.contains(name)) {
        continue;
      }
      String text = ComposeFile.withDefaults(written);
      boolean isFromContext =
          NAMES_FROM_CONTEXT.matcher(String.valueOf(file.getFileName())).matches();
      List<Build> builds = new ArrayList<>(0);
      if (text.contains(CONTEXT)) {
        addSteps(text, name, isFromContext, builds);
      }
      if (text.contains(" build ")) {
        addCommands(text, name, builds);
      }
      for (Path from : builds.isEmpty() ? ImmutableSet.<Path>of() : startsOf(file, text, root)) {
        String path = from.relativize(dockerfile).toString().replace('\\', '/');
        for (Build build : builds) {
          if (build.file.matches(path)) {
            return from.resolve(build.context).normalize();
          }
        }
      }
    }
    return null;
  }

  /** The folders in which the commands of a file may run. */
  private static Set<Path> startsOf(Path file, String text, Path root) {
    Set<Path> starts = new LinkedHashSet<>(ImmutableList.of(root, file.resolveSibling("")));
    Matcher directory = DIRECTORY.matcher(text);
    while (starts.size() < MOST_STARTS && directory.find()) {
      starts.add(root.resolve(directory.group(1)).normalize());
    }
    return starts;
  }

  private static void addSteps(
      String text, String name, boolean isFromContext, List<Build> builds) {
    ImmutableList<Line> lines = Splitter.on('\n')
        .splitToStream(text)
        .map(Line::of)
        .collect(ImmutableList.toImmutableList());
    for (int i = 0; i < lines.size(); i++) {
      Line file = lines.get(i);
      if (file.key == null || file.key.equals(CONTEXT) || !file.value.endsWith(name)) {
        continue;
      }
      String context = beside(lines, i);
      if (context != null && FOLDER.matcher(context).matches()) {
        builds.add(Build.of(
            isFromContext ? ContextPath.inContext(context + "/" + file.value) : file.value,
            context));
      }
    }
  }

  /** The value of the key {@code context} that stands as deep as a line, in the same block. */
  private static @Nullable String beside(ImmutableList<Line> lines, int line) {
    int indent = lines.get(line).depth;
    for (int step : new int[] {-1, 1}) {
      for (int i = line; i >= 0 && i < lines.size() && Math.abs(i - line) < MOST_LINES; i += step) {
        Line one = lines.get(i);
        boolean beginsItem = !one.isBlank && one.isItem && one.depth <= indent;
        if (!one.isBlank && (one.depth < indent || beginsItem && i > line)) {
          break;
        }
        if (one.depth == indent && CONTEXT.equals(one.key)) {
          return one.value;
        }
        if (beginsItem && step < 0) {
          break;
        }
      }
    }
    return null;
  }

  private static void addCommands(String text, String name, List<Build> builds) {
    Matcher command = COMMAND.matcher(CONTINUED.matcher(text).replaceAll(" "));
    while (command.find()) {
      BuildCommand build = BuildCommand.of(command.group(1));
      String file = build.file();
      String context = build.context();
      if (file != null
          && file.endsWith(name)
          && context != null
          && FOLDER.matcher(context).matches()) {
        builds.add(Build.of(file, context));
      }
    }
  }
}

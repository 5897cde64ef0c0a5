package dev.plimsoll.context;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.plimsoll.text.Regex;
import java.nio.file.Path;
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

  /** A key of a step or a target and its value, behind the indentation, of which the dash of a list is a part. */
  private static final Regex KEY = Regex.of(
      "([ \\t]{0,40}(?:-[ \\t]{1,9})?)[\"']?(context|file|dockerfile)[\"']?(?::[ \\t]|[ \\t]{0,9}=)[ \\t]{0,9}[\"']?((?:\\$\\{\\{[^}]{0,100}}}|[^\\s\"'#]){1,200}+)[\"']?[ \\t]{0,40}(?:#.{0,200})?");

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

  /** The folder that is told; null where none is. */
  @Nullable Path of(Path dockerfile, Path own, Path root, Deadline deadline) {
    for (Path file :
        Iterables.concat(ImmutableList.of(dockerfile), scripts.near(own, root, deadline))) {
      String text = scripts.text(file, deadline);
      if (!text.contains("ockerfile")) {
        continue;
      }
      for (Path from : startsOf(file, text, root)) {
        String path = from.relativize(dockerfile).toString().replace('\\', '/');
        boolean isFromContext =
            NAMES_FROM_CONTEXT.matcher(String.valueOf(file.getFileName())).matches();
        String context = in(text, path, isFromContext);
        if (context != null) {
          return from.resolve(context).normalize();
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

  private static @Nullable String in(String text, String path, boolean isFromContext) {
    String ofStep = text.contains("context") ? inSteps(text, path, isFromContext) : null;
    return ofStep == null && text.contains(" build ") ? inCommands(text, path) : ofStep;
  }

  private static @Nullable String inSteps(String text, String path, boolean isFromContext) {
    List<String> lines = Splitter.on('\n').splitToList(text);
    for (int i = 0; i < lines.size(); i++) {
      Matcher file = KEY.matcher(CharMatcher.is('\r').trimTrailingFrom(lines.get(i)));
      if (!file.matches()
          || file.group(2).equals("context")
          || !file.group(3).endsWith(ContextPath.name(path))) {
        continue;
      }
      String context = beside(lines, i, file.group(1).length());
      if (context != null) {
        String named =
            isFromContext ? ContextPath.inContext(context + "/" + file.group(3)) : file.group(3);
        if (isThat(path, named)) {
          return context;
        }
      }
    }
    return null;
  }

  /** The value of the key {@code context} that stands as deep as a line, in the same block. */
  private static @Nullable String beside(List<String> lines, int line, int indent) {
    for (int step : new int[] {-1, 1}) {
      for (int i = line; i >= 0 && i < lines.size() && Math.abs(i - line) < MOST_LINES; i += step) {
        String one = CharMatcher.is('\r').trimTrailingFrom(lines.get(i));
        Matcher depth = DEPTH.matcher(one);
        boolean isBlank = one.isBlank() || !depth.lookingAt();
        boolean beginsItem = !isBlank && depth.group(1) != null && depth.end() <= indent;
        if (!isBlank && (depth.end() < indent || beginsItem && i > line)) {
          break;
        }
        Matcher key = KEY.matcher(one);
        if (key.matches() && key.group(1).length() == indent && key.group(2).equals("context")) {
          return folder(key.group(3));
        }
        if (beginsItem && step < 0) {
          break;
        }
      }
    }
    return null;
  }

  private static @Nullable String inCommands(String text, String path) {
    Matcher command = COMMAND.matcher(CONTINUED.matcher(text).replaceAll(" "));
    while (command.find()) {
      BuildCommand build = BuildCommand.of(command.group(1));
      String context = build.file() != null && build.context() != null && isThat(path, build.file())
          ? folder(build.context())
          : null;
      if (context != null) {
        return context;
      }
    }
    return null;
  }

  /** Whether a path as it is written, variables in it perhaps, is that of the Dockerfile. */
  private static boolean isThat(String path, String written) {
    String plain = written.startsWith("./") ? written.substring(2) : written;
    PathGlob glob = PathGlob.of(VARIABLE.matcher(plain).replaceAll("?*"));
    return plain.endsWith(ContextPath.name(path)) && glob.matches(path);
  }

  private static @Nullable String folder(String written) {
    return FOLDER.matcher(written).matches() ? written : null;
  }
}

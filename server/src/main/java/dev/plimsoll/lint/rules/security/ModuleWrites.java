package dev.plimsoll.lint.rules.security;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.CopiedFile;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.text.Regex;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Where the module writes that a container starts with Python or Node, as far as its source in the build context shows it. */
final class ModuleWrites {

  private static final ImmutableSet<String> OF_NODE =
      ImmutableSet.of("node", "nodejs", "bun", "tsx");

  private static final ImmutableSet<String> OF_PYTHON = ImmutableSet.of("pypy", "python");

  /** Servers that are told a module and what in it to serve: {@code app.main:app}. */
  private static final ImmutableSet<String> SERVERS =
      ImmutableSet.of("daphne", "granian", "gunicorn", "hypercorn", "uvicorn", "waitress-serve");

  private static final Regex SERVED = Regex.of("[\\w.]+(?=:\\w+(?:\\(\\))?)");

  private static final CharMatcher VERSION = CharMatcher.inRange('0', '9').or(CharMatcher.is('.'));

  /** A comment of Python behind which nothing is run, or of JavaScript; one in a string may be taken for one. */
  private static final Regex COMMENT = Regex.of("(?m)(?:^|(?<=[\\s(,;]))(?:#|//).*$");

  private static final String PATH = "[rbfu]{0,2}([\"'`])([^\"'`\\n]{1,200})\\1";

  /** A file that is opened to be written, in Python. */
  private static final Regex OPENS =
      Regex.of("\\bopen\\(\\s*" + PATH + "\\s*,\\s*(?:mode\\s*=\\s*)?[\"'][rb]{0,1}[wax+]");

  /** A file that is written otherwise. */
  private static final Regex FILE = Regex.of(
      "\\b(?:(?:\\w*FileHandler|sqlite3\\.connect|(?:sqlite3\\.)?Database|createWriteStream|appendFile(?:Sync)?"
          + "|writeFile(?:Sync)?)\\(\\s*|basicConfig\\([^()]{0,300}?\\bfilename\\s*=\\s*)" + PATH);

  /** A directory that is made. */
  private static final Regex DIRECTORY =
      Regex.of("(?:\\bos\\.makedirs|\\bos\\.mkdir|\\bmkdir(?:Sync)?)\\(\\s*" + PATH);

  /** A database of SQLAlchemy; a path from the root has one more slash. */
  private static final Regex DATABASE =
      Regex.of("([\"'`])sqlite(?:\\+\\w+)?:///([^\"'`?\\n]{1,200})");

  /** A path from the root that has a name. */
  private static final Regex CONSTANT = Regex.of(
      "(?m)^[ \\t]{0,20}(?:export\\s)?\\s{0,9}(?:const\\s|let\\s|var\\s)?\\s{0,9}([A-Za-z_]\\w{0,60})\\s{0,9}"
          + "(?::\\s{0,9}[\\w.]{1,40}\\s{0,9})?=\\s{0,9}(?:(?:pathlib\\.)?Path\\(\\s{0,9})?r?([\"'`])(/[^\"'`\\n]{1,200})\\2");

  /** A directory with a name that is made; or one in which a file is opened to be written, or such a file. */
  private static final Regex USES_CONSTANT = Regex.of(
      "(?:\\bos\\.makedirs|\\bmakedirs|\\bos\\.mkdir|\\bmkdir(?:Sync)?|\\bensureDir(?:Sync)?)"
          + "\\(\\s{0,20}(?:Path\\(\\s{0,9})?(?<made>[A-Za-z_]\\w{0,60})\\b"
          + "|(?<![\\w.])(?<making>[A-Za-z_]\\w{0,60})\\.mkdir\\("
          + "|\\bopen\\(\\s{0,20}(?:os\\.path\\.join\\(\\s{0,9}(?<below>[A-Za-z_]\\w{0,60})|(?<file>[A-Za-z_]\\w{0,60}))\\b"
          + "[^\\n]{0,200}?,\\s{0,9}(?:mode\\s{0,9}=\\s{0,9})?[\"'][rb]?[wax+]");

  private ModuleWrites() {}

  /**
   * The directories that it writes into, from the root.
   *
   * @param start the instruction that starts it
   * @param command what that runs, without what only starts another program
   */
  static ImmutableSet<ImagePath> directories(
      Subject subject, Stage target, Command start, ImmutableList<String> command) {
    for (String path : modules(command)) {
      ImagePath place = subject.model().place(start, path, Basis.DEFAULTS);
      CopiedFile file = CopiedFile.atEnd(subject, target, place, Basis.DEFAULTS);
      String text = file == null ? null : file.file().text();
      if (text != null) {
        return directories(subject, start, withoutComments(text));
      }
    }
    return ImmutableSet.of();
  }

  static String withoutComments(String code) {
    return COMMENT.matcher(code).replaceAll("");
  }

  private static ImmutableSet<ImagePath> directories(Subject subject, Command start, String code) {
    Set<ImagePath> directories = new LinkedHashSet<>();
    for (Regex regex : ImmutableList.of(OPENS, FILE, DIRECTORY, DATABASE)) {
      Matcher written = regex.matcher(code);
      while (written.find()) {
        add(subject, start, directory(written.group(2), regex == DIRECTORY), directories);
      }
    }
    addConstants(subject, start, code, directories);
    return ImmutableSet.copyOf(directories);
  }

  /** Adds the directories that are written into by a name that the code gives them. */
  private static void addConstants(
      Subject subject, Command start, String code, Set<ImagePath> directories) {
    Map<String, String> constants = new HashMap<>();
    Matcher constant = CONSTANT.matcher(code);
    while (constant.find()) {
      constants.put(constant.group(1), constant.group(3));
    }
    Matcher use = constants.isEmpty() ? null : USES_CONSTANT.matcher(code);
    while (use != null && use.find()) {
      boolean isFile = use.group("file") != null;
      String path = constants.get(firstOf(use, "made", "making", "below", "file"));
      if (path != null) {
        add(subject, start, directory(path, !isFile), directories);
      }
    }
  }

  private static String firstOf(Matcher found, String... groups) {
    for (String group : groups) {
      if (found.group(group) != null) {
        return found.group(group);
      }
    }
    return "";
  }

  private static void add(
      Subject subject, Command start, @Nullable String directory, Set<ImagePath> directories) {
    ImagePath place =
        directory == null ? null : subject.model().place(start, directory, Basis.DEFAULTS);
    if (place != null && place.text() != null && !Obstacles.isOfSystem(place)) {
      directories.add(place);
    }
  }

  /** The directory of a path, as far as the code says it: a value in it may be anything. */
  private static @Nullable String directory(String path, boolean isDirectory) {
    int end = CharMatcher.anyOf("{$%").indexIn(path);
    String known = end < 0 ? path : path.substring(0, end);
    int slash = known.lastIndexOf('/');
    String directory = isDirectory && end < 0
        ? known
        : slash > 0 ? known.substring(0, slash) : slash == 0 || end == 0 ? "" : ".";
    boolean isNone = directory.isEmpty()
        || path.startsWith(":")
        || path.startsWith("~")
        || ScriptWrites.isForAll(directory);
    return isNone ? null : directory;
  }

  /** Where the module may be that a command names, from where it starts. */
  static ImmutableList<String> modules(ImmutableList<String> command) {
    if (command.isEmpty()) {
      return ImmutableList.of();
    }
    String program = VERSION.trimTrailingFrom(StartCommand.withoutDirectory(command.get(0)));
    List<String> arguments = command.subList(1, command.size());
    if (OF_PYTHON.contains(program)) {
      int module = arguments.indexOf("-m");
      return module >= 0 && module + 1 < arguments.size()
          ? named(arguments.get(module + 1))
          : scripts(arguments, ".py");
    }
    if (OF_NODE.contains(program)) {
      return withSources(scripts(arguments, ".js"));
    }
    if (program.equals("flask")) {
      return ImmutableList.of("app.py", "wsgi.py");
    }
    if (program.equals("streamlit")) {
      return scripts(arguments, ".py");
    }
    for (String argument : SERVERS.contains(program) ? arguments : ImmutableList.<String>of()) {
      Matcher served = SERVED.matcher(argument);
      if (served.lookingAt()) {
        return named(served.group());
      }
    }
    return ImmutableList.of();
  }

  /** What a build makes, and its sources are beside the folder of that, or in {@code src}. */
  private static final Regex BUILT =
      Regex.of("(?:\\./)?(?:build|dist|lib|out)/(.{1,300})\\.[cm]?js");

  private static ImmutableList<String> withSources(ImmutableList<String> scripts) {
    ImmutableList.Builder<String> all = ImmutableList.builder();
    for (String script : scripts) {
      all.add(script);
      Matcher built = BUILT.matcher(script);
      if (built.matches()) {
        for (String folder : ImmutableList.of("", "src/")) {
          all.add(folder + built.group(1) + ".js", folder + built.group(1) + ".ts");
        }
      }
    }
    return all.build();
  }

  private static ImmutableList<String> named(String module) {
    String path = module.replace('.', '/');
    return ImmutableList.of(path + ".py", path + "/__main__.py", path + "/__init__.py");
  }

  /** The first argument that is a file of a language. */
  private static ImmutableList<String> scripts(List<String> arguments, String extension) {
    for (String argument : arguments) {
      boolean isFile = argument.endsWith(extension)
          || extension.equals(".js") && (argument.endsWith(".mjs") || argument.endsWith(".cjs"));
      if (isFile && !argument.startsWith("-")) {
        return ImmutableList.of(argument);
      }
    }
    return ImmutableList.of();
  }
}

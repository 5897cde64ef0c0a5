package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableSet;
import dev.plimsoll.syntax.Variables;
import dev.plimsoll.text.Regex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Reads what is a path in code of Python, such as {@code Path(__file__).resolve().parents[1] / "data"}. */
final class PythonPath {

  private static final Regex TEXT =
      Regex.of("[rRbBuUfF]{0,2}(?:\"([^\"\\n\\\\{]{0,300})\"|'([^'\\n\\\\{]{0,300})')");

  private static final Regex NAME = Regex.of(
      "os\\.path\\.\\w{1,20}|os\\.(?:getenv|fspath)|os\\.environ\\.get|(?:pathlib\\.)?Path\\.home|pathlib\\.Path"
          + "|[A-Za-z_]\\w{0,60}\\.(?!parents?\\b)[A-Za-z_]\\w{0,60}(?![\\w(])|[A-Za-z_]\\w{0,60}");

  private static final Regex SAME = Regex.of("\\.(?:resolve|absolute|as_posix)\\(\\)");

  private static final Regex UP = Regex.of("\\.(?:parents\\[(\\d)\\]|parent(?![\\w(]))");

  private static final Regex BLANKS = Regex.of("[ \\t]{1,500}");

  /** In brackets a line may end anywhere. */
  private static final Regex BLANKS_IN_BRACKETS = Regex.of("\\s{1,500}");

  private static final ImmutableSet<String> JOIN =
      ImmutableSet.of("Path", "join", "os.fspath", "os.path.join", "pathlib.Path", "str");

  private static final ImmutableSet<String> ABSOLUTE = ImmutableSet.of(
      "abspath", "os.path.abspath", "os.path.normpath", "os.path.realpath", "realpath");

  private static final int MAX_DEPTH = 20;

  /** No path is longer, but what is put together again and again may be. */
  private static final int MAX_LENGTH = 1000;

  private final String code;
  private final Map<String, String> names;
  private final Variables variables;
  private int at;
  private int depth;
  private int brackets;

  /**
   * @param start where it begins
   * @param inBrackets whether that is in brackets
   * @param names what names stand for, that of the file itself among them
   * @param variables of the image
   */
  PythonPath(
      String code, int start, boolean inBrackets, Map<String, String> names, Variables variables) {
    this.code = code;
    this.at = start;
    this.brackets = inBrackets ? 1 : 0;
    this.names = names;
    this.variables = variables;
  }

  /** The path; null where it isn't known, or none. */
  @Nullable String read() {
    String path = ++depth > MAX_DEPTH ? null : operand();
    while (path != null) {
      blanks();
      boolean isBelow = is("/") && !is("//");
      if (!isBelow && !is("+")) {
        break;
      }
      at++;
      String right = operand();
      path = right == null || path.length() + right.length() > MAX_LENGTH
          ? null
          : isBelow ? joined(path, right) : path + right;
    }
    depth--;
    return path;
  }

  /** All in a list, in which it begins behind the bracket; null where one isn't known. */
  @Nullable List<String> readAll() {
    brackets++;
    List<String> paths = new ArrayList<>();
    while (true) {
      blanks();
      if (is(")") || is("]")) {
        at++;
        brackets--;
        return paths;
      }
      String path = read();
      blanks();
      if (path == null || !(is(",") || is(")") || is("]"))) {
        return null;
      }
      paths.add(path);
      at += is(",") ? 1 : 0;
    }
  }

  /** Whether a text follows what was read. */
  boolean is(String text) {
    return code.startsWith(text, at);
  }

  /** Whether what was read is all of a statement. */
  boolean isAtEnd() {
    while (is(" ") || is("\t") || is("\r")) {
      at++;
    }
    return at >= code.length() || is("\n") || is(";");
  }

  private void blanks() {
    match(brackets > 0 ? BLANKS_IN_BRACKETS : BLANKS);
  }

  private @Nullable Matcher match(Regex regex) {
    Matcher matcher = regex.matcher(code).region(at, code.length());
    if (!matcher.lookingAt()) {
      return null;
    }
    at = matcher.end();
    return matcher;
  }

  private @Nullable String operand() {
    blanks();
    String path;
    Matcher text = match(TEXT);
    if (text != null) {
      path = text.group(1) != null ? text.group(1) : text.group(2);
    } else if (is("(")) {
      at++;
      brackets++;
      path = read();
      blanks();
      brackets--;
      if (!is(")")) {
        return null;
      }
      at++;
    } else {
      Matcher name = match(NAME);
      path = name == null ? null : is("(") ? called(name.group()) : names.get(name.group());
    }
    while (path != null) {
      Matcher up = match(UP);
      if (up != null) {
        int levels = up.group(1) == null ? 0 : Integer.parseInt(up.group(1));
        for (int i = 0; i <= levels; i++) {
          path = above(path);
        }
      } else if (is(".joinpath(")) {
        at += ".joinpath(".length();
        List<String> below = readAll();
        path = below == null ? null : joined(path, String.join("/", below));
        path = path == null || path.length() > MAX_LENGTH ? null : path;
      } else if (match(SAME) == null) {
        break;
      }
    }
    return path;
  }

  /** What a function makes of its arguments. */
  private @Nullable String called(String function) {
    at++;
    List<String> arguments = readAll();
    if (arguments != null && function.endsWith("Path.home") && arguments.isEmpty()) {
      return ScriptWrites.OWN_HOME;
    }
    if (arguments == null || arguments.isEmpty()) {
      return null;
    }
    String first = arguments.get(0);
    if (function.equals("os.getenv") || function.equals("os.environ.get")) {
      String value = variables.valueOf(first);
      return value != null ? value : arguments.size() > 1 ? arguments.get(1) : null;
    }
    if (function.endsWith("expanduser")) {
      return first.equals("~") || first.startsWith("~/")
          ? ScriptWrites.OWN_HOME + first.substring(1)
          : first;
    }
    if (JOIN.contains(function)) {
      String path = first;
      for (String below : arguments.subList(1, arguments.size())) {
        if (path.length() > MAX_LENGTH) {
          return null;
        }
        path = joined(path, below);
      }
      return path;
    }
    return function.endsWith("dirname") ? above(first) : ABSOLUTE.contains(function) ? first : null;
  }

  private static String joined(String path, String below) {
    return below.startsWith("/") || path.isEmpty() || path.equals(".") ? below : path + "/" + below;
  }

  private static @Nullable String above(@Nullable String path) {
    int slash = path == null ? -1 : path.lastIndexOf('/');
    return path == null ? null : slash < 0 ? "." : slash == 0 ? "/" : path.substring(0, slash);
  }
}

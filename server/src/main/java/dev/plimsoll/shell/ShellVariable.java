package dev.plimsoll.shell;

import com.google.common.collect.ImmutableSet;
import dev.plimsoll.text.TextRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place where a script names a variable of the shell.
 *
 * @param range where the name stands, dollar and braces left out
 * @param access what is done with it there
 * @param from the offset behind which an assignment holds: the end of its value, the beginning of a loop's body
 * @param scope the offset of the assignment that gives the variable to one command alone, as in {@code V=1 sh -c 'echo $V'};
 *     -1 for a variable of the script around
 * @param value what is assigned, or null
 */
public record ShellVariable(
    String name,
    TextRange range,
    Access access,
    int from,
    int scope,
    @Nullable ShellWord value) {

  public enum Access {
    READ,
    /** Assigned on every way through the script: what follows reads this value. */
    ASSIGNED,
    /** Assigned on some ways only, or in a subshell: what follows may still read the value from before. */
    PERHAPS_ASSIGNED
  }

  /** Builtins whose arguments are names of variables that they set. */
  private static final ImmutableSet<String> SETTING = ImmutableSet.of("read", "unset", "local");

  /** Builtins whose arguments are names of variables that keep their value where none is given. */
  private static final ImmutableSet<String> MARKING =
      ImmutableSet.of("export", "readonly", "declare", "typeset", "printenv");

  /** Whether it is a variable that one command alone is given. */
  public boolean isOfOneCommand() {
    return scope >= 0;
  }

  /** The same as a variable that one command alone is given, by the assignment at an offset. */
  ShellVariable in(int assignment) {
    return new ShellVariable(name, range, access, from, assignment, value);
  }

  private ShellVariable with(ShellWord assigned) {
    return new ShellVariable(name, range, access, from, scope, assigned);
  }

  /** Whether a text can be the name of a variable. */
  public static boolean isName(String text) {
    return !text.isEmpty() && endOfName(text, 0) == text.length();
  }

  /** Where the name that begins at an offset ends; the offset itself where none does. */
  static int endOfName(String text, int from) {
    int i = from;
    while (i < text.length() && isNameCharacter(text.charAt(i), i > from)) {
      i++;
    }
    return i;
  }

  private static boolean isNameCharacter(char c, boolean digits) {
    return c == '_'
        || c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || digits && c >= '0' && c <= '9';
  }

  /** The place of a name at an offset of the code; null where the code doesn't have it there as it is. */
  static @Nullable ShellVariable at(String code, int start, String name, Access access, int from) {
    return isName(name) && start >= 0 && code.startsWith(name, start)
        ? new ShellVariable(name, TextRange.ofLength(start, name.length()), access, from, -1, null)
        : null;
  }

  static @Nullable ShellVariable of(String code, WordPart.Parameter parameter) {
    int dollar = parameter.range().start();
    boolean braces = code.startsWith("{", dollar + 1);
    int start = dollar + (braces ? 2 + parameter.prefix().length() : 1);
    return at(code, start, parameter.name(), Access.READ, start);
  }

  /** What an assignment names that holds for the script. */
  static @Nullable ShellVariable of(String code, Assignment assignment, Access access) {
    TextRange range = assignment.range();
    ShellVariable variable = at(code, range.start(), assignment.name(), access, range.end());
    boolean whole = !assignment.append() && assignment.index() == null;
    return variable == null || !whole ? variable : variable.with(assignment.value());
  }

  /** What is given to one command alone, as it stands or in quotes. */
  static @Nullable ShellVariable ofOneCommand(String code, TextRange range, String name) {
    int start = code.startsWith(name, range.start()) ? range.start() : range.start() + 1;
    ShellVariable variable = at(code, start, name, Access.ASSIGNED, range.end());
    return variable == null ? null : variable.in(range.start());
  }

  /** The same, with its value. */
  static @Nullable ShellVariable ofOneCommand(String code, Assignment assignment) {
    ShellVariable variable = ofOneCommand(code, assignment.range(), assignment.name());
    return variable == null ? null : variable.with(assignment.value());
  }

  /** What the words of a builtin or program name: {@code export}, {@code read} and the like. */
  static void ofWords(
      String code, List<ShellWord> words, Access access, List<ShellVariable> found) {
    String program = words.get(0).literal();
    List<ShellWord> arguments = words.subList(1, words.size());
    if (program == null) {
      return;
    }
    if (SETTING.contains(program) || MARKING.contains(program)) {
      Access unassigned = SETTING.contains(program) ? access : Access.READ;
      arguments.forEach(argument -> add(named(code, argument, access, unassigned), found));
      return;
    }
    ShellWord named = switch (program) {
      case "printf" -> after("-v", arguments, 0);
      case "getopts" -> arguments.size() > 1 ? arguments.get(1) : null;
      case "mapfile", "readarray" ->
        arguments.isEmpty() ? null : arguments.get(arguments.size() - 1);
      default -> null;
    };
    if (named != null) {
      add(named(code, named, access, access), found);
    } else if (program.equals("test") || program.equals("[")) {
      ofTest(code, arguments, found);
    }
  }

  /** What {@code -v NAME} asks about in a test. */
  static void ofTest(String code, List<ShellWord> words, List<ShellVariable> found) {
    for (int i = 0; i < words.size(); i++) {
      ShellWord named = after("-v", words, i);
      if (named != null) {
        add(named(code, named, Access.READ, Access.READ), found);
      }
    }
  }

  private static @Nullable ShellWord after(String option, List<ShellWord> words, int at) {
    return at + 1 < words.size() && words.get(at).isLiteral(option) ? words.get(at + 1) : null;
  }

  /** @param unassigned what is done with a name that has no value */
  private static @Nullable ShellVariable named(
      String code, ShellWord word, Access access, Access unassigned) {
    String text = word.literalPrefix();
    int end = endOfName(text, 0);
    boolean assigned = end < text.length() && text.charAt(end) == '=';
    if (end == 0 || !assigned && (end < text.length() || word.literal() == null)) {
      return null;
    }
    TextRange range = word.range();
    ShellVariable variable = at(
        code, range.start(), text.substring(0, end), assigned ? access : unassigned, range.end());
    return variable == null || !assigned ? variable : variable.with(word.tail(end + 1));
  }

  /** The names in arithmetic, which need no dollar there. */
  static void inArithmetic(String code, WordPart.Literal literal, List<ShellVariable> found) {
    String text = literal.text();
    int i = 0;
    while (i < text.length()) {
      int end = endOfName(text, i);
      if (end > i) {
        int start = literal.range().start() + i;
        add(at(code, start, text.substring(i, end), Access.READ, start), found);
        i = end;
      } else {
        i = Character.isDigit(text.charAt(i)) ? endOfNumber(text, i) : i + 1;
      }
    }
  }

  private static int endOfNumber(String text, int from) {
    int i = from;
    while (i < text.length() && Character.isLetterOrDigit(text.charAt(i))) {
      i++;
    }
    return i;
  }

  static void add(@Nullable ShellVariable variable, List<ShellVariable> found) {
    if (variable != null) {
      found.add(variable);
    }
  }
}

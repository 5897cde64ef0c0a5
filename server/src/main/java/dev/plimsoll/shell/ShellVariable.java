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
 */
public record ShellVariable(String name, TextRange range, Access access, int from) {

  public enum Access {
    READ,
    /** Assigned on every way through the script: what follows reads this value. */
    ASSIGNED,
    /** Assigned on some ways only, or in a subshell: what follows may still read the value from before. */
    PERHAPS_ASSIGNED
  }

  /** Builtins whose arguments are names of variables that they set. */
  private static final ImmutableSet<String> SETTING =
      ImmutableSet.of("read", "unset", "local", "declare", "typeset");

  /** Builtins whose arguments are names of variables that keep their value where none is given. */
  private static final ImmutableSet<String> MARKING = ImmutableSet.of("export", "readonly");

  static boolean takesNames(@Nullable String builtin) {
    return builtin != null && (SETTING.contains(builtin) || MARKING.contains(builtin));
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
        ? new ShellVariable(name, TextRange.ofLength(start, name.length()), access, from)
        : null;
  }

  static @Nullable ShellVariable of(String code, WordPart.Parameter parameter) {
    int dollar = parameter.range().start();
    boolean braces = code.startsWith("{", dollar + 1);
    int start = dollar + (braces ? 2 + parameter.prefix().length() : 1);
    return at(code, start, parameter.name(), Access.READ, start);
  }

  /** What the arguments of {@code export}, {@code read} and the like name. */
  static void ofArguments(
      String code,
      String builtin,
      List<ShellWord> arguments,
      Access access,
      List<ShellVariable> found) {
    for (ShellWord argument : arguments) {
      String text = argument.literalPrefix();
      int end = endOfName(text, 0);
      boolean assigned = end < text.length() && text.charAt(end) == '=';
      if (end > 0 && (assigned || end == text.length() && argument.literal() != null)) {
        Access done = assigned || SETTING.contains(builtin) ? access : Access.READ;
        TextRange range = argument.range();
        add(at(code, range.start(), text.substring(0, end), done, range.end()), found);
      }
    }
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

package dev.plimsoll.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Programs and builtins that run the command given in their arguments: how to find where that command begins. Their
 * options are those of their manuals (sudo 1.9, GNU coreutils and findutils 9, POSIX for the builtins).
 */
final class PrefixCommand {

  private PrefixCommand() {}

  static boolean is(@Nullable String name) {
    return name != null
        && switch (name) {
          case "sudo",
              "doas",
              "env",
              "time",
              "nice",
              "ionice",
              "nohup",
              "setsid",
              "exec",
              "command",
              "builtin" -> true;
          case "gosu", "su-exec", "chroot", "xargs", "timeout", "eatmydata", "stdbuf", "busybox" ->
            true;
          default -> false;
        };
  }

  /**
   * The index of the command that the prefix at {@code at} runs, or -1 where it runs none.
   *
   * @param assignments where to add the indices of the words that assign variables for the command
   */
  static int inner(String name, List<ShellWord> words, int at, List<Integer> assignments) {
    String valueLetters = lettersWithValue(name);
    int i = at + 1;
    while (i < words.size()) {
      String text = words.get(i).literalPrefix();
      if (text.equals("--")) {
        i++;
        break;
      }
      if (text.isEmpty() || text.charAt(0) != '-') {
        break;
      }
      if (runsNothing(name, text)) {
        return -1;
      }
      boolean whole = words.get(i).literal() != null;
      i += whole && takesNext(text, valueLetters) ? 2 : 1;
    }
    if (name.equals("env") || name.equals("sudo")) {
      while (i < words.size() && isAssignment(words.get(i))) {
        assignments.add(i++);
      }
    }
    i += operands(name);
    return i < words.size() ? i : -1;
  }

  private static boolean runsNothing(String name, String option) {
    return switch (name) {
      case "command" -> option.indexOf('v') > 0 || option.indexOf('V') > 0;
      case "env" -> option.startsWith("-S") || option.startsWith("--split-string");
      default -> false;
    };
  }

  private static boolean takesNext(String option, String valueLetters) {
    if (option.startsWith("--")) {
      return isLongWithValue(option);
    }
    for (int i = 1; i < option.length(); i++) {
      if (valueLetters.indexOf(option.charAt(i)) >= 0) {
        return i + 1 == option.length();
      }
    }
    return false;
  }

  private static String lettersWithValue(String name) {
    return switch (name) {
      case "sudo" -> "ugCDhpRrTtU";
      case "doas", "env" -> "uC";
      case "time" -> "fo";
      case "nice" -> "n";
      case "ionice" -> "cnp";
      case "exec" -> "a";
      case "xargs" -> "IEdanPLs";
      case "timeout" -> "sk";
      case "stdbuf" -> "ioe";
      default -> "";
    };
  }

  private static boolean isLongWithValue(String option) {
    return switch (option) {
      case "--user", "--group", "--chdir", "--host", "--prompt", "--role", "--type", "--chroot" ->
        true;
      case "--close-from",
          "--other-user",
          "--command-timeout",
          "--unset",
          "--userspec",
          "--groups" -> true;
      case "--format", "--output", "--input", "--error", "--adjustment", "--class", "--classdata" ->
        true;
      case "--max-args", "--max-procs", "--max-chars", "--delimiter", "--arg-file" -> true;
      case "--signal", "--kill-after" -> true;
      default -> false;
    };
  }

  /** How many words of its own stand before the command. */
  private static int operands(String name) {
    return switch (name) {
      case "gosu", "su-exec", "chroot", "timeout" -> 1;
      default -> 0;
    };
  }

  private static boolean isAssignment(ShellWord word) {
    return assignmentEquals(word.literalPrefix()) > 0;
  }

  /** The offset of the {@code =} of {@code name=value}, or -1. */
  static int assignmentEquals(String text) {
    int i = 0;
    while (i < text.length() && WordParser.isNamePart(text.charAt(i))) {
      i++;
    }
    return i > 0
            && i < text.length()
            && text.charAt(i) == '='
            && WordParser.isNameStart(text.charAt(0))
        ? i
        : -1;
  }
}

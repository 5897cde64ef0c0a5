package dev.plimsoll.program;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.plimsoll.text.Resource;
import org.jspecify.annotations.Nullable;

/**
 * The programs that Dockerfiles run; the file {@code programs.txt} lists them and describes its own format. It is looked
 * through at the first question, and what it says of a program is read when that program is first asked about: most files
 * name few programs, and are waited for.
 */
public final class Programs {

  private static final String HEADING = "\n= ";

  private static final ImmutableMap<String, Program> BY_NAME = read();

  private Programs() {}

  /**
   * The program of a name without directory, {@link Program#UNKNOWN} where it isn't known. A version at the end is left
   * out: {@code python3.12} is Python.
   */
  public static Program named(@Nullable String name) {
    if (name == null) {
      return Program.UNKNOWN;
    }
    Program program = BY_NAME.get(name);
    if (program == null) {
      int end = name.length();
      while (end > 0 && (isDigit(name.charAt(end - 1)) || name.charAt(end - 1) == '.')) {
        end--;
      }
      program = end < name.length() ? BY_NAME.get(name.substring(0, end)) : null;
    }
    return program == null ? Program.UNKNOWN : program;
  }

  /** All that are known, each once. */
  public static ImmutableList<Program> all() {
    return BY_NAME.values().stream().distinct().collect(ImmutableList.toImmutableList());
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static ImmutableMap<String, Program> read() {
    ImmutableMap.Builder<String, Program> programs = ImmutableMap.builder();
    String text = Resource.ascii(Programs.class, "programs.txt");
    for (int at = text.indexOf(HEADING); at >= 0; ) {
      int names = at + HEADING.length();
      int lineEnd = text.indexOf('\n', names);
      int next = text.indexOf(HEADING, lineEnd);
      String section = text.substring(lineEnd + 1, next < 0 ? text.length() : next);
      Program program =
          new Program(ImmutableList.copyOf(text.substring(names, lineEnd).split(" ")), section);
      for (String name : program.names()) {
        programs.put(name, program);
      }
      at = next;
    }
    return programs.buildOrThrow();
  }
}

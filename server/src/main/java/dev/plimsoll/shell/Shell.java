package dev.plimsoll.shell;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The program that runs shell forms, as SHELL names it.
 *
 * @param argv the program and its options; the script is added as the last argument
 * @param name the program without directory and {@code .exe}, in lower case; behind {@code env} and {@code busybox} the
 *     one that they run
 * @param errexit whether {@code -e} is among the options
 * @param pipefail whether {@code -o pipefail} is
 */
public record Shell(
    ImmutableList<String> argv,
    String name,
    ShellDialect dialect,
    boolean errexit,
    boolean pipefail) {

  private static final Splitter BLANKS = Splitter.on(CharMatcher.whitespace()).omitEmptyStrings();

  private static final Shell SH = of(ImmutableList.of("/bin/sh", "-c"));

  private static final Shell CMD = of(ImmutableList.of("cmd", "/S", "/C"));

  /** The shell of Linux images where SHELL names none. */
  public static Shell sh() {
    return SH;
  }

  /** The shell of Windows images where SHELL names none. */
  public static Shell cmd() {
    return CMD;
  }

  public static Shell of(List<String> argv) {
    int program = program(argv);
    String name = program < argv.size() ? ShellDialect.baseName(argv.get(program)) : "";
    List<String> options =
        new ArrayList<>(argv.subList(Math.min(program + 1, argv.size()), argv.size()));
    ShellDialect dialect = ShellDialect.ofName(name);
    boolean posix = dialect == ShellDialect.POSIX;
    return new Shell(
        ImmutableList.copyOf(argv),
        name,
        dialect,
        posix && (SetCommand.options(options).contains("e")),
        posix && SetCommand.options(options).contains("pipefail"));
  }

  /** All else comes from the words. What the JVM links for a record takes long the first time. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Shell shell && argv.equals(shell.argv);
  }

  @Override
  public int hashCode() {
    return argv.hashCode();
  }

  /** The program that the {@code #!} of a script names, or null where there is none. */
  public static @Nullable Shell ofScript(String code) {
    if (!code.startsWith("#!")) {
      return null;
    }
    int lineFeed = code.indexOf('\n');
    String line = code.substring(2, lineFeed < 0 ? code.length() : lineFeed);
    List<String> words = BLANKS.splitToList(line);
    return words.isEmpty() ? null : of(words);
  }

  /** The index of the shell itself: {@code env} and {@code busybox} run the program that follows. */
  private static int program(List<String> argv) {
    int i = 0;
    while (i + 1 < argv.size()) {
      String name = ShellDialect.baseName(argv.get(i));
      boolean passedOver =
          i > 0 && (name.startsWith("-") || PrefixCommand.assignmentEquals(argv.get(i)) > 0);
      if (!passedOver && !name.equals("env") && !name.equals("busybox")) {
        return i;
      }
      i++;
    }
    return i;
  }

  public boolean isPosix() {
    return dialect == ShellDialect.POSIX;
  }

  /** Parses what this shell is to run; a language that isn't of the POSIX family stays opaque. */
  public Script parse(String code) {
    return isPosix() ? Script.parse(code) : Script.opaque(code);
  }
}

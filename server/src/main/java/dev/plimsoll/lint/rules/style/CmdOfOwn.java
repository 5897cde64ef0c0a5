package dev.plimsoll.lint.rules.style;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.context.ContextPath;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.ProgramFile;
import dev.plimsoll.semantics.CommandWords;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Script;
import dev.plimsoll.syntax.Instruction.Cmd;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.syntax.Instruction.Entrypoint;
import dev.plimsoll.text.Regex;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A CMD that is a command by itself beside an ENTRYPOINT that starts no other program, and would only take it as arguments. */
final class CmdOfOwn {

  /** Programs that start the one that their arguments name. */
  private static final ImmutableSet<String> STARTERS = ImmutableSet.of(
      "catatonit",
      "chpst",
      "env",
      "gosu",
      "nice",
      "nohup",
      "setpriv",
      "su-exec",
      "sudo",
      "timeout",
      "tini",
      "tini-static");

  /** Programs that do so where they have no arguments of their own. */
  private static final ImmutableSet<String> INTERPRETERS = ImmutableSet.of(
      "bun", "deno", "dotnet", "node", "npm", "perl", "php", "pnpm", "python", "python3", "ruby",
      "yarn");

  /** How such a program or script is called. */
  private static final Regex STARTS =
      Regex.of("(?i).{0,100}(?:boot|entry|exec|init|run|start|wait|wrap).{0,100}");

  private static final Regex SCRIPT = Regex.of(".{1,200}\\.(?:ba)?sh");

  /** What precedes a program: {@code poetry run}, {@code bundle exec}, {@code doppler run --}. */
  private static final ImmutableSet<String> BEFORE_PROGRAM =
      ImmutableSet.of("--", "-c", "exec", "run");

  private static final Regex TAKES_ARGUMENTS = Regex.of("\\$\\{?[@*1]");

  /** What nobody means as an argument of another program. */
  private static final ImmutableSet<String> COMMANDS = ImmutableSet.of(
      "bash", "cat", "cd", "chmod", "chown", "cp", "dotnet", "echo", "exec", "java", "ls", "mkdir",
      "mv", "node", "npm", "npx", "php", "pnpm", "printf", "python", "python3", "rm", "ruby", "sh",
      "sleep", "tail", "touch", "yarn");

  /** Words among which a script is. */
  private static final int MOST_WORDS = 5;

  private CmdOfOwn() {}

  /**
   * Whether a CMD is one.
   *
   * @param stage where the two are in force
   * @param entrypoint in shell form it ignores the CMD; in exec form only what is a command for certain counts
   */
  static boolean is(Subject subject, Stage stage, @Nullable Entrypoint entrypoint, Cmd cmd) {
    String first = first(cmd);
    return entrypoint != null
        && first != null
        && !first.startsWith("-")
        && (!entrypoint.execForm() || COMMANDS.contains(ContextPath.name(first)))
        && !mayStart(subject, stage, entrypoint);
  }

  private static @Nullable String first(Command command) {
    Script script = CommandWords.script(command);
    Invocation first = script == null ? null : Iterables.getFirst(script.invocations(), null);
    return first == null
        ? Iterables.getFirst(CommandWords.of(command), null)
        : first.nameWord().literalPrefix();
  }

  /** Whether an ENTRYPOINT may start the program that its arguments name, as far as it and its script tell. */
  private static boolean mayStart(Subject subject, Stage stage, Entrypoint entrypoint) {
    Script script = CommandWords.script(entrypoint);
    Invocation last = script == null ? null : Iterables.getLast(script.invocations(), null);
    List<String> words = last == null ? CommandWords.of(entrypoint) : CommandWords.of(last);
    if (words.isEmpty() || TAKES_ARGUMENTS.matcher(entrypoint.text()).find()) {
      return true;
    }
    String program = ContextPath.name(words.get(0));
    for (String word : Iterables.limit(words, MOST_WORDS)) {
      String text =
          word.startsWith("-") ? null : ProgramFile.text(subject, stage, entrypoint, word);
      if (text != null) {
        return TAKES_ARGUMENTS.matcher(text).find();
      }
      if (SCRIPT.matcher(word).matches()) {
        return true;
      }
    }
    return STARTERS.contains(program)
        || CommandWords.isShell(program)
        || STARTS.matcher(program).matches()
        || words.size() == 1 && (program.isEmpty() || INTERPRETERS.contains(program))
        || BEFORE_PROGRAM.contains(Iterables.getLast(words));
  }
}

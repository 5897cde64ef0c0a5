package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.BrokenArray;
import dev.plimsoll.syntax.Derivation;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.syntax.ShellCommand;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextEdit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The words of the program that a CMD, an ENTRYPOINT or the like starts, in whichever form it is written. */
public final class CommandWords {

  private static final ImmutableSet<String> SHELLS =
      ImmutableSet.of("ash", "bash", "dash", "fish", "ksh", "sh", "zsh");

  /** Of a shell: what follows is its script. */
  private static final Regex RUNS_CODE = Regex.of("-\\w*c");

  private static final Derivation<ImmutableList<String>> WORDS =
      instruction -> split((Command) instruction);

  private static final Derivation<Optional<Script>> SCRIPT =
      instruction -> Optional.ofNullable(parse((Command) instruction));

  private CommandWords() {}

  /** The words of the exec form, or of code that is one program; empty where it is more. */
  public static ImmutableList<String> of(Command command) {
    return command.derived(WORDS);
  }

  /** The program without its prefixes, and its arguments, as far as they are literal. */
  public static ImmutableList<String> of(Invocation invocation) {
    ImmutableList.Builder<String> words = ImmutableList.builder();
    words.add(invocation.nameWord().literalPrefix());
    for (ShellWord word : invocation.arguments().words()) {
      words.add(word.literalPrefix());
    }
    return words.build();
  }

  /** @param program without its directory */
  public static boolean isShell(String program) {
    return SHELLS.contains(program);
  }

  /** The code that a shell runs: of the shell form, or of {@code ["sh", "-c", "…"]}; null where there is none. */
  public static @Nullable Script script(Command command) {
    return command.derived(SCRIPT).orElse(null);
  }

  private static @Nullable Script parse(Command command) {
    if (!command.execForm()) {
      ShellCommand shell = ShellForm.of(command);
      return shell == null ? null : shell.script();
    }
    ImmutableList<String> words = words(command);
    boolean runsCode = words.size() == 3
        && isShell(words.get(0).substring(words.get(0).lastIndexOf('/') + 1))
        && RUNS_CODE.matcher(words.get(1)).matches();
    return runsCode ? ScriptFile.parse(words.get(2)) : null;
  }

  private static ImmutableList<String> words(Command command) {
    return ImmutableList.copyOf(Iterables.transform(command.words(), Word::value));
  }

  private static ImmutableList<String> split(Command written) {
    Command command = meant(written);
    Script script = script(command);
    if (script != null) {
      return of(script);
    }
    return command.execForm() ? words(command) : ImmutableList.of();
  }

  /** The command with the array that was meant in the place of a broken one. */
  private static Command meant(Command command) {
    BrokenArray broken = BrokenArray.of(command);
    if (broken == null || broken.repair() == null) {
      return command;
    }
    String text = TextEdit.apply(command.text(), broken.repair());
    return Dockerfile.parse(text).elements().get(0) instanceof Command meant ? meant : command;
  }

  private static ImmutableList<String> of(Script script) {
    ImmutableList<Invocation> invocations = script.invocations();
    return invocations.size() == 1 ? of(invocations.get(0)) : ImmutableList.of();
  }
}

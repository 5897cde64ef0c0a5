package dev.plimsoll.semantics;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.Shell;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.ShellCommand;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.EmbeddedText;
import dev.plimsoll.text.TextRange;
import org.jspecify.annotations.Nullable;

/**
 * The code of RUN, CMD, ENTRYPOINT or HEALTHCHECK in shell form, or of what an ONBUILD triggers. Nobody else parses it, so
 * that all agree on what is shell and what is another language.
 */
public final class ShellForm {

  private ShellForm() {}

  /**
   * As far as the instruction alone tells: parsed as a POSIX shell reads it, unless its own {@code #!} names another
   * program. Null where there is no code.
   */
  public static @Nullable ShellCommand of(Instruction instruction) {
    return instruction.innermost() instanceof Instruction.Command command
        ? command.shellCommand()
        : null;
  }

  /** The same with the shell that runs it: opaque where that isn't one of the POSIX family. */
  static @Nullable ShellCommand of(SemanticModel model, Instruction instruction) {
    ShellCommand command = of(instruction);
    boolean foreign = command != null
        && command.interpreter() == null
        && !model.shell(instruction).isPosix();
    return command != null && foreign
        ? new ShellCommand(command.code(), Script.opaque(command.code().code()), null)
        : command;
  }

  /**
   * The script that an exec form gives to a shell of the POSIX family, {@code ["sh", "-c", "…"]}, as its last word; null
   * where it gives none.
   *
   * @param outer the instruction of the file, around a trigger its ONBUILD
   */
  static @Nullable ShellCommand ofExecForm(Instruction outer) {
    if (!(outer.innermost() instanceof Instruction.Command command)
        || !command.execForm()
        || command.words().size() < 3) {
      return null;
    }
    int last = command.words().size() - 1;
    Word script = Unquoted.of(outer, command.words().get(last));
    if (script == null || !isShell(command.words().subList(0, last))) {
      return null;
    }
    TextRange place = script.inLine();
    return ofArgument(outer.source().line().slice(place.start(), place.end()));
  }

  private static boolean isShell(ImmutableList<Word> words) {
    return words.get(words.size() - 1).value().endsWith("c")
        && Shell.of(words.stream().map(Word::value).toList()).isPosix();
  }

  /** The script in a string of an exec form that a shell is given: {@code ["sh", "-c", "…"]}. */
  public static ShellCommand ofArgument(EmbeddedText script) {
    return ShellCommand.ofWords(script);
  }
}

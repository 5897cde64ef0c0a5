package dev.plimsoll.semantics;

import dev.plimsoll.shell.Script;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.ShellCommand;
import dev.plimsoll.text.EmbeddedText;
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

  /** The script in a string of an exec form that a shell is given: {@code ["sh", "-c", "…"]}. */
  public static ShellCommand ofArgument(EmbeddedText script) {
    return ShellCommand.ofWords(script);
  }
}

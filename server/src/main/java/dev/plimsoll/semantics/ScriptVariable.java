package dev.plimsoll.semantics;

import dev.plimsoll.semantics.VariableReference.Expander;
import dev.plimsoll.shell.ShellVariable;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Mount;
import dev.plimsoll.syntax.ShellCommand;
import org.jspecify.annotations.Nullable;

/**
 * What a script reads that it has set itself, or that it alone is given.
 *
 * @param value what is assigned last before it is read, where it is written out; else null
 * @param offset where in the file that is assigned
 * @param certain whether it is assigned on every way to where it is read
 * @param isOfOneCommand whether only one command of the script has it
 * @param secret the secret that it holds, by its id; null for all others
 */
public record ScriptVariable(
    @Nullable String value,
    int offset,
    boolean certain,
    boolean isOfOneCommand,
    @Nullable String secret) {

  /** The variable of a script that is used somewhere, or null. */
  public static @Nullable ScriptVariable read(
      SemanticModel model, Instruction instruction, VariableReference used) {
    if (used.expander() != Expander.BUILD_SHELL && used.expander() != Expander.CONTAINER_SHELL) {
      return null;
    }
    int start = model.range(instruction, used.nameRange()).start();
    Symbols.Mention mention = model.symbols().at(start);
    if (mention == null
        || mention.symbol().kind() != Symbol.Kind.SHELL_VARIABLE
        || mention.occurrence().range().start() != start) {
      return null;
    }
    ShellCommand command = command(model, instruction);
    ShellVariable write = command == null ? null : lastWrite(command, used);
    return command == null || write == null
        ? secret(model, instruction, used.name())
        : of(write, model.range(instruction, command.home(write.range())).start());
  }

  private static ScriptVariable of(ShellVariable write, int offset) {
    boolean certain = write.access() == ShellVariable.Access.ASSIGNED;
    String value = write.value() == null ? null : write.value().literal();
    return new ScriptVariable(
        certain ? value : null, offset, certain, write.isOfOneCommand(), null);
  }

  /** Whether a script may give a variable of the build another value before it is used somewhere. */
  public static boolean mayBeSetBefore(
      SemanticModel model, Instruction instruction, VariableReference used) {
    boolean shell =
        used.expander() == Expander.BUILD_SHELL || used.expander() == Expander.CONTAINER_SHELL;
    ShellCommand command = shell ? command(model, instruction) : null;
    return command != null && lastWrite(command, used) != null;
  }

  private static @Nullable ShellCommand command(SemanticModel model, Instruction instruction) {
    ShellCommand shell = model.shellForm(instruction);
    return shell == null ? ShellForm.ofExecForm(instruction) : shell;
  }

  /** The last place before a use that sets what is used there. */
  private static @Nullable ShellVariable lastWrite(ShellCommand command, VariableReference used) {
    int scope = -1;
    for (ShellVariable variable : command.script().variables()) {
      if (command.home(variable.range()).start() == used.nameRange().start()) {
        scope = variable.scope();
      }
    }
    ShellVariable last = null;
    for (ShellVariable variable : command.script().variables()) {
      if (variable.access() != ShellVariable.Access.READ
          && variable.scope() == scope
          && variable.name().equals(used.name())
          && command.home(variable.range()).start() < used.nameRange().start()) {
        last = variable;
      }
    }
    return last;
  }

  private static @Nullable ScriptVariable secret(
      SemanticModel model, Instruction instruction, String name) {
    if (instruction.innermost() instanceof Instruction.Run run) {
      for (Mount mount : run.mounts()) {
        Mount.Option env = mount.option("env");
        Mount.Option id = mount.option("id") == null ? mount.option("source") : mount.option("id");
        if (env != null && name.equals(env.value())) {
          int offset = model.range(instruction, env.valueRange()).start();
          String secret = id == null || id.value() == null ? name : id.value();
          return new ScriptVariable(null, offset, true, false, secret);
        }
      }
    }
    return null;
  }
}

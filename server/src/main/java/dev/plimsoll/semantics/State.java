package dev.plimsoll.semantics;

import dev.plimsoll.syntax.Instruction;
import org.jspecify.annotations.Nullable;

/**
 * What earlier instructions of a stage, and of the stages it is FROM, leave in force.
 *
 * @param user the last USER, or null where the base image's user is in force
 * @param workdir the last WORKDIR, or null where the base image's directory is in force
 * @param shell the last SHELL, or null where the default shell is in force
 */
public record State(
    Instruction.@Nullable User user,
    Instruction.@Nullable Workdir workdir,
    Instruction.@Nullable Shell shell) {

  static final State INITIAL = new State(null, null, null);

  State after(Instruction instruction) {
    if (instruction instanceof Instruction.User next) {
      return new State(next, workdir, shell);
    }
    if (instruction instanceof Instruction.Workdir next) {
      return new State(user, next, shell);
    }
    if (instruction instanceof Instruction.Shell next) {
      return new State(user, workdir, next);
    }
    return this;
  }
}

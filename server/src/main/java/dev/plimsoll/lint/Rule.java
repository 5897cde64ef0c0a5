package dev.plimsoll.lint;

import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;

/**
 * Something that can be wrong with a Dockerfile, and how to find it.
 *
 * <p>A rule has no state and pulls what it needs from the subject. One file holds its name, severity, reason, examples,
 * check and fix. The examples in its documentation are executed as tests.
 */
public interface Rule {

  /**
   * Elements that every rule may look at, wherever it looks: what makes stages, names images, gives variables values and
   * is in force for other instructions, and what stands between instructions.
   */
  Trait IS_CONTEXT = element -> !(element instanceof Instruction)
      || element instanceof Instruction.From
      || element instanceof Instruction.Arg
      || element instanceof Instruction.Env
      || element instanceof Instruction.Shell
      || element instanceof Instruction.User
      || element instanceof Instruction.Workdir
      || element instanceof Instruction.Onbuild;

  RuleInfo info();

  /** Reports every place of the subject that breaks this rule. */
  void check(Subject subject, Reporter reporter);
}

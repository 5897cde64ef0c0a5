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
   * Elements that every rule may look at, wherever it looks: what makes stages and names images, what is read in another
   * shell, and what stands between instructions. What is before the first FROM counts, too.
   */
  Trait IS_CONTEXT = element -> !(element instanceof Instruction)
      || element instanceof Instruction.From
      || element instanceof Instruction.Shell
      || element instanceof Instruction.Onbuild;

  /** Elements that decide what the variables of a stage are: to be named by rules that expand words. */
  Trait BINDS = element -> element instanceof Instruction.Arg || element instanceof Instruction.Env;

  RuleInfo info();

  /** Reports every place of the subject that breaks this rule. */
  void check(Subject subject, Reporter reporter);
}

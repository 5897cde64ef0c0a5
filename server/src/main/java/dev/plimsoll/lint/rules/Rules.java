package dev.plimsoll.lint.rules;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.rules.correctness.InstructionBeforeFrom;
import dev.plimsoll.lint.rules.correctness.SyntaxErrors;
import dev.plimsoll.lint.rules.correctness.UnbuildableValue;
import dev.plimsoll.lint.rules.correctness.UnknownInstruction;
import dev.plimsoll.lint.rules.maintainability.MaintainerDeprecated;
import dev.plimsoll.lint.rules.reproducibility.NpmInstallInsteadOfCi;
import dev.plimsoll.lint.rules.size.NpmDevDependenciesInFinal;

/** All rules. */
public final class Rules {

  private Rules() {}

  /** By category, then by name. */
  public static final ImmutableList<Rule> ALL = ImmutableList.of(
      // correctness
      new InstructionBeforeFrom(),
      new SyntaxErrors(),
      new UnbuildableValue(),
      new UnknownInstruction(),
      // maintainability
      new MaintainerDeprecated(),
      // reproducibility
      new NpmInstallInsteadOfCi(),
      // size
      new NpmDevDependenciesInFinal());
}

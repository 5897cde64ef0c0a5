package dev.plimsoll.lint.rules;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.rules.correctness.AptInstallWithoutYes;
import dev.plimsoll.lint.rules.correctness.InstructionBeforeFrom;
import dev.plimsoll.lint.rules.correctness.SyntaxErrors;
import dev.plimsoll.lint.rules.correctness.UnbuildableValue;
import dev.plimsoll.lint.rules.correctness.UnknownInstruction;
import dev.plimsoll.lint.rules.maintainability.MaintainerDeprecated;
import dev.plimsoll.lint.rules.size.AptListsNotRemoved;
import dev.plimsoll.lint.rules.size.AptNoInstallRecommends;
import dev.plimsoll.lint.rules.size.AptUpdateSeparateFromInstall;
import dev.plimsoll.lint.rules.size.CombineConsecutiveRuns;

/** All rules. */
public final class Rules {

  private Rules() {}

  /** By category, then by name. */
  public static final ImmutableList<Rule> ALL = ImmutableList.of(
      // correctness
      new AptInstallWithoutYes(),
      new InstructionBeforeFrom(),
      new SyntaxErrors(),
      new UnbuildableValue(),
      new UnknownInstruction(),
      // maintainability
      new MaintainerDeprecated(),
      // size
      new AptListsNotRemoved(),
      new AptNoInstallRecommends(),
      new AptUpdateSeparateFromInstall(),
      new CombineConsecutiveRuns());
}

package dev.plimsoll.lint.rules;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.rules.cache.CopyAllBeforeDependencyInstall;
import dev.plimsoll.lint.rules.correctness.AptInstallWithoutYes;
import dev.plimsoll.lint.rules.correctness.ArgOutOfScope;
import dev.plimsoll.lint.rules.correctness.CopyIgnoredFile;
import dev.plimsoll.lint.rules.correctness.CopySourceMissing;
import dev.plimsoll.lint.rules.correctness.InstructionBeforeFrom;
import dev.plimsoll.lint.rules.correctness.SyntaxErrors;
import dev.plimsoll.lint.rules.correctness.UnbuildableValue;
import dev.plimsoll.lint.rules.correctness.UnknownInstruction;
import dev.plimsoll.lint.rules.correctness.WorkdirRelative;
import dev.plimsoll.lint.rules.maintainability.MaintainerDeprecated;
import dev.plimsoll.lint.rules.reproducibility.BaseImageLatest;
import dev.plimsoll.lint.rules.reproducibility.BaseImageUntagged;
import dev.plimsoll.lint.rules.reproducibility.NpmInstallInsteadOfCi;
import dev.plimsoll.lint.rules.security.UserMissing;
import dev.plimsoll.lint.rules.size.AddInsteadOfCopy;
import dev.plimsoll.lint.rules.size.AptListsNotRemoved;
import dev.plimsoll.lint.rules.size.AptNoInstallRecommends;
import dev.plimsoll.lint.rules.size.AptUpdateSeparateFromInstall;
import dev.plimsoll.lint.rules.size.CombineConsecutiveRuns;
import dev.plimsoll.lint.rules.size.NpmDevDependenciesInFinal;
import dev.plimsoll.lint.rules.size.SlimmerBaseVariant;
import dev.plimsoll.lint.rules.style.JsonArgsRecommended;

/** All rules. */
public final class Rules {

  private Rules() {}

  /** By category, then by name. */
  public static final ImmutableList<Rule> ALL = ImmutableList.of(
      // correctness
      new AptInstallWithoutYes(),
      new ArgOutOfScope(),
      new CopyIgnoredFile(),
      new CopySourceMissing(),
      new InstructionBeforeFrom(),
      new SyntaxErrors(),
      new UnbuildableValue(),
      new UnknownInstruction(),
      new WorkdirRelative(),
      // security
      new UserMissing(),
      // size
      new AddInsteadOfCopy(),
      new AptListsNotRemoved(),
      new AptNoInstallRecommends(),
      new AptUpdateSeparateFromInstall(),
      new CombineConsecutiveRuns(),
      new NpmDevDependenciesInFinal(),
      new SlimmerBaseVariant(),
      // cache
      new CopyAllBeforeDependencyInstall(),
      // reproducibility
      new BaseImageLatest(),
      new BaseImageUntagged(),
      new NpmInstallInsteadOfCi(),
      // maintainability
      new MaintainerDeprecated(),
      // style
      new JsonArgsRecommended());
}

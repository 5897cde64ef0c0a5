package dev.plimsoll.lint.rules.size;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Rule;

/** The rules about bytes in the image that nobody needs. */
public final class SizeRules {

  /** By name. */
  public static final ImmutableList<Rule> ALL = ImmutableList.of(
      new AddInsteadOfCopy(),
      new ApkNoCache(),
      new AptListsNotRemoved(),
      new AptNoInstallRecommends(),
      new AptUpdateSeparateFromInstall(),
      new CombineConsecutiveRuns(),
      new CopyArchiveThenExtract(),
      new CopyThenChown(),
      new DnfCleanMissing(),
      new NpmDevDependenciesInFinal(),
      new PipCacheDir(),
      new SlimmerBaseVariant(),
      new UseraddHighUidNoL(),
      new YarnCacheCleanMissing(),
      new YumCleanMissing(),
      new ZypperCleanMissing());

  private SizeRules() {}
}

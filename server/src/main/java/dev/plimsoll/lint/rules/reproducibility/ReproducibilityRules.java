package dev.plimsoll.lint.rules.reproducibility;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Rule;

/** The rules about what builds another image tomorrow. */
public final class ReproducibilityRules {

  /** By name. */
  public static final ImmutableList<Rule> ALL = ImmutableList.of(
      new ApkUnpinned(),
      new AptInsteadOfAptGet(),
      new AptUnpinned(),
      new BaseImageLatest(),
      new BaseImageUntagged(),
      new DistUpgrade(),
      new DnfUnpinned(),
      new GemUnpinned(),
      new GoInstallUnpinned(),
      new NpmInstallInsteadOfCi(),
      new NpmUnpinned(),
      new PipUnpinned(),
      new YumUnpinned(),
      new ZypperUnpinned());

  private ReproducibilityRules() {}
}

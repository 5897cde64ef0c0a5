package dev.plimsoll.lint.rules.reproducibility;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Rule;

/** The rules about what builds another image tomorrow. */
public final class ReproducibilityRules {

  /** By name. */
  public static final ImmutableList<Rule> ALL =
      ImmutableList.of(new BaseImageLatest(), new BaseImageUntagged(), new NpmInstallInsteadOfCi());

  private ReproducibilityRules() {}
}

package dev.plimsoll.lint.rules;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.rules.cache.CacheRules;
import dev.plimsoll.lint.rules.correctness.CorrectnessRules;
import dev.plimsoll.lint.rules.maintainability.MaintainabilityRules;
import dev.plimsoll.lint.rules.reproducibility.ReproducibilityRules;
import dev.plimsoll.lint.rules.security.SecurityRules;
import dev.plimsoll.lint.rules.size.SizeRules;
import dev.plimsoll.lint.rules.style.StyleRules;

/** All rules. Each category lists its own. */
public final class Rules {

  private Rules() {}

  /** By category, then by name. */
  public static final ImmutableList<Rule> ALL = ImmutableList.<Rule>builder()
      .addAll(CorrectnessRules.ALL)
      .addAll(SecurityRules.ALL)
      .addAll(SizeRules.ALL)
      .addAll(CacheRules.ALL)
      .addAll(ReproducibilityRules.ALL)
      .addAll(MaintainabilityRules.all(() -> Rules.ALL))
      .addAll(StyleRules.ALL)
      .build();
}

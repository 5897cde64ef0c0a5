package dev.plimsoll.lint.rules.maintainability;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Rule;

/** The rules about what is hard to maintain. */
public final class MaintainabilityRules {

  /** By name. */
  public static final ImmutableList<Rule> ALL = ImmutableList.of(
      new CommentDefinitionDescription(),
      new FromPlatformConstant(),
      new FromRedundantTargetplatform(),
      new LegacyKeyValueFormat(),
      new MaintainerDeprecated(),
      new WgetProgressBar());

  private MaintainabilityRules() {}
}

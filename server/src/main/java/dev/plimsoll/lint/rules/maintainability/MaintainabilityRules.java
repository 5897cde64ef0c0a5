package dev.plimsoll.lint.rules.maintainability;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Rule;

/** The rules about what is hard to maintain. */
public final class MaintainabilityRules {

  /** By name. */
  public static final ImmutableList<Rule> ALL = ImmutableList.of(
      new CommentDefinitionDescription(),
      new CurlAndWget(),
      new FromPlatformConstant(),
      new FromRedundantTargetplatform(),
      new HealthcheckMissing(),
      new LabelEmpty(),
      new LabelInvalidKey(),
      new LabelMissing(),
      new LabelNotEmail(),
      new LabelNotGitHash(),
      new LabelNotRfc3339(),
      new LabelNotSemver(),
      new LabelNotSpdx(),
      new LabelNotUrl(),
      new LabelSuperfluous(),
      new LegacyKeyValueFormat(),
      new LinkShInsteadOfShell(),
      new MaintainerDeprecated(),
      new NoIgnorePragma(),
      new WgetProgressBar());

  private MaintainabilityRules() {}
}

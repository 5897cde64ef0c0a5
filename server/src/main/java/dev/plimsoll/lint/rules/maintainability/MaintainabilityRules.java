package dev.plimsoll.lint.rules.maintainability;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Rule;
import java.util.function.Supplier;

/** The rules about what is hard to maintain. */
public final class MaintainabilityRules {

  /**
   * By name.
   *
   * @param rules gives the rules of all categories, once these exist
   */
  public static ImmutableList<Rule> all(Supplier<ImmutableList<Rule>> rules) {
    return ImmutableList.of(
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
        new PragmaMalformed(rules),
        new PragmaUnknownRule(rules),
        new PragmaUnused(rules),
        new WgetProgressBar());
  }

  private MaintainabilityRules() {}
}

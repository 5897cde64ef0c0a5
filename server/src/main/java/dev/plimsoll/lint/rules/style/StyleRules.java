package dev.plimsoll.lint.rules.style;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Rule;

/** The rules about style. */
public final class StyleRules {

  /** By name. */
  public static final ImmutableList<Rule> ALL = ImmutableList.of(
      new ConsistentInstructionCasing(),
      new ExposeProtoCasing(),
      new FromAsCasing(),
      new JsonArgsRecommended(),
      new NoEmptyContinuation(),
      new StageNameCasing());

  private StyleRules() {}
}

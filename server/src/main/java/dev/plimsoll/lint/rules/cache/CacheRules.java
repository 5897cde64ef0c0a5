package dev.plimsoll.lint.rules.cache;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Rule;

/** The rules about work that a rebuild could spare. */
public final class CacheRules {

  /** By name. */
  public static final ImmutableList<Rule> ALL =
      ImmutableList.of(new CopyAllBeforeDependencyInstall());

  private CacheRules() {}
}

package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.lint.Rule;

/** The rules about risks. */
public final class SecurityRules {

  /** By name. */
  public static final ImmutableList<Rule> ALL = ImmutableList.of(
      new BaseImageEndOfLife(),
      new LastUserRoot(),
      new NonNumericUser(),
      new SecretsInArgEnv(),
      new SudoInRun(),
      new UntrustedRegistry(),
      new UserMissing());

  private SecurityRules() {}
}

package dev.plimsoll.server;

import dev.plimsoll.lint.RuleInfo;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** Tells of a rule that threw, the first time. */
public final class RuleFailures implements BiConsumer<RuleInfo, RuntimeException> {

  private final Log log;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  public RuleFailures(Log log) {
    this.log = log;
  }

  @Override
  public void accept(RuleInfo rule, RuntimeException failure) {
    if (told.add(rule.name())) {
      log.error("The rule " + rule.name() + " failed and says nothing", failure);
    }
  }
}

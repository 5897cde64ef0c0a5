package dev.plimsoll.lint.rules;

import dev.plimsoll.lint.Rule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** The rules that the tests of every rule are run for: all, or the one that {@code -Dplimsoll.rule=NAME} names. */
final class RulesUnderTest {

  private static final String ONLY = System.getProperty("plimsoll.rule", "");

  private RulesUnderTest() {}

  static Stream<Named<Rule>> all() {
    return Rules.ALL.stream()
        .filter(rule -> ONLY.isEmpty() || rule.info().name().equals(ONLY))
        .map(rule -> Named.of(rule.info().name(), rule));
  }
}

package dev.plimsoll.lint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.Example;
import dev.plimsoll.lint.FixAvailability;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleOption;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every rule says of itself. */
class RuleInfoTest {

  static Stream<Named<Rule>> rules() {
    return RulesUnderTest.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void saysWithWhichVersionItCame(Rule rule) {
    assertThat(rule.info().since()).matches("[0-9]+\\.[0-9]+\\.[0-9]+");
  }

  /** The best fix that its own examples have. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void saysWhatFixItHas(Rule rule) {
    FixAvailability best = Example.of(rule.info()).stream()
        .map(Example::fix)
        .max(Comparator.naturalOrder())
        .orElseThrow();
    assertThat(rule.info().fix()).as(rule.info().name()).isEqualTo(best);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void describesItsOptions(Rule rule) {
    assertThat(rule.info().options()).allSatisfy(option -> {
      assertThat(option.name()).matches("[a-z][A-Za-z]*").isNotEqualTo("severity");
      assertThat(option.description()).isNotBlank();
    });
    assertThat(rule.info().options()).extracting(RuleOption::name).doesNotHaveDuplicates();
  }
}

package dev.plimsoll.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.junit.jupiter.api.Test;

class ExampleTest {

  private static RuleInfo documented(String documentation) {
    return RuleInfo.of("some-rule", Category.STYLE, Severity.HINT, documentation);
  }

  @Test
  void saysWhatTheRuleMakesOfIt() {
    RuleInfo rule = documented("""
        Why.

        ```dockerfile bad fix=safe
        from a
        ```

        ```dockerfile good
        FROM a
        RUN b
        ```

        ```dockerfile bad fix=none
        X
        ```
        """);
    assertThat(Example.of(rule))
        .containsExactly(
            new Example(true, FixAvailability.SAFE, ImmutableMap.of(), "from a\n"),
            new Example(false, FixAvailability.NONE, ImmutableMap.of(), "FROM a\nRUN b\n"),
            new Example(true, FixAvailability.NONE, ImmutableMap.of(), "X\n"));
  }

  @Test
  void givesOptionsTheirValues() {
    RuleOption<ImmutableList<String>> names =
        new RuleOption<>("names", OptionType.TEXTS, ImmutableList.of(), "Names.");
    RuleInfo rule = documented("Why.\n\n```dockerfile bad fix=none names=a,b:c\nX\n```\n");
    assertThat(Example.of(rule.withOption(names)))
        .containsExactly(new Example(
            true,
            FixAvailability.NONE,
            ImmutableMap.of("names", ImmutableList.of("a", "b:c")),
            "X\n"));
    assertThatThrownBy(() -> Example.of(rule)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isRefusedWhereItDoesNotSayWhetherThereIsAFix() {
    RuleInfo rule = documented("Why.\n\n```dockerfile bad\nfrom a\n```\n");
    assertThatThrownBy(() -> Example.of(rule))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("some-rule")
        .hasMessageContaining("dockerfile bad fix=none");
  }
}

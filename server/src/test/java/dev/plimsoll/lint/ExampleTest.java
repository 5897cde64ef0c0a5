package dev.plimsoll.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
            new Example(true, FixAvailability.SAFE, "from a\n"),
            new Example(false, FixAvailability.NONE, "FROM a\nRUN b\n"),
            new Example(true, FixAvailability.NONE, "X\n"));
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

package dev.plimsoll.lint.rules.size;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.rules.RuleRun;
import org.junit.jupiter.api.Test;

class UseraddHighUidNoLTest {

  private static final UseraddHighUidNoL RULE = new UseraddHighUidNoL();

  @Test
  void theNumberIsReportedInWhicheverSpelling() {
    RuleRun.check(RULE, """
        FROM debian
        RUN useradd -u 100000 a && useradd --uid=1234567 b
        #              ^^^^^^ Add --no-log-init.
        #                                        ^^^^^^^ Add --no-log-init.
        RUN useradd -mu100000 a
        #              ^^^^^^ Add --no-log-init.
        RUN useradd -u 99999 a && useradd -lu 100000 b && useradd --no-log-init -u 100000 c
        RUN useradd -g 100000 a && adduser -u 100000 b && useradd $OPTIONS -u 100000 c
        """);
  }

  @Test
  void theLogIsLeftAloneByAnOption() {
    assertThat(RuleRun.fixes(RULE, "FROM debian\nRUN useradd \\\n    -u 100000 a\n"))
        .containsEntry(
            "safe: Add -l to useradd", "FROM debian\nRUN useradd -l \\\n    -u 100000 a\n");
  }

  @Test
  void whatAVariableSaysIsForThoseWhoAsk() {
    assertThat(RuleRun.findings(RULE, "FROM debian\nRUN useradd -u $APP_UID a\n"))
        .singleElement()
        .matches(Finding::isPedantic);
  }
}

package dev.plimsoll.lint.rules.correctness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.rules.RuleRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PointlessCommandTest {

  private static final PointlessCommand RULE = new PointlessCommand();

  @Test
  void programsAreMeantNotTheirNames() {
    RuleRun.check(RULE, """
        FROM debian
        RUN top -n 1
        #   ^^^ top has hardly a use
        RUN apt-get install -y vim && cat service
        RUN ["free"]
        #    ^^^^^^ free has hardly a use
        ONBUILD RUN service ssh start
        #           ^^^^^^^ What a RUN starts ends with it.
        """);
  }

  @Test
  void aServiceThatTheRunUsesIsForThoseWhoAsk() {
    assertThat(RuleRun.findings(RULE, "FROM debian\nRUN service mysql start && mysql <a\n"))
        .singleElement()
        .matches(Finding::isPedantic);
    assertThat(RuleRun.findings(RULE, "FROM debian\nRUN make && service mysql start\n"))
        .singleElement()
        .satisfies(found -> assertThat(found.severity()).isEqualTo(Severity.INFORMATION));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ssh -T git@a", "kill $PID", "ps | grep a", "service mysql status", "(top)"})
  void whatMayHaveAUseIsForThoseWhoAsk(String script) {
    assertThat(RuleRun.findings(RULE, "FROM debian\nRUN " + script + "\n"))
        .singleElement()
        .matches(Finding::isPedantic);
  }
}

package dev.plimsoll.lint.rules.maintainability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.rules.RuleRun;
import dev.plimsoll.lint.rules.Rules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PragmaUnknownRuleTest {

  private static final Rule RULE = Rules.ALL.stream()
      .filter(rule -> rule.info().name().equals("pragma-unknown-rule"))
      .findFirst()
      .orElseThrow();

  @Test
  void aNameThatNoRuleHasIsToldWithTheOneThatWasMeant() {
    RuleRun.check(RULE, """
        # check=skip=FromAsCasing,StageNameCaseing;error=true
        #                         ^^^^^^^^^^^^^^^^ no build check StageNameCaseing, so this skips none. Did you mean StageNameCasing?
        FROM debian:13-slim
        # plimsoll ignore=sudo-in-runn, cd-in-run because
        #                 ^^^^^^^^^^^^ no rule sudo-in-runn, so this silences none. Did you mean sudo-in-run?
        RUN sudo make
        # hadolint ignore=DL3008,DL9999
        #                        ^^^^^^ no rule DL9999
        RUN apt-get install -y curl
        # tally ignore=hadolint/DL9998
        #              ^^^^^^^^^^^^^^^ no rule hadolint/DL9998
        RUN a
        # check=skip=workdir-relative
        #            ^^^^^^^^^^^^^^^^ Did you mean WorkdirRelativePath?
        WORKDIR a
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# plimsoll ignore=DL3008, Hadolint/dl3009, all",
        "# hadolint ignore=SC2086,DL3005,DL4002",
        "# hadolint shell=bash",
        "# tally ignore=tally/prefer-copy,shellcheck/SC2086,powershell/PSAvoid",
        "# check=skip=all",
        "# check=experimental=Nothing",
        "# check=error=true",
        "# ignore=nothing"
      })
  void whatIsKnownOrMayBeIsLeftAlone(String pragma) {
    assertThat(RuleRun.findings(RULE, "FROM debian:13-slim\n" + pragma + "\nRUN make\n"))
        .isEmpty();
    assertThat(RuleRun.findings(RULE, pragma + "\nFROM debian:13-slim\n")).isEmpty();
  }
}

package dev.plimsoll.lint.rules.reproducibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.rules.RuleRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistUpgradeTest {

  private static final DistUpgrade RULE = new DistUpgrade();

  @Test
  void reportsTheUpgradeToAnotherRelease() {
    RuleRun.check(RULE, """
        FROM opensuse/leap:15.6
        RUN zypper -n dup && zypper --non-interactive dist-upgrade
        #   ^^^^^^^^^^^^^ Name the release in FROM
        #                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Name the release in FROM
        """);
    assertThat(RuleRun.fixes(RULE, "FROM opensuse/leap:15.6\nRUN zypper -n dup -l\n"))
        .containsEntry("Run zypper update", "FROM opensuse/leap:15.6\nRUN zypper -n update -l\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM opensuse/tumbleweed\nRUN zypper -n dup\n",
        "FROM opensuse/leap\nRUN zypper -n update\n",
        "FROM opensuse/leap\nRUN zypper dup --dry-run\n",
        "FROM debian\nRUN apt-get update && apt-get -y dist-upgrade\n",
        "FROM alpine\nRUN apk upgrade --no-cache\n",
        "FROM fedora\nRUN dnf -y upgrade\n",
      })
  void saysNothingOfUpdatesOfARelease(String text) {
    assertThat(RuleRun.findings(RULE, text)).isEmpty();
  }
}

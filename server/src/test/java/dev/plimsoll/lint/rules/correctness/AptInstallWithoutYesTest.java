package dev.plimsoll.lint.rules.correctness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.rules.RuleRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AptInstallWithoutYesTest {

  private static final AptInstallWithoutYes RULE = new AptInstallWithoutYes();

  @Test
  void seesEveryCommandThatAsks() {
    RuleRun.check(RULE, """
        FROM debian
        RUN apt-get update && apt-get install curl
        #                     ^^^^^^^^^^^^^^^ apt-get install asks for confirmation if it has to install more than what is named, and nobody answers
        RUN sudo apt-get -q remove curl; X=1 /usr/bin/apt upgrade
        #        ^^^^^^^^^^^^^^^^^ apt-get remove asks for confirmation if it finds something to remove, and nobody answers
        #                                    ^^^^^^^^^^^^^^^^^^^^ apt upgrade asks for confirmation if it finds something to upgrade, and
        RUN if true; then aptitude install curl; fi && bash -c "apt-get autoremove"
        #                 ^^^^^^^^^^^^^^^^ aptitude install
        #                                                       ^^^^^^^^^^^^^^^^^^ apt-get autoremove asks for confirmation if it finds something to remove, and nobody
        ONBUILD RUN apt-get -t bookworm-backports install curl
        #           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ apt-get install
        RUN ["apt-get", "install", "curl"]
        #    ^^^^^^^^^^^^^^^^^^^^ apt-get install
        RUN <<EOF
        apt-get purge curl
        #^^^^^^^^^^^^ apt-get purge
        EOF
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cimg/base:2026.01", "cimg/python:3.12-node", "circleci/node:14"})
  void isSilentWhereTheImageAnswers(String image) {
    assertThat(RuleRun.findings(RULE, "FROM " + image + "\nRUN sudo apt-get install curl\n"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apt-get install -y curl",
        "apt-get -y install curl",
        "apt-get install curl --yes",
        "apt-get --assume-yes install curl",
        "apt-get -qq install curl",
        "apt-get -q -q install curl",
        "apt-get -q=2 install curl",
        "apt-get --quiet=2 install curl",
        "apt-get --quiet --quiet install curl",
        "apt-get -yq install curl",
        "apt-get -o APT::Get::Assume-Yes=true install curl",
        "apt-get -o \"apt::get::assume-yes=1\" install curl",
        "apt-get -oAPT::Get::Assume-Yes=yes install curl",
        "apt-get install $APT_OPTS curl",
        "apt-get install --dry-run curl",
        "yes | apt-get install curl",
        "echo y | sudo apt-get install curl",
        "apt-get update",
        "apt-get clean",
        "apt-get purge",
        "sudo apt-get remove --purge && rm -rf /tmp/*",
        "apt install",
        "echo apt-get install curl",
        "apt-get $what curl",
        "apt-get $APT_OPTS install curl",
        "apt-get install \"$APT_OPTS\" curl",
        "apt-get install -qqt jammy-backports curl",
        "apt-get install --just-print -t sid curl",
      })
  void isSilentWhereNothingIsAsked(String command) {
    assertThat(RuleRun.findings(RULE, "FROM debian\nRUN " + command + "\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apt-get -q install curl",
        "apt-get -q=1 install curl",
        "DEBIAN_FRONTEND=noninteractive apt-get install curl",
        "apt-get -o APT::Get::Assume-Yes=false install curl",
        "apt-get install $PACKAGES",
        "apt-get purge $(cat /tmp/packages)",
        "xargs -a /tmp/packages apt-get install",
        "apt-get purge --auto-remove",
        "apt-get install -f",
        "apt-get upgrade",
        "apt-get -oDpkg::Use-Pty=0 install curl",
        "apt-get install -tjammy-backports curl",
        "apt-get install -t jammy-security-yes curl",
        "apt-get install foo-${TARGETARCH}",
        "apt-get install foo-${TARGETARCH} bar=$BAR_OPT",
        "apt-get install curl -- -y",
        "apt-get -c /etc/apt/my.conf -aarmhy install curl",
        "yes || apt-get install curl",
        "aptitude -qq install curl",
      })
  void isNotSatisfiedByOtherThings(String command) {
    assertThat(RuleRun.findings(RULE, "FROM debian\nRUN " + command + "\n")).hasSize(1);
  }

  @Test
  void knowsTheConfigurationOfTheStageAndOfItsParents() {
    assertThat(RuleRun.findings(RULE, """
        FROM debian AS base
        RUN echo 'APT::Get::Assume-Yes "true";' > /etc/apt/apt.conf.d/yes
        FROM base
        RUN apt-get install curl
        """)).isEmpty();
    assertThat(RuleRun.findings(RULE, """
        FROM debian
        COPY apt.conf /etc/apt/apt.conf.d/
        RUN apt-get install curl
        """)).isEmpty();
    assertThat(RuleRun.findings(RULE, """
        FROM debian
        RUN apt-get install curl
        RUN echo 'APT::Get::Assume-Yes "true";' > /etc/apt/apt.conf.d/yes
        """)).hasSize(1);
  }

  @Test
  void leavesOtherShellsAlone() {
    assertThat(RuleRun.findings(RULE, """
        FROM debian
        SHELL ["pwsh", "-c"]
        RUN apt-get install curl
        """)).isEmpty();
    assertThat(RuleRun.findings(RULE, """
        FROM debian
        RUN <<EOF
        #!/usr/bin/env python3
        apt-get install curl
        EOF
        """)).isEmpty();
    assertThat(RuleRun.findings(RULE, "FROM debian\nRUN apt-get install 'curl\n"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "RUN apt-get install curl > RUN apt-get install -y curl",
        "RUN apt-get -q install curl > RUN apt-get -q install -y curl",
        "run apt-get 'install' curl > run apt-get 'install' -y curl",
        "RUN [\"apt-get\", \"install\", \"curl\"] > RUN [\"apt-get\", \"install\", \"-y\", \"curl\"]",
        "RUN [\"bash\", \"-c\", \"apt-get install curl\"] > RUN [\"bash\", \"-c\", \"apt-get install -y curl\"]",
        "ONBUILD RUN apt-get install curl > ONBUILD RUN apt-get install -y curl",
      })
  void addsYesBehindTheVerb(String before, String after) {
    assertThat(RuleRun.fixes(RULE, "FROM debian\n" + before + "\n").values())
        .containsExactly("FROM debian\n" + after + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN apt-get autoremove; make",
        "RUN apt-get -f install ; make",
        "RUN apt-get remove gcc || true",
        "RUN apt-get install curl | tee log",
        "RUN if a; then apt-get purge gcc; fi; make",
      })
  void isASuggestionWhereTheBuildGoesOnWithoutIt(String run) {
    assertThat(RuleRun.fixes(RULE, "FROM debian\n" + run + "\n").keySet())
        .singleElement()
        .asString()
        .startsWith("Add -y");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN apt-get update; apt-get install curl && rm -rf /var/lib/apt/lists/*",
        "RUN set -ex; apt-get remove gcc; make",
        "SHELL [\"/bin/bash\", \"-ec\"]\nRUN apt-get remove gcc; make",
      })
  void isSafeWhereTheBuildFailsWithoutIt(String run) {
    assertThat(RuleRun.fixes(RULE, "FROM debian\n" + run + "\n").keySet())
        .singleElement()
        .asString()
        .startsWith("safe: Add -y");
  }

  @Test
  void addsYesBetweenContinuedLines() {
    assertThat(RuleRun.fixes(
            RULE, "# escape=`\r\nFROM debian\r\nRUN apt-get install `\r\n  # why\r\n  curl\r\n"))
        .containsEntry(
            "safe: Add -y to apt-get install",
            "# escape=`\r\nFROM debian\r\nRUN apt-get install -y `\r\n  # why\r\n  curl\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "apt-get install -y a && apt-get --fix-broken install, 0",
    "apt-get install -y a && apt-get -f install, 0",
    "dpkg -i a.deb; apt-get -f install, 1",
    "apt-get -f install a, 1",
  })
  void whatMendsNothingAsksNothing(String run, int findings) {
    assertThat(RuleRun.findings(RULE, "FROM debian:12\nRUN " + run + "\n")).hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource({
    "apt-get purge -y --auto-remove a && apt-get autoremove, 0",
    "apt-get remove -qq --autoremove a && rm -rf /b && apt-get clean && apt-get autoremove, 0",
    "apt-get autoremove -y && apt autoremove, 0",
    "apt-get autoremove --purge -y && apt-get install -y a && apt-get autoremove --purge, 0",
    "apt-get purge -y a && apt-get autoremove, 1",
    "apt-get purge -y --auto-remove a && apt-get purge -y b && apt-get autoremove, 1",
    "apt-get purge -y --auto-remove a && apt-mark auto b && apt-get autoremove, 1",
    "apt-get purge -y --auto-remove a && apt-get autoremove b, 1",
    "if a; then apt-get autoremove -y; fi && apt-get autoremove, 1",
    "apt-get autoremove && apt-get autoremove -y, 1",
  })
  void nothingIsUnusedBehindWhatRemovesIt(String run, int findings) {
    assertThat(RuleRun.findings(RULE, "FROM debian:12\nRUN " + run + "\n")).hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "python:3.13-slim | make          | INFORMATION",
        "debian:12        | xz-utils make | INFORMATION",
        "debian:12        | nginx         |",
        "debian:12        | make unheard  |",
        "team/image       | make          |",
      })
  void asksNothingWhereNothingElseIsNeeded(String image, String packages, Severity severity) {
    String text = "FROM " + image + "\nRUN apt-get update && apt-get install " + packages + "\n";
    assertThat(RuleRun.findings(RULE, text))
        .singleElement()
        .satisfies(found -> assertThat(found.severity()).isEqualTo(severity));
  }
}

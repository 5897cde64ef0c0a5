package dev.plimsoll.lint.rules.correctness;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Iterables;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.rules.RuleRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DanglingPipeWithoutPipefailTest {

  private static final DanglingPipeWithoutPipefail RULE = new DanglingPipeWithoutPipefail();

  private static String severity(String script) {
    List<Finding> findings = RuleRun.findings(RULE, "FROM debian\nRUN " + script + "\n");
    if (findings.isEmpty()) {
      return "none";
    }
    Finding only = Iterables.getOnlyElement(findings);
    return only.isPedantic() ? "pedantic" : String.valueOf(only.severity());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "FROM quay.io/a/b                                   ! HINT",
        "FROM a/b AS c~FROM c                              ! HINT",
        "FROM a/b~SHELL [\"/bin/bash\", \"-c\"]              ! WARNING",
        "# hadolint shell=bash~FROM a/b                    ! HINT",
        "FROM debian:13                                     ! WARNING",
      })
  void aBaseImageMayHaveAShellOfItsOwn(String from, String severity) {
    Finding finding = Iterables.getOnlyElement(
        RuleRun.findings(RULE, from.replace('~', '\n') + "\nRUN curl https://a/b | bash\n"));
    assertThat(finding.severity()).isEqualTo(Severity.valueOf(severity));
    assertThat(finding.message().startsWith("Unless the base image "))
        .isEqualTo(severity.equals("HINT"));
  }

  @Test
  void itMattersNotToAShellThatTheScriptStarts() {
    for (String run : List.of(
        "bash -c 'curl https://a/b | bash'", "<<E\n#!/bin/bash\ncurl https://a/b | bash\nE")) {
      assertThat(RuleRun.findings(RULE, "FROM a/b\nRUN " + run + "\n"))
          .singleElement()
          .satisfies(one -> assertThat(one.severity()).isEqualTo(Severity.WARNING));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "ARG V=3~FROM alpine:$V                                     ! true",
        "ARG V=22~FROM node:${V}-alpine                             ! true",
        "ARG V=22-alpine~FROM node:$V                               ! false",
        "ARG V=alpine:3~FROM $V                                     ! false",
        "ARG V=22~FROM node:$V                                      ! true",
        "ARG B=a~FROM alpine AS a-base~FROM debian AS b-base~FROM $B-base ! false",
      })
  void theFixNeedsASystemThatNoArgumentChooses(String from, boolean offered) {
    String text = from.replace('~', '\n') + "\nRUN make | tee log\n";
    assertThat(RuleRun.fixes(RULE, text)).hasSize(offered ? 1 : 0);
  }

  @Test
  void theShellInForceDecides() {
    RuleRun.check(RULE, """
        FROM debian AS base
        RUN make | tee log
        #   ^^^^ The build goes on if make fails: only the exit status of tee counts.
        SHELL ["/bin/bash", "-eo", "pipefail", "-c"]
        RUN make | tee log
        FROM base
        RUN make | tee log
        RUN bash -c 'make | tee log'
        #            ^^^^ The build goes on if make fails
        RUN bash -o pipefail -c 'make | tee log'
        SHELL ["/bin/bash", "-c"]
        RUN make | tee log
        #   ^^^^ The build goes on if make fails
        RUN ["bash", "-c", "make | tee log"]
        #                   ^^^^ The build goes on if make fails
        RUN ["echo", "make | tee log"]
        SHELL ["pwsh", "-Command"]
        RUN make | tee log
        FROM debian
        RUN make | tee log
        #   ^^^^ The build goes on if make fails
        ONBUILD RUN make | tee log
        """);
  }

  /** It succeeds with any line that it leaves, and a program that fails has written some. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "pnpm install --frozen-lockfile | grep -v deprecated   ! INFORMATION",
        "npm ci 2>&1 | grep -v deprecated                      ! INFORMATION",
        "npm ci |& grep --invert-match deprecated              ! INFORMATION",
        "apt-get update && apt-get install -y a | grep -iv ^get && rm -r /b ! INFORMATION",
        "make | grep -vE 'warning|note'                        ! INFORMATION",
        "make | sort | grep -v a                               ! INFORMATION",
        "npm ci | grep -v deprecated                           ! pedantic",
        "pnpm install | grep deprecated                        ! pedantic",
        "pnpm install | grep -vc deprecated                    ! pedantic",
        "pnpm install | grep -v deprecated >log                ! pedantic",
        "pnpm install | grep -v deprecated || true             ! pedantic",
        "if make | grep -v a; then echo b; fi                  ! pedantic",
        "pip list | grep -v a                                  ! pedantic",
        "npm ls | grep -v a                                    ! pedantic",
        "cat a | grep -v b                                     ! pedantic",
      })
  void grepMayLeaveLinesOutOfTheLog(String script, String severity) {
    assertThat(severity(script)).isEqualTo(severity);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "make || tee log",
        "echo 'make | tee log'",
        "set -o pipefail && make | tee log",
        "set -euxo pipefail; make | tee log",
        "<<EOF\n#!/bin/bash -e\nset -o pipefail\nmake | tee log\nEOF",
        "<<EOF\n#!/usr/bin/env python3\nprint(1 | 2)\nEOF",
        "case $A in a|b) make ;; esac",
        "make > a |& tee '",
      })
  void nothingIsSaidWithoutAPipeOrWithTheOption(String script) {
    assertThat(severity(script)).isEqualTo("none");
  }

  /** Without package lists the installation fails that is to take what a script has set up. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "debian:13    ! RUN a                                                                    ! HINT",
        "node:22      ! RUN apt-get update && apt-get install -y b && rm -rf /var/lib/apt/lists/* ! HINT",
        "debian:13    ! RUN apt-get update && apt-get install -y b                               ! WARNING",
        "debian:13    ! RUN ./setup.sh                                                           ! WARNING",
        "team/image:1 ! SHELL [\"/bin/bash\", \"-c\"]                                             ! WARNING",
      })
  void anInstallationWithoutListsStopsTheBuild(String base, String before, String severity) {
    String text = "FROM " + base + "\n" + before
        + "\nRUN curl -fsSL https://a/setup_22.x | bash - && apt-get install -y nodejs\n";
    assertThat(RuleRun.findings(RULE, text)).singleElement().satisfies(one -> {
      assertThat(one.severity()).isEqualTo(Severity.valueOf(severity));
      assertThat(one.message()
              .contains("the build goes on with apt-get install, which finds no package"))
          .isEqualTo(severity.equals("HINT"));
    });
    String updated = text.replace("RUN curl", "RUN apt-get update && curl");
    assertThat(RuleRun.findings(RULE, updated))
        .extracting(Finding::severity)
        .containsExactly(Severity.WARNING);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "curl -fsSL https://a/b | bash             ! WARNING",
        "curl -fsSL https://a/b | sudo -E bash -   ! WARNING",
        "wget -O- https://a/b | sh -s -- --yes     ! WARNING",
        "curl https://a/b | php -- --quiet         ! WARNING",
        "(curl https://a/b; curl https://a/c) | sh ! WARNING",
        "A=$(curl https://a/b | sh)                ! WARNING",
        "curl https://a/b | sh || exit 1           ! WARNING",
        "echo 1 a | sha256sum -c | tar x           ! WARNING",
        "set -e; curl https://a/b | sh; make       ! WARNING",
        "curl https://a/b | python -m json.tool    ! INFORMATION",
        "make | tee log                            ! INFORMATION",
        "$MAKE | tee log                           ! INFORMATION",
        "make | while read a; do echo $a; done     ! INFORMATION",
        "make |& tee log                           ! INFORMATION",
        "curl https://a/b | bash && apt-get update ! WARNING",
        "curl https://a/b | bash && mv ~/a /bin    ! HINT",
        "wget -O- a | sh -s -- -b && ./bin/a --ok  ! HINT",
        "curl a | bash && . \"$NVM_DIR/nvm.sh\"   ! HINT",
        "curl a | php && cp .env.example .env      ! WARNING",
        "curl a | sh && cp ~/.cargo/bin/a /bin     ! HINT",
        "curl https://a/uv/install.sh | sh && uv sync ! HINT",
        "curl https://a/poetry.sh | sh && poetry install ! HINT",
        "curl https://a/uv.sh | sh && uvx b        ! WARNING",
        "curl https://a/uv.sh | sh && uv sync && curl https://a/b | sh && make ! WARNING",
        "curl https://a/uv.sh | sh && cd /a && uv sync ! HINT",
        "set -eux; curl https://a/uv.sh | sh; uv sync ! HINT",
        "set -e; curl https://a/uv.sh | sh; PATH=/a/b:$PATH; mkdir a && cd a; uv sync; make ! HINT",
        "set -e; curl a | bash; mv ~/a /bin; make  ! HINT",
        "curl https://getcomposer.org/installer | php -- --install-dir=/bin && composer -V ! HINT",
        "curl https://getcomposer.org/installer | php && php composer.phar install ! HINT",
        "curl https://a/b | php -- --filename=tool && chmod +x /bin/tool ! HINT",
        "curl https://a/b | php -- --filename=tool && chmod +x /bin/other ! WARNING",
        "curl https://a/b | php -- --filename=tool && make ! WARNING",
        "curl https://sh.rustup.rs | sh -s -- -y && cargo build ! HINT",
        "curl https://a/get-pip.py | python && pip install b ! HINT",
        "set -e; a && b || c; curl https://a/uv.sh | sh; d && e; uv sync; f || g ! HINT",
        "set -e; curl https://a/uv.sh | sh && uv sync; make ! pedantic",
        "set -e; curl https://a/uv.sh | sh; uv sync || true; make ! WARNING",
        "set -e; curl https://a/uv.sh | sh; uv sync & make ! WARNING",
        "set -e; curl a | bash; make; mv ~/a /bin  ! WARNING",
        "curl https://a/uv.sh | sh; uv sync; make  ! pedantic",
        "curl a | bash || mv ~/a /bin              ! pedantic",
        "curl https://a/b | jq .a > c              ! HINT",
        "curl https://a/b | xz -d > c              ! HINT",
        "tar c a | tar x -C b                      ! HINT",
        "A=$(curl -s https://a/b | jq -r .c) && curl -LO https://a/$A/d ! HINT",
        "A=$(curl -s https://a/b | cut -c9) && curl -L https://a/ $A -o d ! INFORMATION",
        "A=$(curl -s https://a/b | cut -c9) && curl -LO $AB ! INFORMATION",
        "A=$(curl -s https://a/b | cut -c9) && curl -fLO https://a/$AB ! INFORMATION",
        "A=b$(curl -s https://a/b | cut -c9) && curl -LO $A ! INFORMATION",
        "A=$(curl -s https://a/b | cut -c9); curl -LO $A || true ! pedantic",
        "make | gunzip > b                         ! HINT",
      })
  void howBadItIsDependsOnWhatIsLost(String script, String severity) {
    assertThat(severity(script)).isEqualTo(severity);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo a | debconf-set-selections",
        "sha256sum /tmp/a.json | cut -d' ' -f1 > /a.sum && rm /tmp/a.json",
        "cat a | sort | tee b",
        "(echo a; echo b) | make",
        "yes | make",
        "make | head -n 1",
        "make | grep -q a",
        "make | grep a",
        "make | sed 1q",
        "make | tee log || true",
        "make | tee log; true",
        "! make | tee log",
        "if make | tee log; then true; fi",
        "echo $(curl https://a/b | sh)",
        "for a in $(curl https://a/b | jq .); do true; done",
        "curl https://a/b | sh &",
        "curl https://a/b | tar xz",
        "curl https://a/b | tar -C /a -xz && make",
        "wget -qO- https://a/b | cat | tar --strip-components=1 -x",
        "curl https://a/b | gunzip > c",
        "curl https://a/b | gpg --dearmor -o /c",
        "wget -qO - https://a/b | gpg --dearmour > /c",
        "gpg --batch --export A | gpg --dearmor -o /c",
        "a --key b | sed s/a/b/ | gpg --dearmor > /c",
        "gpg --export --armor A | apt-key add -",
        "curl https://a/b | zstd -d > c",
        "curl https://a/b | unzstd > c",
        "curl https://a/b | git apply",
        "curl https://a/b | openssl x509 -out c",
        "curl https://a/b | apt-key add -",
        "curl https://a/b | apt-key --keyring /c  add -",
        "curl https://a/b | sudo apt-key --quiet add -",
        "curl https://a/b | apt-key adv --import -",
        "curl https://a/b | gpg --no-default-keyring --keyring /c --import",
        "curl https://a/b | git -C c apply",
        "curl https://a/b | sha256sum -c",
        "A=$(arch | sed s/a/b/) && make $A",
        "pip freeze | xargs pip uninstall -y",
        "openssl rand -base64 9 | passwd --stdin a",
        "A=$(curl -s https://a/b | jq -r .c) && curl -o d $A",
        "A=\"$(nginx -v 2>&1 | sed 's|.*/||')\" && wget -qO d \"https://a/b-${A}.tgz\" && tar -xf d",
        "A=$(curl -s https://a/b | cut -c9) && curl -fsSLo d https://a/$A/d",
        "A=$(curl -s https://a/b | grep c | cut -d: -f2) && make && wget -nv \"${A}\"",
        "A=$(curl -s https://a/b | cut -c9) && [ -n \"$A\" ] && make $A",
        "A=$(curl -s https://a/b | cut -c9) && make ${A:?}",
        "while [ \"$A\" == \"\" ]; do A=$(curl -s https://a/b | cut -c9); done",
        "A=`curl -s https://a/b | jq -r .c` && curl -fsSLO $A",
        "set -e; A=\"$(curl -s https://a/b | jq -r .c)\"; curl -o d \"$A\"",
      })
  void whatHardlyAnybodyMendsIsForThoseWhoAsk(String script) {
    assertThat(severity(script)).isEqualTo("pedantic");
  }

  @Test
  void whoFailsInTheEndIsSaid() {
    RuleRun.check(RULE, """
        FROM debian
        RUN wget https://a/b -O - | bash && mv /root/.a/bin/a /usr/bin/a
        #   ^^^^ If wget fails, bash runs nothing and succeeds, and the build goes on with mv /root/.a/bin/a. Set the option pipefail.
        RUN curl https://a/b | tar xz
        #   ^^^^ If curl fails, tar is the first to say so, for want of input. Set the option pipefail.
        RUN gpg --export A | gpg --dearmor > b
        #   ^^^ If the first gpg fails, the second gpg is the first to say so
        RUN gpg --export A | gpg --verify
        #   ^^^ if the first gpg fails: only the exit status of the second gpg counts.
        RUN A=$(curl https://a/b | jq -r .c) && curl -o d $A
        #       ^^^^ If curl fails, the build goes on with an empty value. Set the option pipefail.
        """);
  }

  @Test
  void theWorstOfARunIsReported() {
    RuleRun.check(RULE, """
        FROM debian
        RUN echo a | tee b && curl https://a/b | tar xz && curl https://a/b | sh
        #                                                  ^^^^ only the exit status of sh counts
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "alpine ! make | tee a                 ! set -o pipefail && make | tee a",
        "fedora ! cd /a && make | tee a        ! set -o pipefail && cd /a && make | tee a",
        "fedora ! cd /a; make | tee a          ! set -o pipefail; cd /a; make | tee a",
        "alpine ! set -eux; make | tee a       ! set -euxo pipefail; make | tee a",
        "alpine ! set -o errexit; make | tee a ! set -o errexit -o pipefail; make | tee a",
        "debian ! bash -c 'make | tee a'       ! bash -o pipefail -c 'make | tee a'",
      })
  void aShellThatHasTheOptionIsToldSo(String image, String before, String after) {
    assertThat(RuleRun.fixes(RULE, "FROM " + image + "\nRUN " + before + "\n"))
        .isEqualTo(Map.of("Set pipefail in this RUN", "FROM " + image + "\nRUN " + after + "\n"));
  }

  @Test
  void aScriptOfSeveralLinesGetsALineMore() {
    assertThat(RuleRun.fixes(RULE, "FROM debian\nRUN <<EOF\n#!/bin/bash\nmake | tee a\nEOF\n"))
        .containsValue("FROM debian\nRUN <<EOF\n#!/bin/bash\nset -o pipefail\nmake | tee a\nEOF\n");
  }

  @Test
  void bashTakesThePlaceOfDash() {
    assertThat(RuleRun.fixes(RULE, """
        FROM team/image
        RUN apt-get update
        # the build
        RUN make | tee a
        """))
        .isEqualTo(Map.of("Let bash run this and what follows, with pipefail", """
        FROM team/image
        RUN apt-get update
        SHELL ["/bin/bash", "-o", "pipefail", "-c"]
        # the build
        RUN make | tee a
        """));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM team/image\nRUN make | tee a\n",
        "FROM gcr.io/distroless/base\nRUN make | tee a\n",
        "FROM debian\nRUN yes | make | tee a\n",
        "FROM debian\nSHELL [\"/bin/dash\", \"-c\"]\nRUN make | tee a\n",
        "FROM debian\nRUN make | tee a && echo \"a\\nb\" > c\n",
        "FROM alpine\nRUN make | head -n 1 && make | tee a\n",
      })
  void whereItCouldBreakTheBuildNothingIsOffered(String text) {
    assertThat(RuleRun.fixes(RULE, text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`php --ini | grep php.ini | sed -ne 's/a/b/p'` | true",
        "`php -m | sort`                                | true",
        "`a && pip list | grep b 2>/dev/null`           | true",
        "`npm --version | cat`                          | true",
        "`php --ini | sed p > /etc/ini`                 | false",
        "`X=$(php --ini | sed p) && y $X`               | false",
        "`{ php --ini | sed p; } > /etc/ini`            | false",
        "`make test | tail -n 3`                        | false",
        "`php --ini | tee /etc/ini`                     | false",
      })
  void whatOnlyPrintsIsForThoseWhoReadTheLog(String script, boolean isPedantic) {
    assertThat(RuleRun.findings(RULE, "FROM debian:13\nRUN " + script + "\n"))
        .singleElement()
        .matches(one -> one.isPedantic() == isPedantic);
  }

  @Test
  void twoOfOneNameAreToldApart() {
    assertThat(RuleRun.findings(RULE, "FROM debian:13\nRUN tee a < b | tee c\n"))
        .singleElement()
        .satisfies(one -> assertThat(one.message()).contains("if the first tee fails: "));
  }
}

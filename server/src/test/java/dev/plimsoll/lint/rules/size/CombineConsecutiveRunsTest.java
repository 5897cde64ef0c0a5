package dev.plimsoll.lint.rules.size;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.rules.RuleRun;
import dev.plimsoll.text.TextEdit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CombineConsecutiveRunsTest {

  private static final CombineConsecutiveRuns RULE = new CombineConsecutiveRuns();

  @Test
  void reportsEverySequenceOnceAtItsSecondRun() {
    RuleRun.check(RULE, """
        FROM debian
        RUN mkdir /a

        # b
        run mkdir /b
        #^^ These 2 RUN instructions could be one layer
        RUN --network=default mkdir /other
        RUN mkdir /c
        ENV A=b
        RUN mkdir /d
        ONBUILD RUN mkdir /e
        RUN mkdir /srv/f
        RUN rm -rf /srv/f
        #^^ deletes or changes
        """);
  }

  @Test
  void pointsAtTheOtherRuns() {
    Finding finding = RuleRun.findings(
            RULE, "FROM debian\nRUN mkdir /a\nRUN mkdir /b\nRUN mkdir /c\n")
        .get(0);
    assertThat(finding.related()).extracting(one -> one.range().start()).containsExactly(12, 38);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      nullValues = "nothing",
      value = {
        "mkdir a | mkdir b > INFORMATION",
        "a && b | c > nothing",
        "a && b | c | d > INFORMATION",
        "wget -O /tmp/x.tar y && tar xf /tmp/x.tar | a && rm /tmp/x.tar > WARNING",
        "wget -O /tmp/x.tar y && rm /tmp/x.tar | wget -O /tmp/x.tar z && rm /tmp/x.tar > nothing",
        "mkdir -p /srv/app && b | chown -R app /srv/app/ && c > WARNING",
        "apt-get update && apt-get install -y x | a && rm -rf /var/lib/apt/lists/* > WARNING",
        "apt-get update && apt-get install -y x && rm -rf /var/lib/apt/lists/* | apt-get update && rm -rf /var/lib/apt/lists/* > nothing",
        "apk add gcc && make | apk del gcc && a > WARNING",
        "apk add bash && a | apk add -t .deps gcc && make && apk del .deps > nothing",
        "apt-get install -y $DEPS && a | b && apt-get purge -y $DEPS > WARNING",
        "mkdir /srv/tmp && a | touch /srv/tmp/b && rm /srv/tmp/b > nothing",
        "yum install -y x && a | yum clean all && a > WARNING",
        "yum install -y x && yum clean all | yum install -y y && yum clean all > nothing",
      })
  void mattersAsMuchAsItSaves(String runs, Severity severity) {
    String file = "FROM debian\nRUN " + runs.replace(" | ", "\nRUN ") + "\n";
    List<Finding> findings = RuleRun.findings(RULE, file);
    assertThat(findings)
        .extracting(Finding::severity)
        .isEqualTo(severity == null ? List.of() : List.of(severity));
  }

  @Test
  void isAHintWhereTheLayersDoNotShip() {
    assertThat(RuleRun.findings(
            RULE, "FROM debian AS build\nRUN a\nRUN b\nFROM debian\nCOPY --from=build /a /a\n"))
        .extracting(Finding::severity)
        .containsExactly(Severity.HINT);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '>',
      value = {
        "a | b > a ~ && b",
        "a; b | c | d > a; b ~ && c ~ && d",
        "a || b | c | d > a || b ~ && c ~ && d",
        "a | b || c | d > a ~ && { b || c; } ~ && d",
        "a | b; c; | d > a ~ && { b; c; } ~ && d",
        "a | ! b > a ~ && { ! b; }",
        "a; | b; > a ~ && b;",
        "a | b && c || d; | e > a ~ && { b && c || d; } ~ && e",
        "a | cd /b && c | d > a ~ && ( cd /b && c ) ~ && d",
        "export A=b; c | d | e > ( export A=b; c ) ~ && d ~ && e",
        "A=b | c > ( A=b ) ~ && c",
        "umask 022 | c > ( umask 022 ) ~ && c",
        "set -x; a | b | c > ( set -x; a ) ~ && b ~ && c",
        "f() { a; }; f | b | c > ( f() { a; }; f ) ~ && b ~ && c",
        "exit 0 | b > ( exit 0 ) ~ && b",
        "a | cd /b > a ~ && cd /b",
        "a | b | cd /b; c > a ~ && b ~ && { cd /b; c; }",
        "a && . x && b | c | d > ( a && . x && b ) ~ && c ~ && d",
        "(cd /a && b) | c | d > (cd /a && b) ~ && c ~ && d",
        "sh -c 'cd /a; b' | c | d > sh -c 'cd /a; b' ~ && c ~ && d",
        "a | b # c > a ~ && b # c",
        "set -e; a; b | set -e; c; d | set -e; e > set -e; a; b; ~ c; d; ~ e",
        "set -eux; a | set -xue; b | set -e -u -x; c || d > set -eux; a; ~ b; ~ c || d",
        "set -ex && a && b | set -ex && c | set -ex && d > set -ex && a && b ~ && c ~ && d",
        "set -ex; a | set -ex && b | set -ex; c > set -ex; a; ~ b ~ && c",
        "set -o errexit; a | set -e; b | set -e; c > set -o errexit; a; ~ b; ~ c",
        "set -o pipefail; a | set -o pipefail && b; c | set -o pipefail; d > set -o pipefail; a ~ && { b; c; } ~ && d",
      })
  void joinsScripts(String before, String after) {
    String file = "FROM debian\nRUN " + before.replace(" | ", "\nRUN ") + "\n";
    Fix fix = onlyFix(file);
    assertThat(fix.isSafe()).isTrue();
    String joined =
        "FROM debian\nRUN " + after.replace("; ~ ", "; \\\n    ").replace(" ~ ", " \\\n    ");
    assertThat(TextEdit.apply(file, fix.edits())).startsWith(joined + "\n");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "a & | b",
        "{ a & } | b",
        "service mysql start | mysql",
        "/etc/init.d/mysql start | mysql",
        "pip install -U pip | pip install x",
        "python3 -m pip install --upgrade pip | pip install x",
        "npm i -g npm@latest | npm ci",
        "corepack enable | yarn",
        "update-alternatives --set a b | a",
        "rm /bin/sh && ln -s /bin/bash /bin/sh | source x",
        "ln -sf /bin/bash /bin/sh | source x",
        "echo dash dash/sh boolean false && dpkg-reconfigure dash | source x",
        "usermod -d /srv app | b",
        "gpasswd -a app docker | b",
        "adduser app docker | b",
        "echo nameserver 9.9.9.9 >/etc/resolv.conf | curl a",
        "echo 127.0.0.1 a >>/etc/hosts | curl a",
        "a # why | b",
        ". x | b",
        "eval x | b",
        "return | b",
        "set -e; cd /a; b | set -e; c",
        "set -e; a && b | set -e; c",
        "set -e; if a; then b; fi | set -e; c",
        "set -e && { a; b; } | set -e && c",
        "set -e; set +e; a | set -e; c",
        "a | set -e; b",
        "set -o pipefail; a | b",
        "(set -e; a; b) | c",
        "a | b || c # why",
        "a 'b | c",
        "a | b && ",
        "cat <<X | b",
      })
  void refuses(String runs) {
    String file = "FROM debian\nRUN " + runs.replace(" | ", "\nRUN ") + "\n";
    assertThat(RuleRun.findings(RULE, file)).as(file).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN [\"a\"]\nRUN b",
        "RUN --mount=type=cache,target=/a a\nRUN b",
        "RUN --mount=type=cache,target=/a a\nRUN --mount=type=cache,target=/b b",
        "RUN --network=none a\nRUN b",
        "RUN <<EOF\na\nEOF\nRUN b",
        "RUN <<EOF\na\nEOF\nRUN <<EOF\nb\nEOF",
        "SHELL [\"pwsh\", \"-c\"]\nRUN a\nRUN b",
        "SHELL [\"cmd\", \"/S\", \"/C\"]\nRUN a\nRUN b",
        "SHELL [\"/bin/bash\", \"-lc\"]\nRUN a\nRUN b",
        "SHELL [\"/bin/bash\", \"--login\", \"-c\"]\nRUN a\nRUN b",
        "ENV BASH_ENV=/etc/env\nSHELL [\"/bin/bash\", \"-c\"]\nRUN a\nRUN b",
        "SHELL [\"/bin/bash\", \"-e\", \"-c\"]\nRUN { a; }\nRUN b",
        "SHELL [\"/bin/bash\", \"-e\", \"-c\"]\nRUN A=b\nRUN b",
        "RUN a\nARG B\nRUN c",
      })
  void refusesOtherFlagsFormsAndShells(String instructions) {
    assertThat(RuleRun.findings(RULE, "FROM debian\n" + instructions + "\n")).isEmpty();
  }

  @Test
  void leavesWindowsAlone() {
    assertThat(RuleRun.findings(
            RULE, "FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN a\nRUN b\n"))
        .isEmpty();
  }

  @Test
  void takesFlagsInAnyOrder() {
    assertThat(fixed("""
        FROM debian
        RUN --network=none --mount=type=cache,target=/a a
        RUN --mount=dst=/a,type=cache --network=none b
        """)).isEqualTo("""
        FROM debian
        RUN --network=none --mount=type=cache,target=/a a \\
            && b
        """);
  }

  @Test
  void keepsCommentsAndLeavesBlankLinesOut() {
    assertThat(fixed("""
        FROM debian
        # before
        RUN a \\
         && b

        # one
          # two \\

        RUN \\
          # three
          c
        # after
        RUN d
        """)).isEqualTo("""
        FROM debian
        # before
        RUN a \\
         && b \\
         # one
         # two \\
         # three
         && c \\
         # after
         && d
        """);
  }

  @Test
  void followsTheLayoutOfTheRunsAndOfTheFile() {
    assertThat(fixed("""
        FROM debian
        RUN a
        RUN b && \\
          c
        RUN d
        """)).isEqualTo("""
        FROM debian
        RUN a && \\
          b && \\
          c && \\
          d
        """);
    assertThat(fixed("""
        FROM debian AS build
        RUN a && \\
        \tb
        FROM debian
        RUN c
        RUN d
        """)).endsWith("RUN c && \\\n    d\n");
    assertThat(fixed("# escape=`\r\nFROM debian\r\nRUN a\r\n# b\r\nRUN c\r\n"))
        .isEqualTo("# escape=`\r\nFROM debian\r\nRUN a `\r\n    # b\r\n    && c\r\n");
  }

  @Test
  void joinsHereDocumentsThatStopAtTheFirstFailure() {
    assertThat(fixed("""
        FROM debian
        RUN <<EOF
        set -eux
        apt-get update
        EOF

        # then
        RUN <<EOF
        set -eux
        apt-get install -y curl
        EOF
        """)).isEqualTo("""
        FROM debian
        RUN <<EOF
        set -eux
        apt-get update
        # then
        apt-get install -y curl
        EOF
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RUN <<EOF~set -e~cd /a~EOF~RUN <<EOF~set -e~b~EOF",
        "RUN <<EOF~set -e~a~EOF~RUN <<'EOF'~set -e~b~EOF",
        "RUN <<EOF~set -e~a~EOF~RUN <<END~set -e~b~END",
        "RUN <<EOF~set -e~a~EOF~RUN <<EOF~b~EOF",
        "RUN <<EOF~set -e~a && b~EOF~RUN <<EOF~set -e~b~EOF",
        "RUN <<EOF~#!/bin/bash~set -e~a~EOF~RUN <<EOF~set -e~b~EOF",
        "RUN cat <<EOF~set -e~EOF~RUN cat <<EOF~set -e~EOF",
      })
  void refusesHereDocuments(String instructions) {
    assertThat(RuleRun.findings(RULE, "FROM debian\n" + instructions.replace('~', '\n') + "\n"))
        .isEmpty();
  }

  @Test
  void hoistsPragmasAndAsks() {
    String file = """
        FROM debian
        # hadolint ignore=DL3008
        RUN a
        # why
        # hadolint ignore=DL3008,DL3013
        RUN b
        """;
    assertThat(onlyFix(file).isSafe()).isFalse();
    assertThat(fixed(file)).isEqualTo("""
        FROM debian
        # hadolint ignore=DL3008,DL3013
        RUN a \\
            # why
            && b
        """);
    assertThat(fixed("FROM debian\nRUN a\n# hadolint ignore=DL3008\nRUN b\n"))
        .isEqualTo("FROM debian\n# hadolint ignore=DL3008\nRUN a \\\n    && b\n");
    assertThat(onlyFix("FROM debian\n# trivy:ignore:DS-0017\nRUN a\nRUN b\n").isSafe())
        .isFalse();
    assertThat(RuleRun.findings(
                RULE, "FROM debian\n# trivy:ignore:X\nRUN a\n# tally ignore=Y\nRUN b\n")
            .get(0)
            .fixes())
        .isEmpty();
  }

  /** In a combined RUN they would say nothing any more, or something else: the next round would repair what they silenced. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "# nosemgrep",
        "# nosemgrep: dockerfile.security.apt",
        "# hadolint shell=bash",
        "# hadolint stage ignore=DL3008",
        "# shellcheck disable=SC2086",
        "# kics-scan ignore-line",
        "# noqa",
        "# renovate: datasource=github-releases depName=a/b",
        "# cspell:disable-next-line",
      })
  void joinsNothingToARunWithACommentThatOnlyWorksWhereItStands(String comment) {
    assertThat(RuleRun.findings(RULE, "FROM debian\nRUN a\n" + comment + "\nRUN b\n"))
        .isEmpty();
    assertThat(RuleRun.findings(RULE, "FROM debian\nRUN a\n" + comment + "\n\nRUN b\n"))
        .isEmpty();
    assertThat(fixed("FROM debian\nRUN a\nRUN b\n" + comment + "\nRUN c\n"))
        .isEqualTo("FROM debian\nRUN a \\\n    && b\n" + comment + "\nRUN c\n");
    assertThat(RuleRun.findings(
            RULE,
            "FROM debian\nRUN <<EOF\nset -e\na\nEOF\n" + comment + "\nRUN <<EOF\nset -e\nb\nEOF\n"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# check=skip=JSONArgsRecommended",
        "# trivy:ignore:DS-0017",
        "# dockerfile-utils: ignore",
        "# plimsoll ignore=apt-lists-not-removed",
        "# hadolint ignore=DL3008",
      })
  void asksBeforeACommentAboveSilencesMore(String comment) {
    String file = "FROM debian\nRUN a\n" + comment + "\nRUN b\n";
    assertThat(onlyFix(file).isSafe()).isFalse();
    assertThat(fixed(file)).isEqualTo("FROM debian\n" + comment + "\nRUN a \\\n    && b\n");
    assertThat(onlyFix("FROM debian\n" + comment + "\nRUN a\nRUN b\n").isSafe()).isFalse();
    assertThat(onlyFix("FROM debian\n" + comment + "\n\nRUN a\nRUN b\n").isSafe())
        .isFalse();
  }

  @Test
  void leavesACommentInsideOfARunWhereNoToolReadsIt() {
    String file = "FROM debian\nRUN a\nRUN \\\n  # hadolint ignore=DL3008\n  b\n";
    assertThat(onlyFix(file).isSafe()).isTrue();
    assertThat(fixed(file))
        .isEqualTo("FROM debian\nRUN a \\\n  # hadolint ignore=DL3008\n  && b\n");
  }

  @Test
  void joinsWhatOnbuildTriggersToEachOther() {
    assertThat(fixed("FROM debian\nONBUILD RUN a\n# why\nonbuild run b\n"))
        .isEqualTo("FROM debian\nONBUILD RUN a \\\n    # why\n    && b\n");
    assertThat(RuleRun.findings(RULE, "FROM debian\nRUN a\nONBUILD RUN b\nRUN c\n"))
        .isEmpty();
  }

  @Test
  void keepsTheLineEndingOfTheFile() {
    assertThat(fixed("FROM debian\r\nRUN a\r\nRUN b"))
        .isEqualTo("FROM debian\r\nRUN a \\\r\n    && b");
  }

  @Test
  void offersOneScriptUnderTheFirstSet() {
    String file = """
        FROM debian
        RUN set -ex; \\
            ./configure; \\
            make
        RUN make install
        RUN make clean
        """;
    assertThat(onlyFix(file).isSafe()).isFalse();
    assertThat(fixed(file)).isEqualTo("""
        FROM debian
        RUN set -ex; \\
            ./configure; \\
            make; \\
            make install; \\
            make clean
        """);
  }

  @Test
  void joinsUnderAShellThatStopsAtFailures() {
    assertThat(fixed("""
        FROM debian
        SHELL ["/bin/bash", "-eo", "pipefail", "-c"]
        RUN a
        RUN b | c
        RUN d; e
        """)).endsWith("""
        RUN a \\
            && b | c \\
            && { d; e; }
        """);
  }

  @Test
  void endsWhereTheScriptGetsTooLong() {
    String run = "RUN echo " + "x".repeat(60_000) + "\n";
    assertThat(RuleRun.findings(RULE, "FROM debian\n" + run + run)).isEmpty();
  }

  private static Fix onlyFix(String file) {
    List<Finding> findings = RuleRun.findings(RULE, file);
    assertThat(findings).as(file).hasSize(1);
    return findings.get(0).fixes().get(0);
  }

  private static String fixed(String file) {
    return TextEdit.apply(file, onlyFix(file).edits());
  }
}

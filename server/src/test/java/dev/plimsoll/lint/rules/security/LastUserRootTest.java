package dev.plimsoll.lint.rules.security;

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

class LastUserRootTest {

  /** What titles end with. */
  private static final String RIGHTS = ", if the program needs no other rights";

  @Test
  void aBaseOfTheProjectsOwnMayRunAsRootAlready() {
    String text = "FROM team/tools:1\nUSER root\nRUN apt-get update\n";
    assertThat(RuleRun.findings(new LastUserRoot(), text, Map.of())).hasSize(1);
    Map<String, String> files = Map.of("root:team/tools:1", "");
    assertThat(RuleRun.findings(new LastUserRoot(), text, files)).isEmpty();
    assertThat(RuleRun.findings(new LastUserRoot(), text + "CMD [\"server\"]\n", files))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "team/ruby:1     | RUN yum install -y gcc rpm-build wget~COPY a /a    | 0",
        "team/ruby:1     | RUN apt-get install -y build-essential             | 0",
        "team/ruby:1     | RUN apt-get install -y build-essential~COPY . /app | 1",
        "team/ruby:1     | RUN yum install -y rpm-build~EXPOSE 80             | 1",
        "team/ruby:1     | RUN yum install -y wget                            | 1",
        "jenkins/jenkins | RUN apt-get install -y build-essential             | 1",
      })
  void whatOnlyBuildsIsLeftToWhoRunsIt(String image, String instructions, int findings) {
    String text = "FROM " + image + "\nUSER root\n" + instructions.replace('~', '\n') + "\n";
    assertThat(RuleRun.findings(new LastUserRoot(), text)).hasSize(findings);
  }

  /** A broken array is read as the one that is meant. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "CMD ['mvn', 'clean', 'test']         | 0",
        "CMD ['pytest']                       | 0",
        "ENTRYPOINT [npm, test]               | 0",
        "ENTRYPOINT ['gosu', 'app', 'server'] | 0",
        "CMD ['server', '--port', '80']       | 1",
      })
  void aTaskWithBrokenQuotesIsATaskToo(String command, int findings) {
    String text = "FROM selenium/standalone-chrome:4\nUSER root\nCOPY . /srv\n" + command + "\n";
    assertThat(RuleRun.findings(new LastUserRoot(), text)).hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource({"mvn clean test, 0", "sh -c 'cd /srv && npm test', 0", "mvn spring-boot:run, 1"})
  void composeMayStartATaskInWhatStartsNothing(String command, int findings) {
    String compose = "services:\n  a:\n    build: .\n    command: " + command + "\n";
    String text = "FROM selenium/standalone-chrome:4\nUSER root\nCOPY . /srv\n";
    assertThat(RuleRun.findings(new LastUserRoot(), text, Map.of("compose.yml", compose)))
        .hasSize(findings);
    assertThat(RuleRun.findings(
            new LastUserRoot(), text + "CMD [\"server\"]\n", Map.of("compose.yml", compose)))
        .hasSize(1);
  }

  @Test
  void whatAProgramRunsAsRootIsSoOnPurpose() {
    String text = "FROM team/ruby:1\nUSER root\nRUN a\n";
    String program = "run([\"docker\", \"run\", \"--user\", \"root\", \"team/project:\" + tag])\n";
    assertThat(RuleRun.findings(new LastUserRoot(), text, Map.of())).hasSize(1);
    assertThat(RuleRun.findings(new LastUserRoot(), text, Map.of("scripts/build.py", program)))
        .isEmpty();
  }

  @Test
  void whatNeedsRootStandsBehindTheUserThatIsRoot() {
    assertThat(RuleRun.fixes(new LastUserRoot(), """
            FROM node:22
            WORKDIR /srv
            COPY . .
            USER root
            CMD ["node", "a.js"]
            """))
        .containsExactly(Map.entry("Run as node, and give it /srv" + RIGHTS, """
            FROM node:22
            WORKDIR /srv
            COPY --chown=node . .
            USER root
            RUN chown node /srv
            USER node
            CMD ["node", "a.js"]
            """));
    assertThat(RuleRun.fixes(new LastUserRoot(), """
            FROM team/base:1
            RUN apt-get update
            USER root
            CMD ["server"]
            """))
        .isEmpty(); // the base has a user, whom nobody knows
  }

  private static final LastUserRoot RULE = new LastUserRoot();

  private static String fixed(String text) {
    return Iterables.get(RuleRun.fixes(RULE, text).values(), 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "# This module writes to shared volumes, requiring root access                | 0",
        "# Switch to root for installation and runtime~# It writes to shared volumes, which requires root access. | 0",
        "# Needs root to write to the shared volumes                                  | 0",
        "# The agent must run as root because it reads the processes of the host.     | 0",
        "# Root privileges are required for iptables                                  | 0",
        "# root needed to bind port 80                                                | 0",
        "# It has to run as root.                                                     | 0",
        "# Run as root to access the Docker socket                                    | 0",
        "# Back to root for the entrypoint, which drops privileges                    | 0",
        "# Root is required to install packages                                       | 1",
        "# apt-get needs root                                                         | 1",
        "# Needs root to chown /srv                                                   | 1",
        "# Run as root in order to install git                                        | 1",
        "# It doesn't need root access                                                | 1",
        "# TODO: it should not need root for the volumes                              | 1",
        "# requires root certificates                                                 | 1",
        "# Switch to root                                                             | 1",
        "# The server                                                                 | 1",
      })
  void aCommentAboveItMaySayThatRootIsNeeded(String comment, int findings) {
    String above = comment.replace('~', '\n') + "\n";
    String rest = "CMD [\"node\", \"server.js\"]\n";
    assertThat(RuleRun.findings(RULE, "FROM node:22\n" + above + "USER root\n" + rest))
        .hasSize(findings);
    assertThat(RuleRun.findings(RULE, "FROM node:22\nUSER root\n" + above + rest))
        .hasSize(findings);
    assertThat(RuleRun.findings(RULE, "FROM node:22\nUSER root\n" + above + "RUN a\n" + rest))
        .hasSize(1);
    assertThat(
            RuleRun.findings(RULE, "FROM node:22\n" + above + "USER root\nRUN a\nUSER 0\n" + rest))
        .hasSize(1);
  }

  @Test
  void theLastUserOfEveryTargetIsJudged() {
    RuleRun.check(RULE, """
        FROM debian:12 AS build
        USER root
        FROM debian:12 AS base
        USER app
        USER root
        #    ^^^^ No USER follows, so the container starts as root.
        FROM base AS api
        ENTRYPOINT ["/api"]
        FROM base AS dev
        USER root
        CMD ["/api"]
        FROM base AS worker
        COPY --from=build /worker /
        ENTRYPOINT ["/worker"]
        """);
  }

  @Test
  void whatIsWrittenAlikeIsToldApart() {
    RuleRun.check(RULE, """
        FROM debian:12 AS api
        USER root
        #    ^^^^ No USER follows
        CMD ["/api"]
        FROM debian:12
        USER root
        #    ^^^^ No USER follows
        CMD ["/worker"]
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"root", "0", "root:root", "0:0", "root:app", "0:1000", "$U", "${U}:1"})
  void rootHasManyNames(String user) {
    String text = "FROM debian:12-slim\nENV U=0\nRUN x\nUSER " + user + "\nCMD [\"whoami\"]\n";
    assertThat(RuleRun.findings(RULE, text)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM mambaorg/micromamba:1\nUSER root\nRUN micromamba install gizmo\nWORKDIR /data\nCMD [\"gizmo\"]",
        "FROM debian:12\nARG ID=0\nUSER \"$ID:$ID\"\nEXPOSE 80\nCMD [\"x\"]",
        "FROM debian:12\nUSER root\nUSER app\nCMD x",
        "FROM debian:12\nARG U\nUSER $U\nCMD x",
        "FROM debian:12\nUSER rooted\nCMD x",
        "FROM debian:12\nUSER root\nRUN apt-get install gosu\nENTRYPOINT [\"/x\"]",
        "FROM debian:12\nUSER root\nCMD [\"bash\"]",
        "FROM debian:12\nUSER root\nRUN x",
        "FROM debian:12\nUSER root\nONBUILD USER app\nEXPOSE 80\nCMD [\"x\"]",
        "FROM postgres:17\nUSER root\nRUN x",
        "FROM debian:12\nUSER root\nENTRYPOINT [\"crond\"]\nCMD [\"-f\", \"-d8\"]",
        "FROM debian:12\nUSER root\nCMD [\"supervisord\"]",
        "FROM alpine\nUSER root\nENTRYPOINT [\"ffmpeg\"]",
        "FROM node\nUSER root\nRUN npm audit\nCMD [\"npm\", \"run\", \"test\"]",
        "FROM node\nUSER 0\nRUN apt-get install docker-cli\nCMD x",
        "FROM lscr.io/linuxserver/nginx\nUSER root\nRUN x",
        "FROM mcr.microsoft.com/devcontainers/base:debian\nUSER root\nCMD x",
      })
  void isSilent(String text) {
    assertThat(RuleRun.findings(RULE, text + "\n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FROM debian:12\\nUSER 0\\nCMD x                           | WARNING",
        "FROM jenkins/jenkins\\nUSER root\\nRUN x                  | WARNING",
        "FROM team/image:1\\nUSER root\\nRUN x                     | HINT",
        "FROM $UNSET\\nUSER root\\nCMD x                           | HINT",
        "FROM node\\nUSER root\\nENTRYPOINT [\"/entrypoint.sh\"]   | HINT",
        "FROM alpine\\nUSER root\\nENTRYPOINT [\"gizmo\"]         | HINT",
        "FROM alpine\\nUSER root\\nENTRYPOINT [\"/server\"]        | WARNING",
        "FROM node\\nUSER app\\nUSER root\\nRUN apt-get update\\nCMD [\"node\", \"a.js\"] | WARNING",
        "FROM grafana/grafana\\nUSER root\\nRUN apk add curl      | WARNING",
      })
  void severityFollowsTheRisk(String text, Severity severity) {
    Severity own = Iterables.getOnlyElement(
            RuleRun.findings(RULE, text.replace("\\n", "\n") + "\n"))
        .severity();
    assertThat(own == null ? RULE.info().severity() : own).isEqualTo(severity);
  }

  @Test
  void aScriptOfTheContextIsRead() {
    String text = "FROM debian:12\nUSER root\nCOPY run /usr/bin\nENTRYPOINT [\"/usr/bin/run\"]\n";
    for (String accepted :
        List.of("exec gosu app x", "tar xz\ncabal build\ntar cz out", "chown a /b\nexec x")) {
      assertThat(RuleRun.findings(RULE, text, Map.of("run", "#!/bin/sh\n" + accepted + "\n")))
          .as(accepted)
          .isEmpty();
    }
    Finding finding = Iterables.getOnlyElement(
        RuleRun.findings(RULE, text, Map.of("run", "#!/bin/sh\nexec x\n")));
    assertThat(finding.severity()).isNull();
    assertThat(finding.fixes().get(0).title())
        .isEqualTo("Make the user app and run as it" + RIGHTS);
  }

  @Test
  void theImageOfNginxIsNamedThatDoesWithoutRoot() {
    String text = "FROM nginx:1.29\nUSER root\nCOPY a.conf /etc/nginx/conf.d/\n";
    assertThat(RuleRun.findings(RULE, text, Map.of("a.conf", "server {\n  listen 80;\n}\n")))
        .singleElement()
        .extracting(Finding::message)
        .asString()
        .contains("nginxinc/nginx-unprivileged");
    String reading = "server {\n  listen 443 ssl;\n  ssl_certificate_key /k;\n}\n";
    assertThat(RuleRun.findings(RULE, text, Map.of("a.conf", reading))).isEmpty();
  }

  @Test
  void theUserIsReplacedWhereNothingNeedsRoot() {
    assertThat(fixed("FROM node:22\nUSER 0:0\nEXPOSE 3000\nCMD [\"x\"]\n"))
        .isEqualTo("FROM node:22\nUSER node\nEXPOSE 3000\nCMD [\"x\"]\n");
    assertThat(fixed("FROM alpine\nCOPY a /\nUSER root\nCMD [\"x\"]\n"))
        .isEqualTo("FROM alpine\nCOPY a /\n"
            + "RUN addgroup -S -g 10001 app && adduser -S -D -u 10001 -G app app\n"
            + "USER app\nCMD [\"x\"]\n");
  }

  @Test
  void theUserIsChangedBackBehindWhatNeedsRoot() {
    assertThat(fixed("FROM team/image\nUSER app\nRUN a\nUSER root\nRUN b\nCMD [\"x\"]\n"))
        .isEqualTo("FROM team/image\nUSER app\nRUN a\nUSER root\nRUN b\nUSER app\nCMD [\"x\"]\n");
    assertThat(fixed("FROM jenkins/jenkins:lts\nUSER root\nRUN b\n"))
        .isEqualTo("FROM jenkins/jenkins:lts\nUSER root\nRUN b\nUSER jenkins\n");
    assertThat(fixed("FROM debian:12\nUSER root\nRUN useradd svc\nCMD [\"x\"]\n"))
        .isEqualTo("FROM debian:12\nUSER root\nRUN useradd svc\nUSER svc\nCMD [\"x\"]\n");
    assertThat(fixed("FROM node:22 AS base\nUSER root\nFROM base\nCOPY a /\nCMD [\"x\"]\n"))
        .isEqualTo(
            "FROM node:22 AS base\nUSER root\nFROM base\nCOPY a /\nUSER node\nCMD [\"x\"]\n");
  }

  @Test
  void whomTheBaseStartsAsIsItsOwnBusiness() {
    String text = "FROM team/app:1\nUSER root\nCOPY --chown=me:me a /a\n";
    assertThat(RuleRun.findings(new LastUserRoot(), text))
        .singleElement()
        .satisfies(finding -> assertThat(finding.fixes()).isEmpty());
    assertThat(RuleRun.findings(new LastUserRoot(), text + "ENV PUID=1000\n")).isEmpty();
  }
}

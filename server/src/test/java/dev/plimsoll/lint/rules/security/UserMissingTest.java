package dev.plimsoll.lint.rules.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Iterables;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.rules.RuleRun;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserMissingTest {

  private static final UserMissing RULE = new UserMissing();

  private static final String DEBIAN_USER = "RUN groupadd --system --gid 10001 app \\\n"
      + "    && useradd --system --uid 10001 --gid app --no-create-home --shell /usr/sbin/nologin app\nUSER app\n";

  private static String fixed(String text) {
    return Iterables.get(RuleRun.fixes(RULE, text).values(), 0);
  }

  @Test
  void onlyTheFinalImageIsJudged() {
    RuleRun.check(RULE, """
        FROM node:22 AS build
        RUN npm ci
        FROM node:22-slim AS base
        WORKDIR /app
        FROM base
        #    ^^^^ The container runs as root
        CMD ["node", "x.js"]
        """);
  }

  @Test
  void everyTargetIsJudged() {
    RuleRun.check(RULE, """
        FROM debian:12-slim AS base
        FROM base AS api
        #    ^^^^ The container runs as root
        ENTRYPOINT ["/api"]
        FROM base AS dev
        CMD ["/api", "--watch"]
        FROM base AS worker
        #    ^^^^ The container runs as root
        ENTRYPOINT ["/worker"]
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM node:22\nUSER node\nCMD [\"x\"]",
        "FROM node:22\nUSER root\nCMD [\"x\"]",
        "FROM node:22 AS base\nUSER node\nFROM base\nCMD [\"x\"]",
        "FROM memcached",
        "FROM haproxy:3.2",
        "FROM gcr.io/distroless/static-debian12:nonroot",
        "FROM cgr.dev/chainguard/node",
        "FROM bitnami/redis:7",
        "FROM dhi.io/node:22",
        "FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled",
        "FROM team/nginx-unprivileged:1",
        "FROM postgres:17\nCOPY a.sql /docker-entrypoint-initdb.d/",
        "FROM redis:7\nCMD [\"redis-server\", \"/etc/redis.conf\"]",
        "FROM debian:12\nRUN apt-get install -y gosu\nENTRYPOINT [\"/run.sh\"]",
        "FROM debian:12\nENTRYPOINT [\"setpriv\", \"--reuid=1\", \"x\"]",
        "FROM alpine\nCOPY --from=tianon/gosu /gosu /usr/bin/\nCMD [\"x\"]",
        "FROM alpine\nCMD su-exec app x",
        "FROM debian:12\nCMD [\"su\", \"app\", \"-c\", \"x\"]",
        "FROM debian:12\nCMD [\"/bin/bash\"]",
        "FROM debian:12\nCMD bash -l",
        "FROM debian:12\nENTRYPOINT [\"/bin/sh\"]",
        "FROM debian:12\nENTRYPOINT [\"/setup.sh\"]\nCMD [\"bash\"]",
        "FROM node:22\nONBUILD COPY . /app",
        "FROM alpine AS a\nFROM scratch\nCOPY --from=a /bin /",
        "FROM $UNSET\nCMD [\"x\"]",
        "FROM ''",
        "RUN x",
      })
  void nothingIsMissingWhereTheImageOrTheFileSeesToIt(String text) {
    assertThat(RuleRun.findings(RULE, text + "\n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "node:22-alpine                            | USER node",
        "gradle:8                                  | USER gradle",
        "php:8.3-fpm                               | USER www-data",
        "ubuntu:24.04                              | USER ubuntu",
        "mcr.microsoft.com/dotnet/aspnet:8.0       | USER $APP_UID",
        "scratch                                   | USER 65532:65532",
        "registry.access.redhat.com/ubi9/ubi-minimal:9.6 | USER 10001:10001",
        "registry.access.redhat.com/ubi9/nodejs-22 | ",
        "gcr.io/distroless/base-debian12           | USER 65532:65532",
        "almalinux:9-minimal                       | USER 10001:10001",
        "amazonlinux:2023                          | USER 10001:10001",
        "mcr.microsoft.com/windows/servercore:ltsc2022 | USER ContainerUser",
        "oven/bun:1                                | USER bun",
      })
  void whatTheImageBringsIsUsed(String image, String user) {
    String fixed = user == null ? "" : "FROM " + image + "\n" + user + "\nCMD [\"x\"]\n";
    assertThat(RuleRun.fixes(RULE, "FROM " + image + "\nCMD [\"x\"]\n").values().stream()
            .limit(1))
        .isEqualTo(user == null ? List.of() : List.of(fixed));
  }

  @Test
  void aUserIsMadeInTheWayOfTheDistribution() {
    assertThat(fixed("FROM debian:12\nCMD [\"x\"]\n"))
        .isEqualTo("FROM debian:12\n" + DEBIAN_USER + "CMD [\"x\"]\n");
    assertThat(fixed("FROM golang:1.25-alpine\nCMD [\"x\"]\n"))
        .isEqualTo(
            "FROM golang:1.25-alpine\n"
                + "RUN addgroup -S -g 10001 app && adduser -S -D -H -u 10001 -G app app\nUSER app\nCMD [\"x\"]\n");
    assertThat(fixed("# escape=`\nfrom fedora:42\ncmd [\"x\"]\n"))
        .isEqualTo("# escape=`\nfrom fedora:42\nrun groupadd --system --gid 10001 app `\n"
            + "    && useradd --system --uid 10001 --gid app --no-create-home --shell /sbin/nologin app\n"
            + "user app\ncmd [\"x\"]\n");
  }

  @Test
  void aUserThatIsMadeAlreadyIsUsed() {
    assertThat(fixed("FROM debian:12\nRUN useradd -r -u 1001 svc\nCMD [\"x\"]\n"))
        .isEqualTo("FROM debian:12\nRUN useradd -r -u 1001 svc\nUSER svc\nCMD [\"x\"]\n");
    assertThat(
            fixed(
                "FROM alpine\nRUN addgroup -S g && adduser -S -D -G g svc && adduser svc dialout\nCMD [\"x\"]\n"))
        .contains("\nUSER svc\nCMD");
    assertThat(fixed("FROM debian:12\nRUN useradd -mrR /x svc\nCMD [\"x\"]\n"))
        .contains("\nUSER svc\nCMD");
    assertThat(fixed("FROM debian:12\nRUN [\"useradd\", \"-Z\", \"x_u\", \"svc\"]\nCMD [\"x\"]\n"))
        .contains("\nUSER svc\nCMD");
    assertThat(fixed("FROM alpine\nRUN adduser -h /home -D svc\nCMD [\"x\"]\n"))
        .contains("\nUSER svc\nCMD");
    assertThat(RuleRun.fixes(RULE, "FROM debian:12\nRUN useradd $NAME\nCMD [\"x\"]\n"))
        .isEmpty();
    assertThat(RuleRun.fixes(RULE, "FROM debian:12\nRUN useradd a && useradd b\nCMD [\"x\"]\n"))
        .isEmpty();
  }

  @Test
  void aDatabaseWhoseEntrypointIsReplacedStaysRoot() {
    assertThat(fixed("FROM postgres:17\nENTRYPOINT [\"/x\"]\n"))
        .isEqualTo("FROM postgres:17\nUSER postgres\nENTRYPOINT [\"/x\"]\n");
  }

  @Test
  void distrolessHasATagForIt() {
    assertThat(RuleRun.fixes(RULE, "FROM gcr.io/distroless/static-debian12\n"))
        .containsEntry("Use the tag nonroot", "FROM gcr.io/distroless/static-debian12:nonroot\n");
  }

  @Test
  void userStandsBehindAllThatIsBuiltAndBeforeHowItIsRun() {
    assertThat(fixed("""
            FROM node:22
            EXPOSE 80
            COPY . .
            ENV A=b
              # what it listens on

              # the port
              EXPOSE 3000
            LABEL x=y
            CMD ["x"]
            """)).isEqualTo("""
            FROM node:22
            EXPOSE 80
            COPY . .
            ENV A=b
              # what it listens on

              USER node
              # the port
              EXPOSE 3000
            LABEL x=y
            CMD ["x"]
            """);
    assertThat(fixed("FROM node:22\r\nCMD [\"x\"]\r\nRUN a\r\n"))
        .isEqualTo("FROM node:22\r\nCMD [\"x\"]\r\nRUN a\r\nUSER node\r\n");
    assertThat(fixed("FROM node:22\nRUN a")).isEqualTo("FROM node:22\nRUN a\nUSER node");
    assertThat(fixed("FROM node:22")).isEqualTo("FROM node:22\nUSER node");
    assertThat(RuleRun.fixes(RULE, "FROM node:22\nRUN a \\\n")).isEmpty();
    assertThat(RuleRun.fixes(RULE, "FROM node:22\nRUN <<E\na\n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FROM node:22                          |",
        "FROM node:22\\nVOLUME /data           | WARNING",
        "FROM node:22\\nCOPY a /var/lib/app/   | WARNING",
        "FROM team/image:1                     | HINT",
        "FROM team/image:1-alpine              | HINT",
        "FROM nginx:1.29                       | HINT",
        "FROM nginx\\nCMD [\"nginx\"]          | HINT",
        "FROM php:8.3-apache                   | HINT",
      })
  void severityFollowsTheRisk(String text, Severity severity) {
    Finding finding =
        Iterables.getOnlyElement(RuleRun.findings(RULE, text.replace("\\n", "\n") + "\n"));
    assertThat(finding.severity()).isEqualTo(severity);
    assertThat(finding.fixes().isEmpty()).isEqualTo(severity == Severity.HINT);
    assertThat(finding.fixes()).noneMatch(Fix::isSafe);
  }

  @Test
  void noUserIsMadeInAShellThatIsNotKnown() {
    assertThat(RuleRun.fixes(RULE, "FROM debian:12\nSHELL [\"pwsh\", \"-c\"]\nCMD [\"x\"]\n"))
        .isEmpty();
  }
}

package dev.plimsoll.lint.rules.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.google.common.collect.Iterables;
import dev.plimsoll.context.FileName;
import dev.plimsoll.context.SourceReport;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.RuleRun;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.text.TextEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserMissingTest {

  /** What titles end with. */
  private static final String RIGHTS = ", if the program needs no other rights";

  /** Where something in a directory that the user is given stays root's. */
  private static final String PUT = ", not even to what the build has put there";

  private static final UserMissing RULE = new UserMissing();

  private static final String DEBIAN_USER = "RUN groupadd --system --gid 10001 app \\\n"
      + "    && useradd --system --uid 10001 --gid app --create-home --shell /usr/sbin/nologin app\nUSER app\n";

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
        "FROM registry1.dso.mil/ironbank/opensource/nodejs/nodejs22:22\nEXPOSE 3000\nCMD [\"node\", \"a.js\"]",
        "FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled",
        "FROM team/nginx-unprivileged:1",
        "FROM keycloak/keycloak:26.0\nENTRYPOINT [\"/opt/keycloak/bin/kc.sh\", \"start-dev\"]",
        "FROM public.ecr.aws/bitnami/redis:7",
        "FROM docker.elastic.co/beats/filebeat:9.1.0\nCOPY filebeat.yml /usr/share/filebeat/",
        "FROM node:22 AS development\nEXPOSE 4000\nCMD [\"node\", \"a.js\"]",
        "FROM postgres:17\nCOPY a.sql /docker-entrypoint-initdb.d/",
        "FROM pypiserver/pypiserver:v2.3.2\nCOPY --chown=pypiserver:pypiserver packages /data/packages/",
        "FROM redis:7\nCMD [\"redis-server\", \"/etc/redis.conf\"]",
        "FROM debian:12\nRUN apt-get install -y gosu\nENTRYPOINT [\"/run.sh\"]",
        "FROM debian:12\nENTRYPOINT [\"setpriv\", \"--reuid=1\", \"x\"]",
        "FROM alpine\nCOPY --from=tianon/gosu /gosu /usr/bin/\nCMD [\"x\"]",
        "FROM alpine\nCMD su-exec app x",
        "FROM debian:12\nCMD [\"su\", \"app\", \"-c\", \"x\"]",
        "FROM debian:12\nCMD [\"chroot\", \"--userspec=app\", \"/\", \"/x\"]",
        "FROM debian:12\nCMD exec chroot --userspec=1000:1000 / x",
        "FROM debian:12\nCMD [\"/bin/bash\"]",
        "FROM debian:12\nCMD bash -l",
        "FROM debian:12\nENTRYPOINT [\"/bin/sh\"]",
        "FROM debian:12\nENTRYPOINT [\"/setup.sh\"]\nCMD [\"bash\"]",
        // Inits that change the user.
        "FROM ghcr.io/linuxserver/baseimage-ubuntu:noble\nEXPOSE 8443",
        "FROM lscr.io/linuxserver/baseimage-alpine:3.22\nVOLUME /config",
        "FROM lscr.io/linuxserver/baseimage-alpine:3.22\nCOPY a /a\nEXPOSE 80\nCMD [\"/a\"]",
        "FROM ghcr.io/home-assistant/amd64-base:3.22\nCOPY run.sh /\nEXPOSE 80\nCMD [\"/run.sh\"]",
        "FROM ghcr.io/hassio-addons/base:18\nCOPY run.sh /\nEXPOSE 80\nCMD [\"/run.sh\"]",
        "ARG BUILD_FROM\nFROM $BUILD_FROM\nCOPY run.sh /\nEXPOSE 80\nLABEL io.hass.type=app\nCMD [\"/run.sh\"]",
        "FROM debian:12\nCOPY run.sh /\nLABEL io.hass.type=\"addon\" a=b\nEXPOSE 80\nCMD [\"/run.sh\"]",
        "FROM phusion/baseimage:noble-1.0.2\nEXPOSE 80\nCMD [\"/sbin/my_init\"]",
        "FROM osixia/light-baseimage:1.3.3\nRUN useradd -r openldap\nEXPOSE 389 636\nVOLUME /etc/ldap",
        // Web servers that begin as root, and of which there is no other image.
        "FROM php:8.3-apache\nCOPY . /var/www/html",
        "FROM php:8.3-apache\nENTRYPOINT [\"/start.sh\"]\nCMD [\"apache2-foreground\"]",
        "FROM httpd:2.4\nCOPY . /usr/local/apache2/htdocs",
        // Nothing starts.
        "FROM alpine:3.22\nRUN apk add --no-cache curl jq",
        "FROM ubuntu:24.04\nRUN x\nVOLUME /data",
        "FROM debian:12 AS base\nRUN a\nFROM base\nRUN b",
        "FROM mcr.microsoft.com/dotnet/sdk:8.0\nRUN x",
        "FROM python:3.13\nRUN pip install --no-cache-dir tool",
        "FROM gcr.io/distroless/static-debian12",
        "FROM team/tools:1\nRUN x",
        "FROM team/server:1\nHEALTHCHECK CMD x\nVOLUME /data",
        "FROM composer:2\nRUN x",
        "FROM maven:3.9\nRUN x",
        // Compilers and the like that are told what to build.
        "FROM golang:1.27\nRUN apt-get install -y gcc\nWORKDIR /builder\nENTRYPOINT [\"go\"]",
        "FROM rust:1.90\nENTRYPOINT [\"/usr/local/cargo/bin/cargo\"]",
        "FROM maven:3.9\nENTRYPOINT [\"mvn\"]",
        "FROM node:22\nENTRYPOINT [\"npm\"]",
        // Another system, and users that are set elsewhere.
        "FROM mcr.microsoft.com/windows/servercore:ltsc2022\nCMD [\"x\"]",
        "FROM mcr.microsoft.com/devcontainers/python:3.12\nCMD [\"x\"]",
        "FROM mcr.microsoft.com/vscode/devcontainers/base:debian\nCMD [\"x\"]",
        "FROM gitpod/workspace-full\nCMD [\"x\"]",
        "FROM registry.access.redhat.com/ubi9/nodejs-22\nCMD [\"x\"]",
        "FROM node:22\nONBUILD COPY . /app\nCMD [\"node\", \"/app/main.js\"]",
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
        "gcr.io/distroless/base-debian12           | USER 65532:65532",
        "almalinux:9-minimal                       | USER 10001:10001",
        "amazonlinux:2023                          | USER 10001:10001",
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
    assertThat(fixed("FROM eclipse-temurin:21-alpine\nCMD [\"x\"]\n"))
        .isEqualTo(
            "FROM eclipse-temurin:21-alpine\n"
                + "RUN addgroup -S -g 10001 app && adduser -S -D -u 10001 -G app app\nUSER app\nCMD [\"x\"]\n");
    assertThat(fixed("# escape=`\nfrom fedora:42\ncmd [\"x\"]\n"))
        .isEqualTo("# escape=`\nfrom fedora:42\nrun groupadd --system --gid 10001 app `\n"
            + "    && useradd --system --uid 10001 --gid app --create-home --shell /sbin/nologin app\n"
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
    String cmd = "\nCMD [\"/x\"]\n";
    assertThat(RuleRun.fixes(RULE, "FROM gcr.io/distroless/static-debian12" + cmd))
        .containsEntry(
            "Use the tag nonroot" + RIGHTS, "FROM gcr.io/distroless/static-debian12:nonroot" + cmd);
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
    assertThat(fixed("FROM ghost\nENTRYPOINT x\nRUN a"))
        .isEqualTo("FROM ghost\nENTRYPOINT x\nRUN a\nUSER node");
    assertThat(fixed("FROM gradle\nCMD x\nRUN a"))
        .isEqualTo("FROM gradle\nCMD x\nRUN a\nUSER gradle");
    assertThat(RuleRun.fixes(RULE, "FROM gradle\nCMD x\nRUN a \\\n")).isEmpty();
    assertThat(RuleRun.fixes(RULE, "FROM gradle\nCMD x\nRUN <<E\na\n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FROM node:22\\nCMD x                   |",
        "FROM node:22\\nCOPY a a\\nEXPOSE 3000  |",
        "FROM node:22\\nCOPY a a\\nVOLUME /data | WARNING",
        "FROM node:22\\nCOPY a /var/lib/app/    | WARNING",
        "FROM eclipse-temurin:21\\nVOLUME /data\\nENTRYPOINT [\"java\", \"-jar\", \"a.jar\"] |",
        "FROM eclipse-temurin:21\\nVOLUME /data\\nEXPOSE 1\\nENTRYPOINT [\"java\", \"-jar\", \"a.jar\"] | WARNING",
        "FROM team/image:1\\nCMD x              | HINT",
        "FROM team/image:1\\nCOPY a /a\\nEXPOSE 80 | HINT",
        "FROM node\\nEXPOSE 1\\nENTRYPOINT [\"/x.sh\"] | HINT",
        "FROM node\\nCMD [\"/start.sh\"]     | HINT",
        "FROM alpine\\nENTRYPOINT [\"gizmo-operator\"]     | HINT",
        "FROM alpine\\nENTRYPOINT [\"/gizmod\"]\\nCMD [\"-x\"] | HINT",
        "FROM alpine\\nEXPOSE 1\\nENTRYPOINT [\"ffmpeg\"] |",
        "FROM alpine\\nENTRYPOINT [\"x\"]\\nCMD [\"serve\"] |",
        "FROM alpine\\nENTRYPOINT [\"x\", \"--port=1\"] |",
        "FROM scratch\\nENTRYPOINT [\"/server\"]   |",
        "FROM python\\nENTRYPOINT [\"python3\", \"a.py\"] |",
        "FROM debian\\nENTRYPOINT gizmo          |",
        "FROM nginx:1.29                       | HINT",
        "FROM nginx\\nCMD [\"nginx\"]           | HINT",
        "FROM nginx:1.29 | HINT",
      })
  void severityFollowsTheRisk(String text, Severity severity) {
    Finding finding =
        Iterables.getOnlyElement(RuleRun.findings(RULE, text.replace("\\n", "\n") + "\n"));
    assertThat(finding.severity()).isEqualTo(severity);
    assertThat(finding.fixes()).noneMatch(Fix::isSafe);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM nginx:1.29",
        "FROM nginx:1.29\nENTRYPOINT [\"/start.sh\"]\nCMD [\"nginx\", \"-g\", \"daemon off;\"]",
      })
  void theWebServerOfTheImageIsOnlyMentioned(String text) {
    Finding finding = Iterables.getOnlyElement(RuleRun.findings(RULE, text + "\n"));
    assertThat(finding.severity()).isEqualTo(Severity.HINT);
    assertThat(finding.message()).contains(" begins as root to listen on port 80");
    assertThat(finding.fixes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM node:22\nRUN useradd app\nCMD [\"/usr/bin/supervisord\", \"-n\"]",
        "FROM debian:12\nENTRYPOINT [\"/usr/bin/tini\", \"--\"]\nCMD [\"/usr/sbin/cron\", \"-f\"]",
        "FROM debian:12\nCMD service cron start && python3 app.py",
        "FROM debian:12\nEXPOSE 80\nCMD /etc/init.d/postgresql start && sleep 9 && ./app",
        "FROM debian:12\nEXPOSE 80\nCMD [\"sh\", \"-c\", \"pg_ctlcluster 15 main start && ./app\"]",
        "FROM debian:12\nENTRYPOINT invoke-rc.d nginx start; exec ./app --port 80",
        "FROM php:8.3-fpm\nCMD [\"php-fpm8.3\"]",
        "FROM debian:12\nEXPOSE 88\nCMD [\"krb5kdc\", \"-n\"]",
        "FROM alpine:3.22\nRUN apk add nginx\nCMD [\"nginx\", \"-g\", \"daemon off;\"]",
        "FROM ubuntu:24.04\nCOPY . /build\nRUN /build/prepare.sh\nCMD [\"/sbin/my_init\"]",
        "FROM debian:12\nENTRYPOINT [\"/init\"]",
        "FROM php:8.3-fpm\nCOPY . /var/www/html",
        "FROM debian:12\nEXPOSE 1883\nCMD [\"mosquitto\", \"-c\", \"/a.conf\"]",
        "FROM debian:12\nEXPOSE 11211\nCMD [\"memcached\", \"-u\", \"memcache\"]",
        "FROM python:3.13\nEXPOSE 80\nCMD uwsgi --uid www-data --ini a.ini",
        "FROM debian:12\nEXPOSE 3306\nENTRYPOINT [\"mysqld\", \"--user=mysql\"]",
      })
  void whatBeginsAsRootOnPurposeIsAccepted(String text) {
    assertThat(RuleRun.findings(RULE, text + "\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"krb5kdc\nkadmind -nofork", "ssh-keygen -A\nexec /usr/sbin/sshd -D", "named -g"})
  void soIsAScriptThatEndsWithIt(String end) {
    String script = "#!/bin/sh\nmkdir /var/lib/secret\ntee /etc/a.conf <<E\na\nE\n" + end + "\n";
    String text = "FROM debian:12\nEXPOSE 53\nCOPY start.sh /opt/\nCMD /opt/start.sh\n";
    assertThat(RuleRun.findings(RULE, text, Map.of("start.sh", script))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ENV DOCKER_HOST=unix:///var/run/docker.sock",
        "VOLUME /var/run/docker.sock",
        "RUN apk add --no-cache docker-cli",
        "RUN apt-get update && apt-get install -y docker.io",
        "RUN apt-get install -y docker-ce-cli=5:29.0",
        "COPY --from=docker:cli /usr/local/bin/docker /usr/local/bin/",
        "RUN apk add --no-cache iptables ip6tables",
        "RUN apt-get update && apt-get install -y wireguard-tools",
        "HEALTHCHECK CMD test -d /host/proc",
        "VOLUME /sys/fs/cgroup",
      })
  void whatWorksOnTheHostIsAccepted(String instruction) {
    String text = "FROM node:22\n" + instruction + "\nCMD [\"node\", \"a.js\"]\n";
    assertThat(RuleRun.findings(RULE, text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "privileged: true | [/bin/sh, -c, exec /opt/gizmo/driver -v]    | true",
        "runAsUser: 0     | ~  - /opt/gizmo/driver~  - --endpoint=/csi/x | true",
        "readOnly: true   | [/opt/gizmo/driver]                         | false",
        "privileged: true | [/opt/gizmo/drivers]                        | false",
        "privileged: true | [/bin/sh]                                   | false",
      })
  void aPodIsKnownByThePathOfWhatItStarts(String setting, String command, boolean silent) {
    String text =
        "FROM ubuntu:24.04\nCOPY driver /opt/gizmo/driver\nCMD [\"/bin/sh\", \"/opt/gizmo/driver\"]\n";
    String manifest = "kind: Pod\nspec:\n- image: team/wheel:1\n  securityContext:\n    " + setting
        + "\n  command: " + command.replace("~", "\n  ") + "\n";
    assertThat(RuleRun.findings(RULE, text, Map.of("deploy/a.yml", manifest)).isEmpty())
        .isEqualTo(silent);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "go.mod | module a~require (~\tgithub.com/docker/docker v28.5.2+incompatible~) | true",
        "go.mod | module a~require (~\tgithub.com/docker/docker v28.5.2 // indirect~) | false",
        "package.json | {\"dependencies\": {\"dockerode\": \"^4\"}} | true",
        "Cargo.toml | [package]~name = 'a'~~[dependencies]~serde = '1'~bollard = '0.19' | true",
        "Cargo.toml | [dependencies]~serde = '1'~~[dev-dependencies]~bollard = '0.19' | false",
        "pom.xml | <dependency>~<groupId>com.github.docker-java</groupId>~<artifactId>docker-java-core</artifactId>~</dependency> | true",
        "pom.xml | <dependency>~<groupId>com.github.docker-java</groupId>~<artifactId>docker-java-core</artifactId>~<scope>test</scope>~</dependency> | false",
        "build.gradle.kts | dependencies {~    implementation(\"com.github.docker-java:docker-java:3.4.0\")~} | true",
        "build.gradle | dependencies {~    testImplementation 'com.github.docker-java:docker-java:3.4.0'~} | false",
        "src/main/resources/application.yml | worker:~  docker-network-name: ${NETWORK:x} | true",
        "src/main/resources/application.yml | worker:~  # docker-network-name: x | false",
        "package.json | {\"devDependencies\": {\"dockerode\": \"^4\"}} | false",
        "compose.yaml | services:~  a:~    build: .~    volumes: [/var/run/docker.sock:/s] | true",
        "compose.yaml | services:~  a:~    build: .~  b:~    image: t~    volumes: [docker.sock] | false",
        "compose.yaml | services:~  a:~    build: .~    volumes:~      - /var/run/docker.sock:/s | true",
        "compose.yaml | services:~  a:~    build: .~    volumes:~      - /run/podman/podman.sock:/s | true",
        "compose.yaml | services:~    a:~        user: 1000:1000~        build:~            context: . | true",
        "compose.yaml | services:~  a:~    build: ./~    privileged: true | true",
        "compose.yaml | services:~  a:~    build: ./other~    user: 1000 | false",
        "compose.yaml | services:~  a:~    build: .~  b:~    image: t~    user: 1000 | false",
        "docker/compose.yml | services:~  a:~    build:~      context: ..~    cap_add: [SYS_ADMIN] | true",
        "compose.yaml | services:~  a:~    build: .~    cap_add:~      - NET_ADMIN | true",
        "compose.yaml | services:~  a:~    image: team/project:1~    privileged: true | true",
        "compose.yaml | services:~  a:~    image: team/projector:1~    privileged: true | false",
        "compose.yaml | services:~  a:~    build:~      context: .~      dockerfile: b.Dockerfile~    user: 1 | false",
        "deploy/a.yml | kind: Pod~spec:~  containers:~  - image: x/project:2~    securityContext:~      runAsUser: 0 | true",
        "deploy/a.yml | kind: Pod~spec:~  containers:~  - image: x/other:2~    securityContext:~      runAsUser: 0 | false",
        "deploy/a.yml | kind: Pod~spec:~  containers:~  - image: x/project:2~    command: [sh, -c, 'ldconfig && b'] | true",
        "deploy/a.yml | kind: Pod~spec:~  containers:~  - image: x/project:2~  - image: y~    command: [sh, -c, 'ldconfig && b'] | false",
        "deploy/a.yml | kind: Pod~spec:~  containers:~  - image: x/project:2~  volumes:~  - hostPath:~      path: /run/containerd/containerd.sock | true",
        "deploy/a.yml | kind: Pod~spec:~  containers:~  - image: x/project:2~  volumes:~  - hostPath:~      type: Directory~      path: '/var/lib/kubelet' | true",
        "deploy/a.yml | kind: Pod~spec:~  containers:~  - image: x/project:2~  volumes:~  - hostPath: {path: /proc} | true",
        "deploy/a.yml | kind: Pod~spec:~  containers:~  - image: x/project:2~  volumes:~  - hostPath: {path: /} | true",
        "deploy/a.yml | kind: Pod~spec:~  containers:~  - image: x/project:2~  volumes:~  - hostPath:~      path: /etc/localtime | false",
        "deploy/a.yml | kind: Pod~spec:~  containers:~  - image: x/project:2~  volumes:~  - hostPath:~      path: /srv/etc/data | false",
        "deploy/a.yml | kind: Pod~spec:~  containers:~  - image: x/other:2~  volumes:~  - hostPath:~      path: /proc | false",
        "README.md | Run it:~~    docker run -d --user $(id -u):$(id -g) -v /x:/y project | true",
        "README.md | docker run --rm -v $PWD:/work project check | false", // nothing says that it
        // is a tool
        "README.md | `docker run --rm \\~  --privileged project` | true",
        "README.md | `docker run --rm project` and `useradd --user x` | false",
        "compose.yaml | services:~  a:~    build: .~    devices:~      - /dev/ttyUSB0:/dev/ttyUSB0 | true",
        "compose.yaml | services:~  a:~    build: .~    devices:~      - /dev/dri:/dev/dri | false",
        "compose.yaml | services:~  a:~    build: .~    deploy:~      resources:~        reservations:~          devices:~            - driver: nvidia | false",
        "compose.yaml | services:~  a:~    build: .~    devices: # yours~      - /dev/ttyUSB0:/dev/ttyUSB0 | true",
        "README.md | ```yaml~services:~  a:~    image: x/b:1~    devices:~      - /dev/ttyUSB0:/dev/ttyUSB0~``` | true",
        "README.md | 1. ```~   services:~     a:~       image: x/project~       privileged: true~     b:~       image: b~   ``` | true",
        "README.md | ```yaml~services:~  a:~    image: x/project~  b:~    image: b~    privileged: true~``` | false",
        "README.md | ```yaml~services:~  a:~    image: x/b:1~    devices:~      - /dev/dri:/dev/dri~``` | false",
        "doc/README.md | ```yaml~services:~  a:~    image: x/b:1~    privileged: true~``` | false",
        "compose.yaml | services:~  a:~    build: .~    command: sh -c 'pip install jq && b' | true",
        "compose.yaml | services:~  a:~    build: .~    entrypoint: sh -c \"update-ca-certificates && b\" | true",
        "compose.yaml | services:~  a:~    build: .~    command:~      - sh~      - -c~      - useradd x && b | true",
        "compose.yaml | services:~  a:~    build: .~    command: bash -c 'service cron start; b' | true",
        "compose.yaml | services:~  a:~    build: .~    command: [\"/usr/sbin/sshd\", \"-D\"] | true",
        "compose.yaml | services:~  a:~    build: .~    command: b --mount=/x /srv/mount service | false",
        "compose.yaml | services:~  a:~    build: .~    command: b~  c:~    image: d~    command: chown x /y | false",
        "run.sh | docker run --device=/dev/video0 team/project | true",
        "run.sh | docker run -u 1000 team/project | true",
        "run.sh | docker run --cap-add=NET_ADMIN team/project | true",
        "run.sh | docker run --network host team/project | true",
        "openshift/web.yml | apiVersion: apps.openshift.io/v1~kind: DeploymentConfig | true",
        "k8s/web.yml | apiVersion: apps/v1~kind: Deployment | false",
        "action.yml | runs:~  using: docker~  image: Dockerfile | true",
        "action.yml | runs:~  using: node24 | false",
      })
  void theContextTellsWhatAnImageWorksOn(String file, String text, boolean accepted) {
    Map<String, String> files = Map.of(file, text.replace('~', '\n'));
    assertThat(RuleRun.findings(RULE, "FROM alpine:3.22\nCOPY . /a\nCMD [\"/a/b\"]\n", files))
        .hasSize(accepted ? 0 : 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "volumes:~      - static:/app/static/          | Give /app/static to that user, and whatever else it writes in.",
        "volumes:~      - ./static:/app/static         | Find out where it writes, and give those directories to that user.",
        "volumes:~      - sql:/cloudsql                | Find out where it writes, and give those directories to that user.",
        "volumes:~      - proxy:/var/run/proxy         | Find out where it writes, and give those directories to that user.",
        "volumes:~      - pg:/run/postgresql           | Find out where it writes, and give those directories to that user.",
        "volumes:~      - wheel:/var/run/wheel         | Give /var/run/wheel to that user, and whatever else it writes in.",
        "volumes:~      - ./wheel:/var/run/wheel       | Find out where it writes, and give those directories to that user.",
        "volumes:~      - proxy:/run/proxy/            | Find out where it writes, and give those directories to that user.",
        "volumes:~      - /run/proxy:/run/proxy        | Find out where it writes, and give those directories to that user.",
        "volumes:~      - static:/app/static:ro        | Find out where it writes, and give those directories to that user.",
        "command: celery -A app worker beat            | Give what `command:` in Compose writes to that user, or it can't write there.",
        "command: celery beat -s /srv/b/schedule       | Give /srv/b, where `celery beat` in Compose writes its files, to that user, or it can't write there.",
        "command: celery beat -s /tmp/schedule         | Find out where it writes, and give those directories to that user.",
        "command: celery beat --schedule=/dev/shm/b/s --pidfile= | Find out where it writes, and give those directories to that user.",
        "command: [celery, beat, --schedule, /tmp/s, --pidfile, /run/b/pid] | Give /run/b, where `celery beat` in Compose writes its files, to that user, or it can't write there.",
        "command: sh -c \"npm install && npm start\"    | Give what `command:` in Compose writes to that user, or it can't write there.",
        "command: [\"cp\", \"-r\", \"/a\", \"/b\"]          | Give what `command:` in Compose writes to that user, or it can't write there.",
        "command: >~      gunicorn app                 | Find out where it writes, and give those directories to that user.",
      })
  void whatComposeMountsAndRunsHasToBeWritable(String setting, String said) {
    String text = "FROM node:22\nCOPY a /a\nCMD [\"node\", \"/a/b.js\"]\n";
    String compose = "services:\n  web:\n    build: .\n    " + setting.replace('~', '\n') + "\n";
    assertThat(
            Iterables.getOnlyElement(RuleRun.findings(RULE, text, Map.of("compose.yml", compose)))
                .message())
        .endsWith(said);
  }

  @ParameterizedTest
  @CsvSource({
    "celery -A app beat, 'Give /app, where `celery beat` in Compose writes its files,'",
    "celery -A app beat -s /schedule, Give what `command:` in Compose writes",
  })
  void celeryKeepsItsScheduleInTheDirectoryWhereItStarts(String command, String given) {
    String text = "FROM python:3.14\nWORKDIR /app\nCOPY . .\nCMD [\"gunicorn\", \"app\"]\n";
    String compose = """
        services:
          beat:
            build: .
            command: %s
        """.formatted(command);
    Finding finding = Iterables.getOnlyElement(
        RuleRun.findings(RULE, text, Map.of("compose.yml", compose, "app.py", "")));
    assertThat(finding.message()).endsWith(given + " to that user, or it can't write there.");
    assertThat(finding.fixes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "build:~      context: .~      target: api     | api",
        "build:~      target: API~      context: .     | api",
        "build:~      context: .                       | web",
        "build: .                                      | web",
        "build:~      context: .~      target: ${STAGE} | none",
        "image: team/project:1                         | none",
      })
  void aVolumeIsThatOfTheStageWhichItsServiceBuilds(String build, String stages) {
    String text = """
        FROM node:22 AS api
        COPY a /a
        CMD ["node", "/a/b.js"]
        FROM node:22 AS web
        COPY a /a
        CMD ["node", "/a/b.js"]
        """;
    for (String volume : List.of("files:/state", "./files:/srv/data")) {
      String compose =
          "services:\n  a:\n    " + build.replace('~', '\n') + "\n    volumes:\n      - " + volume
              + "\n    secrets:\n      - source: s\n        target: other\n";
      List<Finding> findings = RuleRun.findings(RULE, text, Map.of("compose.yml", compose));
      assertThat(findings).hasSize(2);
      for (Finding finding : findings) {
        String stage = finding.range().start() < text.indexOf("AS web") - 12 ? "api" : "web";
        boolean isSaid = finding.message().contains(volume.substring(volume.indexOf(':') + 1));
        assertThat(isSaid).isEqualTo(stages.contains(stage));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run.sh | docker run --rm -v \"$(pwd)/out:/a/out\" \\~  -v x.json:/a/x.json team/project",
        "run.sh | : \"${IMAGE:=team/project:2}\"~docker run -v $PWD/out:/a/out $IMAGE",
        "Makefile | IMAGE = team/project~run:~\tdocker run --volume=./out:/a/out:rw $(IMAGE) --all",
        "README.md | `docker run -v /srv/out:/a/data team/project`",
        "compose.yml | services:~  a:~    build: .~    volumes:~      - ./data:/a/data~      - ./src:/a/src",
      })
  void aMountedFolderIsTheHosts(String file, String text) {
    String dockerfile = "FROM node:22\nWORKDIR /a\nCOPY a .\nCMD [\"node\", \"b.js\"]\n";
    Finding finding = Iterables.getOnlyElement(
        RuleRun.findings(RULE, dockerfile, Map.of(file, text.replace('~', '\n') + "\n")));
    assertThat(finding.message())
        .containsPattern(
            "A folder of the host is mounted at /a/(out|data): what it writes to there must be");
    assertThat(finding.fixes())
        .extracting(Fix::title)
        .allMatch(title -> title.contains(", if the program may write to what is mounted at /a/"));
  }

  @ParameterizedTest
  @CsvSource({
    "./models:/root/.cache/models, /root/.cache/models",
    "$HOME/.aws:/root/.aws, /root/.aws",
    "models:/root/.cache, /root/.cache",
    // What is only read there is out of reach, too.
    "$HOME/.aws/:/root/.aws/:ro, /root/.aws/",
    "models:/root/.cache:ro, /root/.cache",
    "./kube.conf:/root/.kube/config.yaml:ro, /root/.kube/config.yaml",
    "~/.netrc:/root/.netrc, /root/.netrc",
  })
  void nobodyElseLooksIntoTheHomeOfRootWhereSomethingIsMounted(String volume, String place) {
    String dockerfile = "FROM node:22\nWORKDIR /a\nCOPY a .\nCMD [\"node\", \"b.js\"]\n";
    String compose = "services:\n  a:\n    build: .\n    volumes:\n      - \"" + volume + "\"\n";
    assertThat(RuleRun.findings(RULE, dockerfile, Map.of("compose.yml", compose)))
        .singleElement()
        .satisfies(finding -> assertThat(finding.message())
            .contains("mount elsewhere what is mounted at " + place + ", where"))
        .satisfies(finding -> assertThat(finding.fixes()).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "$HOME/logs:/journal/web, true",
    "$HOME/logs/web/:/logs/web/, true",
    "./uploads:/public/files, true",
    "${FILES:-./files}:/files, true",
    "$HOME/pictures:/files, true",
    "$HOME/pictures:/pictures, false",
    "./settings:/settings, false",
    "/var/run/docker:/docker, false",
    "./data.json:/x.json, false",
  })
  void aFolderOfTheHostIsNamedWhereItsNameOrAVariableTellsThatItIsFilled(
      String volume, boolean named) {
    String dockerfile = "FROM node:22\nWORKDIR /a\nCOPY a .\nCMD [\"node\", \"b.js\"]\n";
    String compose = "services:\n  a:\n    build: .\n    volumes:\n      - " + volume
        + "\n    environment:\n      UPLOAD_FOLDER: \"/files\"\n      CONFIG: /settings\n";
    assertThat(Iterables.getOnlyElement(
                RuleRun.findings(RULE, dockerfile, Map.of("compose.yml", compose)))
            .message()
            .contains(" A folder of the host is mounted at "))
        .isEqualTo(named);
  }

  @ParameterizedTest
  @CsvSource({
    "./texts:/a/texts, true",
    "./texts:/b/texts, false",
    "./src:/a/src, false",
    ".:/a, false",
    "./a.json:/a/a.json, false",
  })
  void aFolderOfTheHostIsNamedInADirectoryThatIsGiven(String volume, boolean named) {
    String dockerfile = "FROM node:22\nWORKDIR /a\nCOPY a .\nCMD [\"node\", \"b.js\"]\n";
    String compose = "services:\n  a:\n    build: .\n    volumes:\n      - " + volume + "\n";
    assertThat(Iterables.getOnlyElement(
                RuleRun.findings(RULE, dockerfile, Map.of("compose.yml", compose)))
            .message()
            .contains(" A folder of the host is mounted at /a/texts: "))
        .isEqualTo(named);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "test/run.py  | run(['docker', 'run', '--rm',~    '--user', f'{uid}:{gid}',~    '-v', f'{d}:/git:ro', tag, 'python3', 'a.py'])             | true",
        "tests/a.js   | spawn(\"docker\", [\"run\", \"-u\", `${uid}`, \"team/project\", \"node\"]);                                          | true",
        "bin/test     | cmd = ('docker', 'run', '--user=1000', *more, 'team/project:1')                                                       | true",
        "bin/test.sh  | docker run --rm --user \"$(id -u)\" \"$IMAGE\" ls                                                                       | true",
        "bin/test.sh  | docker run --rm team/project python -u a.py                                                                         | false",
        "test/run.py  | run(['docker', 'run', '--rm', tag, 'id', '-u'])                                                                      | false",
        "test/run.py  | run(['docker', 'run', '--user', uid, 'team/other:1', 'ls'])                                                          | false",
        "test/run.py  | image = 'team/other'~run(['docker', 'run', '--user', uid, image, 'ls'])                                              | false",
      })
  void aTestMayShowThatOthersSetTheUser(String file, String text, boolean silent) {
    String dockerfile = "FROM node:22\nEXPOSE 80\nCMD [\"node\", \"/a/b.js\"]\n";
    assertThat(RuleRun.findings(RULE, dockerfile, Map.of(file, text.replace('~', '\n') + "\n")))
        .hasSize(silent ? 0 : 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run.sh | docker run -v $PWD/out:/a/out team/other",
        "run.sh | docker run --name project -v $PWD/out:/a/out team/other",
        "run.sh | docker run -v $PWD/out:/a/out:ro team/project",
        "run.sh | docker run -v $PWD:/a team/project /a/compile.sh",
        "README.md | `docker run -v /srv/content:/a/content team/project`",
        "run.sh | docker run -v $PWD/a.json:/a/a.json -v /x/nginx:/etc/nginx team/project",
        "compose.yml | services:~  a:~    build: .~    volumes:~      - ./data:/a/data:ro",
      })
  void whatItReadsMayBelongToAnybody(String file, String text) {
    String dockerfile = "FROM node:22\nWORKDIR /a\nCOPY a .\nCMD [\"node\", \"b.js\"]\n";
    assertThat(RuleRun.findings(RULE, dockerfile, Map.of(file, text.replace('~', '\n') + "\n")))
        .singleElement()
        .extracting(Finding::message)
        .asString()
        .doesNotContain("of the host");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "server { listen 80; }                          | begins as root to listen on port 80;",
        "server { listen [::]:443; }                    | begins as root to listen on port 443;",
        "server {~  # listen 80;~  listen 8080;~}       | begins as root; only its workers",
        "server { root /a; }                            | begins as root to listen on port 80;",
        "server { listen ${API_PORT}; }                 | begins as root; only its workers",
        "server {~  listen [::]:$PORT;~}                | begins as root; only its workers",
      })
  void nginxSaysItsPort(String configuration, String said) {
    for (String copy : List.of("site.conf /etc/nginx/conf.d/", "conf/ /etc/nginx/conf.d")) {
      Map<String, String> files = Map.of(
          "site.conf", configuration.replace('~', '\n'),
          "conf/default.conf", configuration.replace('~', '\n'));
      assertThat(RuleRun.findings(RULE, "FROM nginx:1.29\nCOPY " + copy + "\n", files))
          .singleElement()
          .extracting(Finding::message)
          .asString()
          .contains(said);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sed -i s/a/b/ /usr/share/nginx/html/env.js                   | Give /usr/share/nginx/html and what is in it",
        "find /usr/share/nginx/html -name '*.js' -exec sed -i s/a/b/ {} + | Give /usr/share/nginx/html and what is in it",
        "envsubst </a.tpl >/usr/share/nginx/html/env.js               | Give /usr/share/nginx/html and what is in it",
        "envsubst </a.tpl >$TARGET                                    | What start.sh writes must belong to its user.",
        "envsubst </a.tpl >/etc/nginx/conf.d/default.conf             | ''",
        "find /usr/share/nginx/html -name '*.js'                      | ''",
      })
  void nginxSaysWhatElseNeedsRoot(String line, String said) {
    Map<String, String> files = Map.of("start.sh", "#!/bin/sh\n" + line + "\nexec nginx\n");
    for (String start : List.of(
        "COPY start.sh /\nENTRYPOINT [\"/start.sh\"]\n", "COPY start.sh /docker-entrypoint.d/\n")) {
      String message = Iterables.getOnlyElement(
              RuleRun.findings(RULE, "FROM nginx:1.29\n" + start, files))
          .message();
      boolean mayConfigure = line.contains("/etc/nginx") || start.contains("entrypoint.d");
      String end = mayConfigure ? "does without root." : "does without root, on port 8080.";
      assertThat(message).contains(said.isEmpty() ? end : end + " " + said);
      assertThat(message.endsWith(end)).isEqualTo(said.isEmpty());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pid /var/run/nginx.pid;~events {}~http { server { listen 8080; } } | , once its configuration has a place such as /tmp for /var/run/nginx.pid.",
        "events {~}~http { server { listen 80; } } | , once its configuration names a port that isn't below 1024 and has a place such as /tmp for /var/run/nginx.pid.",
        "pid /tmp/nginx.pid;~events {}~access_log /var/log/nginx/shop.log;~server { listen 8080; } | , once its configuration has a place such as /tmp for /var/log/nginx/shop.log.",
        "pid /tmp/nginx.pid;~error_log /var/log/nginx/error.log warn;~events {}~http { server { listen 8080; } } | .",
        "server { listen 80; } | , once its configuration names a port that isn't below 1024.",
        "server { listen 8080; } | .",
      })
  void nginxSaysWhatItsConfigurationNeedsRootFor(String configuration, String said) {
    Map<String, String> files = Map.of("nginx.conf", configuration.replace('~', '\n'));
    String text = "FROM nginx:1.29\nCOPY nginx.conf /etc/nginx/nginx.conf\n";
    assertThat(Iterables.getOnlyElement(RuleRun.findings(RULE, text + "RUN nginx -t\n", files))
            .message())
        .endsWith("nginxinc/nginx-unprivileged does without root" + said);
    String prepared = "RUN touch /run/nginx.pid && chown nginx /var/run/nginx.pid\n";
    assertThat(Iterables.getOnlyElement(RuleRun.findings(RULE, text + prepared, files))
            .message())
        .doesNotContain("nginx.pid");
    String told = "CMD [\"nginx\", \"-g\", \"pid /tmp/nginx.pid; daemon off;\"]\n";
    assertThat(
            Iterables.getOnlyElement(RuleRun.findings(RULE, text + told, files)).message())
        .doesNotContain("nginx.pid");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY . .                          | /app/nginx.conf /etc/nginx/conf.d/a.conf | true",
        "COPY . .                          | /app /etc/nginx/                         | true",
        "COPY nginx.conf /app/x            | app/x /etc/nginx/conf.d/default.conf     | true",
        "COPY . .~RUN sed -i s/x/y/ nginx.conf | /app/nginx.conf /etc/nginx/nginx.conf | false",
        "COPY . .                          | /app/nginx.conf /srv/nginx.conf          | false",
      })
  void aConfigurationMayComeByTheStageThatBuilds(String copies, String taken, boolean known) {
    String text = "FROM node:24 AS build\nWORKDIR /app\n" + copies.replace('~', '\n')
        + "\nRUN npm run build\nFROM nginx:1.29\nCOPY --from=build " + taken + "\n";
    Map<String, String> files = Map.of(
        "nginx.conf", "server {\n  listen ${PORT};\n  access_log /var/log/nginx/shop.log;\n}\n");
    String message =
        Iterables.getOnlyElement(RuleRun.findings(RULE, text, files)).message();
    assertThat(message.contains("a place such as /tmp for /var/log/nginx/shop.log"))
        .isEqualTo(known);
  }

  @Test
  void nginxSaysWhatItsCommandAndItsBuildNeed() {
    RuleRun.check(RULE, """
        FROM nginx:1.29
        #    ^^^^^^^^^^ does without root, on port 8080. Give /usr/share/nginx/html and what is in it to its user, for the command writes there. \
        With it, a RUN that needs root must stand behind USER root.
        RUN chmod +x /a.sh
        CMD envsubst </a >/usr/share/nginx/html/b && exec nginx
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hub.example.com/cgr-team/mirror/jre:21",
        "hub.example.com/chainguard/node:22",
        "hub.example.com/base/java:21-distroless",
        "hub.example.com/team/java-distroless:21",
        "team/image:1\nCOPY --chown=app:app x x",
      })
  void imagesThatHaveAUserOfTheirOwn(String image) {
    String text = "FROM " + image + "\nCOPY a b\nEXPOSE 80\nCMD [\"x\"]\n";
    assertThat(RuleRun.findings(RULE, text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dotnet/aspnet:6.0      | Sdk.Web                           | Port 80 is below 1024",
        "dotnet/core/aspnet:3.1 | Sdk.Web                           | Port 80 is below 1024",
        "dotnet/aspnet:6.0      | Sdk.Worker                        |",
        "dotnet/aspnet:6.0      | Sdk                               |",
        "dotnet/aspnet:6.0      |                                   |",
        "dotnet/aspnet:6.0      | ENV ASPNETCORE_URLS=http://+:5000 |",
        "dotnet/aspnet:6.0      | EXPOSE 5000                       | ASP.NET listens on port 80 unless the program names another one",
        "dotnet/aspnet:6.0      | EXPOSE 80 443                     | Ports 80, 443 are below 1024",
        "dotnet/aspnet:8.0      | EXPOSE 5000                       |",
        "dotnet/aspnet:8.0      |                                   |",
        "dotnet/runtime:6.0     |                                   |",
      })
  void serversOfAspNetListenOnPort80BeforeEight(String image, String line, String said) {
    boolean isOfProject = line != null && line.startsWith("Sdk");
    String text = "FROM mcr.microsoft.com/" + image + "\nWORKDIR /app\nCOPY out .\n"
        + (line == null || isOfProject ? "" : line + "\n")
        + "ENTRYPOINT [\"dotnet\", \"Web.dll\"]\n";
    Map<String, String> files = isOfProject
        ? Map.of("out/a", "", "Web.csproj", "<Project Sdk=\"Microsoft.NET." + line + "\">\n")
        : Map.of();
    String message =
        Iterables.getOnlyElement(RuleRun.findings(RULE, text, files)).message();
    assertThat(message).contains(said == null ? "" : said);
    assertThat(message.contains("1024")).isEqualTo(said != null);
  }

  @Test
  void aPlatformSetsTheUser() {
    String text = "FROM debian:12\nCOPY a b\nEXPOSE 80\nCMD [\"x\"]\n";
    String application = "apiVersion: nais.io/v1alpha1\nkind: Application\nmetadata:\n  name: a\n";
    assertThat(RuleRun.findings(RULE, text, Map.of(".nais/nais.yaml", application)))
        .isEmpty();
  }

  @Test
  void nginxReadsNoConfigurationThatIsCopiedElsewhere() {
    Map<String, String> files = Map.of("site.conf", "server {\n  listen 8080;\n}\n");
    assertThat(RuleRun.findings(RULE, "FROM nginx:1.29\nCOPY site.conf /srv/examples/\n", files))
        .singleElement()
        .extracting(Finding::message)
        .asString()
        .contains("to listen on port 80;");
  }

  @Test
  void nginxReadsThePrivateKeyOfTheHostAsRoot() {
    Map<String, String> files = Map.of(
        "site.conf",
        "server {\n  listen 443 ssl;\n  ssl_certificate_key /etc/nginx/ssl/privkey.pem;\n}\n");
    assertThat(RuleRun.findings(
            RULE, "FROM nginx:1.29\nCOPY site.conf /etc/nginx/conf.d/default.conf\n", files))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY docker-entrypoint.sh /usr/local/bin/docker-entrypoint",
        "COPY docker /docker",
        "RUN docker-php-ext-install pdo",
        "RUN curl https://docker.io/library",
      })
  void notAllThatIsCalledDockerControlsIt(String instruction) {
    Finding finding = Iterables.getOnlyElement(
        RuleRun.findings(RULE, "FROM node:22\n" + instruction + "\nCMD [\"node\", \"a.js\"]\n"));
    assertThat(finding.severity()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EXPOSE 80\nENTRYPOINT [\"/entrypoint.sh\"]",
        "HEALTHCHECK CMD x\nENTRYPOINT [\"tini\", \"-g\", \"--\", \"/entrypoint.sh\"]",
        "ENTRYPOINT [\"sh\", \"/entrypoint.sh\"]\nCMD [\"node\", \"a.js\"]",
        "CMD exec /entrypoint.sh --serve",
      })
  void aScriptThatIsNotKnownMayChangeTheUser(String start) {
    String text = "FROM node:22\nCOPY entrypoint.sh /\n" + start + "\n";
    assertThat(Iterables.getOnlyElement(RuleRun.findings(RULE, text)).message())
        .startsWith("Unless /entrypoint.sh changes to another user, the container runs as root."
            + " Change to another user with USER before the program is started.");
    assertThat(RuleRun.fixes(RULE, text))
        .containsOnlyKeys(
            "Run as node, if /entrypoint.sh needs no root and the program needs no other rights");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM node:22\nCOPY entrypoint.sh /\nENTRYPOINT [\"/entrypoint.sh\"]",
        "FROM team/image:1\nENTRYPOINT [\"/entrypoint.sh\"]",
        "FROM debian:12\nCMD [\"/do.sh\"]",
      })
  void nothingIsSaidWhereNobodyKnowsWhatIsStarted(String text) {
    assertThat(RuleRun.findings(RULE, text + "\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exec gosu app \"$@\"",
        "set -- su-exec app:app \"$@\"",
        "exec setpriv --reuid=5 -- x",
        "exec chpst -u app x",
        "exec chroot --userspec=app:app / x",
        "exec chroot --skip-chdir --userspec=\"$UID:$GID\" / x",
        "exec su app -c x",
        "if true; then su - app -c x; fi",
        "exec runuser -u app -- x",
        "exec s6-setuidgid app x",
        "exec sudo -HEu app x",
        "exec named -g -u bind",
        "exec mysqld --user=mysql",
        "python3 -c 'system.drop_privs_to(\"app\")'",
      })
  void aScriptOfTheContextIsReadAndMayChangeTheUser(String line) {
    Map<String, String> files = Map.of("docker/entrypoint.sh", "#!/bin/sh\nset -e\n" + line + "\n");
    String copy = "FROM debian:12\nCOPY docker/entrypoint.sh /usr/local/bin/\n";
    for (String start : List.of(
        "ENTRYPOINT [\"/usr/local/bin/entrypoint.sh\"]\n",
        "ENTRYPOINT [\"entrypoint.sh\"]\nCMD [\"x\"]\n",
        "RUN ln -s /usr/local/bin/entrypoint.sh /start\nENTRYPOINT [\"tini\", \"--\", \"/start\"]\n",
        "WORKDIR /usr/local/bin\nCMD ./entrypoint.sh\n")) {
      assertThat(RuleRun.findings(RULE, copy + start, files)).as(start).isEmpty();
    }
    assertThat(RuleRun.findings(
            RULE,
            "FROM debian:12\nWORKDIR /srv\nENTRYPOINT [\"./docker/entrypoint.sh\"]\nCOPY . .\n",
            files))
        .isEmpty();
  }

  /** Through stages it is found if all that might bring another one is known. */
  @ParameterizedTest
  @CsvSource({
    "COPY --from=b /src/docker/entrypoint.sh /, 0",
    "COPY --from=0 /src/docker /, 0",
    "COPY --from=b /src/docker/*.sh /, 0",
    "COPY --from=c /to/run.sh /entrypoint.sh, 0",
    "COPY --from=b /src/docker/entrypoint.sh /~COPY --from=b /src/package.json /, 0",
    "COPY --from=b /src/docker/entrypoint.sh /~COPY --from=b /src/made/ /, 1",
    "COPY --from=other /src/docker/entrypoint.sh /, 1",
  })
  void aScriptIsFollowedThroughStages(String copies, int findings) {
    Map<String, String> files = Map.of(
        "docker/entrypoint.sh", "#!/bin/sh\nexec su-exec app \"$@\"\n", "package.json", "{}");
    String text = "FROM debian:12 AS b\nWORKDIR /src\nCOPY . .\nRUN make\n"
        + "FROM b AS c\nCOPY --from=b /src/docker/entrypoint.sh /to/run.sh\n"
        + "FROM debian:12\nWORKDIR /\n" + copies.replace('~', '\n')
        + "\nENTRYPOINT [\"/entrypoint.sh\"]\nCMD [\"/serve\"]\nEXPOSE 80\n";
    assertThat(RuleRun.findings(RULE, text, files)).hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource({
    "ARG base_image=non-existing~FROM $base_image, given as base_image",
    "ARG B=none~FROM ${B} AS a~FROM a, given as B",
    "ARG B=team/base:1~FROM $B, team/base",
    "FROM nonesuch, nonesuch",
  })
  void aPlaceholderIsNoNameOfABase(String from, String named) {
    String text = from.replace('~', '\n') + "\nCOPY a /a\nEXPOSE 80\nCMD [\"/a\"]\n";
    assertThat(RuleRun.findings(RULE, text))
        .singleElement()
        .satisfies(one ->
            assertThat(one.message()).startsWith("Unless the image " + named + " has a user"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ". /scripts/helpers.sh",
        "/scripts/configure.sh /x",
        ". /opt/venv/bin/activate",
        "echo a",
      })
  void theWorkingDirectoryIsGivenWhateverTheScriptDoes(String line) {
    Map<String, String> files = Map.of("scripts/start", "#!/bin/sh\n" + line + "\nexec gizmod\n");
    String text = """
        FROM ubuntu:24.04
        RUN make install
        COPY scripts/ /scripts/
        WORKDIR /custom_files
        EXPOSE 8002
        ENTRYPOINT ["/scripts/start"]
        """;
    assertThat(RuleRun.findings(RULE, text, files))
        .singleElement()
        .satisfies(one -> assertThat(one.message()).contains("Give /custom_files to that user"));
    assertThat(RuleRun.fixes(RULE, text, files).values())
        .allSatisfy(after -> assertThat(after).contains("chown ubuntu /custom_files"));
  }

  @ParameterizedTest
  @CsvSource({
    "exec cargo build \"$@\", true",
    "export A=b; exec cargo build \"$@\", true",
    "exec /usr/bin/mvn package, true",
    "if [ -n \"$A\" ]; then exec make test; fi; exec make build, true",
    "exec cargo run \"$@\", false",
    "if [ -n \"$A\" ]; then exec make test; fi; exec /srv/app, false",
    "exec npm start, false",
  })
  void aScriptMayEndAsABuild(String line, boolean silent) {
    Map<String, String> files = Map.of("start", "#!/bin/bash\nset -e\n" + line + "\n");
    assertThat(RuleRun.findings(RULE, "FROM rust\nCOPY start /\nENTRYPOINT [\"/start\"]\n", files))
        .hasSize(silent ? 0 : 1);
  }

  @ParameterizedTest
  @CsvSource({
    "postgres:17, exec docker-entrypoint.sh postgres -c a=b, true",
    "postgres:17, exec docker-entrypoint.sh \"$@\", true",
    "mysql:8.4, exec /usr/local/bin/docker-entrypoint.sh mysqld, true",
    "redis:8, source /usr/local/bin/docker-entrypoint.sh, true",
    "rabbitmq:4, exec tini -- docker-entrypoint.sh rabbitmq-server, true",
    "mongo:8, if [ -n \"$1\" ]; then exec docker-entrypoint.sh \"$@\"; fi, true",
    "team/image:1, exec docker-entrypoint.sh x, true",
    "mongo:8, exec mongod, false",
    "postgres:17, # exec docker-entrypoint.sh, false",
    "node:22, exec docker-entrypoint.sh node a.js, false",
  })
  void aScriptMayLeaveItToTheEntrypointOfTheBase(String base, String line, boolean silent) {
    Map<String, String> files = Map.of("start", "#!/bin/bash\nset -e\necho a\n" + line + "\n");
    String text = "FROM " + base + "\nCOPY start /\nEXPOSE 5432\nENTRYPOINT [\"/start\"]\n";
    assertThat(RuleRun.findings(RULE, text, files)).hasSize(silent ? 0 : 1);
  }

  @ParameterizedTest
  @CsvSource({
    "COPY certs/server.key /certs/, If it reads certs/server.key",
    "COPY a.js cert /srv/, If it reads a key in cert",
    "COPY id_rsa /keys/, If it reads id_rsa",
    "RUN openssl genrsa -out /srv/a.key 2048, If it reads the key that openssl makes",
    "RUN openssl req -x509 -nodes -newkey rsa:2048 -keyout /a.key -out /a.crt, If it reads the key that openssl makes",
    "RUN ssh-keygen -t rsa -f /srv/a, If it reads the key that ssh-keygen makes",
  })
  void aKeyThatOnlyRootMayReadHasToBeReadable(String instruction, String said) {
    String text =
        "FROM node:22\n" + instruction + "\nCOPY b.js /srv/\nCMD [\"node\", \"/srv/b.js\"]\n";
    assertThat(Iterables.getOnlyElement(RuleRun.findings(RULE, text)).message())
        .endsWith(said + ", that must be readable for that user.");
    assertThat(RuleRun.fixes(RULE, text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY --chown=node a.key /srv/",
        "COPY --chmod=644 a.key /srv/",
        "COPY ca.pem /srv/",
        "COPY rds-ca-bundle.pem public.pem /srv/",
        "COPY --from=alpine /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/",
        "COPY --from=alpine /etc/ssl/certs /etc/ssl/certs",
        "COPY --from=alpine /etc/ssl/cert.pem /etc/ssl/",
        "RUN openssl x509 -in a -out b",
      })
  void whatEverybodyMayReadIsNoObstacle(String instruction) {
    String text = "FROM node:22\n" + instruction + "\nCMD [\"node\", \"/srv/b.js\"]\n";
    assertThat(RuleRun.fixes(RULE, text)).isNotEmpty();
  }

  @Test
  void anEntrypointOfOnesOwnIsNotThatOfTheBase() {
    Map<String, String> files = Map.of(
        "start",
        "#!/bin/sh\nexec docker-entrypoint.sh\n",
        "docker-entrypoint.sh",
        "#!/bin/sh\n./a\n");
    String text =
        "FROM redis:8\nCOPY start docker-entrypoint.sh /usr/bin/\nENTRYPOINT [\"start\"]\n";
    assertThat(RuleRun.findings(RULE, text, files)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# exec gosu app x\nexec x",
        "echo result; ./issue x; ./server",
        "./sugosu x; python3 app.py",
        "while true; do x; done",
      })
  void aScriptThatChangesNoUserIsSaidPlainly(String line) {
    String text = "FROM debian:12\nCOPY go /usr/bin\nENTRYPOINT [\"/usr/bin/go\"]\n";
    Map<String, String> files = Map.of("go", "#!/bin/sh\n" + line + "\n");
    Finding finding = Iterables.getOnlyElement(RuleRun.findings(RULE, text, files));
    assertThat(finding.message()).startsWith("The container runs as root.");
    assertThat(RuleRun.fixes(RULE, text, files))
        .containsOnlyKeys("Make the user app and run as it" + RIGHTS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY --chmod=755 <<EOF /run.sh\n#!/bin/sh\nexec server \"$@\"\nEOF",
        "RUN printf '#!/bin/sh\\nexec server' > /run.sh && chmod +x /run.sh",
      })
  void aScriptThatTheFileWritesIsKnown(String instruction) {
    String text = "FROM debian:12\n" + instruction + "\nEXPOSE 80\nCMD [\"/run.sh\"]\n";
    assertThat(Iterables.getOnlyElement(RuleRun.findings(RULE, text)).message())
        .startsWith("The container runs as root.");
    String changing = text.replace("exec server", "exec su app -c server");
    assertThat(RuleRun.findings(RULE, changing)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ab -n 1000 -c 50 http://vote/",
        "curl -X POST http://keycloak/realms\nset -e\nkcadm.sh create realms",
        "cd /src && make package && dpkg-buildpackage -b && cp ../*.deb /pkg/",
        "{\n  tar xz\n  cabal build\n} >&2\ntar cz out",
        "exec \"$@\"",
        "if [ \"$1\" = x ]; then shift; fi\n\"${@}\"",
        "apt-get update\nexec server",
        "exec /usr/bin/supervisord -n",
      })
  void nothingIsSaidOfAScriptThatEndsOrNeedsRootOrStartsWhatItIsGiven(String lines) {
    assertThat(RuleRun.findings(
            RULE,
            "FROM debian:12\nCOPY go.sh /\nENTRYPOINT [\"/go.sh\"]\n",
            Map.of("go.sh", "#!/bin/bash\n" + lines + "\n")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CMD cd /mnt/gnb && /mnt/gnb/go.sh", // the folder of the Dockerfile is mounted there
        "CMD [\"/bin/ash\", \"-c\", \"/go.sh && /server -d\"]",
        "CMD . /go.sh; exec /server",
        "CMD bash /opt/go.sh && /server",
      })
  void aScriptIsReadThatAShellStartsBesideOtherPrograms(String start) {
    String text = "FROM debian:12\nCOPY server /\n" + start + "\n";
    for (String line :
        List.of("mkdir -p /etc/gnb", "service dbus start", "exec gosu app /server")) {
      assertThat(
              RuleRun.findings(RULE, text, Map.of("go.sh", "#!/bin/sh\n" + line + "\n./server\n")))
          .as(line)
          .isEmpty();
    }
    String writing = "#!/bin/sh\nfile=/root/.config/a\nsed -i s/a/b/ $file\n";
    assertThat(Iterables.getOnlyElement(RuleRun.findings(RULE, text, Map.of("go.sh", writing)))
            .message())
        .endsWith("Put what it needs elsewhere than in /root, which other users can't read.");
    assertThat(RuleRun.findings(RULE, text, Map.of("go.sh", "#!/bin/sh\nexport A=1\n")))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "manage install, true",
    "/opt/manage install, true",
    ". /opt/manage, true",
    "other install, false",
  })
  void aScriptThatIsCalledMayChangeTheUserToo(String line, boolean silent) {
    Map<String, String> files = Map.of(
        "overlay/usr/bin/start",
        "#!/bin/bash\nexec \"$@\"\n",
        "overlay/usr/bin/serve",
        "#!/bin/bash\ncase $1 in\ninstall) " + line + " ;;\n*) exec \"$@\" ;;\nesac\n",
        "overlay/usr/bin/manage",
        "#!/bin/sh\nsetpriv --reuid=app php /srv/manage \"$@\"\n",
        "overlay/opt/manage",
        "#!/bin/sh\nexec gosu app php /srv/manage \"$@\"\n");
    String text = "FROM debian:12\nADD overlay /\nEXPOSE 8080\n"
        + "ENTRYPOINT [\"/usr/bin/start\"]\nCMD [\"/usr/bin/serve\", \"web\"]\n";
    assertThat(RuleRun.findings(RULE, text, files).isEmpty()).isEqualTo(silent);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "chown -R www-data:root /srv && chmod g+w /etc/app.conf                | false",
        "chgrp -R 0 /srv && chmod -R g=u /srv && chown -R www-data /data       | false",
        "chown -R www-data:www-data /srv && chmod g+w /srv/app.conf            | true",
        "chown -R www-data:root /srv && chmod 755 /srv                         | true",
      })
  void whatTheGroupRootMayWriteNoOtherUserMay(String run, boolean offered) {
    String text = "FROM debian:12\nRUN " + run + "\nEXPOSE 8080\nCMD [\"/usr/bin/serve\"]\n";
    assertThat(RuleRun.findings(RULE, text)).hasSize(1);
    assertThat(RuleRun.fixes(RULE, text).isEmpty()).isEqualTo(!offered);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RUN apt-get install -y apache2 php | true",
        "RUN apt-get update && apt-get -y install nginx=1.22.* | true",
        "RUN apt-get install -y php-cli     | false",
      })
  void theUserOfTheWorkersOfAWebServerIsNotThatOfWhatStartsIt(String install, boolean silent) {
    String text =
        "FROM debian:12\n" + install + "\nRUN chown -R www-data /var/www/html\nCMD [\"start\"]\n";
    assertThat(RuleRun.findings(RULE, text).isEmpty()).isEqualTo(silent);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "chown -R app /data     | runs chown",
        "cp a.conf /etc/a.conf  | writes to /etc/a.conf",
        "echo x > /etc/hosts    | writes to /etc/hosts",
        "sed -i s/a/b/ /etc/a   | writes to /etc/a",
      })
  void aServiceWhoseScriptNeedsRootIsToldWhatToDo(String line, String need) {
    Finding finding = Iterables.getOnlyElement(RuleRun.findings(
        RULE,
        "FROM debian:12\nCOPY go.sh /\nEXPOSE 8080\nCMD [\"/go.sh\"]\n",
        Map.of("go.sh", "#!/bin/sh\n" + line + "\nexec server\n")));
    assertThat(finding.message())
        .isEqualTo(
            "/go.sh " + need + ", which needs root, and what it starts then runs as root too."
                + " Let the script change the user, with setpriv or gosu for example.");
    assertThat(finding.severity()).isEqualTo(Severity.HINT);
    assertThat(finding.fixes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Tools, in directories that others mount.
        "FROM alpine\nENTRYPOINT [\"/bin/ffmpeg\"]",
        "FROM alpine\nCOPY --from=b /x /\nCMD [\"--help\"]\nENTRYPOINT [\"/x\"]",
        "FROM alpine\nCOPY --from=b /x /\nCMD [\"/x\", \"--version\"]",
        "FROM scratch\nWORKDIR /mnt\nCOPY --from=b /x /bin/\nENTRYPOINT [\"/bin/x\"]",
        "FROM bash\nRUN mkdir /code\nCOPY . /opt/x/\nWORKDIR /code/\nENTRYPOINT [\"/tini\", \"--\", \"bash\", \"/bin/x\"]",
        "FROM alpine\nRUN wget x\nWORKDIR /data\nCMD [\"gizmo\"]",
        "FROM gcr.io/distroless/cc-debian12\nCOPY --from=b /zola /bin/zola\nENTRYPOINT [\"/bin/zola\"]",
        "FROM ubuntu\nRUN apt-get install -y gizmo\nENTRYPOINT [\"gizmo\"]",
        "FROM alpine\nRUN wget x\nENTRYPOINT [\"gizmo\"]",
        // Tests, builds and tasks.
        "FROM node\nEXPOSE 80\nCMD [\"npm\", \"run\", \"test\"]",
        "FROM node\nCMD npx playwright test",
        "FROM python\nCMD [\"python\", \"-m\", \"pytest\", \"-v\"]",
        "FROM python\nCMD [\"python\", \"manage.py\", \"migrate\"]",
        "FROM python\nCMD [\"sh\", \"-c\", \"pytest -q\"]",
        "FROM golang\nCMD [\"go\", \"test\", \"./...\"]",
        "FROM maven\nCMD [\"mvn\", \"-B\", \"clean\", \"verify\"]",
        "FROM debian\nCMD [\"/run-tests.sh\"]",
        "FROM rust\nCOPY . /x\nENTRYPOINT [\"cargo\"]",
        "FROM gcc\nWORKDIR /src\nCOPY . .\nENTRYPOINT [\"/usr/bin/make\"]",
        "FROM rust\nCMD cd app && mkdir -p out && cargo build --release && cp target/release/x out/x",
        "FROM node\nCMD npm run build && cp -r dist /out",
        "FROM golang\nCMD [\"sh\", \"-c\", \"cd /src && make && make install\"]",
        // Infrastructure, whatever it is called that they are told to change.
        "FROM python:3.13\nCOPY . .\nCMD [\"cdk\", \"synth\"]",
        "FROM node:22\nCOPY . .\nCMD [\"npx\", \"cdk\", \"deploy\", \"ApiStack\"]",
        "FROM alpine\nENTRYPOINT [\"terraform\"]\nCMD [\"apply\", \"-target=module.web\"]",
        "FROM alpine\nCMD terraform init && terraform apply -auto-approve",
        "FROM python:3.13\nCOPY . .\nCMD [\"ansible-playbook\", \"-i\", \"hosts\", \"webservers.yml\"]",
        "FROM alpine\nENTRYPOINT [\"helm\", \"upgrade\", \"--install\", \"api-gateway\", \"./chart\"]",
        "FROM debian\nCMD pulumi up --yes",
        "FROM node\nCOPY . .\nCMD [\"serverless\", \"deploy\"]",
        // Prompts, and what waits for them.
        "FROM ubuntu:24.04\nCMD [\"R\"]",
        "FROM debian\nCMD [\"python3.12\"]",
        "FROM debian\nCMD [\"php\", \"-a\"]",
        "FROM debian\nCMD [\"sleep\", \"infinity\"]",
        "FROM debian\nCMD tail -f /dev/null",
        "FROM debian\nCMD cd /scan && /bin/bash -l",
        "FROM debian\nENTRYPOINT [\"/bin/bash\", \"-l\", \"-c\"]",
        // Nothing.
        "FROM scratch\nCOPY a /\nENTRYPOINT []\nCMD []",
        "FROM maven:3.9\nENTRYPOINT []",
        // Others set the user.
        "FROM public.ecr.aws/lambda/python:3.13\nCMD [\"app.handler\"]",
        "FROM node:22\nRUN useradd vscode\nCMD [\"node\", \"a.js\"]",
      })
  void nothingIsSaidOfToolsTasksAndPrompts(String text) {
    assertThat(RuleRun.findings(RULE, text + "\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM scratch\nCOPY app /\nENTRYPOINT [\"/app\"]",
        "FROM alpine\nEXPOSE 80\nENTRYPOINT [\"/x\"]\nCMD [\"--help\"]",
        "FROM debian\nCOPY . .\nCMD [\"kubectl\", \"proxy\"]",
        "FROM node\nCOPY . .\nCMD [\"serverless\", \"offline\"]",
        "FROM debian\nCOPY . .\nCMD terraform apply -auto-approve && ./server",
        "FROM node\nCMD [\"npm\", \"run\", \"start\"]",
        "FROM debian\nRUN apt-get install a\nCOPY . .\nCMD [\"make\"]",
        "FROM gradle\nCOPY . .\nENTRYPOINT [\"gradle\"]\nCMD [\"bootRun\"]",
        "FROM node\nCMD [\"npm\", \"run\", \"build-and-serve\"]",
        "FROM node\nCMD npm run migrate && npm start",
        "FROM node\nCMD [\"node\", \"dist/server.js\"]",
        "FROM node\nEXPOSE 80\nCMD [\"node\", \"build\"]",
        "FROM node\nCMD [\"node\", \"/app/dist\"]",
        "FROM rust\nCMD cargo build && cd target && ./server",
        "FROM debian\nCMD mkdir -p /a && /app",
        "FROM python\nCMD [\"python\", \"manage.py\", \"runserver\"]",
        "FROM python\nCMD [\"python\", \"bot.py\"]",
        "FROM golang\nCMD [\"go\", \"run\", \"./cmd/server\"]",
        "FROM golang:1.22-alpine\nRUN go install x/ddns@latest\nCMD [\"ddns\", \"-conf-file\", \"/config/ddns.yml\"]",
      })
  void whatServesIsStillReported(String text) {
    assertThat(RuleRun.findings(RULE, text + "\n")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "node:24-slim | RUN usermod --login app --home /srv node      | app",
        "node:24-slim | RUN usermod -l app node && usermod -u 5 app   | app",
        "node:24-slim | RUN deluser --remove-home node && useradd app | app",
        "alpine:3.22  | COPY --chown=nobody:nobody app ./             | nobody",
        "node:22      | COPY --chown=node app ./                      | node",
        "debian:12    | COPY --chown=1001:1001 app ./                 | 1001:1001",
        "debian:12    | COPY --chown=1001 app ./                      | 1001",
        "debian:12    | RUN apt-get install x; chown -R x:x /srv      | x",
        "debian:12    | RUN useradd a && useradd b && chown b /srv    | b",
        "debian:12    | ADD --chown=www-data:www-data a /srv/         | www-data",
        "team/image:1 | COPY --chown=nobody:nobody . .                | nobody",
      })
  void theUserThatTheFileNamesIsUsed(String image, String instruction, String user) {
    String before = "FROM " + image + "\n" + instruction + "\n";
    assertThat(fixed(before + "CMD [\"x\"]\n"))
        .isEqualTo(before + "USER " + user + "\nCMD [\"x\"]\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN userdel --remove \"$(id -un 1000)\"",
        "RUN if id ubuntu; then userdel -r $(getent passwd 1000 | cut -d: -f1); fi",
        "RUN id -un 1000 | xargs -r userdel -r",
        "RUN deluser $OLD",
        "RUN userdel $OPTIONS ubuntu",
        "RUN usermod -l app \"$(id -un 1000)\"",
        "RUN usermod --login $NAME ubuntu",
        "RUN sed -i /ubuntu/d /etc/passwd",
        "RUN <<EOF\nif grep -q 1000 /etc/passwd; then\n  userdel \"$(id -un 1000)\";\nfi\nEOF",
      })
  void noUserOfTheImageIsChangedToThatMayBeGone(String run) {
    Finding finding = Iterables.getOnlyElement(
        RuleRun.findings(RULE, "FROM ubuntu:24.04\n" + run + "\nCMD [\"x\"]\n"));
    assertThat(finding.fixes()).extracting(Fix::title).doesNotContain("Run as ubuntu" + RIGHTS);
  }

  @Test
  void aUserIsUsedThatIsMadeInPlaceOfTheOneOfTheImage() {
    assertThat(
            fixed(
                "FROM ubuntu:24.04\nRUN userdel -r \"$(id -un 1000)\" && useradd -u 1000 svc\nCMD [\"x\"]\n"))
        .contains("\nUSER svc\n");
    assertThat(fixed("FROM ubuntu:24.04\nRUN usermod -aG dialout ubuntu\nCMD [\"x\"]\n"))
        .contains("\nUSER ubuntu\n");
  }

  @Test
  void aUserWhoIsGivenFilesIsMadeBeforeThat() {
    assertThat(fixed("""
            FROM debian:12-slim
            WORKDIR /srv
            # what it runs
            COPY --chown=app:staff . .
            EXPOSE 8080
            CMD ["./app"]
            """)).isEqualTo("""
            FROM debian:12-slim
            WORKDIR /srv
            RUN groupadd --system --gid 10001 staff \\
                && useradd --system --uid 10001 --gid staff --create-home --shell /usr/sbin/nologin app
            # what it runs
            COPY --chown=app:staff . .
            USER app
            EXPOSE 8080
            CMD ["./app"]
            """);
  }

  @Test
  void aBaseThatNobodyKnowsGetsAUserWithAHome() {
    String apt = "FROM registry.example.com/base:1\nRUN apt-get update\n";
    assertThat(RuleRun.fixes(RULE, apt + "CMD [\"./x\"]\n"))
        .containsExactly(entry(
            "Make the user app and run as it" + RIGHTS,
            apt + DEBIAN_USER.replace("--no-create", "--create") + "CMD [\"./x\"]\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM team/image:1\nCOPY a /\nCMD [\"/start.sh\"]", // it may have a user, and no useradd
        "FROM team/image:1-alpine\nCOPY a /\nCMD [\"/start.sh\"]",
        "FROM team/spark-base:3\nRUN curl -O https://example.com/a\nCMD [\"x\"]",
        "FROM team/image:1-alpine\nWORKDIR /srv/a\nRUN ./configure\nCMD [\"x\"]",
      })
  void nobodyIsMadeByWhoMayNotBeRoot(String text) {
    assertThat(RuleRun.findings(RULE, text + "\n"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.HINT))
        .satisfies(finding -> assertThat(finding.fixes()).isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CMD [\"x\"]                    | Unless the image team/image has a user of its own, the container runs as root. Change to another user with USER before the program is started. Find out where it writes, and give those directories to that user.",
        "ENTRYPOINT [\"/start.sh\"]     | Unless the image team/image has a user of its own or /start.sh changes to one, the container runs as root. Change to another user with USER before the program is started. Find out where it writes, and give those directories to that user.",
        "COPY a /a\\nEXPOSE 8080           | Unless the image team/image has a user of its own or its entrypoint changes to one, the container runs as root. Change to another user with USER before the program is started. Find out where it writes, and give those directories to that user.",
        "RUN useradd app\\nCMD [\"x\"]  | Unless the image team/image has a user of its own, the container runs as root: the user app is made but not changed to. Find out where it writes, and give those directories to that user.",
      })
  void nothingIsCertainOfABaseThatNobodyKnows(String instructions, String message) {
    Finding finding = Iterables.getOnlyElement(
        RuleRun.findings(RULE, "FROM team/image:1\n" + instructions.replace("\\n", "\n") + "\n"));
    assertThat(finding.message()).isEqualTo(message);
    assertThat(finding.severity()).isEqualTo(Severity.HINT);
  }

  /** What the base image brings may be a script that changes the user, as most that prepare something do. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RUN touch /etc/a/acme.json && chmod 600 /etc/a/acme.json | /etc/a/acme.json may be for root only: give it to that user with chown.",
        "RUN chmod 640 /etc/a.conf          | /etc/a.conf may be for root only: give it to that user with chown.",
        "RUN mkdir /data/k && chmod 700 /data/k | /data/k may be for root only: give it to that user with chown.",
        "RUN chmod 700 /opt/id_rsa          | /opt/id_rsa may be for root only: give it to that user with chown.",
        "COPY --chmod=0400 tls.key /etc/a/  | /etc/a/tls.key may be for root only: give it to that user with chown.",
        "COPY --chmod=700 a /usr/bin/a      | /usr/bin/a may be for root only: let others read and run it.",
        "RUN chmod 750 /srv/entrypoint.sh   | /srv/entrypoint.sh may be for root only: let others read and run it.",
        "RUN chmod 750 /srv/entrypoint      | /srv/entrypoint may be for root only: let others read and run it.",
        "RUN chmod 700 /srv/serve.js        | /srv/serve.js may be for root only: let others read and run it.",
        "RUN chmod 640 /srv/serve.js        | /srv/serve.js may be for root only: give it to that user with chown.",
        "RUN chmod 744 /srv/server          | /srv/server may be for root only: let others read and run it.",
        "RUN chmod u+x /srv/server          | /srv/server may be for root only: let others read and run it.",
      })
  void whatOnlyItsOwnerMayReadIsMeantSo(String instruction, String advice) {
    String text = "FROM node:22\n" + instruction + "\nEXPOSE 8080\nCMD [\"a\"]\n";
    assertThat(Iterables.getOnlyElement(RuleRun.findings(RULE, text)).message())
        .contains("By its mode, " + advice);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RUN store init\\nEXPOSE 80\\nENTRYPOINT [\"/sbin/tini\", \"--\", \"/usr/local/bin/start_store\"] | true",
        "EXPOSE 80\\nCMD [\"/opt/store/run\", \"--all\"]                                   | true",
        "COPY run /opt/store/\\nEXPOSE 80\\nCMD [\"/opt/store/run\"]                       | false",
        "RUN ls /usr/local/bin\\nEXPOSE 80\\nCMD [\"/usr/local/bin/start_store\"]         | true",
        "RUN cd /opt && make run\\nEXPOSE 80\\nCMD [\"/opt/store/run\"]                   | false",
        "EXPOSE 80\\nCMD [\"/usr/sbin/store\"]                                          | false",
        "COPY --from=build /out /opt\\nEXPOSE 80\\nCMD [\"/opt/store/run\"]                | false",
        "COPY --from=build /out $TO\\nEXPOSE 80\\nCMD [\"/opt/store/run\"]                 | false",
        "RUN go build -o /opt/store/run\\nEXPOSE 80\\nCMD [\"/opt/store/run\"]             | false",
        "RUN make -C /opt/store\\nEXPOSE 80\\nCMD [\"/opt/store/run\"]                     | false",
        "WORKDIR /opt/store\\nRUN make\\nEXPOSE 80\\nCMD [\"/opt/store/run\"]             | false",
        "RUN apt-get install -y store\\nEXPOSE 80\\nCMD [\"/usr/sbin/store\"]              | false",
        "EXPOSE 80\\nCMD [\"/usr/bin/java\", \"-jar\", \"a.jar\"]                           | false",
      })
  void aProgramOfABaseThatNobodyKnowsMayChangeTheUser(String instructions, boolean mayChange) {
    Finding finding = Iterables.getOnlyElement(RuleRun.findings(
        RULE, "FROM a AS build\nFROM team/image:1\n" + instructions.replace("\\n", "\n") + "\n"));
    assertThat(finding.message().contains(" changes to one, the container runs as root"))
        .isEqualTo(mayChange);
    assertThat(finding.message()).startsWith("Unless the image team/image has a user of its own");
  }

  @Test
  void itIsTheImageThatListensOnPort80() {
    assertThat(Iterables.getOnlyElement(RuleRun.findings(RULE, "FROM nginx:1.29\n"))
            .message())
        .isEqualTo(
            "The image nginx begins as root to listen on port 80; only its workers run as nginx."
                + " nginxinc/nginx-unprivileged does without root, on port 8080.");
  }

  @ParameterizedTest
  @CsvSource({
    "chgrp -R 0 /var/cache/nginx && chmod -R g=u /var/cache/nginx, 0",
    "chgrp 0 /run/nginx.pid && chmod g+rwX /run/nginx.pid, 0",
    "chown -R nginx:root /var/cache/nginx && chmod -R ug+rwx /var/cache/nginx, 0",
    "chown -R nginx:nginx /var/cache/nginx && chmod -R g+w /var/cache/nginx, 1",
    "chgrp -R 0 /var/cache/nginx, 1",
    "chmod -R g=u /var/cache/nginx, 1",
  })
  void nginxMayBePreparedForAnyUser(String run, int findings) {
    assertThat(RuleRun.findings(RULE, "FROM nginx:1.28\nRUN " + run + "\nCOPY a /a\nEXPOSE 8080\n"))
        .hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EXPOSE 80                     | Port 80 is below 1024, where other users may not listen on every system. Find out where it writes, perhaps in /srv, and give those directories to that user.",
        "ENV ASPNETCORE_URLS=http://+:80 | Port 80 is below 1024, where other users may not listen on every system. Find out where it writes, perhaps in /srv, and give those directories to that user.",
        "ENV ASPNETCORE_URLS=http://+:80;https://+ | Ports 80, 443 are below 1024, where other users may not listen on every system. Find out where it writes, perhaps in /srv, and give those directories to that user.",
        "ENV PORT=80 | Port 80 is below 1024, where other users may not listen on every system. Find out where it writes, perhaps in /srv, and give those directories to that user.",
        "ENV PORT=8080 DB_PORT=80 | Find out where it writes, perhaps in /srv, and give those directories to that user.",
        "EXPOSE 443/tcp 8080 80        | Ports 443, 80 are below 1024, where other users may not listen on every system. Find out where it writes, perhaps in /srv, and give those directories to that user.",
        "EXPOSE 3000                   | Find out where it writes, perhaps in /srv, and give those directories to that user.",
        "VOLUME /etc/app               | Find out where it writes, perhaps in /srv, and give those directories to that user.",
        "VOLUME /data                  | Give /data to that user, and whatever else it writes in.",
        "RUN mkdir -p /var/log/x logs  | Give /var/log/x, /srv/logs to that user, and whatever else it writes in.",
        "RUN mkdir -p /var/logs/x /logs/y | Give /var/logs/x, /logs/y to that user, and whatever else it writes in.",
        "RUN mkdir run logs && tar -xf a.tar -C ./run | Give /srv/logs to that user, and whatever else it writes in.",
        "RUN mkdir data && unzip -q a.zip -d /srv/data | Find out where it writes, perhaps in /srv, and give those directories to that user.",
        "RUN mkdir run && tar -xf a.tar -C / | Give /srv/run to that user, and whatever else it writes in.",
        "RUN apk add a && mkdir -p /config | Give /config to that user, and whatever else it writes in.",
        "'RUN mkdir -p /config\nCOPY a.conf /config/' | Find out where it writes, perhaps in /srv, and give those directories to that user.",
        "RUN mkdir -p /opt/x /usr/lib/x| Find out where it writes, perhaps in /srv, and give those directories to that user.",
        "RUN mkdir /data && chown -R node /data | Find out where it writes, perhaps in /srv, and give those directories to that user.",
        "COPY --chown=node a /data/    | Give /srv to that user, and whatever else it writes in.",
        "COPY a /data/                 | Give /data to that user, and whatever else it writes in.",
      })
  void whatStandsInTheWayIsSaid(String instruction, String said) {
    String text = "FROM node:22\nWORKDIR /srv\n" + instruction + "\nCMD [\"x\"]\n";
    String message = Iterables.getOnlyElement(RuleRun.findings(RULE, text)).message();
    assertThat(message.replaceFirst(
            "^.*? USER before the program is started\\.|^.* user with USER\\.", ""))
        .isEqualTo(" " + said);
  }

  @Test
  void theNewUserIsGivenTheDirectoriesThatItWritesInto() {
    assertThat(RuleRun.fixes(RULE, """
            FROM node:22
            RUN mkdir -p /var/log/x
            VOLUME /data
            CMD ["node", "a.js"]
            """))
        .containsExactly(entry("Run as node, and give it /var/log/x, /data" + RIGHTS, """
            FROM node:22
            RUN mkdir -p /var/log/x
            RUN mkdir -p /data \\
                && chown node /data
            VOLUME /data
            RUN mkdir -p /var/log/x \\
                && chown node /var/log/x
            USER node
            CMD ["node", "a.js"]
            """));
    assertThat(RuleRun.fixes(RULE, """
            FROM debian:12
            COPY a /a
            VOLUME /data
            CMD ["/a"]
            """))
        .containsExactly(entry("Make the user app, give it /data, and run as it" + RIGHTS, """
            FROM debian:12
            RUN groupadd --system --gid 10001 app \\
                && useradd --system --uid 10001 --gid app --create-home --shell /usr/sbin/nologin app
            COPY a /a
            RUN mkdir -p /data \\
                && chown app:app /data
            VOLUME /data
            USER app
            CMD ["/a"]
            """));
    assertThat(RuleRun.fixes(RULE, "FROM alpine\nVOLUME /data\nCMD [\"/a\"]\n"))
        .containsExactly(entry("Make the user app, give it /data, and run as it" + RIGHTS, """
            FROM alpine
            RUN addgroup -S -g 10001 app && adduser -S -D -u 10001 -G app app \\
                && mkdir -p /data \\
                && chown app:app /data
            VOLUME /data
            USER app
            CMD ["/a"]
            """));
  }

  @Test
  void theProgramMayWriteBesideItselfWhateverTheScriptDoes() {
    String text =
        "FROM node:22\nWORKDIR /opt/game\nCOPY a.conf ./\nRUN mkdir -p public/uploads\nCOPY go.sh /srv/\n"
            + "EXPOSE 8080\nCMD [\"/srv/go.sh\"]\n";
    assertThat(RuleRun.fixes(RULE, text, Map.of("go.sh", "#!/bin/sh\nexec /opt/game/game\n")))
        .containsOnlyKeys("Run as node, and give it /opt/game, /opt/game/public/uploads" + RIGHTS);
  }

  @Test
  void whatIsInAVolumeIsGivenBeforeItBecomesOne() {
    assertThat(RuleRun.fixes(RULE, """
            FROM debian:12
            WORKDIR /srv
            VOLUME /srv/data /srv
            WORKDIR /srv/data
            COPY a /usr/bin/
            EXPOSE 8080
            CMD ["a"]
            """))
        .containsExactly(
            entry("Make the user app, give it /srv/data, /srv, and run as it" + RIGHTS, """
            FROM debian:12
            WORKDIR /srv
            RUN groupadd --system --gid 10001 app \\
                && useradd --system --uid 10001 --gid app --create-home --shell /usr/sbin/nologin app \\
                && mkdir -p /srv/data \\
                && chown app:app /srv/data /srv
            VOLUME /srv/data /srv
            WORKDIR /srv/data
            COPY a /usr/bin/
            USER app
            EXPOSE 8080
            CMD ["a"]
            """));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WORKDIR /root/\nCOPY app .\nCMD [\"./app\"]",
        "COPY . /root/app\nCMD [\"/root/app/run\"]",
        "RUN curl https://example.com/get | sh\nENV PATH=/root/.local/bin:$PATH\nCMD [\"app\"]",
        "RUN ./install.sh\nENV PATH /root/.local/bin:$PATH\nENTRYPOINT [\"app\"]",
        "COPY --from=x /bin /root/bin\nENV PATH /root/bin:$PATH\nENTRYPOINT [\"app\"]",
      })
  void itIsSaidThatOthersCanNotReadTheHomeOfRoot(String instructions) {
    Finding finding =
        Iterables.getOnlyElement(RuleRun.findings(RULE, "FROM node:22\n" + instructions + "\n"));
    assertThat(finding.message())
        .endsWith(" Put what it needs elsewhere than in /root, which other users can't read.");
    assertThat(finding.fixes().get(0).title())
        .isEqualTo(
            "Run as node, once what the program needs is out of /root, if it needs no other rights");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "WORKDIR /root~COPY --from=b /root/shop ./       | false",
        "COPY --from=b /etc/passwd /etc/~WORKDIR /root/a | false",
        "COPY --from=b /root /root~WORKDIR /root         | true",
        "COPY --from=b / /~WORKDIR /root                 | true",
        "ADD alpine.tar.gz /~WORKDIR /root               | true",
        "COPY rootfs /~WORKDIR /root                     | true",
        "COPY . /srv~WORKDIR /root                       | false",
      })
  void fromScratchTheHomeOfRootIsADirectoryLikeAnyOther(String instructions, boolean isClosed) {
    Finding finding = Iterables.getOnlyElement(RuleRun.findings(
        RULE,
        "FROM golang:1.27 AS b\nRUN x\nFROM scratch\n" + instructions.replace('~', '\n')
            + "\nEXPOSE 8080\nENTRYPOINT [\"/root/shop\"]\n"));
    assertThat(finding.message().contains("/root")).isEqualTo(isClosed);
    assertThat(finding.fixes().get(0).title())
        .isEqualTo("Run as 65532:65532"
            + (isClosed
                ? ", once what the program needs is out of /root, if it needs no other rights"
                : RIGHTS));
  }

  @ParameterizedTest
  @CsvSource({
    "RUN git clone https://example.com/shop.git, 0",
    "RUN git clone https://example.com/shop.git ., 0",
    "'RUN [\"git\", \"clone\", \"https://example.com/shop.git\", \"--branch\", \"a\"]', 0",
    "RUN cd /srv && git clone --depth 1 https://example.com/shop, 0",
    "RUN git clone https://example.com/shop /srv/shop/src, 0",
    "RUN git clone https://example.com/shop /srv, 0",
    "RUN cd /srv && git clone https://example.com/shop.git, 0",
    "RUN cd /srv && git clone https://example.com/shop.gi, 1",
    "RUN git clone https://example.com/shop /tmp/shop && make -C /tmp/shop install, 1",
  })
  void noUserIsOfferedWhereAllThatGitHasFetchedStaysRoots(String run, int fixes) {
    String text =
        "FROM node:24\nWORKDIR /srv/shop\n" + run + "\nEXPOSE 80\nCMD [\"node\", \"a.js\"]\n";
    assertThat(Iterables.getOnlyElement(RuleRun.findings(RULE, text)).fixes()).hasSize(fixes);
  }

  @ParameterizedTest
  @CsvSource({
    "RUN git clone https://example.com/shop.git, 0",
    "'RUN [\"git\", \"clone\", \"https://example.com/shop.git\"]', 0",
    "RUN git clone https://example.com/shopping, 1",
  })
  void soItIsWhereTheProgramIsInThatFolderThoughItStartsElsewhere(String run, int fixes) {
    String text = "FROM maven:3-eclipse-temurin-21\n" + run
        + "\nEXPOSE 8080\nENTRYPOINT [\"java\", \"-jar\", \"/shop/target/shop.jar\"]\n";
    assertThat(Iterables.getOnlyElement(RuleRun.findings(RULE, text)).fixes()).hasSize(fixes);
  }

  @Test
  void windowsIsMeantWhereVisualStudioSaysSo() {
    String text = "FROM mcr.microsoft.com/dotnet/runtime:9.0\nWORKDIR /app\nCOPY . .\n"
        + "ENTRYPOINT [\"dotnet\", \"Shop.dll\"]\n";
    assertThat(RuleRun.findings(RULE, text)).hasSize(1);
    assertThat(RuleRun.findings(
            RULE, "#For more information, please see https://aka.ms/containercompat\n\n" + text))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HEALTHCHECK CMD /bin/shop --help                          | 0",
        "HEALTHCHECK CMD [\"/bin/shop\", \"--version\"]              | 0",
        "'HEALTHCHECK --interval=1m CMD shop --version || exit 1'  | 0",
        "HEALTHCHECK CMD wget -q http://localhost/                 | 1",
      })
  void toAskAToolForItsVersionMakesItNoServer(String check, int findings) {
    assertThat(RuleRun.findings(
            RULE,
            "FROM debian:13\nCOPY shop /bin/\n" + check
                + "\nENTRYPOINT [\"/bin/shop\"]\nCMD [\"--help\"]\n"))
        .hasSize(findings);
  }

  @Test
  void aPathIntoAHomeInWhichNothingIsIsNoObstacle() {
    String path =
        "ENV PATH=$PATH:/root/.local/bin\nRUN pip install shop\nCMD [\"shop\", \"serve\"]\n";
    assertThat(RuleRun.findings(RULE, "FROM python:3.13\n" + path))
        .singleElement()
        .satisfies(one -> assertThat(one.message()).doesNotContain("/root"));
    assertThat(RuleRun.findings(RULE, "FROM team/python:3\n" + path))
        .singleElement()
        .satisfies(one -> assertThat(one.message()).contains("elsewhere than in /root"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RUN mkdir -p /root/.ssh && chmod 700 /root/.ssh@COPY a.pub /root/.ssh/a.pub | /root/.ssh",
        "COPY keys /root/.ssh/                                                    | /root/.ssh",
        "COPY config.toml /root/.streamlit/                                       | /root/.streamlit",
        "COPY --from=build /root/.cache /root/.cache                              | /root/.cache",
        "COPY --from=build /root/.cache/huggingface /root/.cache/huggingface/     | /root/.cache",
        "COPY --from=build /root/.local /root/.local                              | /root/.local",
        "RUN mkdir -p ~/.streamlit && echo '[server]' > ~/.streamlit/config.toml  | /root/.streamlit",
        "ENV APP_HOME=/root/.app DEBUG=1                                          | /root/.app",
        "RUN mkdir \"$HOME/.keras\" && cp a.json $HOME/.keras/                    | /root/.keras",
      })
  void whatIsPutIntoTheHomeOfRootIsNamedAndNotLeftBehind(String instructions, String place) {
    String text = "FROM node:22 AS build\nRUN x\nFROM node:22\n" + instructions.replace('@', '\n')
        + "\nEXPOSE 8000\nCMD [\"/usr/bin/app\"]\n";
    Finding finding = Iterables.getOnlyElement(RuleRun.findings(RULE, text));
    assertThat(finding.message())
        .endsWith(" Other users can't look into /root: move " + place
            + " to that user's home directory if the program reads it.");
    assertThat(finding.fixes()).isEmpty();
  }

  @Test
  void theHomeOfRootIsNoHomeOfAnother() {
    Finding finding = Iterables.getOnlyElement(
        RuleRun.findings(RULE, "FROM node:22\nENV HOME=/root\nCMD [\"/usr/bin/app\"]\n"));
    assertThat(finding.message()).endsWith(" Set HOME to that user's home directory, too.");
    assertThat(finding.fixes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY .npmrc /root/.npmrc",
        "COPY settings.xml /root/.m2/",
        "COPY pip.conf /root/.config/pip/pip.conf",
        "RUN mkdir -p ~/.ssh && ssh-keyscan github.com >> ~/.ssh/known_hosts",
        "RUN mkdir -p /root/.cache/pip",
        "COPY id_ed25519.pub /rootless/",
        "ENV HOME=/home/node",
      })
  void whatOnlyTheBuildReadsMayStayInTheHomeOfRoot(String instruction) {
    assertThat(RuleRun.fixes(
            RULE, "FROM node:22\n" + instruction + "\nEXPOSE 8000\nCMD [\"/usr/bin/app\"]\n"))
        .isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FROM tomcat:10\\nCOPY a.war /usr/local/tomcat/webapps/ | /usr/local/tomcat/webapps",
        "FROM caddy:2\\nCOPY Caddyfile /etc/caddy/             | /data/caddy, /config/caddy",
      })
  void whatTheProgramOfTheImageWritesIntoIsGivenToo(String text, String directories) {
    assertThat(RuleRun.fixes(RULE, text.replace("\\n", "\n") + "\n"))
        .containsOnlyKeys("Make the user app, give it " + directories + ", and run as it" + RIGHTS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "VOLUME /tmp",
        "VOLUME [\"/tmp\", \"/var/tmp\"]",
        "VOLUME /dev/shm /run/lock",
        "RUN mkdir -p /tmp && chmod 1777 /tmp",
      })
  void nobodyIsGivenWhatBelongsToAll(String instruction) {
    String text = "FROM eclipse-temurin:21-jre\nWORKDIR /app\n" + instruction
        + "\nEXPOSE 8080\nCOPY a.jar .\nENTRYPOINT [\"java\", \"-jar\", \"a.jar\"]\n";
    Finding finding = Iterables.getOnlyElement(RuleRun.findings(RULE, text));
    assertThat(finding.severity()).isNull();
    assertThat(finding.message())
        .endsWith(
            " Find out where it writes, perhaps in /app, and give those directories to that user.");
    assertThat(RuleRun.fixes(RULE, text))
        .containsOnlyKeys("Make the user app, give it /app, and run as it" + RIGHTS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ENV CONFIG_PATH=/config METADATA_PATH=/metadata | false",
        "ENV DATABASE_URL=sqlite:////data/a.db           | false",
        "ENV UPLOAD_DIR /srv/uploads                     | false",
        "ENV BASE=/srv\\nENV APP_DATA=$BASE/data         | false",
        "ENV APP_DATA=/app/data                          | true",
        "ENV APP_CONFIG=/etc/app.conf CACHE_DIR=/tmp/x   | true",
        "ENV PIP_CACHE_DIR=/var/cache/pip                | true",
        "ENV LOG_LEVEL=debug DB_URL=postgres://a/b       | true",
        "RUN mkdir /data && chown node /data\\nENV DATA_DIR=/data | true",
      })
  void aUserIsOfferedWhoMayWriteWhereVariablesPointTo(String instruction, boolean offered) {
    String text = "FROM node:22\nWORKDIR /app\n" + instruction.replace("\\n", "\n")
        + "\nCOPY . .\nCMD [\"node\", \"a.js\"]\n";
    assertThat(RuleRun.fixes(RULE, text)).hasSize(offered ? 1 : 0);
  }

  @Test
  void aUserIsNotOfferedWhereDataIsKeptBesideTheProgramInTheRoot() {
    String text = "FROM debian:12\nRUN useradd app && mkdir /srv/data && chown app /srv/data\n"
        + "VOLUME /srv/data\nEXPOSE 1234\nCMD [\"server\", \"a.yaml\"]\n";
    assertThat(RuleRun.fixes(RULE, text)).isEmpty();
    assertThat(RuleRun.fixes(RULE, text.replace("EXPOSE", "WORKDIR /srv/data\nEXPOSE")))
        .containsOnlyKeys("Run as app" + RIGHTS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN x\nCMD [\"sh\", \"-c\", \"ls -al /root && sleep infinity\"]",
        "CMD echo ready; tail -f /dev/null",
        "ENV RAILS_ENV=development\nCMD rails s",
        "ENV A=b NODE_ENV=development\nCMD node a.js",
        "ENV APP_ENV dev\nEXPOSE 80\nCMD [\"node\", \"a.js\"]",
        "ENV ASPNETCORE_ENVIRONMENT=\"Development\"\nEXPOSE 80\nENTRYPOINT [\"dotnet\", \"a.dll\"]",
      })
  void nothingIsSaidOfWhatIsThereForWhoWritesTheProgram(String text) {
    assertThat(RuleRun.findings(RULE, "FROM debian:12\n" + text + "\n")).isEmpty();
  }

  @Test
  void whatIsDeployedIsReportedThatWasOnceSetForDevelopment() {
    String text =
        "FROM debian:12\nENV NODE_ENV=development\nENV NODE_ENV=production\nCMD node a.js\n";
    assertThat(RuleRun.findings(RULE, text)).hasSize(1);
    assertThat(RuleRun.findings(RULE, "FROM debian:12\nCMD ls && sleep infinity && node a.js\n"))
        .hasSize(1);
  }

  @Test
  void anImageIsLeftAloneThatOnlyComposeFilesOfDevelopersBuild() {
    String text = "FROM debian:12\nEXPOSE 80\nCMD node a.js\n";
    String compose = "services:\n  web:\n    build: .\n";
    assertThat(RuleRun.findings(RULE, text, Map.of("docker-compose.local.yml", compose)))
        .isEmpty();
    assertThat(RuleRun.findings(RULE, text, Map.of("compose.dev.yaml", compose)))
        .isEmpty();
    assertThat(RuleRun.findings(RULE, text, Map.of("compose.yaml", compose))).hasSize(1);
    assertThat(RuleRun.findings(
            RULE, text, Map.of("compose.dev.yaml", compose, "compose.prod.yaml", compose)))
        .hasSize(1);
    String pod = "kind: Pod\nspec:\n  containers:\n    - image: team/project:1\n";
    assertThat(
            RuleRun.findings(RULE, text, Map.of("compose.dev.yaml", compose, "deploy.yaml", pod)))
        .hasSize(1);
    assertThat(RuleRun.findings(
            RULE, text, Map.of("compose.dev.yaml", "services:\n  db:\n    image: mysql\n")))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM scratch\nVOLUME /data", // no shell
        "FROM node:22\nCOPY a /data/", // its files would be stored again
        "FROM node:22\nVOLUME /a /b /c /d",
        "FROM node:22\nVOLUME \"/a b\"",
      })
  void noUserIsOfferedWhoMayNotWriteWhatIsNamed(String text) {
    assertThat(RuleRun.fixes(RULE, text + "\nCMD [\"/a\"]\n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FROM python:3.13-slim                     | --create-home",
        "FROM debian:12\\nRUN pip install x        | --create-home",
        "FROM debian:12\\nRUN make                 | --create-home",
        "FROM ruby:3.4-alpine                      | adduser -S -D -u",
        "FROM alpine:3.22                          | adduser -S -D -u",
      })
  void aUserThatIsMadeGetsAHome(String text, String option) {
    assertThat(fixed(text.replace("\\n", "\n") + "\nCMD [\"/x\"]\n")).contains(" " + option + " ");
  }

  @Test
  void blankLinesBetweenInstructionsAreKept() {
    assertThat(fixed("""
            FROM debian:12

            RUN a \\
             && b

            COPY a /a

            CMD ["a"]
            """)).isEqualTo("""
            FROM debian:12

            RUN a \\
             && b

            RUN groupadd --system --gid 10001 app \\
             && useradd --system --uid 10001 --gid app --create-home --shell /usr/sbin/nologin app

            COPY a /a

            USER app

            CMD ["a"]
            """);
  }

  @Test
  void noUserIsMadeInAShellThatIsNotKnown() {
    assertThat(RuleRun.fixes(RULE, "FROM debian:12\nSHELL [\"pwsh\", \"-c\"]\nCMD [\"x\"]\n"))
        .isEmpty();
  }

  private static final String KAVITA = """
      FROM debian:12
      COPY out /kavita
      COPY entrypoint.sh /entrypoint.sh
      WORKDIR /kavita
      EXPOSE 5000
      CMD ["/entrypoint.sh"]
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exec python src/main.py      | Find out where it writes, perhaps in /app, and give those directories to that user.",
        "python -m src.main           | Find out where it writes, perhaps in /app, and give those directories to that user.",
        "exec python src/journal.py   | Give /app/journal to that user, and whatever else it writes in.",
        "exec gunicorn src.journal:app | Give /app/journal to that user, and whatever else it writes in.",
      })
  void theModuleThatAScriptEndsAsMayWriteWhereItStarts(String last, String said) {
    String text = "FROM python:3.13\nWORKDIR /app\nCOPY . .\nEXPOSE 8000\nCMD [\"./start.sh\"]\n";
    Finding finding = Iterables.getOnlyElement(RuleRun.findings(
        RULE,
        text,
        Map.of(
            "start.sh",
            "#!/bin/sh\nset -e\necho go\n" + last + "\n",
            "src/main.py",
            "serve()\n",
            "src/journal.py",
            "import os\nos.makedirs('journal', exist_ok=True)\n")));
    assertThat(finding.message()).endsWith(said);
    assertThat(finding.fixes())
        .singleElement()
        .satisfies(fix -> assertThat(fix.title()).contains("give it /app"));
  }

  private static Finding withScript(String text, String script) {
    return Iterables.getOnlyElement(RuleRun.findings(
        RULE,
        text,
        Map.of("entrypoint.sh", "#!/bin/sh\n" + script + "\nexec ./server\n", "out/server", "")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cp /tmp/a.json /kavita/config/a.json             | /kavita/config",
        "mkdir -p /kavita/logs && touch /kavita/logs/x    | /kavita/logs",
        "D=/kavita/config; envsubst < a > \"$D/a\"        | /kavita/config",
        "D=${DIR:-/kavita/config}; echo a >> ${D}/a       | /kavita/config",
        "keytool -genkey -keystore /srv/keys/a -alias b   | /srv/keys",
        "curl -o config/a https://example.com/a           | /kavita/config",
        "T=$(mktemp); echo a > $T; mv $T /srv/state/a     | /srv/state",
      })
  void theUserIsGivenWhatTheScriptIsSeenToWrite(String line, String directory) {
    Finding finding = withScript(KAVITA, line);
    assertThat(finding.message())
        .endsWith("Give " + directory + " to that user, and whatever else it writes in.");
    assertThat(TextEdit.apply(KAVITA, finding.fixes().get(0).edits()))
        .contains("mkdir -p " + directory
            + " \\\n    && chown app:app /kavita \\\n    && chown -R app:app " + directory + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "echo a > $TARGET/a                 | Give what entrypoint.sh writes",
        "echo a > $TARGET/a; mkdir /srv/x   | Give /srv/x, and what entrypoint.sh writes,",
        "cd \"$(dirname $0)\"; touch a       | Give what entrypoint.sh writes",
        "sed -i s/a/b/ /kavita/index.html   | Give /kavita, and what entrypoint.sh writes,",
        "python manage.py collectstatic     | Give what entrypoint.sh writes",
        "flask db init                      | Give what entrypoint.sh writes",
        "node -e \"require('fs').writeFileSync('/kavita/env.js', '')\" | Give /kavita, and what entrypoint.sh writes,",
        "python3 -c \"open('x', 'w').write('a')\" | Give what entrypoint.sh writes",
        "perl -pi -e s/a/b/ /kavita/index.html | Give /kavita, and what entrypoint.sh writes,",
        "cd /; celery -A a beat             | Give what entrypoint.sh writes",
        "python3 - <<EOF~open('/kavita/a', 'w')~EOF~ | Give /kavita, and what entrypoint.sh writes,",
      })
  void thereIsNoFixWhereNotAllThatTheScriptWritesIsKnown(String line, String said) {
    Finding finding = withScript(KAVITA, line.replace('~', '\n'));
    assertThat(finding.message()).endsWith(said + " to that user, or it can't write there.");
    assertThat(finding.fixes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CMD python manage.py collectstatic && exec uvicorn a | Give what the command writes to that user, or it can't write there.",
        "CMD make assets && exec uvicorn a     | Give what the command writes to that user, or it can't write there.",
        "CMD mkdir -p /srv/log && exec uvicorn a | Give /srv/log to that user, and whatever else it writes in.",
        "CMD make serve                        | Find out where it writes, perhaps in /app, and give those directories to that user.",
      })
  void whatAShellIsToldInCmdWritesLikeAScript(String start, String end) {
    String text = "FROM python:3.14\nWORKDIR /app\nCOPY . .\nEXPOSE 8000\n" + start + "\n";
    Finding finding = Iterables.getOnlyElement(RuleRun.findings(RULE, text));
    assertThat(finding.message()).endsWith(end);
    assertThat(finding.fixes().isEmpty())
        .isEqualTo(end.contains("the command") || start.contains("make"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo a > /tmp/a; cp a /dev/shm/b",
        "echo a >&2; ls 2>/dev/null",
        "wget -O - https://example.com/",
        "cat /kavita/config/a",
        "python3 -c 'import sys; sys.stdout.write(open(\"/a\").read())'",
      })
  void whatEverybodyMayWriteNeedsNoOwner(String line) {
    Finding finding = withScript(KAVITA, line);
    assertThat(finding.message()).doesNotContain("Give");
    assertThat(finding.fixes()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mkdir -p ~/.app/data; cp /etc/a.toml ~/.app/a.toml; echo a > ~/.app/stamp",
        "D=~/.app; mkdir -p \"$D\" && touch ${D}/a",
        "touch ~/a; rm -rf ~/.cache/a",
      })
  void theHomeDirectoryIsThatOfItsUser(String line) {
    Finding finding = withScript(KAVITA, line);
    assertThat(finding.message()).doesNotContain("Give");
    assertThat(finding.fixes()).hasSize(1);
    String elsewhere = KAVITA.replace("COPY", "ENV HOME=/srv/state\nCOPY");
    assertThat(withScript(elsewhere, line).message()).contains("Give /srv/state");
  }

  @Test
  void theHomeDirectoryOfAnotherUserIsNotKnown() {
    Finding finding = withScript(KAVITA, "touch ~backup/a");
    assertThat(finding.message()).contains("Give what entrypoint.sh writes");
    assertThat(finding.fixes()).isEmpty();
  }

  @Test
  void theScriptMayWriteWhatItsUserHas() {
    String given = KAVITA.replace("COPY out", "COPY --chown=app out");
    assertThat(withScript(given, "echo a > /kavita/config/a").message()).doesNotContain("Give");
  }

  @Test
  void theProgramIsNotWrittenWhereverItIsCopied() {
    assertThat(Iterables.getOnlyElement(RuleRun.findings(
                RULE,
                "FROM node:22\nWORKDIR /data\nCOPY --from=b /x/node_modules ./node_modules\n"
                    + "COPY web ./web\nEXPOSE 3000\nCMD [\"node\", \"a.js\"]\n"))
            .message())
        .doesNotContain("Give");
  }

  @Test
  void aUserThatIsMadeInABranchMayNotBeThere() {
    String text = "FROM debian:12\nARG ID=0\nRUN if [ $ID != 0 ]; then useradd -u $ID svc; fi\n"
        + "EXPOSE 80\nCMD [\"x\"]\n";
    assertThat(RuleRun.fixes(RULE, text)).isEmpty();
    String asked = text.replace("[ $ID != 0 ]", "! getent passwd svc");
    assertThat(RuleRun.fixes(RULE, asked)).containsOnlyKeys("Run as svc" + RIGHTS);
  }

  @Test
  void whatItMayWriteIsInItsWorkingDirectory() {
    RuleRun.check(RULE, """
        FROM node:22
        #    ^^^^^^^ before the program is started. Find out where it writes, perhaps in /srv/app, and give those directories to that user.
        WORKDIR /srv/app
        COPY . .
        CMD ["node", "main.js"]
        """);
    RuleRun.check(RULE, """
        FROM node:22
        #    ^^^^^^^ Change to that user with USER.
        WORKDIR /srv/app
        COPY --chown=node . .
        CMD ["node", "main.js"]
        """);
  }

  @Test
  void whatItMayWriteIsGivenToItByTheFix() {
    String text = "FROM node:22\nWORKDIR /srv/app\nCOPY . .\nCMD [\"node\", \"main.js\"]\n";
    assertThat(RuleRun.fixes(RULE, text))
        .containsExactly(entry(
            "Run as node, and give it /srv/app" + RIGHTS,
            text.replace("COPY", "COPY --chown=node")
                .replace("CMD", "RUN chown node /srv/app\nUSER node\nCMD")));
    assertThat(RuleRun.fixes(RULE, text.replace("node:22", "scratch")))
        .containsOnlyKeys("Run as 65532:65532" + RIGHTS);
    assertThat(RuleRun.fixes(RULE, text.replace("node:22", "team/image:1"))).isEmpty();
    assertThat(RuleRun.fixes(RULE, text.replace("/srv/app", "/usr/local/bin")))
        .containsOnlyKeys("Run as node" + RIGHTS);
  }

  @Test
  void whatTheProgramConsistsOfIsGivenToItByTheCopiesThatNothingIsBuiltBehind() {
    assertThat(RuleRun.fixes(RULE, """
        FROM python:3.13
        WORKDIR /app
        COPY requirements.txt .
        RUN pip install -r requirements.txt
        COPY start.sh /usr/local/bin/
        COPY --link settings settings
        ADD  data  data
        RUN chmod +x /usr/local/bin/start.sh
        COPY src ./src
        CMD ["python", "src/main.py"]
        """))
        .containsExactly(
            entry("Make the user app, give it /app, and run as it" + RIGHTS + PUT, """
        FROM python:3.13
        WORKDIR /app
        RUN groupadd --system --gid 10001 app \\
            && useradd --system --uid 10001 --gid app --create-home --shell /usr/sbin/nologin app
        COPY requirements.txt .
        RUN pip install -r requirements.txt
        COPY start.sh /usr/local/bin/
        COPY --link settings settings
        ADD  --chown=app:app data  data
        RUN chmod +x /usr/local/bin/start.sh
        COPY --chown=app:app src ./src
        RUN chown app:app /app
        USER app
        CMD ["python", "src/main.py"]
        """));
  }

  @Test
  void theTitleSaysThatWhatTheBuildHasMadeStaysRoots() {
    String text =
        "FROM node:22\nWORKDIR /srv\nCOPY . .\nRUN npm ci && npm run build\nCMD [\"node\", \"main.js\"]\n";
    assertThat(RuleRun.fixes(RULE, text))
        .containsOnlyKeys("Run as node, and give it /srv" + RIGHTS + PUT);
  }

  @Test
  void filesStayRootsWhereARunMayMindWhoseTheyAre() {
    String text =
        "FROM node:22\nWORKDIR /srv/app\nCOPY . .\nRUN npm ci\nCMD [\"node\", \"main.js\"]\n";
    assertThat(RuleRun.fixes(RULE, text))
        .containsExactly(entry(
            "Run as node, and give it /srv/app" + RIGHTS + PUT,
            text.replace("CMD", "RUN chown node /srv/app\nUSER node\nCMD")));
    assertThat(RuleRun.fixes(RULE, text.replace("COPY .", "COPY package.json main.js *.lock")))
        .as("single files")
        .containsOnlyKeys("Run as node, and give it /srv/app" + RIGHTS);
    assertThat(RuleRun.fixes(
            RULE, text.replace("COPY . .", "COPY main.js ./\nCOPY --chown=node web web")))
        .as("given away already")
        .containsOnlyKeys("Run as node, and give it /srv/app" + RIGHTS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "python -u app.py       | app.py       | logging.FileHandler(\"/var/log/x/a.log\")  | /var/log/x",
        "python -m srv.main     | srv/main.py  | open('stats.txt', mode='a')               | /app",
        "flask run              | app.py       | x = 'sqlite:///db/a.db'                   | /app/db",
        "gunicorn -w 2 srv:app  | srv.py       | x = \"sqlite:////data/a.db\"              | /data",
        "uvicorn srv.main:app   | srv/main.py  | os.makedirs(\"uploads\", exist_ok=True)    | /app/uploads",
        "python app.py          | app.py       | logging.basicConfig(level=1, filename='a.log') | /app",
        "python app.py          | app.py       | f = open(f\"/srv/out/{name}.txt\", \"w\")   | /srv/out",
        "node main.js           | main.js      | fs.writeFileSync(`/srv/${id}.json`, x)    | /srv",
        "node main.js           | main.js      | fs.mkdirSync('./uploads')                 | /app/uploads",
        "node main.js           | main.js      | new Database('a.db')                      | /app",
      })
  void theUserIsGivenWhatTheModuleIsSeenToWrite(
      String command, String file, String code, String directory) {
    String text = "FROM team/image:1\nWORKDIR /app\nCOPY . .\nEXPOSE 8080\nCMD " + command + "\n";
    Finding finding = Iterables.getOnlyElement(
        RuleRun.findings(RULE, text, Map.of(file, "a = 1\n" + code + "\n")));
    assertThat(finding.message())
        .endsWith("Give " + directory + " to that user, and whatever else it writes in.");
  }

  @Test
  void theModuleIsFoundThatAScriptOfThePackageStarts() {
    String text = "FROM node:22\nWORKDIR /app\nCOPY . .\nCMD [\"npm\", \"start\"]\n";
    Map<String, String> files = Map.of(
        "package.json", "{\"scripts\": {\"start\": \"node src/main.js\"}}",
        "src/main.js", "multer\nfs.mkdirSync('uploads');\n");
    assertThat(Iterables.getOnlyElement(RuleRun.findings(RULE, text, files)).message())
        .endsWith("Give /app/uploads to that user, and whatever else it writes in.");
  }

  @ParameterizedTest
  @CsvSource({"server/main.js", "src/server/main.ts"})
  void whatABuildMakesIsFollowedToItsSource(String source) {
    String text =
        "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm run build\nCMD [\"npm\", \"start\"]\n";
    Map<String, String> files = Map.of(
        "package.json",
        "{\"scripts\": {\"start\": \"node dist/server/main.js\"}}",
        source,
        "multer\nfs.mkdirSync('uploads');\n");
    assertThat(Iterables.getOnlyElement(RuleRun.findings(RULE, text, files)).message())
        .endsWith("Give /app/uploads to that user, and whatever else it writes in.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "open('/tmp/a', 'w')",
        "open('a.txt')",
        "open('/etc/a', 'rb')",
        "# open('a', 'w')",
        "basicConfig(#filename='/var/log/a',\n  level=1)",
        "open(path, 'w')",
        "sqlite3.connect(':memory:')",
        "open(f'{directory}/a', 'w')",
      })
  void itIsNotGuessedWhereTheModuleWrites(String code) {
    String text = "FROM python:3.13\nWORKDIR /app\nCOPY . .\nEXPOSE 8080\nCMD python app.py\n";
    Finding finding =
        Iterables.getOnlyElement(RuleRun.findings(RULE, text, Map.of("app.py", code + "\n")));
    assertThat(finding.message())
        .endsWith(
            "Find out where it writes, perhaps in /app, and give those directories to that user.");
  }

  @Test
  void aFolderThatIsMadeOrKeptEmptyIsThereForTheProgramToFill() {
    String text = """
        FROM python:3.13
        WORKDIR /app
        COPY . .
        RUN mkdir -p /app/uploads /app/archive bin && chmod 755 bin
        COPY run /app/bin/
        CMD ["x", "serve"]
        """;
    assertThat(Iterables.getOnlyElement(RuleRun.findings(RULE, text)).message())
        .endsWith("Give /app/uploads, /app/archive to that user, and whatever else it writes in.");
    String kept =
        "FROM golang:1.27\nWORKDIR /app\nADD . /app\nRUN make\nCMD [\"./bin/todo\", \"serve\"]\n";
    assertThat(RuleRun.fixes(RULE, kept, Map.of("images/.gitkeep", "", "logs/a", "")))
        .containsOnlyKeys(
            "Make the user app, give it /app, /app/images, and run as it" + RIGHTS + PUT);
  }

  @Test
  void aProgramThatStartsInAnEmptyDirectoryKeepsItsDataThere() {
    String text = """
        FROM alpine:3.22
        #    ^^^^^^^^^^^ before the program is started. Give /db_data to that user, and whatever else it writes in.
        COPY --from=build /out/db /bin/db
        WORKDIR /db_data
        EXPOSE 7700
        CMD ["/bin/db"]
        """;
    RuleRun.check(RULE, text);
    assertThat(RuleRun.fixes(RULE, text))
        .containsOnlyKeys("Make the user app, give it /db_data, and run as it" + RIGHTS);
    assertThat(fixed(text)).contains("\nRUN chown app:app /db_data\nUSER app\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY --from=build /out/db ./", // holds the program
        "COPY --from=build /out/db /bin/\nRUN touch a",
        "VOLUME /data\nCOPY --from=build /out/db /bin/", // another one does
        "RUN apk add db",
      })
  void notEveryDirectoryThatItStartsInIsItsOwn(String instructions) {
    String text =
        "FROM alpine:3.22\nWORKDIR /db_data\n" + instructions + "\nEXPOSE 1\nCMD [\"db\"]\n";
    assertThat(Iterables.getOnlyElement(RuleRun.findings(RULE, text)).message())
        .doesNotContain("Give /db_data");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY --chmod=700 a /usr/bin/a                | /usr/bin/a",
        "COPY --chmod=0744 a /usr/bin/a               | /usr/bin/a",
        "RUN chmod u+x /usr/bin/a                     | /usr/bin/a",
        "RUN chmod 600 /etc/a.conf                    | /etc/a.conf",
        "COPY --chmod=755 a /usr/bin/a                | ''",
        "COPY --chmod=644 a.conf /etc/                | ''",
        "RUN chmod +x /usr/bin/a                      | ''",
        "RUN chmod a+x /usr/bin/a                     | ''",
        "RUN chmod 0440 /etc/sudoers.d/a              | ''",
        "COPY --chown=node --chmod=700 a /usr/bin/a   | ''",
        "RUN chmod 700 /opt/a && chown -R node /opt/a | ''",
      })
  void aFileMayBeForRootOnly(String instruction, String path) {
    Finding finding = Iterables.getOnlyElement(
        RuleRun.findings(RULE, "FROM node:22\n" + instruction + "\nEXPOSE 8080\nCMD [\"a\"]\n"));
    assertThat(finding.fixes().isEmpty()).isEqualTo(!path.isEmpty());
    assertThat(finding.message().contains("By its mode, ")).isEqualTo(!path.isEmpty());
    assertThat(finding.message()).contains(path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "elixir:1.18 | RUN mix local.hex --force             | CMD mix phx.server          | mix",
        "elixir:1.18 | RUN mix local.hex --force             | CMD [\"/srv/bin/shop\"]      | ''",
        "debian:12   | RUN curl https://sh.rustup.rs > a; sh a | CMD cargo run               | rustup",
        "debian:12   | RUN curl https://sh.rustup.rs > a; sh a | CMD [\"/srv/shop\"]          | ''",
        "python:3.13 | RUN pip install --user flask           | CMD [\"python\", \"/a.py\"]   | pip install --user",
        "python:3.13 | RUN playwright install chromium        | CMD [\"python\", \"/a.py\"]   | playwright install",
        "python:3.13 | ENV PLAYWRIGHT_BROWSERS_PATH=/b~RUN playwright install chromium | CMD [\"python\", \"/a.py\"] | ''",
        "python:3.13 | RUN playwright install-deps            | CMD [\"python\", \"/a.py\"]   | ''",
        "maven:3.9   | COPY . .~RUN mvn dependency:go-offline | CMD mvn spring-boot:run       | Maven",
        "maven:3.9   | COPY . .~RUN mvn package               | CMD [\"java\", \"-jar\", \"/a.jar\"] | ''",
        "python:3.13 | RUN python -m nltk.downloader punkt    | CMD [\"python\", \"/a.py\"]   | NLTK",
        "python:3.13 | ENV NLTK_DATA=/usr/share/n~RUN python -m nltk.downloader punkt | CMD [\"python\", \"/a.py\"] | ''",
        // Everybody may read what is in a directory of its own.
        "python:3.13 | RUN python -m nltk.downloader -d /usr/local/share/nltk_data punkt | CMD [\"python\", \"/a.py\"] | ''",
        "python:3.13 | RUN python -m nltk.downloader -d /root/n punkt | CMD [\"python\", \"/a.py\"] | NLTK",
        "python:3.13 | RUN python -c 'import nltk; nltk.download(\"punkt\", download_dir=\"/n\")' | CMD [\"python\", \"/a.py\"] | ''",
        "python:3.13 | RUN python -c 'import nltk; nltk.download(\"punkt\", \"/n\")' | CMD [\"python\", \"/a.py\"] | ''",
        "python:3.13 | RUN python -c 'import nltk; nltk.download(\"punkt\"); nltk.download(\"a\", \"/n\")' | CMD [\"python\", \"/a.py\"] | NLTK",
        "python:3.13 | RUN python -c 'import nltk; nltk.download(\"punkt\", quiet=True)' | CMD [\"python\", \"/a.py\"] | NLTK",
        "python:3.13 | RUN python -c 'import nltk; nltk.download([\"punkt\", \"words\"])' | CMD [\"python\", \"/a.py\"] | NLTK",
        "python:3.13 | RUN mkdir /usr/share/nltk_data && python -m nltk.downloader punkt | CMD [\"python\", \"/a.py\"] | ''",
        "mcr.microsoft.com/playwright/python:v1.55.0 | RUN playwright install chromium | CMD [\"python\", \"/a.py\"] | ''",
        "python:3.13 | ENV HF_HOME=/m~RUN huggingface-cli download team/model | CMD [\"python\", \"/a.py\"] | ''",
        "python:3.13 | RUN huggingface-cli download team/model | CMD [\"python\", \"/a.py\"]   | Hugging Face's command",
        "python:3.13 | RUN hf download team/model --local-dir /m | CMD [\"python\", \"/a.py\"] | ''",
        "debian:12   | RUN dotnet tool install -g dotnet-ef   | CMD [\"dotnet\", \"/a.dll\"]  | dotnet tool install",
        "rust:1.90   | RUN cargo install a                    | CMD [\"a-server\"]            | ''",
        "debian:12   | RUN cargo install a                    | CMD [\"a-server\"]            | cargo install",
        "node:22     | RUN npm i -g pm2 && pm2 install pm2-metrics | CMD [\"pm2-runtime\", \"/a.js\"] | pm2",
        "node:22     | RUN npm install -g pm2                 | CMD [\"pm2-runtime\", \"/a.js\"] | ''",
        "node:22     | ENV PM2_HOME=/srv/pm2~RUN pm2 set a:b c | CMD [\"pm2-runtime\", \"/a.js\"] | ''",
        "node:22     | RUN npx puppeteer browsers install chrome | CMD [\"node\", \"/a.js\"]   | puppeteer",
        "node:22     | ENV PUPPETEER_CACHE_DIR=/b~RUN npx puppeteer browsers install chrome | CMD [\"node\", \"/a.js\"] | ''",
        "node:22     | RUN npx -y playwright@1.55 install chromium | CMD [\"node\", \"/a.js\"] | playwright install",
        "node:22     | RUN corepack enable                    | CMD [\"pnpm\", \"start\"]      | corepack",
        "node:22     | RUN corepack enable                    | CMD [\"node\", \"/a.js\"]      | ''",
        "node:22     | ENV COREPACK_HOME=/c~RUN corepack enable | CMD [\"pnpm\", \"start\"]    | ''",
        "python:3.13 | RUN python -c \"SentenceTransformer('a/b')\" | CMD [\"python\", \"/a.py\"] | SentenceTransformer",
        "python:3.13 | RUN python -c \"SentenceTransformer('a/b').save('/m')\" | CMD [\"python\", \"/a.py\"] | ''",
        "python:3.13 | RUN python -c \"SentenceTransformer('/m')\" | CMD [\"python\", \"/a.py\"] | ''",
        "python:3.13 | RUN python -c \"AutoModel.from_pretrained('a/b', cache_dir='/m')\" | CMD [\"python\", \"/a.py\"] | ''",
        "python:3.13 | RUN python -c \"AutoModel.from_pretrained('a/b')\" | CMD [\"python\", \"/a.py\"] | from_pretrained",
        "python:3.13 | RUN python -m spacy download en_core_web_sm | CMD [\"python\", \"/a.py\"] | ''",
        "python:3.13 | ENV HOME=/srv~RUN pip install --user flask | CMD [\"python\", \"/a.py\"] | ''",
        "python:3.13 | ENV JAVA_HOME=/srv~RUN pip install --user flask | CMD [\"python\", \"/a.py\"] | pip install --user",
        "python:3.13 | RUN pipx install --global black        | CMD [\"python\", \"/a.py\"]   | ''",
        "python:3.13 | RUN curl -LsSf https://astral.sh/uv/0.9.1/install.sh > u; sh u | CMD [\"uvx\", \"a\"] | uv's installer",
        "debian:12   | RUN helm plugin install https://a.example/b | CMD [\"a-server\"]        | helm plugin install",
        "debian:12   | RUN az extension add --name x --system | CMD [\"a-server\"]            | ''",
        "debian:12   | RUN az extension add --name x          | CMD [\"a-server\"]            | az extension add",
        "denoland/deno:2.5.0 | RUN deno cache /a.ts           | CMD [\"deno\", \"run\", \"/a.ts\"] | ''",
        "debian:12   | RUN deno cache /a.ts                   | CMD [\"deno\", \"run\", \"/a.ts\"] | deno cache",
      })
  void whatIsInstalledForRootIsNotThereForAnother(
      String image, String run, String start, String installer) {
    Finding finding = Iterables.getOnlyElement(RuleRun.findings(
        RULE, "FROM " + image + "\n" + run.replace('~', '\n') + "\nEXPOSE 8080\n" + start + "\n"));
    if (installer.isEmpty()) {
      assertThat(finding.message()).doesNotContain("root's own");
      assertThat(finding.fixes()).isNotEmpty();
    } else {
      assertThat(finding.message())
          .endsWith(
              " What " + installer + " has installed is root's own: let that user install it.");
      assertThat(finding.fixes()).isEmpty();
    }
  }

  /** What the build has made as root, the program writes again when it starts. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vite preview --host     | COPY . .              | /app, /app/node_modules/.vite-temp",
        "npx vite preview        | COPY . .              | /app, /app/node_modules/.vite-temp",
        "cross-env A=b vite preview | COPY . .           | /app, /app/node_modules/.vite-temp",
        "npm run other           | COPY . .              | /app, /app/node_modules/.vite-temp",
        "vite preview            | COPY --chown=node . . | /app/node_modules/.vite-temp",
        "vite preview            | COPY . .~RUN chown -R node /app | ''",
        "vite preview            | COPY --chown=node . .~RUN chown -R node . | ''",
        "vite preview            | COPY . .~RUN chown node /app | /app/node_modules/.vite-temp",
        "vite preview            | COPY . .~RUN chown node /app /app/node_modules/.vite-temp | ''",
        "vitepress preview docs  | COPY . .              | /app, /app/docs/.vitepress, /app/node_modules/.vite-temp",
        "next start -p 3000      | COPY . .              | /app, /app/.next/cache",
        "node node_modules/next/dist/bin/next start | COPY . . | /app, /app/.next/cache",
        "next start ./web        | COPY . .              | /app, /app/web/.next/cache",
        "astro preview           | COPY . .              | /app",
        "node server.js          | COPY . .              | /app",
      })
  void aProgramOfNodeWritesWhereTheBuildHasWritten(String start, String copy, String given) {
    String manifest = "{\"scripts\": {\"start\": \"" + start + "\", \"other\": \"vite preview\"}}";
    Finding finding = Iterables.getOnlyElement(RuleRun.findings(
        RULE,
        "FROM node:22\nWORKDIR /app\n" + copy.replace('~', '\n')
            + "\nEXPOSE 3000\nCMD [\"npm\", \"start\"]\n",
        Map.of("package.json", manifest, "vite.config.mts", "", "web/a.js", "")));
    assertThat(finding.fixes())
        .extracting(Fix::title)
        .containsExactly(
            "Run as node" + (given.isEmpty() ? RIGHTS : ", and give it " + given + RIGHTS));
  }

  @Test
  void settingsSayWhereAProgramOfNodeWrites() {
    String vite = "FROM node:22\nWORKDIR /app\nCOPY . .\nEXPOSE 1234\nCMD npx vite preview\n";
    String next = "FROM node:22\nWORKDIR /app\nCOPY . .\nEXPOSE 1234\nCMD npx next start\n";
    String all = ", and give it /app, /app/";
    assertThat(titles(vite, Map.of("index.html", "")))
        .containsExactly("Run as node, and give it /app" + RIGHTS);
    assertThat(titles(vite, Map.of("vite.config.ts", "")))
        .containsExactly("Run as node" + all + "node_modules/.vite-temp" + RIGHTS);
    assertThat(titles(next, Map.of("next.config.js", "")))
        .containsExactly("Run as node" + all + ".next/cache" + RIGHTS);
    assertThat(titles(next, Map.of("next.config.js", "module.exports = {distDir: 'build'}")))
        .containsExactly("Run as node, and give it /app" + RIGHTS);
  }

  @Test
  void aPreviewThatNobodyKnowsMayWriteAnywhere() {
    String text =
        "FROM node:22\nWORKDIR /app\nCOPY . .\nEXPOSE 1234\nCMD [\"npm\", \"run\", \"preview\"]\n";
    assertThat(titles(text, Map.of())).isEmpty();
    assertThat(titles(text, Map.of("package.json", "{\"scripts\": {\"preview\": \"node a.js\"}}")))
        .hasSize(1);
  }

  private static List<String> titles(String text, Map<String, String> files) {
    return Iterables.getOnlyElement(RuleRun.findings(RULE, text, files)).fixes().stream()
        .map(Fix::title)
        .toList();
  }

  /** The manifest is known through the stage that builds, or of a member of the workspace. */
  @Test
  void aProgramOfNodeMayRunInAProjectThatIsCopiedOrAMember() {
    String copied = """
        FROM node:22 AS build
        WORKDIR /src
        COPY . .
        RUN npm ci && npm run build
        FROM node:22
        WORKDIR /app
        COPY --from=build /src ./
        EXPOSE 4173
        CMD ["npm", "run", "preview"]
        """;
    String manifest = "{\"scripts\": {\"preview\": \"vite preview\"}}";
    assertThat(titles(copied, Map.of("package.json", manifest, "vite.config.ts", "")))
        .containsExactly("Run as node, and give it /app, /app/node_modules/.vite-temp" + RIGHTS);
    String single = copied.replace(
        "COPY --from=build /src ./",
        "COPY --from=build /src/dist ./dist\nCOPY --from=build /src/package.json ./");
    assertThat(titles(single, Map.of("package.json", manifest, "vite.config.ts", "")))
        .containsExactly("Run as node, and give it /app, /app/node_modules/.vite-temp" + RIGHTS);
    String member =
        "FROM node:22\nWORKDIR /app\nCOPY . .\nEXPOSE 4173\nCMD yarn workspace web preview\n";
    assertThat(titles(
            member,
            Map.of(
                "package.json",
                "{\"workspaces\": [\"web\"]}",
                "web/package.json",
                "{\"name\": \"web\", \"scripts\": {\"preview\": \"vite preview\"}}",
                "web/vite.config.js",
                "")))
        .containsExactly(
            "Run as node, and give it /app, /app/web, /app/web/node_modules/.vite-temp" + RIGHTS);
  }

  /** Compilers write into what the build has made as root. */
  @ParameterizedTest
  @CsvSource({
    "node a.js, 1",
    "nest start, 0",
    "npm run build && node dist/a.js, 0",
    "tsc && node dist/a.js, 0",
    "tsc --noEmit && node dist/a.js, 1",
    "prisma generate && node a.js, 0",
    "prisma migrate deploy && node a.js, 1",
    "next build && next start, 0",
    "node prebuild.js, 1",
  })
  void aScriptOfTheManifestMayCompile(String start, int fixes) {
    String manifest = "{\"scripts\": {\"start\": \"" + start + "\"}}";
    String text = "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm run build\n"
        + "EXPOSE 3000\nCMD [\"npm\", \"start\"]\n";
    assertThat(titles(text, Map.of("package.json", manifest))).hasSize(fixes);
    assertThat(titles(
            text,
            Map.of(
                "package.json",
                "{\"scripts\": {\"prestart\": \"" + start + "\", \"start\": \"node a.js\"}}")))
        .hasSize(fixes);
    boolean installs = start.startsWith("prisma generate");
    assertThat(titles(text.replace("run build", "install"), Map.of("package.json", manifest)))
        .as("nothing is built before")
        .hasSize(installs ? 0 : 1);
  }

  /** Puppeteer loads Chrome when it is installed. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RUN npm ci                                          | puppeteer      | ^24.0.0 | true",
        "RUN yarn                                            | puppeteer      | ^24.0.0 | true",
        "RUN npm ci                                          | puppeteer      | ^18.2.1 | false",
        "RUN npm ci                                          | puppeteer-core | ^24.0.0 | false",
        "RUN pnpm install                                    | puppeteer      | ^24.0.0 | false",
        "RUN npm ci --ignore-scripts                         | puppeteer      | ^24.0.0 | false",
        "ENV PUPPETEER_SKIP_DOWNLOAD=true~RUN npm ci         | puppeteer      | ^24.0.0 | false",
        "RUN apt-get update && apt-get install -y chromium~RUN npm ci | puppeteer | ^24.0.0 | false",
      })
  void puppeteerLoadsItsBrowserForRoot(
      String run, String dependency, String versions, boolean isRoots) {
    Finding finding = Iterables.getOnlyElement(RuleRun.findings(
        RULE,
        "FROM node:22\nWORKDIR /app\nCOPY . .\n" + run.replace('~', '\n')
            + "\nEXPOSE 8080\nCMD [\"node\", \"a.js\"]\n",
        Map.of(
            "package.json", "{\"dependencies\": {\"" + dependency + "\": \"" + versions + "\"}}")));
    assertThat(finding.message().contains("What puppeteer has installed is root's own"))
        .isEqualTo(isRoots);
    assertThat(finding.fixes().isEmpty()).isEqualTo(isRoots);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY pyproject.toml run.sh ./~RUN poetry install | poetry run serve | Poetry",
        "COPY . .~RUN poetry install                      | poetry run serve | ''",
        "COPY pyproject.toml poetry.* run.sh ./~RUN poetry install | poetry run serve | ''",
        "ENV POETRY_CACHE_DIR=/var/cache/poetry~COPY pyproject.toml run.sh ./~RUN poetry install | poetry run serve | ''",
        "COPY pyproject.toml run.sh ./~RUN mkdir .venv && poetry install | poetry run serve | ''",
        "COPY pyproject.toml run.sh ./~RUN poetry install | python /app/a.py | ''",
        "COPY . .~RUN pipenv install                      | pipenv run serve | Pipenv",
        "COPY . .~RUN pipenv install --system             | pipenv run serve | ''",
        "COPY . .~RUN hatch env create                    | hatch run serve  | Hatch",
      })
  void anEnvironmentInTheHomeOfRootIsEmptyForAnother(String build, String start, String made) {
    String text = "FROM python:3.13\nWORKDIR /app\n" + build.replace('~', '\n')
        + "\nEXPOSE 8080\nENTRYPOINT [\"/app/run.sh\"]\n";
    Map<String, String> files = Map.of(
        "pyproject.toml",
        "[project]\nname = \"a\"\n",
        "poetry.toml",
        "[virtualenvs]\nin-project = true\n",
        "run.sh",
        "#!/bin/sh\n" + start + "\n");
    Finding finding = Iterables.getOnlyElement(RuleRun.findings(RULE, text, files));
    if (made.isEmpty()) {
      assertThat(finding.message()).doesNotContain("environment");
    } else {
      assertThat(finding.message())
          .contains(" The environment of " + made
              + " is in root's home directory, so that another user gets an empty one: let that user make it, or make it in the"
              + " project with ");
      assertThat(finding.fixes()).isEmpty();
    }
  }

  @Test
  void anEnvironmentThatIsCopiedWithTheProjectIsThereForAll() {
    String text = """
        FROM python:3.13 AS build
        ENV %s
        WORKDIR /app
        COPY pyproject.toml ./
        RUN poetry install --no-root
        FROM python:3.13
        COPY --from=build /app /app
        WORKDIR /app
        RUN poetry install --only-root
        EXPOSE 8080
        CMD ["poetry", "run", "serve"]
        """;
    assertThat(RuleRun.findings(RULE, text.formatted("POETRY_VIRTUALENVS_IN_PROJECT=1")))
        .singleElement()
        .satisfies(finding -> assertThat(finding.message()).doesNotContain("environment"));
    assertThat(RuleRun.findings(RULE, text.formatted("A=1")))
        .singleElement()
        .satisfies(finding ->
            assertThat(finding.message()).contains(" The environment of Poetry is in root's"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "if [ $# -eq 0 ]; then echo nothing to run >&2; exit 1; fi | true",
        "echo starting                                             | true",
        "if [ $# -eq 0 ]; then set -- server; fi                   | false",
        "if [ $# -eq 0 ]; then exec server; fi                     | false",
      })
  void whatIsOnlyGivenItsProgramMayNameAPort(String line, boolean silent) {
    String text = "FROM debian:12\nEXPOSE 80\nCOPY go.sh /go.sh\nENTRYPOINT [\"/go.sh\"]\n";
    Map<String, String> files = Map.of("go.sh", "#!/bin/sh\nset -e\n" + line + "\nexec \"$@\"\n");
    assertThat(RuleRun.findings(RULE, text, files).isEmpty()).isEqualTo(silent);
    assertThat(RuleRun.findings(RULE, text + "CMD [\"server\"]\n", files)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CMD npm run dev",
        "CMD [\"npm\", \"run\", \"start:dev\"]",
        "CMD [\"npx\", \"nodemon\", \"main.js\"]",
        "CMD [\"air\", \"-c\", \".air.toml\"]",
        "CMD /go/bin/air",
        "ENTRYPOINT CompileDaemon -command=./app",
        "CMD [\"reflex\", \"-s\", \"--\", \"go\", \"run\", \".\"]",
        "CMD cargo watch -x run",
        "CMD [\"watchexec\", \"-r\", \"./app\"]",
        "CMD [\"yarn\", \"dev\"]",
        "CMD [\"uvicorn\", \"main:app\", \"--port\", \"8000\", \"--reload\"]",
        "CMD poetry run gunicorn --reload main:app",
        "CMD [\"python\", \"-m\", \"uvicorn\", \"main:app\", \"--reload\"]",
        "CMD [\"fastapi\", \"dev\", \"main.py\"]",
        "CMD [\"next\"]",
        "CMD ng serve --host 0.0.0.0",
        "CMD bundle exec jekyll serve --host 0.0.0.0 --watch",
        "CMD [\"poetry\", \"run\", \"mkdocs\", \"serve\"]",
        "CMD node --max-old-space-size=4096 node_modules/.bin/webpack-dev-server",
        "CMD [\"node\", \"./node_modules/vite/bin/vite.js\", \"--host\"]",
      })
  void aServerForDevelopmentIsNotDeployed(String command) {
    RuleRun.check(RULE, "FROM node:22\nWORKDIR /app\nCOPY . .\n" + command + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CMD [\"python\", \"manage.py\", \"runserver\"]              | volumes:~      - .:/app       | 0",
        "CMD ./manage.py migrate && ./manage.py runserver 0.0.0.0:80 | volumes:~      - .:/app       | 0",
        "CMD [\"poetry\", \"run\", \"django-admin\", \"runserver\"]    | volumes:~      - .:/app       | 0",
        "CMD [\"python\", \"manage.py\", \"runserver\"]              | ports: ['80:80']              | 1",
        "CMD [\"./app\", \"runserver\"]                            | volumes:~      - .:/app       | 1",
      })
  void theServerOfDjangoWatchesSourcesThatAreMounted(String start, String key, int findings) {
    assertThat(RuleRun.findings(
            RULE,
            "FROM node:22\nWORKDIR /app\nCOPY . .\n" + start + "\n",
            Map.of(
                "compose.yml",
                "services:\n  web:\n    build: .\n    " + key.replace('~', '\n') + "\n")))
        .hasSize(findings);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CMD [\"./app\", \"--reload\"]", "CMD [\"uvicorn\", \"main:app\"]"})
  void aServerOfItsOwnWithSuchAnOptionIs(String command) {
    assertThat(RuleRun.findings(RULE, "FROM node:22\nWORKDIR /app\nCOPY . .\n" + command + "\n"))
        .hasSize(1);
  }

  @Test
  void theScriptOfThePackageSaysWhatIsStarted() {
    String text = "FROM node:22\nWORKDIR /app\nCOPY . .\nCMD [\"npm\", \"start\"]\n";
    assertThat(RuleRun.findings(
            RULE,
            text,
            Map.of("package.json", "{\"scripts\": {\"start\": \"react-scripts start\"}}")))
        .isEmpty();
    assertThat(RuleRun.findings(
            RULE, text, Map.of("package.json", "{\"scripts\": {\"start\": \"node server.js\"}}")))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM team/spark-base:3\nCOPY app.jar /\nCMD [\"/app.jar\"]",
        "FROM team/base:3\nCOPY app.py /\nCMD [\"python3\", \"/app.py\"]",
        "FROM team/base:3\nCMD [\"/opt/hadoop/bin/hdfs\", \"namenode\"]",
        "FROM team/base:3\nCMD git daemon --export-all /srv && sync",
        "FROM team/base:3\nEXPOSE 80\nENTRYPOINT [\"/unread.sh\"]",
        "FROM team/base:3\nCOPY start.sh /\nEXPOSE 80\nENTRYPOINT [\"/start.sh\"]",
      })
  void aProgramThatAsksForTheNameOfItsUserGetsNoBareNumber(String text) {
    Map<String, String> files = Map.of("start.sh", "#!/bin/sh\ngit pull\nexec /server\n");
    assertThat(RuleRun.findings(RULE, text + "\n", files)).singleElement().satisfies(finding -> {
      assertThat(finding.message()).contains("Change to another user with USER");
      assertThat(finding.fixes()).isEmpty();
    });
  }

  @Test
  void aUserIsMadeByHandWhereNoProgramForItIsKnown() {
    assertThat(fixed("""
        FROM team/spark-base:3
        RUN microdnf install -y curl
        COPY app.jar /
        CMD ["/opt/spark/bin/spark-submit", "/app.jar"]
        """)).isEqualTo("""
        FROM team/spark-base:3
        RUN microdnf install -y curl
        RUN echo 'app:x:10001:' >> /etc/group \\
            && echo 'app:x:10001:10001::/home/app:/sbin/nologin' >> /etc/passwd \\
            && mkdir -p /home/app \\
            && chown 10001:10001 /home/app
        COPY app.jar /
        USER app
        CMD ["/opt/spark/bin/spark-submit", "/app.jar"]
        """);
  }

  @Test
  void noBareNumberIsOfferedBesideTheUserThatSuchAProgramGets() {
    String text = "FROM team/spark-base:3\nRUN apt-get update\nCMD [\"/app.jar\"]\n";
    assertThat(RuleRun.fixes(RULE, text))
        .containsOnlyKeys("Make the user app and run as it" + RIGHTS);
  }

  @Test
  void thePackageIsLookedForWhereTheContainerStarts() {
    String text = "FROM node:22\nCOPY package.json .\nCOPY . .\nCMD [\"npm\", \"start\"]\n";
    assertThat(RuleRun.findings(
            RULE,
            text,
            Map.of("package.json", "{\"scripts\": {\"start\": \"react-scripts start\"}}")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exec npm run dev -- --host 0.0.0.0",
        "npm install && npx vite --host",
        "nuxt dev",
        "cd /app\nexec flask run --debug",
      })
  void aScriptThatEndsWithAServerForDevelopmentIsNotDeployed(String last) {
    Map<String, String> files = Map.of("docker/start", "#!/bin/sh\nset -e\n" + last + "\n");
    for (String start : List.of(
        "COPY docker/start /usr/local/bin/start\nCMD [\"start\"]",
        "COPY docker/start /start\nENTRYPOINT [\"tini\", \"--\", \"/start\"]",
        "COPY docker/start /usr/local/bin/\nCOPY --from=build /out/ /usr/local/bin/\nCMD [\"start\"]",
        "COPY docker/start /start.sh\nCMD echo go && sh /start.sh")) {
      assertThat(RuleRun.findings(RULE, "FROM node:22\nWORKDIR /app\n" + start + "\n", files))
          .as(start)
          .isEmpty();
    }
  }

  @Test
  void aScriptThatMayStartSomethingElseIsDeployed() {
    Map<String, String> files = Map.of(
        "start.sh", "#!/bin/sh\nif [ -z $DEV ]; then exec node server.js; else npm run dev; fi\n");
    assertThat(RuleRun.findings(
            RULE, "FROM node:22\nCOPY start.sh /\nEXPOSE 8080\nCMD [\"/start.sh\"]\n", files))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY run.sh /run.sh\nCOPY app.conf /etc/supervisor/conf.d/",
        "COPY supervisord.conf /etc/supervisord.conf",
        "COPY app /etc/services.d/app",
        "COPY s6-rc.d /etc/s6-overlay/s6-rc.d",
        "CMD [\"/usr/sbin/sshd.pam\", \"-D\"]",
        "CMD [\"clamd\", \"--foreground\"]",
      })
  void whatBringsServicesForAManagerBeginsAsRoot(String instructions) {
    assertThat(RuleRun.findings(RULE, "FROM team/lamp:1\n" + instructions + "\n"))
        .isEmpty();
  }

  @Test
  void whatAScriptTidiesUpIsNoReasonForRoot() {
    Map<String, String> files = Map.of(
        "start.sh",
        "#!/bin/sh\nrm -rf /var/lib/server/tmp.*\nexec /usr/local/bin/server --listen :80\n");
    assertThat(RuleRun.findings(
            RULE,
            "FROM debian:12\nCOPY start.sh /start.sh\nEXPOSE 8080\nCMD [\"/start.sh\"]\n",
            files))
        .singleElement()
        .extracting(Finding::message)
        .asString()
        .doesNotContain("needs root");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "# This Dockerfile is intended for Development purposes only to use              | 0",
        "# For local development only!                                                  | 0",
        "# only for development                                                         | 0",
        "# Dockerfile used for development                                              | 0",
        "# Image for local development.                                                 | 0",
        "# for development                                                              | 0",
        "# Used for development and production                                          | 1",
        "# Can be used for development, too                                             | 1",
        "# This image is not used for development                                       | 1",
        "# Installs what is needed for development                                      | 1",
        "# The image is only meant for local testing.                                   | 0",
        "# -- DO NOT USE IN PRODUCTION! --                                              | 0",
        "# Never run this image in production                                           | 0",
        "# Used by `complement.sh`. Not suitable for production use.                    | 0",
        "# not for production                                                           | 0",
        "# Not a production image: what is missing is a user.                           | 0",
        "# NOT production-ready                                                         | 0",
        "# A dev-only image                                                             | 0",
        "# The stage of a server, not for production                                    | 0",
        "# Not for production: it has no TLS.                                           | 0",
        "# What is not in the production image is in the builder.                       | 1",
        "# dev-only dependencies                                                        | 1",
        "# A server for production, not only for development                            | 1",
        "# Dependencies for development are left out.                                   | 1",
        "# setting these ARGs (but not in final production image)                       | 1",
        "# Do not use until production ready.                                           | 1",
        "# The server                                                                   | 1",
      })
  void aCommentMaySayThatNobodyDeploysIt(String comment, int findings) {
    String rest = "FROM python:3.13\nEXPOSE 80\nCMD [\"python\", \"a.py\"]\n";
    assertThat(RuleRun.findings(RULE, "# A\n" + comment + "\n" + rest)).hasSize(findings);
    assertThat(RuleRun.findings(RULE, comment + "\n\n" + rest)).hasSize(findings);
    assertThat(RuleRun.findings(RULE, rest + comment + "\n")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "# This Dockerfile is for development only., 0",
    "# for development only, 1",
  })
  void ofSeveralStagesTheCommentHasToMeanTheFile(String comment, int findings) {
    String text = comment + "\nFROM python:3.13 AS dev\nRUN a\nFROM python:3.13\nEXPOSE 80\n"
        + "CMD [\"python\", \"a.py\"]\n";
    assertThat(RuleRun.findings(RULE, text)).hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // At the head of the file, and right above its first stage.
        "# For development only.~~FROM golang:1.27 AS build  |                        |                   | 0",
        "# The build stage, not for production~~FROM golang:1.27 AS build |           |                   | 1",
        "# For development only.~~FROM golang:1.27 AS dev    |                        |                   | 1",
        "# For development only.~FROM golang:1.27 AS build   |                        |                   | 0",
        "# For development only.~FROM golang:1.27 AS dev     |                        |                   | 1",
        "# A.~# Not a production image: it serves~# samples~~FROM golang:1.27 AS build | |                | 0",
        "# It shows a.~#~# This image runs as root by design.~~FROM golang:1.27 AS build | |              | 0",
        // Above the stage, above what it starts, and above what it installs.
        "FROM golang:1.27 AS build | # Not for production.~           |                                   | 0",
        "FROM golang:1.27 AS build | # Not for production: no TLS.~# A server~ |                          | 0",
        "FROM golang:1.27 AS build | # Has to run as root, see below.~ |                                  | 0",
        "FROM golang:1.27 AS build |                                  | # For development only~           | 0",
        "FROM golang:1.27 AS build |                                  | # For development only~RUN apk add vim~ | 1",
        "FROM golang:1.27 AS build |                                  | # It is missing a non-root user.~ | 0",
        "FROM golang:1.27 AS build |                                  | # For development only~ENTRYPOINT [\"/x\"]~ | 0",
        // Anywhere in the stage, or in the file where it is meant for another linter.
        "FROM golang:1.27 AS build |                                  | # It has to run as root.~RUN apk add vim~ | 0",
        "FROM golang:1.27 AS build~# It has to run as root.~RUN a |   |                                   | 1",
        "FROM golang:1.27 AS build~# checkov:skip=CKV_DOCKER_3~RUN a | |                                  | 0",
      })
  void aCommentMeansTheImageAboveWhichItStands(
      String head, String stage, String command, int findings) {
    String text = head + "~RUN go build -o /x ." + "~" + Objects.toString(stage, "")
        + "FROM alpine:3.22~COPY --from=build /x /x~EXPOSE 8080~" + Objects.toString(command, "")
        + "CMD [\"/x\"]~";
    assertThat(RuleRun.findings(RULE, text.replace('~', '\n'))).hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "# No USER: it needs root to write to the shared volumes. | 0",
        "# Requires root access                                   | 0",
        "# Root is needed for the devices of the host.            | 0",
        "# apt needs root                                         | 1",
        "# It doesn't require root access.                        | 1",
      })
  void aCommentMaySayWhatNeedsRoot(String comment, int findings) {
    String end = "EXPOSE 8080\nCMD [\"python\", \"a.py\"]\n";
    assertThat(RuleRun.findings(RULE, "FROM python:3.13\n" + comment + "\n" + end))
        .hasSize(findings);
    assertThat(RuleRun.findings(RULE, comment + "\nFROM python:3.13\n" + end)).hasSize(findings);
    assertThat(RuleRun.findings(RULE, "FROM python:3.13\n" + comment + "\nRUN a\n" + end))
        .hasSize(1);
    assertThat(RuleRun.findings(RULE, "FROM python:3.13\n" + comment + "\nCOPY a b\n" + end))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN useradd tester && echo 'tester:secret' | chpasswd",
        "RUN useradd tester\nRUN echo \"root:a\\ntester:secret\" | chpasswd",
        "RUN useradd tester && echo \"$WHO:$SECRET\" | chpasswd",
        "RUN useradd -p \"$(openssl passwd -1 secret)\" tester",
        "RUN useradd tester && yes secret | passwd tester",
        "RUN useradd tester && usermod --password abc tester",
      })
  void whoHasAPasswordLogsIn(String run) {
    String rest = "\nEXPOSE 80\nCMD [\"server\"]\n";
    assertThat(RuleRun.findings(RULE, "FROM team/hub\n" + run + rest)).isEmpty();
    assertThat(RuleRun.findings(RULE, "FROM python:3.13\n" + run + rest))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.message()).doesNotContain("tester");
          assertThat(one.fixes()).isEmpty();
        });
    String other = "FROM python:3.13\n" + run + "\nRUN useradd app" + rest;
    assertThat(RuleRun.findings(RULE, other))
        .singleElement()
        .satisfies(one -> assertThat(one.message()).contains("the user app is made"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN useradd app && echo 'root:secret' | chpasswd",
        "RUN useradd app && passwd -l app",
        "RUN useradd -p '*' app",
        "RUN useradd app && echo 'myapp:secret' | chpasswd",
      })
  void whoHasNoPasswordDoesNot(String run) {
    assertThat(RuleRun.findings(RULE, "FROM team/hub\n" + run + "\nEXPOSE 80\nCMD [\"server\"]\n"))
        .singleElement()
        .satisfies(one -> assertThat(one.message()).contains("the user app is made"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CMD /start.sh                              | exec server                              | false",
        "CMD /start.sh                              | mkdir -p /srv/data/x                     | true",
        "CMD [\"/start.sh\"]                        | echo a > /srv/data/b                     | true",
        "CMD [\"sh\", \"/start.sh\"]                | echo a > /srv/data/b                     | true",
        "CMD /start.sh                              | dockerize -template $A:/srv/data/b.yaml  | true",
        "CMD [\"server\"]                           | echo a > /srv/data/b                     | false",
        "CMD /wait.sh                               | echo a > /srv/data/b                     | true",
      })
  void theEntrypointMayRunTheScriptOfTheCommand(String cmd, String line, boolean gives) {
    String text = "FROM python:3.13\nCOPY *.sh /\nEXPOSE 8000\nENTRYPOINT [\"/entrypoint.sh\"]\n"
        + cmd + "\n";
    Map<String, String> files = Map.of(
        "entrypoint.sh",
        "#!/bin/sh\nexport A=/b\nexec \"$@\"\n",
        "wait.sh",
        "#!/bin/sh\nexec /start.sh\n",
        "start.sh",
        "#!/bin/sh\nset -e\n" + line + "\nexec server\n");
    assertThat(RuleRun.findings(RULE, text, files))
        .singleElement()
        .satisfies(one -> assertThat(one.message().contains("/srv/data")).isEqualTo(gives));
  }

  @Test
  void theScriptOfTheCommandMayChangeTheUser() {
    String text =
        "FROM python:3.13\nCOPY *.sh /\nEXPOSE 8000\nENTRYPOINT [\"/entrypoint.sh\"]\nCMD /start.sh\n";
    Map<String, String> files = Map.of(
        "entrypoint.sh",
        "#!/bin/sh\nexec \"$@\"\n",
        "start.sh",
        "#!/bin/sh\nexec gosu app server\n");
    assertThat(RuleRun.findings(RULE, text, files)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "rm -f /myapp/tmp/pids/server.pid, false",
    "rm -f /app/tmp/pids/server.pid, true",
    "rm -f /var/cache/app/server.pid, true",
    "echo a > /myapp/tmp/pids/server.pid, true",
  })
  void whatAScriptTidiesUpWhereNothingIsNeedsNoFolder(String line, boolean gives) {
    String text =
        "FROM python:3.13\nWORKDIR /app\nCOPY a ./\nCOPY start.sh /\nEXPOSE 8000\nCMD [\"/start.sh\"]\n";
    Map<String, String> files = Map.of("start.sh", "#!/bin/sh\n" + line + "\nexec server\n");
    assertThat(RuleRun.findings(RULE, text, files))
        .singleElement()
        .satisfies(one -> assertThat(one.message().contains("Give /")).isEqualTo(gives));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Tools, as far as nothing says otherwise.
        "FROM scratch\nCOPY --from=b /gizmo /usr/bin/gizmo\nENTRYPOINT [\"/usr/bin/gizmo\"]",
        "FROM python:3.13\nCOPY . .\nRUN pip install .\nENTRYPOINT [\"gizmo\"]",
        "FROM debian\nCOPY a.py /a.py\nWORKDIR /workspace\nENTRYPOINT [\"/a.py\"]",
        "FROM alpine\nCOPY --from=b /drone-gizmo /\nENTRYPOINT [\"/drone-gizmo\"]\nCMD [\"--help\"]",
        // Tasks.
        "FROM python\nCMD make html",
        "FROM python\nCOPY . /bench\nENTRYPOINT [\"python\", \"run_benchmark.py\"]",
        "FROM python\nCMD [\"python\", \"train.py\"]",
        "FROM eclipse-temurin\nCMD [\"./gradlew\", \"assembleDebug\"]",
        "FROM alpine\nCOPY plugins /plugins\nCMD [\"cp\", \"-r\", \"/plugins\", \"/shared\"]",
        "FROM alpine\nCOPY plugins /plugins\nCMD cp -r /plugins/* /shared/",
        "FROM debian\nCMD mkdir -p /a && echo started",
        "FROM debian\nCMD [\"/opt/session-init\"]",
        "FROM debian\nCOPY compileAll.sh /\nENTRYPOINT [\"/compileAll.sh\"]",
        "FROM ubuntu\nCMD echo Building && bin/protogen && cd cli && python3 setup.py build",
        "FROM python\nRUN pip install gizmo\nCMD echo built",
        "FROM node:22\nCMD [\"zip\", \"-r\", \"proxy-api.zip\", \"proxy-api\"]",
        "FROM alpine\nEXPOSE 80\nCOPY --from=b /gizmo-cli /bin/\nENTRYPOINT [\"gizmo-cli\"]",
        "FROM debian\nRUN mkdir /all && chmod -R a+w /all\nENTRYPOINT [\"/all/menu.sh\"]\nCMD []",
        // Notebooks, windows, prompts and idle containers.
        "FROM python\nEXPOSE 8888\nCMD [\"jupyter\", \"lab\", \"--ip=0.0.0.0\", \"--allow-root\"]",
        "FROM debian\nENV DISPLAY=:0\nCMD [\"viewer\"]",
        "FROM debian\nCMD [\"msfconsole\"]",
        "FROM debian\nCMD while true; do sleep 1000; done",
        // Nothing to start.
        "FROM registry.access.redhat.com/ubi9\nRUN touch /etc/testfile",
        "FROM team/base:1\nRUN apt-get update\nEXPOSE 80",
        "FROM node:22\nWORKDIR /app\nVOLUME /app",
        "FROM elixir\nCMD [\"elixir\"]",
        "FROM team/base:1\nCOPY a /a\nENTRYPOINT [\"/tini\", \"--\"]",
        "FROM team/base:1-onbuild\nCOPY a /a\nEXPOSE 80\nCMD [\"a\"]",
        // What runs on somebody's graphics card, with data from where it runs.
        "FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\nCOPY . .\nCMD [\"python3\", \"main.py\"]",
        "FROM pytorch/pytorch:2.3.0\nCOPY . .\nENTRYPOINT [\"python\", \"main.py\"]",
        // Whose user others set.
        "FROM python:3.13\nRUN pip install awslambdaric\nCOPY a.py .\nENTRYPOINT [\"python\", \"-m\", \"awslambdaric\"]\nCMD [\"a.h\"]",
        "FROM python:3.13\nCOPY --from=public.ecr.aws/awsguru/aws-lambda-adapter:1 /a /opt/\nCOPY . .\nCMD [\"python\", \"a.py\"]",
        "FROM node:22\nCOPY --from=team/web-adapter:1 /adapter /opt/extensions/adapter\nEXPOSE 3000\nCMD [\"node\", \"a.js\"]",
        "FROM node:22\nENV AWS_LWA_PORT=3000\nEXPOSE 3000\nCMD [\"node\", \"a.js\"]",
        "FROM python:3.13\nWORKDIR /var/task\nCOPY a.py .\nEXPOSE 3000\nCMD [\"python\", \"a.py\"]",
        "FROM python:3.13\nCOPY a.py /opt/ml/code/a.py\nENTRYPOINT [\"python\", \"/opt/ml/code/a.py\"]",
        "FROM ubuntu\nENV AGENT_ALLOW_RUNASROOT=true\nCOPY start.sh .\nEXPOSE 1\nENTRYPOINT [\"./start.sh\"]",
        "FROM team/jvm_container_lambda:1\nCOPY a.jar /\nENTRYPOINT [\"/usr/bin/java\", \"Main\"]",
        "FROM team/java:1\nCOPY a.jar /\nENTRYPOINT [\"java\", \"com.amazonaws.services.lambda.runtime.api.client.AWSLambda\"]\nCMD [\"A::b\"]",
        "FROM team/app:1\nCOPY a /a\nENV PUID=1000 PGID=1000\nEXPOSE 80",
        "FROM mirror.example.com/hub/linuxserver/nginx\nCOPY a /config/www\nEXPOSE 80",
        "FROM debian\nCMD [\"mpirun\", \"--allow-run-as-root\", \"./a\"]",
        "FROM team/base:1\nRUN sudo chmod a+x /a\nCMD [\"a\"]",
        // What begins as root.
        "FROM debian\nEXPOSE 80\nCMD [\"lighttpd\", \"-D\"]",
        "FROM debian\nEXPOSE 8000\nCMD rserver && jupyterhub",
        "FROM alpine\nEXPOSE 6432\nENTRYPOINT [\"/usr/bin/pgbouncer\", \"-u\", \"nobody\", \"/etc/pgbouncer.ini\"]",
        "FROM debian\nRUN apt-get install -y supervisor\nEXPOSE 80\nCMD [\"/start.sh\"]",
        "FROM debian\nRUN apt-get install -y samba\nEXPOSE 445\nCMD [\"/start.sh\"]",
        "FROM python\nRUN printf '[program:a]' > /etc/supervisor/conf.d/a.conf\nEXPOSE 80\nCMD [\"/start.sh\"]",
        "FROM phusion/baseimage\nADD config/service /etc/service\nCMD [\"/a\"]",
        "FROM ubuntu\nRUN printf '#!/bin/sh\\n/usr/sbin/logrotate -v /etc/l.conf\\n' > /go.sh\nHEALTHCHECK CMD x\nCMD [\"/go.sh\"]",
        // Devices.
        "FROM python\nRUN pip install pyserial\nCOPY a.py .\nCMD [\"python\", \"a.py\"]",
        "FROM debian\nRUN apt-get install -y qemu-system-x86\nCMD [\"qemu-system-x86_64\"]",
        // Servers for who writes the program.
        "FROM python\nCOPY . .\nEXPOSE 8000\nCMD ./start-dev.sh",
        "FROM php:8.4-cli\nCOPY . .\nCMD [\"php\", \"-t\", \"/srv\", \"-S\", \"0.0.0.0:80\"]",
        "FROM node:22\nCOPY . .\nCMD [\"netlify\", \"dev\"]",
        "FROM python\nEXPOSE 8000\nCMD [\"mkdocs\", \"serve\", \"-a\", \"0.0.0.0:8000\"]",
      })
  void nothingIsSaidWhereAnotherUserIsOfNoUseOrOfHarm(String text) {
    assertThat(RuleRun.findings(RULE, text + "\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Packages and archives give data and logs to a user of their own, or to root.
        "FROM ubuntu:22.04\nRUN apt-get update && apt-get install -y redis-server\nEXPOSE 6379\nCMD [\"redis-server\"]",
        "FROM fedora\nRUN dnf install -y store\nCOPY a.properties /etc/store/\nCMD store-start /etc/store/a.properties",
        "FROM eclipse-temurin:21\nRUN curl -L https://example.com/a.tgz | tar xz -C /opt\nEXPOSE 1\nCMD [\"/opt/a/bin/a\"]",
        // What compiles at start writes beside the sources what the build has made as root.
        "FROM rust\nWORKDIR /app\nCOPY . .\nCMD [\"cargo\", \"run\"]",
        "FROM mcr.microsoft.com/dotnet/sdk:8.0\nWORKDIR /app\nCOPY . .\nCMD [\"dotnet\", \"run\"]",
        "FROM node:22\nWORKDIR /app\nCOPY . .\nCMD npm run build && npm start",
        "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN uv sync\nCMD [\"uv\", \"run\", \"python\", \"a.py\"]",
        "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN poetry install\nCMD poetry run serve",
        "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pipenv install\nCMD [\"pipenv\", \"run\", \"serve\"]",
        "FROM ubuntu\nWORKDIR /opt/steamcmd\nRUN wget https://example.com/steamcmd.tgz && tar xzf steamcmd.tgz\nCOPY a.bin /\nCMD [\"/a.bin\"]",
        // So does what a RUN has made for it to fill.
        "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN echo '{}' > data.json\nCMD [\"node\", \"a.js\"]",
        "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN touch app.db\nCMD [\"node\", \"a.js\"]",
      })
  void noEditIsOfferedWhereOtherFilesThanTheProgramsMatter(String text) {
    assertThat(RuleRun.findings(RULE, text + "\n"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.fixes()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM debian:12\nRUN apt-get install -y curl\nCOPY server /usr/local/bin/\nCMD [\"server\"]",
        "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN uv sync\nCMD [\"uv\", \"run\", \"--no-sync\", \"python\", \"a.py\"]",
        "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN poetry config virtualenvs.create false\nRUN poetry install\nCMD poetry run serve",
        "FROM python:3.13\nENV POETRY_VIRTUALENVS_IN_PROJECT=1\nWORKDIR /app\nCOPY . .\nRUN poetry install\nCMD poetry run serve",
        "FROM debian:12\nRUN apt-get install -y curl\nCOPY app.jar /\nCMD [\"java\", \"-jar\", \"/app.jar\"]",
        "FROM golang\nWORKDIR /app\nCOPY . .\nRUN apt-get update && go build -o main\nCMD [\"./main\"]",
        "FROM mcr.microsoft.com/dotnet/aspnet:8.0\nWORKDIR /app\nCOPY . .\nCMD [\"dotnet\", \"a.dll\"]",
      })
  void anEditIsOfferedForThePlainCases(String text) {
    assertThat(RuleRun.fixes(RULE, text + "\n")).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "config/application.rb | /app/log, /app/tmp",
        "artisan               | /app/bootstrap/cache, /app/storage",
        "symfony.lock          | /app/var",
      })
  void aFrameworkWritesBesideTheProgramWhatItsBuildMayHaveMade(String file, String folders) {
    Finding finding = Iterables.getOnlyElement(RuleRun.findings(
        RULE,
        "FROM debian:12\nWORKDIR /app\nCOPY . .\nCMD [\"bin/serve\", \"--port=80\"]\n",
        Map.of(file, "x")));
    assertThat(finding.message()).contains("Give " + folders + " to that user");
    assertThat(finding.fixes()).isEmpty();
  }

  @Test
  void aScriptIsFoundThatARunMovesOutOfAFolder() {
    assertThat(RuleRun.findings(
            RULE,
            "FROM team/base:1\nCOPY image/ /tmp/docker/\nRUN cp -R /tmp/docker/opt /opt\nEXPOSE 1\n"
                + "ENTRYPOINT [\"/opt/bin/main.sh\"]\n",
            Map.of(
                "image/opt/bin/main.sh", "#!/bin/sh\nsu admin -c 'sh /home/admin/restart.sh'\n")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "#!/bin/sh\\nexec \"$@\" | [\"/opt/db-init\"] | true",
        "#!/bin/sh\\nexec \"$@\" | [\"node\", \"server.js\"] | false",
      })
  void theCommandThatTheScriptRunsMayBeATask(String script, String command, boolean silent) {
    assertThat(RuleRun.findings(
            RULE,
            "FROM node:22\nCOPY go.sh /\nENTRYPOINT [\"/go.sh\"]\nCMD " + command + "\n",
            Map.of("go.sh", script.replace("\\n", "\n"))))
        .hasSize(silent ? 0 : 1);
  }

  @Test
  void whatTheArgumentsNameForDataIsGiven() {
    assertThat(
            RuleRun.fixes(
                RULE,
                "FROM python:3.13\nCOPY a.py /\nCMD [\"python\", \"/a.py\", \"-l\", \"/logs\", \"--jobs=/queue/jobs\", \"-c\", \"/a/b\"]\n"))
        .containsOnlyKeys("Make the user app, give it /logs, /queue/jobs, and run as it" + RIGHTS);
  }

  @Test
  void aScriptThatIsCalledMayStartWhatBeginsAsRoot() {
    assertThat(RuleRun.findings(
            RULE,
            "FROM debian\nCOPY scripts /usr/bin/\nEXPOSE 80\nCMD [\"go.sh\"]\n",
            Map.of(
                "scripts/go.sh", "#!/bin/sh\nset-up.sh\nserve\n",
                "scripts/set-up.sh", "#!/bin/sh\nkrb5kdc\n")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"go.sh, true", "other.sh, false"})
  void aScriptIsLookedForWhereTheShellGoes(String file, boolean isRead) {
    Finding finding = Iterables.getOnlyElement(RuleRun.findings(
        RULE,
        "FROM node:22\nCOPY . /app\nEXPOSE 3000\nCMD cd /app/bin && sh go.sh\n",
        Map.of("bin/" + file, "#!/bin/sh\nexec node a.js\n")));
    assertThat(finding.message().startsWith("Unless go.sh changes")).isEqualTo(!isRead);
  }

  @Test
  void aUserThatIsGivenFilesWithItsOwnGroupIsUsed() {
    assertThat(fixed("FROM debian:12\nCOPY a /a\nRUN chown admin: -R /a\nCMD [\"/a\"]\n"))
        .contains("\nUSER admin\n");
  }

  @ParameterizedTest
  @CsvSource({
    "nodriver, chromium, true",
    "zendriver==0.5, chromium, true",
    "playwright, chromium, false",
    "nodriver, curl, false"
  })
  void chromeNeedsItsSandboxWhereALibraryTurnsItOffForRootOnly(
      String requirement, String installed, boolean told) {
    String text = """
        FROM python:3.13-slim
        RUN apt-get update && apt-get install -y --no-install-recommends %s && rm -rf /var/lib/apt/lists/*
        WORKDIR /app
        COPY requirements.txt .
        RUN pip install --no-cache-dir -r requirements.txt
        COPY scrape.py .
        EXPOSE 8080
        CMD ["python", "scrape.py"]
        """.formatted(installed);
    Finding finding = Iterables.getOnlyElement(RuleRun.findings(
        RULE, text, Map.of("requirements.txt", requirement + "\n", "scrape.py", "serve()\n")));
    assertThat(finding.message().contains("Start Chrome with --no-sandbox then"))
        .isEqualTo(told);
    assertThat(finding.fixes().isEmpty()).isEqualTo(told);
  }

  @Test
  void chromedpTurnsItOffForRootOnly() {
    String text = """
        FROM golang:1.27 AS build
        COPY . .
        RUN CGO_ENABLED=0 go build -o /out/shots .
        FROM debian:13-slim
        RUN apt-get update && apt-get install -y --no-install-recommends chromium && rm -rf /var/lib/apt/lists/*
        COPY --from=build /out/shots /usr/local/bin/
        EXPOSE 8080
        CMD ["shots"]
        """;
    Finding finding = Iterables.getOnlyElement(RuleRun.findings(
        RULE, text, Map.of("go.mod", "require github.com/chromedp/chromedp v0.14.1\n")));
    assertThat(finding.message()).contains("chromedp does it by itself for root only");
    assertThat(finding.fixes()).isEmpty();
  }

  @Test
  void whatGoesOnFromATargetStaysRoots() {
    String text = """
        FROM node:22-alpine AS prod
        COPY server.js /usr/local/lib/
        CMD ["node", "/usr/local/lib/server.js"]

        FROM prod AS dev
        RUN apk add --no-cache git

        FROM prod AS test
        USER root
        RUN apk add --no-cache make

        FROM prod AS debug
        COPY tools /usr/local/lib/tools
        """;
    assertThat(RuleRun.fixes(RULE, text))
        .containsExactly(Map.entry(
            "Run as node, if the program needs no other rights; root stays the user of dev", """
            FROM node:22-alpine AS prod
            COPY server.js /usr/local/lib/
            USER node
            CMD ["node", "/usr/local/lib/server.js"]

            FROM prod AS dev
            USER root
            RUN apk add --no-cache git

            FROM prod AS test
            USER root
            RUN apk add --no-cache make

            FROM prod AS debug
            COPY tools /usr/local/lib/tools
            """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "concurrently 'npx tsc --watch' 'nodemon -q dist/server.js' | true",
        "concurrently npm:serve npm:look                  | true",
        "concurrently -k 'npm run serve' 'npm run look'   | true",
        "npm-run-all --parallel serve 'watch:*'           | true",
        "npm-run-all -p look:*                            | true",
        "run-p serve all                                  | true",
        "npm-watch                                        | true",
        "acme-scripts webpack-dev-server --progress       | true",
        "dotenv -e .env -- acme-scripts webpack serve     | true",
        "acme-scripts build-and-serve                     | false",
        "node node_modules/vite/bin/vite.js preview       | false",
        "concurrently 'node a.js' 'node b.js'             | false",
        "concurrently npm:serve                           | false",
        "run-s serve same                                 | false",
        "npm run same && ng serve --host 0.0.0.0          | true",
        "npm run same && npm run look                     | true",
        "tsc && node a.js                                 | false",
        "next build && next start                         | false",
      })
  void whatWatchesTheSourcesMayBeOneOfSeveral(String start, boolean watches) {
    String text = "FROM node:22\nWORKDIR /app\nCOPY . .\nCMD [\"npm\", \"start\"]\n";
    String manifest = """
        {"scripts": {"start": "%s", "serve": "node a.js", "look": "nodemon a.js", "look:a": "tsc -w", "all": "run-p look",
        "same": "run-s same"}}""".formatted(start);
    assertThat(RuleRun.findings(RULE, text, Map.of("package.json", manifest)))
        .hasSize(watches ? 0 : 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bash -c \"npm-watch\"",
        "[\"npx\", \"concurrently\", \"node a.js\", \"nodemon b.js\"]",
        "concurrently \"node a.js\" \"nodemon b.js\"",
      })
  void soItMayBeInTheDockerfile(String command) {
    assertThat(RuleRun.findings(RULE, "FROM node:22\nCOPY . /a\nCMD " + command + "\n"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nosemgrep: dockerfile.security.missing-user.missing-user | true",
        "checkov:skip=CKV_DOCKER_3:it mounts                      | true",
        "trivy:ignore:DS002                                       | true",
        "trivy:ignore:AVD-DS-0002                                 | true",
        "hadolint ignore=DL3008,DL3002                            | true",
        "The master starts as root, its workers don't.            | false",
        "The master starts as root, its workers as nginx.         | true",
        "It has to run as root to see the other processes.        | true",
        "As root, because the volume belongs to root              | true",
        "What is missing is a non-root user.                      | true",
        "FIXME: missing non-root user                             | false",
        "TODO: the container runs as root                         | false",
        "Make a user, so that it is not as root because of that   | false",
        "hadolint ignore=DL3008                                   | false",
        "nosemgrep: other-rule                                    | false",
      })
  void aCommentSaysThatRootIsMeant(String comment, boolean meant) {
    String text = "FROM node:22\nCOPY . /a\n# " + comment + "\nCMD [\"node\", \"/a/b.js\"]\n";
    assertThat(RuleRun.findings(RULE, text)).hasSize(meant ? 0 : 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/a /b /c /d    | /a, /b, /c, /d to that user",
        "/a /b /c /d /e | /a, /b, /c and 2 more to that user",
      })
  void oneMoreDirectoryIsNamed(String volumes, String said) {
    String text = "FROM node:22\nCOPY . /x\nVOLUME " + volumes + "\nCMD [\"node\", \"/x/b.js\"]\n";
    assertThat(Iterables.getOnlyElement(RuleRun.findings(RULE, text)).message()).contains(said);
  }

  @Test
  void aReasonIsThatOfItsStage() {
    assertThat(RuleRun.findings(RULE, """
            FROM node:22 AS build
            # npm has to run as root here.
            RUN npm ci
            FROM node:22
            COPY --from=build /a /a
            CMD ["node", "/a/b.js"]
            """)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY site /usr/share/nginx/html | does without root, on port 8080.",
        "COPY --from=build / / | does without root.",
        "COPY templates /etc/nginx/templates | does without root, once its configuration names a port such as 8080.",
        "COPY nginx/default.conf /etc/nginx/conf.d/ | does without root, once its configuration names a port such as 8080.",
        "COPY site.conf /etc/nginx/conf.d/default.conf~RUN sed -i 's/listen 80/listen 8080/' /etc/nginx/conf.d/default.conf | does without root.",
        "COPY mime.types /etc/nginx/ | does without root.",
        "RUN echo 'server { listen 80; }' >/etc/nginx/conf.d/default.conf | does without root, once its configuration names a port that isn't below 1024.",
        "RUN echo 'server { listen 8080; }' >/etc/nginx/conf.d/default.conf | does without root.",
        "RUN sed -i 's/listen 80/listen 8080/' /etc/nginx/conf.d/default.conf | does without root.",
      })
  void nginxWithoutRootListensElsewhere(String line, String said) {
    String text = "FROM nginx:1.29\n" + line.replace('~', '\n') + "\n";
    assertThat(Iterables.getOnlyElement(RuleRun.findings(RULE, text)).message()).contains(said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dotnet-ef migrations add a && dotnet-ef database update",
        "[\"dotnet\", \"ef\", \"database\", \"update\"]",
        "alembic upgrade head && flyway migrate",
        "[\"python\", \"-m\", \"shop.db.run_migrations\"]",
        "java -cp 'lib/*' org.flywaydb.commandline.Main migrate",
        "[\"npx\", \"db-migrate\", \"up\", \"--config\", \"./database.js\"]",
        "uv run alembic upgrade head",
        "migrate -path /a -database $URL up",
        "tail -f >> /dev/null",
        "nebula -config /a",
        "python fake_oauth.py",
        "[\"/srv/mock-mailer\"]",
        "[\"npx\", \"prisma\", \"migrate\", \"deploy\"]",
        "[\"poetry\", \"run\", \"jupyter\", \"lab\", \"--allow-root\"]",
        "[\"tini\", \"-g\", \"--\", \"conda\", \"run\", \"--no-capture-output\", \"-n\", \"a\", \"jupyter-lab\", \"--allow-root\"]",
        "uv run python",
      })
  void migrationsEndAndNotebooksAreForOne(String command) {
    String from = "FROM acme/tools AS a\nFROM debian:13\nCOPY . /a\nCMD ";
    assertThat(RuleRun.findings(RULE, from + command + "\n")).isEmpty();
    assertThat(RuleRun.findings(RULE, from + "alembic upgrade head && gunicorn a\n"))
        .hasSize(1);
    assertThat(RuleRun.findings(RULE, from + "poetry run gunicorn a\n")).hasSize(1);
    assertThat(RuleRun.findings(RULE, from + "python app.py --data mock_data\n"))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ENV ASPNETCORE_URLS=http://+:5000~EXPOSE 80 443~CMD dotnet a.dll | ''",
        "EXPOSE 80~CMD ASPNETCORE_URLS=http://*:$PORT dotnet a.dll        | ''",
        "EXPOSE 80~CMD [\"dotnet\", \"a.dll\", \"--urls\", \"http://*:5000\"] | ''",
        "EXPOSE 5000~CMD dotnet a.dll --urls=http://*:81                  | Port 81 is below 1024",
        "EXPOSE 80~CMD dotnet a.dll                                       | Port 80 is below 1024",
      })
  void theAddressesOfAServerSayMoreThanItsPorts(String instructions, String said) {
    String text = "FROM mcr.microsoft.com/dotnet/aspnet:8.0\nCOPY a /a\n"
        + instructions.replace('~', '\n') + "\n";
    String message = Iterables.getOnlyElement(RuleRun.findings(RULE, text)).message();
    assertThat(message).contains(said);
    assertThat(message.contains("below 1024")).isEqualTo(!said.isEmpty());
  }

  @Test
  void whatGitIsToldForRootIsNotToldToOthers() {
    String text =
        "FROM python:3.13\nRUN git config --global user.name A\nCOPY a /a\nEXPOSE 80\nCMD [\"/a\"]\n";
    Finding finding = Iterables.getOnlyElement(RuleRun.findings(RULE, text));
    assertThat(finding.message())
        .endsWith(
            " What git config --global sets is root's own: set it with --system if the program calls Git.");
    assertThat(finding.fixes()).isEmpty();
    String build = text.replace("user.name", "url.a.insteadOf");
    assertThat(RuleRun.fixes(RULE, build)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "rm /etc/nginx/conf.d/default.conf, false",
    "echo 'upstream a { server b; }' > /etc/nginx/conf.d/a.conf, false",
    "rm -rf /usr/share/nginx/html/*, true",
    "apk add bash, true",
    "chown nginx /etc/nginx/nginx.conf, true",
    "rm -rf ./*, true",
  })
  void nginxSaysThatItsBuildNeedsRootWhereItDoes(String run, boolean said) {
    String text = "FROM nginx:1.29\nRUN " + run + "\n";
    assertThat(Iterables.getOnlyElement(RuleRun.findings(RULE, text))
            .message()
            .contains("must stand behind USER root"))
        .isEqualTo(said);
  }

  @ParameterizedTest
  @CsvSource({
    "db/migration/Dockerfile, false, 0",
    "data-migrator/Dockerfile, false, 0",
    "docker/Dockerfile.migrate, false, 0",
    "src/Shop.Migrations/Dockerfile, false, 0",
    "src/ShopDbMigrator/Dockerfile, false, 0",
    "src/Shop.DbUp/Dockerfile, false, 0",
    "src/ShopMigration.Api/Dockerfile, false, 1",
    "docker/db-migrations.Dockerfile, false, 0",
    "db/migration/Dockerfile, true, 1",
    "db/Dockerfile, false, 1",
    "migrations/db/Dockerfile, false, 1",
  })
  void migrationsEnd(String path, boolean listens, int findings) {
    String text =
        "FROM golang:1.27\nCOPY . /a\n" + (listens ? "EXPOSE 80\n" : "") + "CMD [\"/a/main\"]\n";
    List<Finding> found = new ArrayList<>();
    RULE.check(
        new Subject(
            SemanticModel.of(Dockerfile.parse(text)),
            new EmbeddedImages(),
            SourceReport.NOTHING,
            FileName.of("file:///shop/" + path, "file:///shop")),
        found::add);
    assertThat(found).hasSize(findings);
  }

  @Test
  void theScriptInCodeForAShellIsNamed() {
    RuleRun.check(RULE, """
        FROM python:3.13
        #    ^^^^^^^^^^^ Unless /usr/bin/gpu-entrypoint.sh changes to another user, the container runs as root
        COPY a /a
        EXPOSE 8000
        ENTRYPOINT ["bash", "-c", "if [ -x /usr/bin/gpu-entrypoint.sh ]; then exec /usr/bin/gpu-entrypoint.sh \\"$@\\"; fi", "--"]
        CMD ["python", "/a/b.py"]
        """);
  }

  @ParameterizedTest
  @CsvSource({
    "source \"$HERE/../common/base.sh\", false",
    ". ./base.sh, true",
    "source $NVM_DIR/nvm.sh, true",
    ". ~/.nvm/nvm.sh, true",
    "source .venv/bin/activate, true",
  })
  void nobodyKnowsWhatAScriptWritesThatIncludesOthers(String line, boolean isKnown) {
    Map<String, String> files =
        Map.of("start.sh", "#!/bin/bash\n" + line + "\nexec node a.js\n", "base.sh", "A=1\n");
    String text =
        "FROM node:22\nWORKDIR /app\nCOPY . .\nEXPOSE 3000\nENTRYPOINT [\"/app/start.sh\"]\n";
    Finding finding = Iterables.getOnlyElement(RuleRun.findings(RULE, text, files));
    assertThat(finding.fixes()).hasSize(isKnown ? 1 : 0);
    assertThat(finding.message().contains("what start.sh writes")).isEqualTo(!isKnown);
  }
}

package dev.plimsoll.lint.rules.reproducibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.context.ContextPath;
import dev.plimsoll.context.FileName;
import dev.plimsoll.context.SourceReport;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.RuleRun;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.syntax.Dockerfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules base-image-untagged and base-image-latest. */
class BaseImageTagTest {

  private static final Rule UNTAGGED = new BaseImageUntagged();
  private static final Rule LATEST = new BaseImageLatest();

  @Test
  void basesWithoutTagAreReported() {
    RuleRun.check(UNTAGGED, """
        ARG IMAGE=debian
        ARG SUFFIX=-x
        FROM node AS a
        #    ^^^^ node has no tag
        FROM --platform=linux/amd64 registry.example.com:5000/team/img AS b
        #                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ registry.example.com:5000/team/img has no tag
        FROM $IMAGE
        #    ^^^^^^ debian has no tag
        FROM team/img${SUFFIX}
        #    ^^^^^^^^^^^^^^^^^ team/img-x has no tag
        FROM ${UNDECLARED:-alpine}
        #    ^^^^^^^^^^^^^^^^^^^^^ alpine has no tag
        FROM a
        COPY --from=busybox /bin/sh /
        #           ^^^^^^^ busybox has no tag, so the build takes whatever was published last. Add the tag of a version.
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM scratch",
        "FROM node:20",
        "FROM host:5000/img:1",
        "FROM a AS b\nFROM b",
        "ARG X\nFROM $X",
        "ARG X\nFROM img$X",
        "FROM img${X:+-y}",
        "FROM a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
      })
  void whatIsNoUntaggedImageIsLeftAlone(String text) {
    assertThat(RuleRun.findings(UNTAGGED, text.replace("FROM a ", "FROM a:1 ") + "\n"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY --from=docker.io/acme/uv:latest /uv /bin/           | 1",
        "COPY --from=acme/uv /uv /bin/                            | 1",
        "RUN --mount=from=acme/uv:latest,target=/uv /uv/uv sync   | 1",
        "COPY --from=acme/uv:1 /uv /bin/                          | 0",
        "COPY --from=acme/uv:nightly /uv /bin/                    | 0",
        "COPY --from=build /uv /bin/                              | 0",
        "COPY --from=debian:latest /etc/ssl/certs /etc/ssl/certs  | 0",
        "COPY --from=debian:latest /etc/ssl/certs /bin/sh /       | 1",
        "COPY --from=local/uv:latest /uv /bin/                    | 0",
        "COPY --from=uv:latest /uv /bin/                          | 0",
        "COPY --from=acme/own:latest /uv /bin/                    | 0",
        "COPY --from=acme/other:latest /uv /bin/                  | 0",
        "COPY --from=acme/uv:latest@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef / / | 0",
      })
  void imagesThatAreCopiedFromHaveVersionsAsWell(String line, int findings) {
    String text = "FROM scratch AS build\nFROM debian:13\n" + line + "\n";
    Map<String, String> files =
        Map.of(ContextPath.buildOf("acme/own"), "", ContextPath.replacementOf("acme/other"), "");
    assertThat(RuleRun.findings(LATEST, text, files).size()
            + RuleRun.findings(UNTAGGED, text, files).size())
        .isEqualTo(findings);
  }

  @Test
  void anImageThatIsCopiedFromIsReportedOnce() {
    assertThat(RuleRun.findings(
            LATEST,
            "FROM debian:13\nCOPY --from=acme/uv:latest /uv /bin/\nFROM debian:13\n"
                + "COPY --from=acme/uv:latest /uvx /bin/\nCOPY --from=acme/b:latest /b /bin/\n"))
        .extracting(one -> one.related().size())
        .containsExactly(1, 0);
    String once = "FROM debian:13\nCOPY --from=composer:latest /usr/bin/composer /bin/\n";
    assertThat(RuleRun.fixes(LATEST, once)).isNotEmpty();
    assertThat(RuleRun.fixes(LATEST, once + once.replace("/bin/\n", "/opt/\n")))
        .as("one of two would be another image")
        .isEmpty();
  }

  @Test
  void tagsThatMoveAreReported() {
    RuleRun.check(LATEST, """
        ARG TAG=latest
        #       ^^^^^^ team/img:latest is whatever was published last
        FROM node:latest AS a
        #    ^^^^^^^^^^^ node:latest is whatever was published last
        FROM team/img:${TAG}
        FROM team/img:${TAG}
        FROM team/img:${OTHER:-latest}
        #    ^^^^^^^^^^^^^^^^^^^^^^^^^ team/img:latest is
        FROM alpine:edge
        #    ^^^^^^^^^^^ alpine:edge follows development and may change every day. Use the tag of a release, or pin its digest.
        FROM alpine:latest-dev
        #    ^^^^^^^^^^^^^^^^^ alpine:latest-dev is another version after each release
        FROM node:lts-alpine
        #    ^^^^^^^^^^^^^^^ node:lts-alpine is another version
        FROM a
        COPY --from=busybox:latest /bin/sh /
        #           ^^^^^^^^^^^^^^ busybox:latest is whatever was published last. Use the tag of a version.
        """);
  }

  @Test
  void aNamespaceAndATagThatAreBothGivenAreLeftAlone() {
    assertThat(RuleRun.findings(LATEST, "ARG O=team\nARG V=latest\nFROM ${O}/base:${V}\n"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "latest,",
    "stable, INFORMATION",
    "lts, INFORMATION",
    "edge, INFORMATION",
    "nightly, INFORMATION",
    "current, INFORMATION",
    "main, INFORMATION",
    "rolling, INFORMATION",
  })
  void onlyLatestIsAWarning(String tag, Severity severity) {
    assertThat(RuleRun.findings(LATEST, "FROM team/x:" + tag + "\n"))
        .extracting(Finding::severity)
        .containsExactly(severity);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "python:alpine",
        "node:slim",
        "nginx:alpine",
        "nginx:alpine-slim",
        "nginx:alpine-perl",
        "rabbitmq:management-alpine",
        "rabbitmq:management",
        "php:fpm-alpine",
        "php:apache-bookworm",
        "wordpress:cli",
        "docker:dind",
        "golang:alpine3.23",
        "docker.io/library/node:bookworm-slim",
        "debian:sid-slim",
        "debian:testing",
      })
  void aVariantIsNoVersion(String image) {
    assertThat(RuleRun.findings(LATEST, "FROM " + image + "\n"))
        .extracting(Finding::severity)
        .containsExactly(Severity.INFORMATION);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "python:3-alpine",
        "team/python:alpine",
        "debian:bookworm-slim",
        "ubuntu:noble",
        "node:iron-alpine",
        "node:krypton-slim",
        "buildpack-deps:sid",
        "debian:sid-20260803-slim",
        "eclipse-temurin:21-alpine",
        "alpine:3.22",
        "team/img:22.04-latest",
        "team/img:v2-latest",
        "lukemathwalker/cargo-chef:latest-rust-1.95",
        "team/img:nightly-2026-01-05",
        "team/img:stable-2.4",
      })
  void aNameThatMayBeAVersionIsLeftAlone(String image) {
    assertThat(RuleRun.findings(LATEST, "FROM " + image + "\n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"nginx:alpine3.18-slim, 0", "nginx:alpine-slim, 1"})
  void theTagOfAnEndedDistributionMovesNoMore(String image, int findings) {
    assertThat(RuleRun.findings(LATEST, "FROM " + image + "\n")).hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource({
    "# node:latest is deliberate, 0",
    "# Always the newest tag: on purpose, 0",
    "# Deliberately without a user, 1",
    "# TODO pin node; intentional for now, 1",
  })
  void isSilentAboutWhatIsDeliberate(String comment, int findings) {
    for (String from : List.of("FROM node", "FROM node:latest", "ARG V=latest\nFROM node:${V}")) {
      String text = comment + "\n" + from + "\n";
      int all = RuleRun.findings(new BaseImageUntagged(), text).size()
          + RuleRun.findings(new BaseImageLatest(), text).size();
      assertThat(all).as(text).isEqualTo(findings);
    }
  }

  @ParameterizedTest
  @CsvSource({"node, 1", "node:latest, 1", "${N}:latest, 1", "${N}:${V}, 0", "node:${V}, 0"})
  void hadolintReadsNoCommentsAndNoVariables(String image, int findings) {
    String text = "ARG N=node\nARG V=latest\n# the newest tag is deliberate\nFROM " + image + "\n";
    assertThat(RuleRun.findings(UNTAGGED, Profile.HADOLINT, text).size()
            + RuleRun.findings(LATEST, Profile.HADOLINT, text).size())
        .isEqualTo(findings);
  }

  @Test
  void aVariantThatACommentDecidesAgainstIsNotOffered() {
    assertThat(RuleRun.fixes(LATEST, "# not alpine, which has musl\nFROM node:lts\n"))
        .containsOnlyKeys("Use node:24", "Use node:24-slim");
    assertThat(RuleRun.fixes(LATEST, "# full image, slim lacks git\nFROM node:lts\n"))
        .containsOnlyKeys("Use node:24");
    assertThat(RuleRun.fixes(LATEST, "# slim, not the full image\nFROM node:lts-slim\n"))
        .containsOnlyKeys("Use node:24-slim");
  }

  @Test
  void theSameVariantOfTheVersionIsOffered() {
    assertThat(RuleRun.fixes(LATEST, "FROM node:alpine\n"))
        .containsExactly(Map.entry("Use node:26-alpine", "FROM node:26-alpine\n"));
    assertThat(RuleRun.fixes(LATEST, "FROM node:lts-slim\n"))
        .containsExactly(Map.entry("Use node:24-slim", "FROM node:24-slim\n"));
    assertThat(RuleRun.fixes(LATEST, "FROM node:current-slim\n"))
        .containsOnlyKeys("Use node:26-slim");
    assertThat(RuleRun.fixes(LATEST, "FROM nginx:alpine\n"))
        .containsOnlyKeys("Use nginx:1.31-alpine");
    assertThat(RuleRun.fixes(LATEST, "FROM nginx:mainline-alpine-slim\n"))
        .containsOnlyKeys("Use nginx:1.31-alpine-slim");
    assertThat(RuleRun.fixes(LATEST, "FROM rust:slim-bookworm\n"))
        .containsOnlyKeys("Use rust:1.98-slim-bookworm");
    assertThat(RuleRun.fixes(LATEST, "FROM golang:alpine3.24\n"))
        .containsOnlyKeys("Use golang:1.27-alpine3.24");
    assertThat(RuleRun.fixes(LATEST, "FROM rabbitmq:management-alpine\n"))
        .containsOnlyKeys("Use rabbitmq:4-management-alpine");
  }

  @Test
  void theVersionThatIsMeantIsOfferedWithItsVariants() {
    assertThat(RuleRun.fixes(UNTAGGED, "FROM  node  AS a\r\n"))
        .containsExactly(
            Map.entry("Use node:26", "FROM  node:26  AS a\r\n"),
            Map.entry("Use node:26-slim", "FROM  node:26-slim  AS a\r\n"),
            Map.entry("Use node:26-alpine", "FROM  node:26-alpine  AS a\r\n"));
    assertThat(RuleRun.fixes(LATEST, "from docker.io/library/fedora:latest\n"))
        .containsExactly(Map.entry("Use fedora:44", "from docker.io/library/fedora:44\n"));
    assertThat(RuleRun.fixes(LATEST, "FROM node:latest\nRUN corepack enable\n")).isEmpty();
    assertThat(
            RuleRun.fixes(LATEST, "FROM node:latest\nRUN npm i -g corepack && corepack enable\n"))
        .isNotEmpty();
    assertThat(RuleRun.fixes(LATEST, "FROM node:lts\n")).containsKeys("Use node:24");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      rust:latest   | cargo build --release         | debian:bookworm-slim            | rust:1.98-bookworm
      rust          | cargo build --release         | debian:12-slim                  | rust:1.98-bookworm
      golang:latest | go build -o /a                | gcr.io/distroless/base-debian12 | golang:1.27-bookworm
      golang:latest | CGO_ENABLED=0 go build -o /a  | debian:bookworm-slim            | golang:1.27, golang:1.27-alpine
      debian:latest | make                          | debian:bookworm-slim            |
      rust:latest   | cargo build --release         | debian:stable-slim              | rust:1.98, rust:1.98-slim, rust:1.98-alpine
      rust:alpine   | cargo build --release         | debian:bookworm-slim            | rust:1.98-alpine
      """)
  void whatIsBuiltThereRunsOnTheReleaseOfAnotherStage(
      String image, String build, String runner, @Nullable String offered) {
    String text = "FROM " + image + " AS build\nRUN " + build + "\nFROM " + runner
        + "\nCOPY --from=build /a /a\nCMD [\"/a\"]\n";
    Rule rule = image.contains(":") ? LATEST : UNTAGGED;
    List<String> titles = offered == null
        ? List.of()
        : Arrays.stream(offered.split(", ")).map(one -> "Use " + one).toList();
    assertThat(RuleRun.fixes(rule, text).keySet()).containsExactlyElementsOf(titles);
  }

  @ParameterizedTest
  @CsvSource({
    "rust:latest, cargo install sqlx-cli, false",
    "rust:latest, apt-get install -y libsqlite3-dev && cargo install sqlx-cli, false",
    "rust:latest, apt-get install -y libssl-dev pkg-config && cargo install sqlx-cli, true",
    "rust:latest, cargo install --path ., true",
    "rust:latest, cargo install cargo-chef, true",
    "python:latest, pip install psycopg2, false",
    "python:latest, pip install flask, true",
  })
  void aSmallerVariantLacksWhatIsCompiledWith(String image, String run, boolean offered) {
    String text = "FROM " + image + "\nRUN " + run + "\nCMD [\"a\"]\n";
    assertThat(RuleRun.fixes(LATEST, text).keySet().stream()
            .anyMatch(title -> title.contains("-slim")))
        .isEqualTo(offered);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      node:latest   | RUN git clone https://a.example/b  | node:26
      node:latest   | RUN ./get.sh                       | node:26
      node:latest   | CMD ["bash", "get.sh"]             | node:26
      node:latest   | RUN ./user.sh                      | node:26, node:26-slim
      node:latest   | CMD ["sh", "yarn.sh"]              |
      node:latest   | RUN unzip a.zip                    | node:26, node:26-alpine
      node:latest   | RUN npm ci                         | node:26, node:26-slim, node:26-alpine
      golang:latest | RUN ./user.sh                      | golang:1.27
      golang:latest | RUN wget https://a.example/b       | golang:1.27, golang:1.27-alpine
      """)
  void nothingIsOfferedThatLacksWhatIsRun(String image, String line, @Nullable String offered) {
    String text = "FROM " + image + "\nWORKDIR /a\nCOPY . .\n" + line + "\n";
    Map<String, String> files = Map.of(
        "get.sh", "#!/bin/sh\ngit clone https://a.example/b\n",
        "user.sh", "#!/bin/sh\nuseradd app\n",
        "yarn.sh", "exec yarn start\n");
    assertThat(RuleRun.fixes(LATEST, text, files).keySet())
        .containsExactlyElementsOf(
            offered == null
                ? List.of()
                : Arrays.stream(offered.split(", ")).map(one -> "Use " + one).toList());
  }

  @Test
  void theDefaultOfAnArgIsChangedWhereItDecidesAlone() {
    assertThat(RuleRun.fixes(LATEST, "ARG TAG=latest\nFROM alpine:${TAG}\n"))
        .containsExactly(Map.entry("Use alpine:3.24", "ARG TAG=3.24\nFROM alpine:${TAG}\n"));
    assertThat(RuleRun.fixes(LATEST, "ARG IMG=alpine:latest\nFROM $IMG\n"))
        .containsExactly(Map.entry("Use alpine:3.24", "ARG IMG=alpine:3.24\nFROM $IMG\n"));
    assertThat(RuleRun.findings(LATEST, "ARG TAG=latest\nFROM alpine:$TAG\nFROM node:$TAG\n"))
        .hasSize(2)
        .allMatch(finding -> finding.fixes().isEmpty());
    assertThat(RuleRun.fixes(LATEST, "ARG A=lat\nFROM alpine:${A}est\n")).isEmpty();
    assertThat(RuleRun.fixes(UNTAGGED, "ARG A=pine\nFROM al$A\n")).isEmpty();
  }

  @Test
  void theOtherPlaceIsRelated() {
    Finding tag =
        RuleRun.findings(LATEST, "ARG TAG=latest\nFROM alpine:${TAG}\n").get(0);
    assertThat(tag.range().start()).isEqualTo("ARG TAG=".length());
    assertThat(tag.related())
        .extracting(related -> related.range().start())
        .containsExactly("ARG TAG=latest\nFROM ".length());
    assertThat(
            RuleRun.findings(UNTAGGED, "ARG IMAGE=alpine\nFROM $IMAGE\n").get(0).related())
        .extracting(related -> related.range().start())
        .containsExactly("ARG IMAGE=".length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tensorflow/serving:latest-devel",
        "team/img:gpu-latest",
        "team/img:latest-py3",
        "jenkins/jenkins:lts-jdk21",
        "rustlang/rust:nightly-slim",
        "fedora:rawhide",
        "debian:unstable-slim",
      })
  void aWordOfATagMayMove(String image) {
    assertThat(RuleRun.findings(LATEST, "FROM " + image + "\n"))
        .extracting(Finding::severity)
        .containsExactly(Severity.INFORMATION);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cgr.dev/chainguard/static:latest | No tag of it names a version. Pin its digest.",
        "quay.io/prometheus/busybox-linux-amd64:latest | No tag of it names a version. Pin its digest.",
        "gcr.io/distroless/nodejs24-debian12 | No tag of it names a version. Pin its digest.",
        "gcr.io/distroless/cc | Use an image of one release, such as gcr.io/distroless/cc-debian13, or pin its digest.",
        "debian:sid | Use the tag of a release, or pin its digest.",
        "rustlang/rust:nightly | No tag of it names a version. Pin its digest.",
        "rustlang/rust:nightly-bookworm-slim | No tag of it names a version. Pin its digest.",
        "swiftlang/swift:nightly-noble | No tag of it names a version. Pin its digest.",
        "gcr.io/oss-fuzz-base/base-builder | No tag of it names a version. Pin its digest.",
        "bitnami/redis:latest | No tag of it names a version. Pin its digest.",
      })
  void theAdviceCanBeFollowed(String image, String advice) {
    Rule rule = image.contains(":") ? LATEST : UNTAGGED;
    assertThat(RuleRun.findings(rule, "FROM " + image + "\n"))
        .allMatch(finding -> finding.message().endsWith(advice))
        .extracting(Finding::severity)
        .containsExactly(Severity.INFORMATION);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "elasticsearch",
        "docker.elastic.co/beats/filebeat",
        "nvidia/cuda:latest",
        "mcr.microsoft.com/windows/servercore:latest"
      })
  void someMakersPublishNoLatest(String image) {
    Rule rule = image.contains(":") ? LATEST : UNTAGGED;
    assertThat(RuleRun.findings(rule, "FROM " + image + "\n")).singleElement().satisfies(one -> {
      assertThat(one.message()).contains(" has no tag latest, so the build fails.");
      assertThat(one.severity()).isNull();
    });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "registry.access.redhat.com/ubi9/ubi-minimal:latest",
        "registry.access.redhat.com/ubi8",
        "redhat/ubi9:latest"
      })
  void itIsLessWhereTheNameSaysTheRelease(String image) {
    Rule rule = image.contains(":") ? LATEST : UNTAGGED;
    assertThat(RuleRun.findings(rule, "FROM " + image + "\n"))
        .extracting(Finding::severity)
        .containsExactly(Severity.INFORMATION);
  }

  @ParameterizedTest
  @CsvSource({
    "golang:1.26-trixie, debian13",
    "golang:1.25-bookworm, debian12",
    "debian:12, debian12",
    "golang:1.26, debian13",
    "golang:1.25-bullseye, debian13",
  })
  void theReleaseIsTheOneThatProgramsAreBuiltOn(String builder, String release) {
    String text = "FROM " + builder + " AS b\nRUN make\nFROM gcr.io/distroless/cc:latest\n"
        + "COPY --from=b /go/bin/app /\n";
    assertThat(RuleRun.findings(LATEST, text))
        .extracting(Finding::message)
        .singleElement()
        .asString()
        .contains("such as gcr.io/distroless/cc-" + release + ",");
  }

  @ParameterizedTest
  @ValueSource(strings = {"team/app", "registry.example.com/node"})
  void nothingIsOfferedForImagesThatAreNotKnown(String image) {
    assertThat(RuleRun.fixes(UNTAGGED, "FROM " + image + "\n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ARG O=team\\nFROM ${O}/base:latest               | INFORMATION",
        "ARG V=latest\\nFROM team/base:${V}             | INFORMATION",
        "ARG V=latest\\nFROM node:${V}                  |",
        "FROM team/base:latest                        |",
      })
  void whoBuildsAFamilyOfImagesGivesTheirTag(String file, Severity severity) {
    assertThat(RuleRun.findings(LATEST, file.replace("\\n", "\n") + "\n"))
        .singleElement()
        .extracting(Finding::severity)
        .isEqualTo(severity);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "debian_custom:latest",
        "debian_custom",
        "local/c7-systemd",
        "localhost/base:latest",
        "localhost:5000/team/base",
        "team/base:latest",
        "ghcr.io/team/base",
      })
  void whatIsBuiltOnTheMachineHasTheTagThatItWasGiven(String image) {
    Map<String, String> builds = Map.of(
        "image:team/base", "", "image:ghcr.io/team/base", "", "image:localhost:5000/team/base", "");
    for (Rule rule : new Rule[] {UNTAGGED, LATEST}) {
      assertThat(RuleRun.findings(rule, "FROM " + image + "\n", builds)).isEmpty();
    }
  }

  @Test
  void aBaseThatAnArgumentNamesIsInformation() {
    assertThat(RuleRun.findings(UNTAGGED, "ARG BASE=team/base\nFROM $BASE\n"))
        .extracting(Finding::severity)
        .containsExactly(Severity.INFORMATION);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM java:alpine",
        "FROM centos:latest",
        "FROM centos",
        "FROM openjdk",
        "FROM alpine:latest AS user\nRUN adduser -D app\nFROM scratch\nCOPY --from=user /etc/passwd /etc/\nCOPY --from=user /bin/false /bin/",
        "FROM alpine AS keys\nFROM scratch\nCOPY --from=keys /etc/apt/sources.list.d/cuda.list /etc/apt/sources.list.d/",
        "FROM alpine AS keys\nFROM scratch\nCOPY --from=keys /usr/share/keyrings/cuda.gpg /usr/share/keyrings/",
        "FROM alpine AS certs\nFROM scratch\nCOPY --from=certs /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/",
        "FROM alpine AS page\nCOPY page.html /page.html\nFROM scratch\nCOPY --from=page /page.html /",
        "FROM alpine:latest AS files\nCOPY . /src\nFROM scratch\nCOPY --from=files /src/a /src/b.* /\nCOPY --from=files /src /c",
        "FROM busybox AS files\nWORKDIR /files\nCOPY a.txt ./\nFROM scratch\nCOPY --from=files /files/a.txt /",
      })
  void noVersionIsMissedOfWhatIsRetiredOrGivesOnlyData(String text) {
    assertThat(RuleRun.findings(LATEST, text + "\n")).isEmpty();
    assertThat(RuleRun.findings(UNTAGGED, text + "\n")).isEmpty();
  }

  @Test
  void aVersionIsMissedOfAStageThatGivesAProgramToo() {
    String text =
        "FROM alpine:latest AS user\nFROM scratch\nCOPY --from=user /etc/passwd /bin/sh /\n";
    assertThat(RuleRun.findings(LATEST, text)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY a /a\nRUN sort /a > /b\nFROM scratch\nCOPY --from=files /a /",
        "COPY a /usr/bin/a\nFROM scratch\nCOPY --from=files /usr/bin /",
        "COPY a /etc/\nFROM scratch\nCOPY --from=files /etc/hosts.allow /",
        "COPY a /a\nFROM scratch\nCOPY --from=files /a /bin/sh /",
        "COPY a /a\nFROM scratch\nCOPY --from=files / /",
        "COPY a /a\nFROM files\nCOPY --from=files /a /",
        "COPY a /a\nCMD [\"cat\", \"/a\"]",
        "COPY . /\nFROM scratch\nCOPY --from=files /a /",
      })
  void aVersionIsMissedOfAStageThatGivesMoreThanItGot(String lines) {
    assertThat(RuleRun.findings(LATEST, "FROM alpine:latest AS files\n" + lines + "\n"))
        .hasSize(1);
  }

  @Test
  void theProjectSaysWhichImageIsMeant() {
    Rule rule = new BaseImageUntagged();
    String own = "ARG BASE=team/base\nFROM $BASE\n";
    assertThat(RuleRun.findings(rule, "FROM alpine\n", Map.of("context:alpine", "")))
        .isEmpty();
    assertThat(RuleRun.findings(rule, "FROM alpine\n", Map.of("context:other", "")))
        .hasSize(1);
    assertThat(RuleRun.findings(rule, own, Map.of())).hasSize(1);
    assertThat(RuleRun.findings(rule, own, Map.of("arg:BASE", ""))).isEmpty();
    assertThat(RuleRun.findings(rule, "ARG BASE=alpine\nFROM $BASE\n", Map.of("arg:BASE", "")))
        .hasSize(1);
  }

  @Test
  void noVariantOfAnotherDistributionIsOfferedWherePackagesAreInstalled() {
    for (Rule rule : List.of(new BaseImageLatest(), new BaseImageUntagged())) {
      String from = rule instanceof BaseImageLatest ? "FROM node:latest\n" : "FROM node\n";
      assertThat(RuleRun.fixes(rule, from + "RUN npm ci\n").keySet())
          .anyMatch(title -> title.endsWith("-alpine"));
      assertThat(RuleRun.fixes(rule, from + "RUN apt-get update && apt-get install -y a\n")
              .keySet())
          .isNotEmpty()
          .noneMatch(title -> title.endsWith("-alpine"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "node,              ${VERSION},   WARNING,     INFORMATION",
    "node,              ${OTHER},     WARNING,     WARNING",
    "node,              latest,       WARNING,     WARNING",
    "team/$NAME,        $VERSION,     INFORMATION,",
    "team/$NAME,        ${OTHER},     INFORMATION, INFORMATION",
    "team/image,        ${VERSION},   INFORMATION, INFORMATION",
  })
  void aDefaultTagMattersLessWhereTheProjectGivesAnother(
      String image, String tag, Severity alone, @Nullable Severity given) {
    String text = "ARG NAME=a\nARG VERSION=latest\nARG OTHER=latest\nFROM " + image + ":" + tag
        + "\nCMD [\"a\"]\n";
    assertThat(RuleRun.findings(LATEST, text))
        .singleElement()
        .satisfies(one -> assertThat(severity(one)).isEqualTo(alone));
    List<Finding> found = RuleRun.findings(LATEST, text, Map.of("arg:VERSION", ""));
    assertThat(found).hasSize(given == null ? 0 : 1);
    assertThat(found).allSatisfy(one -> assertThat(severity(one)).isEqualTo(given));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      ARG I="team/$NAME:$VERSION"        | $I              | true
      ARG I=team/image:${VERSION}        | ${I}            | true
      ARG V=$VERSION                     | team/$NAME:$V   | true
      ARG I=team/image:$OTHER            | $I              | false
      ARG I=team/image:v$VERSION         | team/x:latest   | false
      ARG I=team/$VERSION:latest         | $I              | false
      """)
  void soItDoesByWayOfAnotherDefault(String arg, String image, boolean silent) {
    String text = "ARG NAME=a\nARG VERSION=latest\nARG OTHER=latest\n" + arg + "\nFROM " + image
        + "\nCMD [\"a\"]\n";
    assertThat(RuleRun.findings(LATEST, text)).hasSize(1);
    assertThat(RuleRun.findings(LATEST, text, Map.of("arg:VERSION", ""))).hasSize(silent ? 0 : 1);
  }

  private static Severity severity(Finding finding) {
    return finding.severity() == null ? LATEST.info().severity() : finding.severity();
  }

  @ParameterizedTest
  @CsvSource({
    "testdata/server/Dockerfile, true",
    "pkg/build/testdata/a/b/c/Dockerfile, true",
    "bench/cases/floating-tag/Dockerfile, true",
    "tests/corpus/Dockerfile, true",
    "support/cases/Dockerfile, false",
    "bench/Dockerfile, false",
    "ui/__fixtures__/Dockerfile, true",
    "test/fixtures/web/Dockerfile, true",
    "test/web/Dockerfile, false",
    "server/Dockerfile, false",
  })
  void whatTestsReadStaysAsItIs(String path, boolean silent) {
    List<Finding> found = new ArrayList<>();
    UNTAGGED.check(
        new Subject(
            SemanticModel.of(Dockerfile.parse("FROM httpd\nCMD [\"a\"]\n")),
            new EmbeddedImages(),
            SourceReport.NOTHING,
            FileName.of("file:///testdata/shop/" + path, "file:///testdata/shop")),
        found::add);
    assertThat(found.isEmpty()).isEqualTo(silent);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY . .                               | openssl-sys         | false",
        "COPY . .                               | openssl-sys,openssl-src | true",
        "COPY . .                               | serde               | true",
        "COPY . .                               | pq-sys              | false",
        "COPY . .~RUN apt-get install -y libssl-dev | openssl-sys     | true",
        "COPY app-dev .                         | openssl-sys         | false",
      })
  void variantsOfRustThatLackALibraryAreNotOffered(String lines, String crates, boolean offered) {
    StringBuilder lock = new StringBuilder("version = 4\n");
    for (String crate : crates.split(",")) {
      lock.append("\n[[package]]\nname = \"" + crate + "\"\nversion = \"0.9.1\"\n");
    }
    for (String image : List.of("rust", "rust:latest")) {
      String text =
          "FROM " + image + " AS build\n" + lines.replace('~', '\n') + "\nRUN cargo build\n";
      Rule rule = image.equals("rust") ? UNTAGGED : LATEST;
      Map<String, String> files = Map.of("Cargo.lock", lock.toString());
      assertThat(RuleRun.fixes(rule, text, files).keySet())
          .anyMatch(title -> title.matches("Use rust:[\\d.]+"))
          .matches(titles -> titles.stream().anyMatch(title -> title.contains("-")) == offered);
    }
  }

  @Test
  void aLockfileInAFolderThatIsCopiedCounts() {
    String text = "FROM rust AS build\nCOPY api/Cargo.lock api/Cargo.toml ./\nRUN cargo build\n";
    Map<String, String> files =
        Map.of("api/Cargo.lock", "[[package]]\nname = \"openssl-sys\"\nversion = \"1\"\n");
    assertThat(RuleRun.fixes(UNTAGGED, text, files)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "archlinux:latest, pacman -Sy --noconfirm git, true",
    "base/archlinux:latest, pacman -Sy --noconfirm git, true",
    "gentoo/stage3:latest, emerge git, true",
    "opensuse/tumbleweed:latest, zypper install -y git, true",
    "archlinux:latest, make, false",
    "debian:latest, apt-get install -y git, false",
  })
  void whereThereAreNoReleasesAnOldImageInstallsNothing(
      String image, String command, boolean pedantic) {
    assertThat(RuleRun.findings(LATEST, "FROM " + image + "\nRUN " + command + "\n"))
        .singleElement()
        .matches(one -> one.isPedantic() == pedantic);
  }
}

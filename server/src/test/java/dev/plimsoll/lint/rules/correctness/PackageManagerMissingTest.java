package dev.plimsoll.lint.rules.correctness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.context.ContextPath;
import dev.plimsoll.lint.rules.RuleRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackageManagerMissingTest {

  private static final PackageManagerMissing RULE = new PackageManagerMissing();

  @Test
  void theFirstOfAStageIsReported() {
    RuleRun.check(RULE, """
        FROM node:24-alpine AS build
        RUN apt-get update && apt-get install -y git
        #   ^^^^^^^ The image node:24-alpine has no apt-get: the build fails here. It has apk, for which
        RUN apt-get install -y make
        FROM build
        RUN yum install -y a
        #   ^^^ has no yum
        FROM mysql:8
        RUN apt-get update
        #   ^^^^^^^ The image mysql:8 has no apt-get: the build fails here. It has microdnf, for which
        """);
  }

  @ParameterizedTest
  @CsvSource({
    "debian:13, apk add a, 1",
    "debian:13, apk add a && apk del apk-tools, 1",
    "debian:13, apt-get install -y apk-tools && apk add a, 0",
    "ubuntu:24.04, dnf install -y a, 1",
    "python:3.13, apk add a, 1",
    "alpine:3.22, apt install -y a, 1",
    "alpine:3.22, microdnf install a, 1",
    "rockylinux:9, apt-get update, 1",
    "fedora:42, apk add a, 1",
    "fedora:42, dnf install -y a, 0",
    "centos:7, yum install -y a, 0",
    "debian:13, apt-get update, 0",
    "alpine:3.22, apk add a, 0",
    "mysql:8.0.20, apt-get update, 0",
    "mysql:5.6, apt-get update, 0",
    "wordpress:cli, apk add a, 0",
    "openjdk:17, apt-get update, 1",
    "openjdk:16-jdk, apt-get update, 1",
    "openjdk:12-jdk-oracle, apt-get update, 1",
    "openjdk:16-ea-5-jdk, apt-get update, 0",
    "openjdk:17-jdk, dnf install -y a, 0",
    "openjdk:17-jdk-slim, apt-get update, 0",
    "openjdk:17-jdk-buster, apt-get update, 0",
    "openjdk:11, apt-get update, 0",
    "openjdk:8-alpine, apt-get update, 1",
    "openjdk, apt-get update, 0",
    "maven:3.8-openjdk-17, apt-get update, 1",
    "maven:3.6.3-jdk-13, apt-get update, 1",
    "maven:3.8-openjdk-17-slim, apt-get update, 0",
    "maven:3.6-jdk-11, apt-get update, 0",
    "maven:3.9-eclipse-temurin-21, apt-get update, 0",
    "team/image, apt-get update, 0",
    "bitnami/redis, apk add a, 0",
    "mcr.microsoft.com/dotnet/sdk:8.0, apk add a, 0",
  })
  void eachDistributionHasItsOwn(String image, String run, int findings) {
    assertThat(RuleRun.findings(RULE, "FROM " + image + "\nRUN " + run + "\n")).hasSize(findings);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN apt-get update || true",
        "RUN apt-get update; true",
        "RUN apt-get update | cat",
        "RUN if command -v apt-get; then apt-get update; fi",
        "RUN command -v apt-get && apt-get update",
        "RUN which apt-get && apt-get update",
        "RUN [ -x /usr/bin/apt-get ] && apt-get update",
        "RUN <<EOF\napt-get update\ntrue\nEOF",
        "RUN chroot /target apt-get update",
        "RUN apk add dpkg apt\nRUN apt-get update",
        "COPY --from=debian:13 / /\nRUN apt-get update",
        "COPY --from=tools /apt-get /usr/local/bin/\nRUN apt-get update",
        "COPY rootfs/ /\nRUN apt-get update",
        "RUN echo apt-get update",
      })
  void nothingIsSaidWhereItMayBeThereOrMayFail(String lines) {
    assertThat(RuleRun.findings(RULE, "FROM alpine:3.22\n" + lines + "\n")).isEmpty();
  }

  @Test
  void whatIsCopiedLaterIsNotThereYet() {
    assertThat(RuleRun.findings(
            RULE, "FROM python:3.7-slim-stretch\nRUN apk add curl\nADD ./ /\nRUN id\n"))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "mysql:5.7, yum",
    "mysql:5.7-oracle, yum",
    "mysql:8.4, microdnf",
    "mysql, microdnf",
    "centos:7, yum",
    "centos:centos7.9.2009, yum",
    "amazonlinux:2, yum",
    "amazonlinux:2018.03, yum",
    "amazonlinux:2023, dnf or yum",
    "oraclelinux:7-slim, yum",
    "oraclelinux:8-slim, microdnf",
    "oraclelinux:9, dnf or yum",
    "fedora:42, dnf or yum",
  })
  void whichOneThereIsIsTold(String image, String own) {
    assertThat(RuleRun.findings(RULE, "FROM " + image + "\nRUN apt-get update\n"))
        .singleElement()
        .satisfies(
            one -> assertThat(one.message()).contains(" It has " + own + ", for which packages"));
  }

  @Test
  void nothingIsSaidWhereAnArgumentChoosesTheImage() {
    assertThat(RuleRun.findings(RULE, "ARG BASE=alpine\nFROM $BASE\nRUN apt-get update\n"))
        .isEmpty();
  }

  @Test
  void newImagesOfNodeHaveNeitherCorepackNorYarn() {
    RuleRun.check(RULE, """
        FROM node:25-alpine AS base
        FROM base AS build
        RUN corepack enable pnpm && pnpm install --frozen-lockfile
        #   ^^^^^^^^ The image node:25-alpine has no corepack: the build fails here. Install it first, with npm
        RUN yarn build
        FROM node:26
        RUN yarn install --frozen-lockfile && yarn build
        #   ^^^^ The image node:26 has no yarn: the build fails here. Install it first, with npm install -g yarn.
        """);
  }

  @ParameterizedTest
  @CsvSource({
    "node:24, corepack enable, 0",
    "node:25, yarn install, 0",
    "node:25.1.0-bookworm-slim, corepack prepare pnpm@9 --activate, 1",
    "node:latest, corepack enable, 1",
    "node, yarn install, 1",
    "node:current-alpine, corepack enable, 1",
    "node:lts, corepack enable, 0",
    "node@sha256:0000000000000000000000000000000000000000000000000000000000000000, corepack enable, 0",
    "team/node:26, corepack enable, 0",
    "node:26, npm install -g corepack && corepack enable && yarn install, 0",
    "node:26, npm i -g yarn@1 && yarn install, 0",
    "node:26-alpine, apk add yarn && yarn install, 0",
    "node:26, corepack enable || npm i -g pnpm, 0",
    "node:26, npm install && npm run yarn, 0",
    "node:26, yarn add a && yarn build, 1",
    "node:26, curl -fsSL https://yarnpkg.example.org/a.sh | sh && yarn install, 0",
  })
  void unlessSomethingBringsThem(String image, String run, int findings) {
    assertThat(RuleRun.findings(RULE, "FROM " + image + "\nRUN " + run + "\n")).hasSize(findings);
  }

  @Test
  void unlessTheProjectBuildsItsOwnNode() {
    String text = "FROM node:26\nRUN yarn install\n";
    for (String question :
        List.of(ContextPath.buildOf("node"), ContextPath.replacementOf("node"))) {
      assertThat(RuleRun.findings(RULE, text, Map.of(question, ""))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY --from=node:24 /usr/local /usr/local\nRUN corepack enable",
        "COPY tools/yarn /usr/local/bin/\nRUN yarn install",
        "RUN npm install --global \\\n    corepack@latest\nRUN corepack enable",
      })
  void orCopiesThem(String lines) {
    assertThat(RuleRun.findings(RULE, "FROM node:26\n" + lines + "\n")).isEmpty();
  }
}

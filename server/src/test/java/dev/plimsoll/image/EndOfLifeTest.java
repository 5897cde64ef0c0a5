package dev.plimsoll.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndOfLifeTest {

  private static final EmbeddedImages IMAGES = new EmbeddedImages(LocalDate.of(2026, 11, 29));

  private static @Nullable EndOfLife end(String image) {
    return EndOfLife.of(IMAGES, Objects.requireNonNull(ImageReference.of(image)));
  }

  @ParameterizedTest
  @CsvSource({
    "node:14, node 14, 2023-04-30",
    "node:14.17.3-alpine3.12, node 14, 2023-04-30",
    "docker.io/library/node:14, node 14, 2023-04-30",
    "node:fermium-slim, node 14, 2023-04-30",
    "arm64v8/node:14, arm64v8/node 14, 2023-04-30",
    "php:7-apache, php 7.4, 2022-11-28",
    "debian:buster-slim, Debian 10 (buster), 2024-06-30",
    "debian:buster-20210208-slim, Debian 10 (buster), 2024-06-30",
    "debian:10.9, Debian 10 (buster), 2024-06-30",
    "ubuntu:18.04, Ubuntu 18.04 (bionic), 2023-05-31",
    "ubuntu:bionic-20190612, Ubuntu 18.04 (bionic), 2023-05-31",
    "alpine:3.12.1, Alpine 3.12, 2022-05-01",
    "mcr.microsoft.com/dotnet/sdk:3.1-bionic, mcr.microsoft.com/dotnet/sdk 3.1, 2022-12-13",
    "node:22-alpine3.16, Alpine 3.16, 2024-05-23",
    "node:22-buster-slim, Debian 10 (buster), 2024-06-30",
    "eclipse-temurin:17-jre-focal, Ubuntu 20.04 (focal), 2025-05-31",
    "acme/redis:6.2.1-debian-10-r45, Debian 10 (buster), 2024-06-30",
    "acme/tool:1.2-alpine-3.12, Alpine 3.12, 2022-05-01",
    "acme/tool:1.2-debian9.13, Debian 9 (stretch), 2022-07-01",
    "buildpack-deps:stretch, Debian 9 (stretch), 2022-07-01"
  })
  void saysWhatEndedAndWhen(String image, String release, LocalDate lastDay) {
    EndOfLife end = end(image);
    assertThat(end).isNotNull();
    assertThat(end.release()).isEqualTo(release);
    assertThat(end.lastDay()).isEqualTo(lastDay);
  }

  @ParameterizedTest
  @CsvSource({
    "node:0.12-slim, node 0.12",
    "node:0.10.48, node 0.10",
    "golang:1.8-alpine, golang 1.8",
    "golang:1.9, golang 1.9",
    "redis:3.2.12, redis 3.2",
    "elasticsearch:2, elasticsearch 2",
  })
  void whatIsOlderThanTheTableEndedLongAgo(String image, String release) {
    EndOfLife end = end(image);
    assertThat(end).isNotNull();
    assertThat(end.release()).isEqualTo(release);
    assertThat(end.lastDay()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "golang:1",
        "openjdk:8",
        "eclipse-temurin:7",
        "composer:0",
        "oven/bun:0.5",
        "mcr.microsoft.com/windows/servercore:10.0.17763.1",
        "node", // latest
        "node:22",
        "node:lts",
        "node:krypton-slim",
        "node:alpine",
        "php:8",
        "python:3",
        "debian:bookworm",
        "debian:sid",
        "ubuntu:rolling",
        "rust:1.40", // only the newest release of Rust ever gets fixes
        "maven:3.6", // builds; what it stands on isn't named
        "mcr.microsoft.com/windows/nanoserver:1809", // of an edition with long-term support
        "ghcr.io/ada/node:14", // of somebody else
        "node:13579",
        "acme/collector:v1.17.1-debian-1.2", // the second build of it on Debian
        "acme/collector:v1.17.1-alpine-2.1",
        "acme/collector:v1.17.1-debian-2",
        "scratch"
      })
  void isSilentAboutWhatIsSupportedOrNotKnown(String image) {
    assertThat(end(image)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "node:14-alpine            | 24-alpine 26-alpine",
        "node:14.17.3-slim         | 24-slim 26-slim",
        "node:gallium-alpine       | krypton-alpine",
        "node:14-buster            | 24-trixie 26-trixie",
        "debian:buster-slim        | bookworm-slim trixie-slim",
        "debian:10-slim            | 12-slim 13-slim",
        "ubuntu:18.04              | 24.04 26.04",
        "php:7.4-fpm-alpine        | 8.3-fpm-alpine 8.5-fpm-alpine",
        "python:3.12-slim-bullseye | 3.12-slim-bookworm 3.12-slim-trixie",
        "node:22.23-bullseye-slim  | 22-bookworm-slim",
        "golang:1.18               | 1.27",
        "mysql:8.0                 | 8.4",
        "mongo:6.0                 | 8.0" // not a release that lasts until the next one
      })
  void offersTheSameVariantInTheNearestAndTheNewestSupportedRelease(String image, String tags) {
    EndOfLife end = end(image);
    assertThat(end).isNotNull();
    assertThat(end.successors().stream().map(Successor::tag).collect(Collectors.joining(" ")))
        .isEqualTo(tags);
  }

  @Test
  void nothingIsOfferedAboveAReleaseThatOnlyShortOnesFollow() {
    EndOfLife end = end("mongo:8.2");
    assertThat(end).isNotNull();
    assertThat(end.successors()).isEmpty();
    assertThat(end("mongo:8.3")).isNull();
  }

  @Test
  void aReleaseThatEndsWithinAYearIsNotOfferedWhereThereIsAnother() {
    assertThat(end("node:20")).isNotNull();
    assertThat(end("node:20").successors())
        .extracting(Successor::release)
        .containsExactly("24", "26") // 22 until April
        .doesNotContain("25"); // without long-term support
  }

  @Test
  void namesTheReleaseWhereNobodyKnowsTheTags() {
    EndOfLife end = end("mcr.microsoft.com/dotnet/aspnet:6.0");
    assertThat(end).isNotNull();
    assertThat(end.successors())
        .containsExactly(new Successor("10", null, LocalDate.of(2028, 11, 14)));
  }

  @Test
  void theLastDayOfSupportIsSupported() {
    ImageReference image = Objects.requireNonNull(ImageReference.of("node:22"));
    assertThat(EndOfLife.of(new EmbeddedImages(LocalDate.of(2027, 4, 30)), image))
        .isNull();
    assertThat(EndOfLife.of(new EmbeddedImages(LocalDate.of(2027, 5, 1)), image))
        .isNotNull();
  }
}

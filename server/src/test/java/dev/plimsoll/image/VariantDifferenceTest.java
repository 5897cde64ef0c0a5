package dev.plimsoll.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariantDifferenceTest {

  @ParameterizedTest
  @CsvSource(textBlock = """
      node:22               | node:22-alpine               | musl
      node:22               | node:22-slim                 | no compiler
      node:22-slim          | node:22                      | compiler
      node:22-alpine        | node:22-slim                 | glibc
      node:22               | node:22-bookworm             | ''
      node:22-alpine        | node:22-alpine3.22           | ''
      rust:1                | rust:1-slim                  | ''
      php:8.4-apache        | php:8.4-fpm                  | ''
      debian:13             | debian:13-slim               | ''
      eclipse-temurin:21    | eclipse-temurin:21-jre       | no compiler
      eclipse-temurin:21    | eclipse-temurin:21-jre-alpine| 'musl, no compiler'
      eclipse-temurin:21-jre| eclipse-temurin:21-jdk       | compiler
      almalinux:9           | almalinux:9-minimal          | microdnf
      mcr.microsoft.com/dotnet/aspnet:10.0 | mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled | no shell
      mcr.microsoft.com/dotnet/aspnet:10.0 | mcr.microsoft.com/dotnet/aspnet:10.0-alpine         | musl
      example.org/app:1     | example.org/app:1-slim       | ''
      example.org/app:1     | example.org/app:1-alpine     | ''
      """, delimiter = '|')
  void saysWhatIsKnownToDiffer(String from, String variant, String difference) {
    assertThat(VariantDifference.of(reference(variant), reference(from))).isEqualTo(difference);
  }

  private static ImageReference reference(String name) {
    return ImageReference.of(name);
  }
}

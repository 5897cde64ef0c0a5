package dev.plimsoll.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageVariantsTest {

  private static final EmbeddedImages IMAGES = new EmbeddedImages();

  private static List<ImageVariant> others(String image) {
    return ImageVariants.others(IMAGES, ImageReference.of(image), ImageFacts.AMD64);
  }

  @ParameterizedTest
  @CsvSource(textBlock = """
          node:22                    | 22-slim 22-alpine
          node                       | slim alpine
          python:3.12-bookworm       | 3.12-slim-bookworm 3.12-alpine
          python:3.8                 | 3.8-slim 3.8-alpine
          rust:1-bookworm            | 1-slim-bookworm 1-alpine
          golang:1.22                | 1.22-alpine
          debian:bookworm            | bookworm-slim
          eclipse-temurin:21         | 21-jre 21-alpine
          eclipse-temurin:21-jdk     | 21-jre 21-jdk-alpine
          eclipse-temurin:17-jdk-alpine | 17-jre-alpine
          eclipse-temurin:17-alpine  | 17-jre-alpine
          eclipse-temurin:25-jdk-noble | 25-jre-noble 25-jdk-alpine
          tomcat:11-jdk21            | 11-jre21
          rockylinux:9               | 9-minimal
          oraclelinux:9              | 9-slim
          php:8.3-fpm                | 8.3-fpm-alpine
          """, delimiter = '|')
  void proposesSmallerVariantsThatExist(String image, String tags) {
    assertThat(ImageVariants.slimmer(IMAGES, ImageReference.of(image), ImageFacts.AMD64))
        .extracting(ImageVariant::tag)
        .containsExactly(tags.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "node:22-slim",
    "node:22-alpine3.24",
    "nginx:alpine-slim",
    "eclipse-temurin:21-jre",
    "tomcat:11-jre21",
    "rockylinux:9-minimal",
    "php:8.3-apache",
    "ubuntu:24.04",
    "scratch",
    "nosuchimage:1",
    "bitnami/node:20",
    "node:20.11.1",
    "debian:bookworm-20240101",
    "golang:1.27-windowsservercore"
  })
  void proposesNothingForWhatIsSmallOrHasNoSmallerVariantThatIsKnown(String image) {
    assertThat(ImageVariants.slimmer(IMAGES, ImageReference.of(image), ImageFacts.AMD64))
        .isEmpty();
  }

  @Test
  void listsTheOtherImagesOfAVersionWithTheirDifference() {
    List<ImageVariant> others = others("node:22");
    assertThat(others)
        .extracting(ImageVariant::tag)
        .contains("22-alpine", "22-slim")
        .doesNotContain("22", "22-bookworm");
    ImageVariant alpine = others.get(0);
    assertThat(alpine.tag()).isEqualTo("22-alpine");
    assertThat(alpine.aliases()).contains("22-alpine3.24");
    assertThat(alpine.difference())
        .isEqualTo(alpine.facts().on(ImageFacts.AMD64).compressedBytes()
            - IMAGES.facts(ImageReference.of("node:22")).on(ImageFacts.AMD64).compressedBytes())
        .isNegative();
  }

  /** By the table's own facts: which release {@code latest} and a code name are is told by the tags that mean one image. */
  @ParameterizedTest
  @CsvSource(textBlock = """
          debian               | 13-slim
          debian:latest        | 13-slim
          debian:13            | 13-slim
          debian:trixie        | trixie-slim
          debian:bookworm      | bookworm-slim
          debian:bookworm-slim | bookworm
          debian:12-slim       | 12
          debian:stable        | stable-slim
          debian:sid-slim      | sid
          debian:buster-slim   | buster
          node:6               | 6-alpine 6-slim 6-wheezy 6-onbuild 6-stretch
          ubuntu               |
          alpine               |
          nginx                | 1-alpine-slim 1-alpine
          nginx:alpine         | alpine-slim 1
          nginx:stable         | stable-alpine
          python:3.12-slim     | 3.12-alpine 3.12-slim-bookworm 3.12-bookworm 3.12
          """, delimiter = '|')
  void listsTheOtherImagesOfTheReleaseThatATagIsOf(String image, String tags) {
    assertThat(others(image))
        .extracting(ImageVariant::tag)
        .containsExactlyElementsOf(tags == null ? List.of() : List.of(tags.split(" ")));
  }

  @Test
  void listsTheLineOfAVersionThatIsNotListed() {
    assertThat(others("node:20.11.1"))
        .extracting(ImageVariant::tag)
        .containsExactly("20-alpine", "20-slim");
  }

  @Test
  void comparesNothingAcrossVersions() {
    assertThat(IMAGES.facts(ImageReference.of("node:24-bullseye")).isKnown()).isFalse();
    assertThat(others("node:24-bullseye"))
        .isNotEmpty()
        .allMatch(variant -> variant.difference() == null);
  }

  @Test
  void foldsAliasesOfOneImage() {
    for (String image : List.of("python:3.12", "php:8.3", "nginx", "eclipse-temurin:21")) {
      assertThat(others(image))
          .extracting(variant -> variant.facts().on(ImageFacts.AMD64).digest())
          .doesNotHaveDuplicates()
          .doesNotContain(
              IMAGES.facts(ImageReference.of(image)).on(ImageFacts.AMD64).digest());
    }
  }
}

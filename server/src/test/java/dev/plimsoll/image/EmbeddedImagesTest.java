package dev.plimsoll.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedImagesTest {

  private static final EmbeddedImages IMAGES = new EmbeddedImages();

  private static ImageFacts facts(String image) {
    ImageReference reference = ImageReference.of(image);
    assertThat(reference).as(image).isNotNull();
    return IMAGES.facts(reference);
  }

  @Test
  void knowsAnImageOnEachPlatform() {
    ImageFacts facts = facts("almalinux:9");
    assertThat(facts.match()).isEqualTo(ImageFacts.Match.EXACT);
    assertThat(facts.on(ImageFacts.AMD64))
        .isEqualTo(new PlatformFacts(
            "linux/amd64",
            71727902,
            1,
            "sha256:03ca1f50489ebacd1de99a342016cb7feb36968d6f4bb1dbca3934efd67190e5",
            "",
            LocalDate.of(2026, 9, 2)));
    assertThat(facts.on("linux/arm64").compressedBytes()).isEqualTo(70566343);
    assertThat(facts.on("linux/s390x")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "node, node:latest",
    "docker.io/library/node:22, node:22",
    "index.docker.io/node:22, node:22",
    "library/node:22-alpine, node:22-alpine",
    "public.ecr.aws/docker/library/node:22, node:22",
    "mirror.gcr.io/library/node:22, node:22",
    "docker.m.daocloud.io/library/node:22, node:22",
    "hub-mirror.example.com/library/node:22, node:22",
    "registry.example.com/docker-hub/library/node:22, node:22",
    "registry.example.com/a/docker.io/library/node:22, node:22",
    "ubuntu:bionic, ubuntu:18.04",
    "public.ecr.aws/docker/library/ubuntu:noble, ubuntu:24.04",
  })
  void readsOneImageByAllItsNames(String written, String familiar) {
    ImageFacts facts = facts(written);
    assertThat(facts.match()).isEqualTo(ImageFacts.Match.EXACT);
    assertThat(facts.platforms()).isEqualTo(facts(familiar).platforms()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "mcr.microsoft.com/windows/servercore:ltsc2022, 2183997398, 2026-08-09",
    "mcr.microsoft.com/windows/servercore:ltsc2019, 1707943932, 2023-01-07",
    "mcr.microsoft.com/windows/servercore:1809, 1707943932, 2023-01-07",
    "mcr.microsoft.com/windows/servercore:ltsc2022-amd64, 2183997398, 2026-08-09",
    "mcr.microsoft.com/windows/nanoserver:ltsc2025, 197219393, 2026-07-11",
    "microsoft/windowsservercore:1709, 2964021319, 2018-01-03",
    "docker.io/microsoft/nanoserver:sac2016, 403048750, 2018-01-04",
  })
  void knowsTheBasesOfWindows(String image, long bytes, LocalDate day) {
    ImageFacts facts = facts(image);
    assertThat(facts.match()).isEqualTo(ImageFacts.Match.EXACT);
    assertThat(facts.platforms())
        .extracting(
            PlatformFacts::platform,
            PlatformFacts::compressedBytes,
            PlatformFacts::asOf,
            PlatformFacts::user)
        .containsExactly(tuple("windows/amd64", bytes, day, null));
    assertThat(facts.usual()).isEqualTo(facts.platforms().get(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mcr.microsoft.com/windows/servercore:2004",
        "mcr.microsoft.com/windows/servercore:ltsc2023",
        "mcr.microsoft.com/windows/servercore:10.0.20348.2340",
        "mcr.microsoft.com/windows/servercore:latest",
        "mcr.microsoft.com/windows/nanoserver:1809-arm64",
        "mcr.microsoft.com/windows/nanoserver:2009",
        "microsoft/windowsservercore:1803",
        "mcr.microsoft.com/windows/server:ltsc2022",
        "ghcr.io/windows/servercore:ltsc2022",
      })
  void anotherReleaseOfWindowsIsNotTakenForTheSame(String image) {
    assertThat(facts(image).isKnown()).isFalse();
  }

  @Test
  void aRepositoryForOnePlatformHasThatPlatform() {
    assertThat(facts("arm64v8/node:22").platforms())
        .containsExactly(facts("node:22").on(ImageFacts.ARM64));
    assertThat(facts("amd64/node:22").platforms())
        .containsExactly(facts("node:22").on(ImageFacts.AMD64));
    assertThat(facts("s390x/node:22").isKnown()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(textBlock = """
          # asked for                      | answered from
          node:22.3-alpine                 | 22-alpine
          node:20.11.1-alpine              | 20.20-alpine
          node:20.11.1-alpine3.19          | 20.20-alpine
          node:6.99                        | 6.12.3
          python:3.12.99-slim-bookworm     | 3.12-slim-bookworm
          debian:bookworm-20240101-slim    | bookworm-slim
          debian:12.99                     | 12
          ubuntu:bionic-20190101           | bionic
          ubuntu:noble-20240101            | noble
          alpine:3.21.99                   | 3.21
          php:8.3.12-fpm-alpine3.18        | 8.3-fpm-alpine
          postgres:17.1                    | 17
          eclipse-temurin:21.0.99_11-jre   | 21-jre
          eclipse-temurin:8u502-b07-jdk-alpine | 8-jdk-alpine
          mirror.gcr.io/library/node:22.3  | 22
          """, delimiter = '|')
  void answersFromTheNearestTagOfTheReleaseLine(String asked, String tag) {
    assertThat(facts(asked))
        .extracting(ImageFacts::match, ImageFacts::tag)
        .containsExactly(ImageFacts.Match.NEAREST, tag);
    assertThat(facts(asked).platforms())
        .isEqualTo(facts(ImageReference.of(asked).withTag(tag).text()).platforms());
  }

  @ParameterizedTest
  @CsvSource(textBlock = """
          # asked for                      | to compare with
          golang:1.99-alpine               | 1.27-alpine
          alpine:3.99                      | 3.24
          python:3.8-slim-buster           | 3.9.5-slim-buster
          node:99                          | 26
          node:99-slim                     | 26-slim
          node:20-distroless               |
          """, delimiter = '|')
  void anotherReleaseIsOnlyForComparison(String asked, String tag) {
    if (tag != null) {
      assertThat(facts(asked)).isEqualTo(ImageFacts.unknown(ImageReference.of(asked)));
    }
    ImageFacts other = IMAGES.otherRelease(ImageReference.of(asked));
    assertThat(other == null ? null : other.tag()).isEqualTo(tag);
  }

  @ParameterizedTest
  @CsvSource({
    "node:20-distroless",
    "golang:1.22-nanoserver",
    "node:alpine3.19",
    "ubuntu:nosuchname",
    "nosuchimage:1",
    "bitnami/node:20",
    "quay.io/library/node:20",
    "harbor.example.com/library/node:20", // where projects of somebody's own are
    "hub-mirror.example.com/library/a/node:20",
    "mirror.gcr.io/node:22",
    "public.ecr.aws/library/node:22",
    "arm64v8/library/node:22",
    "python:3.12-slim-alpine",
  })
  void saysHonestlyThatItDoesNotKnow(String image) {
    assertThat(facts(image)).isEqualTo(ImageFacts.unknown(ImageReference.of(image)));
  }

  @ParameterizedTest
  @CsvSource({
    "ubuntu:14.04, true",
    "centos:7, true",
    "node:6, true",
    "debian:buster, true",
    "node:22, false",
    "node:22.3, false",
  })
  void anOldSizeIsToldFromOneOfLate(String image, boolean old) {
    assertThat(IMAGES.isOld(facts(image).on(ImageFacts.AMD64))).isEqualTo(old);
  }

  @Test
  void whatNobodyPublishesAnyMoreIsKnownAndNotOffered() {
    assertThat(facts("iojs:3").isKnown()).isTrue();
    assertThat(IMAGES.repositories()).doesNotContain("iojs", "django");
    ImageReference node = ImageReference.of("node");
    assertThat(IMAGES.tags(node)).doesNotContain("6", "0.12");
    assertThat(IMAGES.tagsEver(node)).contains("6", "0.12", "22");
  }

  @Test
  void scratchWeighsNothing() {
    assertThat(facts("scratch").match()).isEqualTo(ImageFacts.Match.EXACT);
    assertThat(facts("scratch").on(ImageFacts.AMD64).compressedBytes()).isZero();
    assertThat(facts("docker.io/scratch").isKnown()).isFalse();
  }

  @Test
  void aKnownDigestIsOnePlatform() {
    String digest = facts("node:22").on(ImageFacts.ARM64).digest();
    ImageFacts facts = facts("node@" + digest);
    assertThat(facts.match()).isEqualTo(ImageFacts.Match.EXACT);
    assertThat(facts.platforms()).containsExactly(facts("node:22").on(ImageFacts.ARM64));
    assertThat(facts("node:16@" + digest).tag())
        .as("the digest decides, not the tag")
        .isNotEqualTo("16");
  }

  @Test
  void nothingIsKnownOfAnUnknownDigest() {
    String digest = "@sha256:" + "0".repeat(64);
    assertThat(facts("node:22" + digest).isKnown()).as("its tag may have moved").isFalse();
    assertThat(facts("node" + digest).isKnown()).isFalse();
  }

  @Test
  void keepsTheDayOfAnOldCopy() {
    assertThat(facts("centos:7").on(ImageFacts.AMD64).asOf()).isEqualTo(LocalDate.of(2021, 9, 15));
  }

  @Test
  void namesTheUserThatAnImageStartsAs() {
    assertThat(facts("haproxy").on(ImageFacts.AMD64).user()).isEqualTo("haproxy");
    assertThat(facts("node:22").on(ImageFacts.AMD64).user()).isEmpty();
  }

  @Test
  void listsTagsAndRepositories() {
    assertThat(IMAGES.repositories())
        .contains("node", "alpine", "znc")
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(IMAGES.tags(ImageReference.of("node")))
        .contains("22-slim", "26-bookworm")
        .doesNotHaveDuplicates();
    assertThat(IMAGES.tags(ImageReference.of("nosuchimage"))).isEmpty();
  }

  @Test
  void neverAnswersFromAnotherVariant() {
    Random random = new Random(4);
    String[] words = {
      "slim",
      "alpine",
      "alpine3.19",
      "bookworm",
      "buster",
      "jre",
      "jdk",
      "fpm",
      "minimal",
      "20240101"
    };
    for (int i = 0; i < 20_000; i++) {
      String image =
          IMAGES.repositories().get(random.nextInt(IMAGES.repositories().size()));
      StringBuilder tag =
          new StringBuilder(random.nextInt(4) == 0 ? "v1" : "" + random.nextInt(30));
      for (int j = random.nextInt(3); j > 0; j--) {
        tag.append(
            random.nextBoolean()
                ? "." + random.nextInt(20)
                : "-" + words[random.nextInt(words.length)]);
      }
      ImageFacts facts = facts(image + ":" + tag);
      if (facts.isKnown()) {
        assertThat(kinds(facts.tag()))
            .as(image + ":" + tag + " from " + facts.tag())
            .isEqualTo(kinds(tag.toString()));
      }
    }
  }

  /** The words that tell a small image from a large one, wherever they stand. */
  private static String kinds(String tag) {
    StringBuilder kinds = new StringBuilder();
    for (String kind : new String[] {"slim", "alpine", "jre", "jdk", "fpm", "minimal"}) {
      kinds.append(tag.contains(kind) ? kind + " " : "");
    }
    return kinds.toString();
  }

  @Test
  void neverThrows() {
    Random random = new Random(5);
    for (int i = 0; i < 50_000; i++) {
      if (ImageReference.parse(RandomReferences.next(random)) instanceof ImageReference reference) {
        assertThat(IMAGES.facts(reference)).isNotNull();
        assertThat(ImageVariants.others(IMAGES, reference, ImageFacts.AMD64)).isNotNull();
        assertThat(ImageVariants.slimmer(IMAGES, reference, ImageFacts.AMD64)).isNotNull();
        assertThat(ImageUser.of(reference)).isNotNull();
      }
    }
  }

  @Test
  void whatWasMeasuredUnpackedIsNoDownload() {
    ImageFacts facts = facts("mcr.microsoft.com/dotnet/aspnet:6.0-jammy");
    assertThat(facts.isKnown()).isFalse();
    assertThat(IMAGES.unpacked(facts.reference()))
        .contains(new UnpackedSize(ImageFacts.AMD64, 207_129_755, LocalDate.of(2023, 10, 16)));
    assertThat(IMAGES.unpacked(facts("node:22").reference())).isEmpty();
    // What is behind a digest may be older or newer than what was measured.
    String digest = "@sha256:" + "a".repeat(64);
    assertThat(IMAGES.unpacked(facts(facts.reference() + digest).reference())).isEmpty();
  }
}

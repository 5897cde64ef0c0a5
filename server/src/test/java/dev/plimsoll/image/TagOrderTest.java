package dev.plimsoll.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagOrderTest {

  private static final ImageCatalog CATALOG = new EmbeddedImages();

  private static ImmutableList<String> of(String image) {
    ImageReference reference = ImageReference.of(image);
    assertThat(reference).isNotNull();
    return TagOrder.of(CATALOG, reference);
  }

  @ParameterizedTest
  @CsvSource({
    "python, 3.14-slim 3.14 3.14-alpine",
    "node, 26-slim 26 26-alpine",
    "debian, 13-slim 13 12-slim 12",
    "ubuntu, 26.04 24.04 22.04",
    "alpine, 3.24 3.23 3.22",
    "golang, 1.27 1.27-alpine",
    "eclipse-temurin, 25-jre 25 25-alpine 25-jdk",
    "postgres, 18 18-alpine",
    "redis, 8.10 8.10-trixie 8.8-trixie",
    "openjdk, 17-jdk-slim 28-ea-slim",
  })
  void theNewestReleaseComesFirstAndItsSmallVariant(String image, String tags) {
    assertThat(String.join(" ", of(image))).startsWith(tags + " ");
  }

  @Test
  void versionsAreComparedAsNumbers() {
    assertThat(of("golang")).containsSubsequence("1.27", "1.26", "1.25", "1.19-alpine", "1");
    assertThat(of("python")).containsSubsequence("3.14", "3.10", "3.9-slim", "3");
    assertThat(of("gradle")).containsSubsequence("9-jdk25", "9-jdk21", "9-jdk17", "8-alpine");
  }

  @Test
  void releasesOfADistributionComeByTheirAgeNotByTheirName() {
    assertThat(of("debian"))
        .containsSubsequence("trixie-slim", "trixie", "bookworm-slim", "bookworm", "buster-slim");
    assertThat(of("ubuntu")).containsSubsequence("resolute", "noble", "jammy", "jammy-20260810");
  }

  @Test
  void whatMovesComesAfterVersionsAndLatestLast() {
    assertThat(of("node")).containsSubsequence("16-alpine", "lts", "alpine", "latest");
    assertThat(of("debian")).containsSubsequence("stable", "latest", "oldstable-slim", "sid");
  }

  /** Many a registry has thousands of them, and their first digits are no version. */
  @Test
  void whatIsNamedAfterACommitOrARequestComesLast() {
    ImageReference app = Objects.requireNonNull(ImageReference.of("ghcr.io/team/app"));
    ImmutableList<RepositoryTag> tags = Stream.of(
            "9f3a9c1",
            "abc1234",
            "sha-7f3a9c1",
            "pr-12",
            "latest",
            "main",
            "1.2.3",
            "1.2",
            "deadbeef",
            "1234567")
        .map(RepositoryTag::named)
        .collect(ImmutableList.toImmutableList());
    LearntImages learnt = LearntImages.over(CATALOG).with(app, new TagList(tags, true));
    assertThat(TagOrder.of(learnt, app))
        .startsWith("1.2", "1.2.3", "deadbeef", "latest")
        .endsWith("main");
  }

  @Test
  void whatIsNotReleasedComesAfterTheRestAndWindowsLast() {
    assertThat(of("python")).endsWith("3-windowsservercore", "windowsservercore");
    assertThat(of("python"))
        .containsSubsequence("latest", "3.15-rc", "3.15.0rc1", "windowsservercore");
    assertThat(of("postgres")).containsSubsequence("14", "latest", "19beta3");
    assertThat(of("golang")).containsSubsequence("latest", "tip-trixie", "nanoserver");
    assertThat(of("fedora")).containsExactly("44", "43", "latest", "45", "rawhide");
    assertThat(of("alpine")).endsWith("edge");
  }

  /** Of every image: once a tag is not released, none that is follows. */
  @Test
  void noReleaseStandsBehindSomethingUnreleased() {
    List<String> words = List.of("rc", "beta", "alpha", "-ea", "-dev", "nightly", "tip-", "edge");
    for (String image : CATALOG.repositories()) {
      int group = 0;
      for (String tag : of(image)) {
        boolean windows = tag.contains("windowsservercore") || tag.contains("nanoserver");
        boolean early = words.stream().anyMatch(tag::contains);
        assertThat(windows ? 2 : early ? 1 : group)
            .as("%s:%s", image, tag)
            .isGreaterThanOrEqualTo(group);
        group = Math.max(group, windows ? 2 : early ? 1 : 0);
      }
    }
  }

  @Test
  void everyTagIsThereOnce() {
    for (String image : CATALOG.repositories()) {
      assertThat(of(image))
          .containsExactlyInAnyOrderElementsOf(CATALOG.tags(ImageReference.of(image)));
    }
  }
}

package dev.plimsoll.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConcreteTagsTest {

  private static final ImageCatalog CATALOG = new EmbeddedImages();

  private static String of(String image) {
    ImageReference reference = ImageReference.of(image);
    assertThat(reference).isNotNull();
    return String.join(" ", ConcreteTags.of(CATALOG, reference));
  }

  @ParameterizedTest
  @CsvSource({
    "node, 26 26-slim 26-alpine",
    "node:latest, 26 26-slim 26-alpine",
    "node:lts, 24 24-slim 24-alpine",
    "alpine, 3.24",
    "debian:latest, 13 13-slim",
    "nginx:mainline, 1.31",
    "docker.io/library/golang, 1.27 1.27-alpine",
  })
  void aMovingTagIsTheVersionWithTheSameDigest(String image, String tags) {
    assertThat(of(image)).isEqualTo(tags);
  }

  /** Tags of the table are as old as it is, the plan of the releases says what has happened since. */
  @ParameterizedTest
  @CsvSource({
    "2026-10-20, lts, 24 24-slim 24-alpine",
    "2026-11-30, lts, 26 26-slim 26-alpine",
    "2026-11-30, lts-alpine, 26-alpine",
    "2026-11-30, lts-bookworm-slim, ''",
    "2026-11-30, krypton, 24 24-slim 24-alpine",
    "2026-11-30, latest, 26 26-slim 26-alpine",
  })
  void theReleaseWithLongTermSupportIsThatOfToday(LocalDate today, String tag, String tags) {
    ImageReference image = ImageReference.of("node:" + tag);
    assertThat(image).isNotNull();
    assertThat(String.join(" ", ConcreteTags.of(new EmbeddedImages(today), image)))
        .isEqualTo(tags);
  }

  @Test
  void aNewerVersionThatIsNotReleasedIsNotMeant() {
    assertThat(CATALOG.tags(ImageReference.of("fedora"))).contains("45");
    assertThat(of("fedora")).isEqualTo("44");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "debian:stable",
        "alpine:edge",
        "team/node",
        "scratch",
        "openjdk",
        "centos",
        "rust:nightly"
      })
  void nothingIsInvented(String image) {
    assertThat(of(image)).isEmpty();
  }
}

package dev.plimsoll.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatchSystemTest {

  @ParameterizedTest
  @CsvSource({
    "python:3.11.3-slim, 12, true",
    "python:3.11-slim, 12, false",
    "python:slim, 12, false",
    "python:3.11.3-slim-bookworm, 12, false",
    "python:3.11.3-alpine, 12, false",
    "python:3.12.0-slim, 12, false",
    "python:3.12.0-slim, 13, true",
    "python:3.14.0-slim, 13, false",
    "node:20.9.0, 12, true",
    "node:20, 12, false",
    "registry.example/python:3.11.3-slim, 12, false",
    "httpd:2.4.57, 12, false",
  })
  void aPatchFromBeforeMayStandOnAnOlderDebian(String image, int debian, boolean older) {
    ImageReference reference = Objects.requireNonNull(ImageReference.of(image));
    assertThat(PatchSystem.mayBeBefore(reference, debian)).isEqualTo(older);
  }
}

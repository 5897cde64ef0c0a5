package dev.plimsoll.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformNameTest {

  @ParameterizedTest
  @CsvSource({
    "linux/amd64, linux/amd64",
    "amd64, linux/amd64",
    "linux/x86_64, linux/amd64",
    "Linux/AArch64, linux/arm64",
    "linux/arm64/v8, linux/arm64",
    "arm, linux/arm/v7",
    "linux/arm/v6, linux/arm/v6",
    "windows/amd64, windows/amd64"
  })
  void aPlatformHasOneUsualName(String written, String name) {
    assertThat(PlatformName.of(written)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "$BUILDPLATFORM", "linux", "linux/${ARCH}", "a/b/c/d"})
  void whatLeavesSomethingOpenHasNone(String written) {
    assertThat(PlatformName.of(written)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "linux/arm64, linux/arm64/v8, true",
    "linux/arm/v7, linux/arm/v6, true",
    "linux/arm/v6, linux/arm/v7, false",
    "linux/arm64, linux/amd64, false",
    "windows/amd64, linux/amd64, false"
  })
  void anImageForAnOlderProcessorRunsOnANewerOne(String asked, String offered, boolean runs) {
    assertThat(PlatformName.runs(asked, offered)).isEqualTo(runs);
  }
}

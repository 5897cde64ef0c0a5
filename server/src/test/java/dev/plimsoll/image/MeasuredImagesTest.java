package dev.plimsoll.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table that is written anew without a change is the same, so that a change shows what is new and nothing else. */
class MeasuredImagesTest {

  @ParameterizedTest
  @ValueSource(strings = {"images.txt", "images-older.txt", "images-unpacked.txt"})
  void whatWasReadIsWritten(String table) throws IOException {
    String text;
    try (InputStream in = Objects.requireNonNull(MeasuredImages.class.getResourceAsStream(table))) {
      text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
    assertThat(MeasuredImages.read(text).text()).isEqualTo(text);
  }

  /** A registry says what it wants. */
  @ParameterizedTest
  @ValueSource(strings = {"a b", "a\n=other", "a\tb", "\u00e4"})
  void aUserCannotBreakTheTable(String user) {
    PlatformFacts facts =
        new PlatformFacts("linux/amd64", 1, 2, null, user, LocalDate.of(2026, 11, 29));
    MeasuredImages table = new MeasuredImages(
        "",
        ImmutableMap.of(
            "app",
            new MeasuredTags(ImmutableMap.of("1", ImmutableList.of(facts)), ImmutableSet.of("2"))));
    assertThat(table.text())
        .isEqualTo("# newest day 2026-11-29\n=app\n1\tlinux/amd64 1 2 - - 2026-11-29\n+2\n");
  }
}

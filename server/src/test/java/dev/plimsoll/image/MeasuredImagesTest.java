package dev.plimsoll.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
}

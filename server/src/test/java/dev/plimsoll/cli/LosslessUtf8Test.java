package dev.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LosslessUtf8Test {

  @Test
  void utf8IsRead() {
    String text = "FROM a\n# \u00e4 \u2713 \uD83D\uDC33 \uFEFF";
    assertThat(LosslessUtf8.decode(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
    assertThat(LosslessUtf8.hasEscapes(text)).isFalse();
  }

  @Test
  void anyOtherByteIsOneUnit() {
    byte[] bytes = {'a', (byte) 0xE4, 'b', (byte) 0xF0, (byte) 0x9F, '\n', (byte) 0xC3};
    assertThat(LosslessUtf8.decode(bytes)).isEqualTo("a\uDCE4b\uDCF0\uDC9F\n\uDCC3");
    assertThat(LosslessUtf8.hasEscapes("\uDCE4")).isTrue();
  }

  @Test
  void anyBytesComeBack() throws IOException {
    Random random = new Random(5);
    byte[][] pieces = {
      {'a'},
      "\u00e4".getBytes(StandardCharsets.UTF_8),
      {(byte) 0xED, (byte) 0xB2, (byte) 0x80},
      "\uD83D\uDC33".getBytes(StandardCharsets.UTF_8),
      {(byte) 0xF0, (byte) 0x9F},
      {(byte) 0x80},
      {(byte) 0xFF}
    };
    for (int i = 0; i < 20_000; i++) {
      ByteArrayOutputStream made = new ByteArrayOutputStream();
      for (int n = random.nextInt(12); n > 0; n--) {
        made.write(
            random.nextInt(4) == 0
                ? new byte[] {(byte) random.nextInt()}
                : pieces[random.nextInt(pieces.length)]);
      }
      String text = LosslessUtf8.decode(made.toByteArray());
      assertThat(LosslessUtf8.encode(text)).isEqualTo(made.toByteArray());
      assertThat(written(text, random)).isEqualTo(made.toByteArray());
    }
  }

  /** Through a writer, cut anywhere. */
  private static byte[] written(String text, Random random) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LosslessWriter writer = new LosslessWriter(out);
    for (int done = 0; done < text.length(); ) {
      int end = Math.min(text.length(), done + 1 + random.nextInt(3));
      writer.write(text, done, end - done);
      done = end;
    }
    writer.flush();
    return out.toByteArray();
  }
}

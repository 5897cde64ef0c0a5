package dev.plimsoll.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContextFileTest {

  private static ContextFile file(byte[] bytes) {
    return ContextFile.of(bytes, true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1f8b0800", "425a6839", "fd377a585a0000", "28b52ffd24", "502a4d1804", "5f2a4d1804"
      })
  void compressedFilesAreUnpacked(String bytes) {
    assertThat(file(HexFormat.of().parseHex(bytes)).isArchive()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1f", "7f454c46", "504b0304", "2321", "d0cf11e0", "fd377a", "28b52f"})
  void othersAreNot(String bytes) {
    assertThat(file(HexFormat.of().parseHex(bytes)).isArchive()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"61c3a9", "efbbbf61c3a9", "fffe6100e900", "feff006100e9"})
  void aMarkSaysHowTextIsWritten(String bytes) {
    ContextFile file = file(HexFormat.of().parseHex(bytes));
    assertThat(file.text()).isEqualTo("a\u00e9");
    assertThat(file.head()).hasSize(bytes.length() / 2);
  }

  /** The header of an empty file a, as every tar has written it. */
  private static byte[] tar(String magic) {
    byte[] header = new byte[1024];
    put(header, 0, "a");
    put(header, 100, "0000644\0");
    put(header, 124, "00000000000\0");
    put(header, 257, magic);
    put(header, 148, "        ");
    int sum = 0;
    for (int i = 0; i < 512; i++) {
      sum += header[i];
    }
    put(header, 148, String.format("%06o\0 ", sum));
    return header;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  @Test
  void soAreTarArchivesOldAndNew() throws IOException {
    assertThat(file(tar("ustar\00000")).isArchive()).isTrue();
    assertThat(file(tar("")).isArchive()).as("before POSIX").isTrue();
    byte[] broken = tar("ustar\00000");
    broken[0] = 'b';
    assertThat(file(broken).isArchive()).isFalse();
    assertThat(file(new byte[1024]).isArchive()).as("the end of an archive").isFalse();
    assertThat(file(Arrays.copyOf(tar(""), 511)).isArchive()).isFalse();
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(tar(""));
    }
    assertThat(file(packed.toByteArray()).isArchive()).isTrue();
  }
}

package dev.plimsoll.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** A map of lines remembers where it was asked last; that must never show. */
class LineMapTest {

  private static final String TEXT = "a\n\n\r\nb\rcd\n\n\n\n\n\n\nlast";

  @Test
  void linesAreFoundInWhateverOrderTheyAreAskedFor() {
    LineMap map = LineMap.of(TEXT);
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      int offset = random.nextInt(TEXT.length() + 3);
      assertThat(map.lineAt(offset)).as("offset " + offset).isEqualTo(counted(offset));
    }
  }

  @Test
  void whatLiesBeforeTheTextIsForgotten() {
    LineMap map = LineMap.of(TEXT);
    map.lineAt(-1);
    assertThat(map.lineAt(3)).isEqualTo(2);
  }

  private static int counted(int offset) {
    int line = 0;
    for (int i = 0; i < Math.min(offset, TEXT.length()); i++) {
      char c = TEXT.charAt(i);
      boolean crlf = c == '\r' && i + 1 < TEXT.length() && TEXT.charAt(i + 1) == '\n';
      line += c == '\n' || c == '\r' && !crlf ? 1 : 0;
    }
    return line;
  }
}

package dev.plimsoll.shellcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every place is where counting leads, one character after the other. */
class ScriptLinesTest {

  private static final String[] CHARACTERS = {
    "a", " ", "é", "😀", "\t", "\n", "\r", "\uD83D", "\uDE00"
  };

  private static int counted(String script, int line, int column) {
    int at = 0;
    for (int i = 1; i < line; i++) {
      int lineFeed = script.indexOf('\n', at);
      if (lineFeed < 0) {
        return script.length();
      }
      at = lineFeed + 1;
    }
    for (int i = 1; i < column && at < script.length() && script.charAt(at) != '\n'; i++) {
      at = script.offsetByCodePoints(at, 1);
    }
    return at;
  }

  @Test
  void everyPlaceIsWhereCountingLeads() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(30); i > 0; i--) {
        text.append(CHARACTERS[random.nextInt(CHARACTERS.length)]);
      }
      String script = text.toString();
      ScriptLines lines = ScriptLines.of(script);
      for (int line = 1; line < 12; line++) {
        for (int column = 1; column < 34; column++) {
          assertThat(lines.offset(line, column))
              .as("seed %d, %d:%d", seed, line, column)
              .isEqualTo(counted(script, line, column));
        }
      }
    }
  }
}

package dev.plimsoll.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.text.LineDiff.Change;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineDiffTest {

  /** Letters stand for lines; expected is the number of deleted and inserted lines of the shortest way. */
  @ParameterizedTest
  @CsvSource({
    "'', '', 0",
    "a, a, 0",
    "a, '', 1",
    "'', ab, 2",
    "abc, abc, 0",
    "abc, axc, 2",
    "abc, xabc, 1",
    "abc, abcx, 1",
    "abcabba, cbabac, 5",
    "aaaa, aa, 2",
    "abcdef, bcdefg, 2",
    "abab, baba, 2",
  })
  void findsTheShortestWay(String before, String after, int distance) {
    LineDiff diff = LineDiff.between(lines(before), lines(after));
    int changed = 0;
    for (Change change : diff.changes()) {
      changed += change.end() - change.start() + change.afterEnd() - change.afterStart();
    }
    assertThat(changed).isEqualTo(distance);
  }

  @Test
  void changesOnlyTheLinesThatDiffer() {
    assertThat(LineDiff.between("a\nb\nc\nd\n", "a\nB\nc\nd\ne\n").changes())
        .containsExactly(new Change(1, 2, 1, 2), new Change(4, 4, 4, 5));
  }

  @Test
  void itsEditsMakeTheOneTextOfTheOther() {
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      String before = text(random);
      String after = text(random);
      LineDiff diff = LineDiff.between(before, after);
      assertThat(TextEdit.apply(before, diff.edits())).isEqualTo(after);
      for (int j = 1; j < diff.changes().size(); j++) {
        assertThat(diff.changes().get(j).start())
            .isGreaterThan(diff.changes().get(j - 1).end());
      }
    }
  }

  @Test
  void givesUpOnTextsThatHaveNothingInCommon() {
    String before = lines("a".repeat(3000));
    String after = lines("b".repeat(3000));
    LineDiff diff = LineDiff.between(before, after);
    assertThat(diff.changes()).containsExactly(new Change(0, 3000, 0, 3000));
    assertThat(TextEdit.apply(before, diff.edits())).isEqualTo(after);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append((char) ('a' + random.nextInt(3))).append(random.nextInt(5) == 0 ? "\r\n" : "\n");
    }
    return random.nextBoolean() ? text.toString() : text.append("end").toString();
  }

  private static String lines(String letters) {
    return letters.replaceAll(".", "$0\n");
  }
}

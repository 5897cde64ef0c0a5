package dev.plimsoll.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTest {

  @ParameterizedTest
  @CsvSource({
    "copy, copy, 0",
    "coppy, copy, 1",
    "cpoy, copy, 2",
    "'', run, 3",
    "kitten, sitting, 3",
    "r\uD83D\uDE00n, run, 1"
  })
  void countsInsertionsDeletionsAndReplacements(String from, String to, int distance) {
    assertThat(EditDistance.between(from, to)).isEqualTo(distance);
    assertThat(EditDistance.between(to, from)).isEqualTo(distance);
  }

  @Test
  void theNearestCandidateIsAtMostTwoChangesAway() {
    assertThat(EditDistance.nearest("form", List.of("from", "for"))).isEqualTo("for");
    assertThat(EditDistance.nearest("aa", List.of("ab", "ac"))).isEqualTo("ab");
    assertThat(EditDistance.nearest("healthy", List.of("healthcheck"))).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "chwon, chown, 1",
    "FROM, from, 0",
    "fomr, from, 2",
    "coppy, copy, 1",
    "'', run, 3",
    "r\uD83D\uDE00n, run, 1"
  })
  void neighboursThatChangePlacesAreOneSlipAndCapitalsNone(String from, String to, int distance) {
    assertThat(EditDistance.ofTyping(from, to)).isEqualTo(distance);
    assertThat(EditDistance.ofTyping(to, from)).isEqualTo(distance);
  }

  @Test
  void inAShortWordOneSlipIsMeant() {
    assertThat(EditDistance.meant("chwon", List.of("chmod", "chown"))).isEqualTo("chown");
    assertThat(EditDistance.meant("apt", List.of("ADD", "ARG"))).isNull();
    assertThat(EditDistance.meant("rnu", List.of("ENV", "RUN"))).isEqualTo("RUN");
    assertThat(EditDistance.meant("ENTRYPIONTT", List.of("ENTRYPOINT"))).isEqualTo("ENTRYPOINT");
  }

  @Test
  void noDetourIsShorter() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      String a = word(random);
      String b = word(random);
      String c = word(random);
      assertThat(EditDistance.between(a, c))
          .isLessThanOrEqualTo(EditDistance.between(a, b) + EditDistance.between(b, c));
    }
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      word.append((char) ('a' + random.nextInt(3)));
    }
    return word.toString();
  }
}

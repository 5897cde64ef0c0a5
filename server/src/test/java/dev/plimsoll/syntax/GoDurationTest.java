package dev.plimsoll.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoDurationTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "+5s, 5000000000",
    "5.s, 5000000000",
    ".5s, 500000000",
    "1h15m30.918273645s, 4530918273645",
    "-1.5h, -5400000000000",
    "0.3333333333333333333h, 1200000000000",
    "0.9223372036854775807h, 3320413933267",
    "0.9223372036854775808h, 3320413933267",
    "39h9m14.425s, 140954425000000",
    "9223372036854775807ns, 9223372036854775807",
    "-9223372036854775808ns, -9223372036854775808",
    "12µs, 12000",
    "12μs, 12000",
    "1ns1ns, 2"
  })
  void readsWhatGoReads(String text, long nanoseconds) {
    assertThat(GoDuration.parse(text)).isEqualTo(new GoDuration(nanoseconds, null));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      -      | time: invalid duration "-"
      s      | time: invalid duration "s"
      .      | time: invalid duration "."
      -.s    | time: invalid duration "-.s"
      1      | time: missing unit in duration "1"
      1.5    | time: missing unit in duration "1.5"
      1s2    | time: missing unit in duration "1s2"
      00     | time: missing unit in duration "00"
      1..5s  | time: missing unit in duration "1..5s"
      30 s   | time: unknown unit " s" in duration "30 s"
      1d     | time: unknown unit "d" in duration "1d"
      1S     | time: unknown unit "S" in duration "1S"
      1Âµs   | time: unknown unit "\\xc3\\x82\\xc2\\xb5s" in duration "1\\xc3\\x82\\xc2\\xb5s"
      1"\\   | time: unknown unit "\\"\\\\" in duration "1\\"\\\\"
      9223372036854775808ns  | time: invalid duration "9223372036854775808ns"
      9223372036854775809ns  | time: invalid duration "9223372036854775809ns"
      92233720368547758070ns | time: invalid duration "92233720368547758070ns"
      9223372036.85477580899s | time: invalid duration "9223372036.85477580899s"
      -9223372036854775809ns | time: invalid duration "-9223372036854775809ns"
      3000000h               | time: invalid duration "3000000h"
      9223372036854775807ns2ns | time: invalid duration "9223372036854775807ns2ns"
      """)
  void refusesWhatGoRefuses(String text, String error) {
    assertThat(GoDuration.parse(text).error()).isEqualTo(error);
  }

  @Test
  void refusesNothingAtAll() {
    assertThat(GoDuration.parse("").error()).isEqualTo("time: invalid duration \"\"");
  }
}

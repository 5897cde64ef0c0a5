package dev.plimsoll.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoIntegerTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "+7, 7",
    "007, 7",
    "2147483647, 2147483647",
    "-2147483648, -2147483648"
  })
  void readsWhatGoReads(String text, int value) {
    assertThat(GoInteger.parse(text)).isEqualTo(new GoInteger(value, null));
  }

  @ParameterizedTest
  @CsvSource({
    "+, invalid syntax",
    "1.5, invalid syntax",
    "0x10, invalid syntax",
    "--1, invalid syntax",
    "٣, invalid syntax",
    "42949672x, invalid syntax",
    "2147483648, value out of range",
    "-2147483649, value out of range",
    "99999999999999999999999999, value out of range",
    "99999999999x, value out of range"
  })
  void refusesWhatGoRefuses(String text, String reason) {
    assertThat(GoInteger.parse(text).error())
        .isEqualTo("strconv.ParseInt: parsing \"" + text + "\": " + reason);
  }
}

package dev.plimsoll.lint.rules.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MinorRangeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        ">=3.10,<3.12       ; 10 11",
        ">=3.10, <3.12.0    ; 10 11",
        ">= 3.10 , < 3.12   ; 10 11",
        ">=3.10 <3.12       ; 10 11",
        ">=3.9              ; 9 10 11 12",
        ">3.9               ; 9 10 11 12",
        "<=3.10             ; 9", // 3.10.1 is above it
        ">=3.9,!=3.10.*,<4  ; 9 11 12",
        ">=3.9,!=3.10.1     ; 9 10 11 12",
        "~3.10              ; 10",
        "~3.10.2            ; 10",
        "~3                 ; 9 10 11 12",
        "~=3.10             ; 10 11 12",
        "~=3.10.0           ; 10",
        "==3.10.*           ; 10",
        "3.10.*             ; 10",
        "==3.10.4           ; 10",
        "===3.10            ; 10",
        "3.10               ; 10",
        "3.*                ; 9 10 11 12",
        "^3.10              ; 10 11 12",
        "^3.10.3            ; 10 11 12",
        "^2.7               ; ''",
        "~2.7 || ^3.11      ; 11 12",
        "~3.9 | ~3.11       ; 9 11",
        "*                  ; 9 10 11 12",
        ".venv              ; 9 10 11 12",
        ">=3.9,<banana      ; 9 10 11 12",
      })
  void saysWhichReleasesMayBeInARange(String range, String releases) {
    assertThat(IntStream.rangeClosed(9, 12)
            .filter(minor -> MinorRange.mayHave(range, 3, minor))
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(" ")))
        .isEqualTo(releases);
  }
}

package dev.plimsoll.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StageNameTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "Build", "a-1_b.c", "\u212A"})
  void beginsWithALetter(String name) {
    assertThat(StageName.isValid(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "_a", "-a", "a b", "a/b", "é", "a$b", "a\n"})
  void hasNoSymbols(String name) {
    assertThat(StageName.isValid(name)).isFalse();
  }
}

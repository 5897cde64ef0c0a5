package dev.plimsoll.context;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns of COPY; the verdicts are those of Go's {@code filepath.Match}. */
class PathGlobTest {

  @ParameterizedTest
  @CsvSource({
    "*,         abc,    true",
    "*,         a/b,    false",
    "a*b,       ab,     true",
    "a*b*c,     axbxbc, true",
    "a*b,       abx,    false",
    "a/*/c,     a/b/c,  true",
    "**,        a/b,    false",
    "?,         é,      true",
    "?,         /,      false",
    "[a-c],     b,      true",
    "[^a-c],    b,      false",
    "[^a],      /,      true",
    "'a\\*',    a*,     true",
    "'[\\]]',   ],      true",
    "'',        '',     true",
    "'',        a,      false",
    "[,         [,      false",
  })
  void matches(String pattern, String path, boolean matches) {
    assertThat(PathGlob.of(pattern).matches(path)).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "[a", "[]", "[]a]", "[^", "[a-]", "[-a]", "a\\", "[a\\", "[\\"})
  void isMalformed(String pattern) {
    assertThat(PathGlob.of(pattern).isValid()).isFalse();
    assertThat(PathGlob.of(pattern).matches(pattern)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"a*, true", "a?, true", "[, true", "a, false", "'a\\*', false", "'\\', false"})
  void tellsAPatternFromAName(String text, boolean isPattern) {
    assertThat(PathGlob.isPattern(text)).isEqualTo(isPattern);
  }

  @ParameterizedTest
  @CsvSource({"*, 1", "a/*, 2", "a/[b]/*, 3", "[^a], 2", "'\\/', 1"})
  void tellsHowDeepItLooks(String pattern, int depth) {
    assertThat(PathGlob.of(pattern).depth()).isEqualTo(depth);
  }
}

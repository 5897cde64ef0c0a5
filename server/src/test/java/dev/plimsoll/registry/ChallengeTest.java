package dev.plimsoll.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer realm=\"https://a/t\",service=\"s\",scope=\"repository:x:pull,push\"",
        "bearer scope=\"repository:x:pull,push\" , service=\"s\" ,realm=\"https://a/t\"",
        "BEARER Realm = \"https://a/t\", SERVICE=s, Scope=\"repository:x:pull,push\",",
        ", Bearer  realm=\"https://a/t\",, service=\"\\s\", scope=\"repository:x:pull,push\", error=\"insufficient_scope\"",
      })
  void anyOrderBlanksAndCaseAreTheSame(String header) {
    Challenge challenge = Challenge.parse(List.of(header)).get(0);
    assertThat(challenge.scheme()).isEqualTo("bearer");
    assertThat(challenge.parameter("realm")).isEqualTo("https://a/t");
    assertThat(challenge.parameter("service")).isEqualTo("s");
    assertThat(challenge.parameter("scope")).isEqualTo("repository:x:pull,push");
  }

  @Test
  void severalStandInOneHeaderOrInSeveral() {
    assertThat(Challenge.parse(
            List.of("Negotiate, Basic realm=\"a, b\", Bearer realm=c", "Digest q=1")))
        .extracting(Challenge::scheme)
        .containsExactly("negotiate", "basic", "bearer", "digest");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {"''", "' '", "','", "'\"'", "'=x'", "'\"\"\"=,,'", "'a=b'"})
  void whatIsNoChallengeIsPassedOver(String header) {
    assertThat(Challenge.parse(List.of(header))).allMatch(it -> it.parameters().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer realm=\"unfinished",
        "Bearer realm=\"unfinished\\",
        "Bearer realm=",
        "Bearer realm"
      })
  void oneThatIsCutOffEnds(String header) {
    assertThat(Challenge.parse(List.of(header))).extracting(Challenge::scheme).contains("bearer");
  }
}

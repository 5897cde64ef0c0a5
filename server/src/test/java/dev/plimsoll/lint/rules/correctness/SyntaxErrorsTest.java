package dev.plimsoll.lint.rules.correctness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.rules.RuleRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntaxErrorsTest {

  private static final SyntaxErrors RULE = new SyntaxErrors();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY --chmd=755 a b           | COPY --chmod=755 a b",
        "RUN --mont=type=cache a       | RUN --mount=type=cache a",
        "HEALTHCHECK --intervall=5s CMD a | HEALTHCHECK --interval=5s CMD a",
        "COPY --chwon=a a b            | COPY --chown=a a b",
        "COPY --FROM=x a b             | COPY --from=x a b",
        "RUN --network=hots true       | RUN --network=host true",
        "HEALTHCHECK --timeout=5 CMD a | HEALTHCHECK --timeout=5s CMD a",
        "HEALTHCHECK curl localhost    | HEALTHCHECK CMD curl localhost",
        "HEALTHCHECK CDM curl          | HEALTHCHECK CMD curl",
        "FROM a b                      | FROM a AS b",
        "FROM a sa b                   | FROM a AS b",
      })
  void whatIsMisspeltIsChangedToWhatWasMeant(String before, String after) {
    assertThat(RuleRun.fixes(RULE, "FROM alpine\n" + before + "\n").values())
        .containsExactly("FROM alpine\n" + after + "\n");
  }

  @Test
  void noOtherErrorOfAFlagHasAName() {
    assertThat(RuleRun.fixes(RULE, "FROM alpine\nCOPY --from a b\n")).isEmpty();
    assertThat(RuleRun.fixes(RULE, "FROM alpine\nUSER --chmod=1 a\n")).isEmpty();
    assertThat(RuleRun.fixes(RULE, "FROM alpine\nCOPY --nothing=1 a b\n")).isEmpty();
  }
}

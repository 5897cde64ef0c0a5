package dev.plimsoll.lint.rules.correctness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.rules.RuleRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyntaxTooOldTest {

  private static final SyntaxTooOld RULE = new SyntaxTooOld();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1.0 | RUN --mount=type=cache,target=/a b | --mount needs version 1.2",
        "1.2 | RUN --network=none a | --network needs version 1.3",
        "1.3 | COPY --link a b | --link needs version 1.4",
        "1.3.1 | RUN <<EOF;a;EOF | A here-document needs version 1.4",
        "1.9 | RUN --mount=type=secret,id=a,env=A b | env in a secret mount needs version 1.10",
        "1.1 | ONBUILD COPY --chmod=755 a b | --chmod needs version 1.2",
      })
  void theVersionDoesNotKnowIt(String version, String line, String message) {
    assertThat(RuleRun.findings(
            RULE,
            "# syntax=docker/dockerfile:" + version + "\nFROM alpine\n" + line.replace(';', '\n')
                + "\n"))
        .singleElement()
        .satisfies(found -> assertThat(found.message()).startsWith(message));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# syntax=docker/dockerfile:1\n",
        "# syntax=docker/dockerfile:1.4\n",
        "# syntax=docker/dockerfile:1.10\n",
        "# syntax=docker/dockerfile:1.3-labs\n",
        "# syntax=docker/dockerfile:experimental\n",
        "# syntax=example.com/frontend:1.0\n",
        "# a comment\n# syntax=docker/dockerfile:1.0\n",
      })
  void aNewerOneOrOneThatIsNotKnownMayKnowIt(String head) {
    assertThat(RuleRun.findings(RULE, head + "FROM alpine\nCOPY --link <<A /b\nA\n"))
        .isEmpty();
  }

  @Test
  void theFixNamesTheNewestOne() {
    assertThat(RuleRun.fixes(
                RULE,
                "# syntax = docker.io/docker/dockerfile:1.2.1\nFROM alpine\nCOPY --link a b\n")
            .values())
        .containsExactly(
            "# syntax = docker.io/docker/dockerfile:1\nFROM alpine\nCOPY --link a b\n");
  }
}

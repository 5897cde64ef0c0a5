package dev.plimsoll.lint.rules.correctness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.rules.RuleRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LookalikeCharacterTest {

  private static final Rule RULE = new LookalikeCharacter();

  @Test
  void theCharacterIsNamed() {
    assertThat(RuleRun.findings(RULE, "FROM\u00A0alpine:3.22\nRUN echo x\n"))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.message())
              .isEqualTo(
                  "A no-break space (U+00A0) stands here, and BuildKit doesn't find FROM by it."
                      + " Put an ordinary blank in its place.");
          assertThat(one.severity()).isEqualTo(Severity.ERROR);
        });
    assertThat(RuleRun.findings(RULE, "FROM a\nCOPY \u2014from=x a b\n"))
        .extracting(Finding::message)
        .containsExactly(
            "An em dash (U+2014) stands where a flag needs two hyphens. Write --from.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FROM\u00A0alpine                      | FROM alpine",
        "FROM\u3000alpine                      | FROM alpine",
        "FROM a%\u200BRUN x                    | FROM a%RUN x",
        "FROM a%RUN x%\uFEFFRUN y              | FROM a%RUN x%RUN y",
        "FROM a%\uFF32\uFF35\uFF2E x           | FROM a%RUN x",
        "FROM a%\u0421OPY a b                  | FROM a%COPY a b",
        "FROM a%RUN\u00A0\u00A0x               | FROM a%RUN  x",
        "FROM a%COPY \u2013from=x a b          | FROM a%COPY --from=x a b",
        "FROM a%COPY -\u2013chown=x a b        | FROM a%COPY --chown=x a b",
        "FROM a%COPY -from=x a b               | FROM a%COPY --from=x a b",
        "FROM a%RUN \u2014mount=type=ssh x     | FROM a%RUN --mount=type=ssh x",
        "FROM a%RUN npm i -\u2013progress=false | FROM a%RUN npm i --progress=false",
        "FROM a%RUN npm i \u2014no-audit       | FROM a%RUN npm i --no-audit",
        "FROM a%RUN ls \u2013l                 | FROM a%RUN ls -l",
        "FROM a%RUN ls \u2013la                | FROM a%RUN ls -la",
        "FROM a%RUN find . \u2013name x        | FROM a%RUN find . -name x",
        "FROM a%RUN a &&\u00A0b                | FROM a%RUN a && b",
        "FROM a%RUN a\u200B b                  | FROM a%RUN a b",
        "FROM a%RUN npm run \u201Cb c\u201D     | FROM a%RUN npm run \"b c\"",
        "FROM a%RUN x --y=\u201Cb c\u201D       | FROM a%RUN x --y=\"b c\"",
        "FROM a%ENV A=\u201Cb c\u201D           | FROM a%ENV A=\"b c\"",
        "FROM a%LABEL a=\u201Eb\u201C           | FROM a%LABEL a=\"b\"",
        "FROM a%COPY a\u00A0b c                | FROM a%COPY a b c",
        "FROM a\u00A0AS b                      | FROM a AS b",
        "FROM a%ENV A=\u2018b c\u2019           | FROM a%ENV A='b c'",
        "FROM a%RUN b \\\\\u00A0%  c            | FROM a%RUN b \\\\%  c",
        "FROM a%WORKDIR /x\u200B               | FROM a%WORKDIR /x",
        "FROM a%CMD node \u2014port 80         | FROM a%CMD node --port 80",
      })
  void anOrdinaryCharacterTakesItsPlace(String written, String meant) {
    assertThat(RuleRun.fixes(RULE, written.replace('%', '\n') + "\nUSER a\n").values())
        .containsExactly(meant.replace('%', '\n') + "\nUSER a\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN echo \u201Chello\u201D \u2013 a\u00A0b",
        "RUN git commit -m \"a \u2013 \u201Cb\u201D\"",
        "RUN a # \u2013b",
        "LABEL a=\"\u201Cb\u201D\u00A0c\"",
        "LABEL a='it\u2019s'",
        "ENV A it\u2019s",
        "ENV A=b\u2013c",
        "COPY -a b",
        "COPY - b",
        "RUN -x",
        "COPY \u043F\u0440\u0438\u0432\u0435\u0442.txt /",
        "RUN useradd \u0430\u043D\u043D\u0430",
        "MAINTAINER \u201CJohn\u201D <j@example.org>",
        "CMD [\"a\u00A0b\"]",
        "\u043F\u0440\u0438\u0432\u0435\u0442 x",
      })
  void whereTheyMayBeMeantTheyStay(String instruction) {
    assertThat(RuleRun.findings(RULE, "FROM a\n" + instruction + "\n")).isEmpty();
  }
}

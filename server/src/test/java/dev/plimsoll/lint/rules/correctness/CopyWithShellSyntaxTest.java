package dev.plimsoll.lint.rules.correctness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.rules.RuleRun;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CopyWithShellSyntaxTest {

  private static final CopyWithShellSyntax RULE = new CopyWithShellSyntax();

  @Test
  void theFirstWordOfTheShellIsNamed() {
    RuleRun.check(RULE, """
        FROM alpine:3.22
        COPY a.txt /app/ 2>/dev/null || true
        #                ^^^^^^^^^^^ COPY has no shell: it takes 2>/dev/null and the words around it for paths, and \
        the build fails. Of a source that may be missing write a pattern, such as a.tx[t]: it may find nothing.
        COPY x y && z
        #        ^^ COPY has no shell: it takes && and the words around it for paths, and the build fails. \
        Put the command into a RUN of its own.
        ADD x y ; z
        #       ^ ADD has no shell: it takes ; and
        COPY --from=0 /x /y >> /dev/null
        #                   ^^ takes >> and the words around it for paths, and the build fails. Leave them out.
        ADD https://example.org/x /y || true
        #                            ^^ the build fails. Put the command into a RUN of its own.
        COPY run.sh /run || echo '#!/bin/sh' > /run
        #                ^^ takes || and the words around it for paths, and the build fails. \
        Of a source that may be missing write a pattern, such as run.s[h]: it may find nothing.
        COPY a* /run/ || true
        #             ^^ and the build fails. Leave them out: a pattern may find nothing.
        COPY $A /run || true
        #            ^^ Of a source that may be missing write a pattern, such as a.tx[t]: it may find nothing.
        ONBUILD COPY x y || true
        #                ^^ COPY has no shell
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY a b",
        "COPY [\"a\", \"||\", \"b/\"]",
        "COPY a>b c",
        "COPY a\\ ||\\ b c/",
        "COPY a <<EOF b/\n||\nEOF",
        "COPY 2 3 b/",
        "COPY a b;",
        "RUN a || b",
      })
  void otherWordsArePaths(String line) {
    assertThat(RuleRun.findings(RULE, "FROM alpine:3.22\n" + line + "\n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "COPY a.txt /app/ || true              # COPY a.tx[t] /app/",
        "COPY a.txt /app/ 2>/dev/null || true  # COPY a.tx[t] /app/",
        "ONBUILD COPY --chown=1 a/b c || :     # ONBUILD COPY --chown=1 a/[b] c",
        "COPY a || true                        #",
        "COPY a b || true                      #",
        "ADD a.txt b.txt /app/ || true         #",
        "ADD https://example.org/a b || true   #",
        "COPY a* b || true                     # COPY a* b",
        "COPY b/[a] ? c || true                #",
        "COPY $A b || true                     #",
        "COPY a b || echo c                    #",
        "COPY a b && true                      #",
        "COPY a b 2> c                         #",
        "COPY a.txt \\~  /app/ || true          #",
      })
  void whatMayBeMissingBecomesAPattern(String before, String after) {
    assertThat(RuleRun.fixes(RULE, "FROM alpine:3.22\n" + before.replace('~', '\n') + "\n")
            .values())
        .containsExactlyElementsOf(
            after == null ? List.of() : List.of("FROM alpine:3.22\n" + after + "\n"));
  }
}

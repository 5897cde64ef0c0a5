package dev.plimsoll.lint.rules.correctness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.rules.RuleRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommentInStringTest {

  private static final CommentInString RULE = new CommentInString();

  @Test
  void theLineIsMissingFromTheText() {
    RuleRun.check(RULE, """
        FROM alpine
        RUN echo '\\
        #!/bin/sh\\n\\
        #^^^^^^^^^^^ not part of the string
        a' > b
        RUN printf "a\\n\\
          # b\\n\\
        # ^^^^^^ not part of the string
        c" > d
        """);
  }

  @Test
  void oneLineStandsForAllOfACommand() {
    RuleRun.check(RULE, """
        FROM alpine
        RUN printf '# Notes\\n\\
        # first\\n\\
        #^^^^^^^^^ not part of the string
        a\\n\\
        # second\\n\\
        b' > /notes.md && printf 'x\\n\\
        # third\\n\\
        #^^^^^^^^^ not part of the string
        y' > /more.md
        """);
  }

  @ParameterizedTest
  @CsvSource({
    "/etc/nginx/conf.d/default.conf, HINT",
    "'\"/app/.env\"', HINT",
    "/etc/cron.d/clean, HINT",
    "/app/readme.md, null",
    "/app/a.c, null",
  })
  void settingsHaveSuchCommentsThemselves(String file, String severity) {
    assertThat(RuleRun.findings(
            RULE, "FROM alpine\nRUN printf 'a\\n\\\n# b\\n\\\nc' > " + file + "\n"))
        .singleElement()
        .satisfies(one -> assertThat(String.valueOf(one.severity())).isEqualTo(severity));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN python -c 'import a; \\\n  # why\n  a.b()'",
        "RUN a \\\n  # b\\n\n  c",
        "RUN echo \"$(a \\\n  # b\\n\n  c)\"",
        "RUN echo 'a # b\\n\\\n c'",
        "RUN cat <<EOF > a\n'\n#!b\n'\nEOF",
        "SHELL [\"pwsh\", \"-c\"]\nRUN a 'b\\n\\\n # c\n d'",
      })
  void otherCommentsAreComments(String lines) {
    assertThat(RuleRun.findings(RULE, "FROM alpine\n" + lines + "\n")).isEmpty();
  }
}

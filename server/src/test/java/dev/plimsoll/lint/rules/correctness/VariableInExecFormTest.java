package dev.plimsoll.lint.rules.correctness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.rules.RuleRun;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VariableInExecFormTest {

  private static final Rule RULE = new VariableInExecForm();

  @Test
  void nobodyExpandsAVariableInAnArray() {
    RuleRun.check(RULE, """
        FROM alpine
        ENV port=80
        CMD ["server", "--port", "$PORT"]
        #                        ^^^^^^^ No shell reads the exec form, so $PORT is not expanded.
        ENTRYPOINT ["server", "--port=${port}"]
        #                     ^^^^^^^^^^^^^^^^ so ${port} is not expanded
        HEALTHCHECK CMD ["curl", "http://$HOST:80/"]
        #                        ^^^^^^^^^^^^^^^^^^
        RUN ["echo", "$HOME"]
        #            ^^^^^^^
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CMD [\"sh\", \"-c\", \"exec server $PORT\"]",
        "CMD [\"tini\", \"--\", \"/bin/bash\", \"-c\", \"$CODE\"]",
        "RUN [\"sed\", \"-i\", \"/^x = /,$d\", \"f\"]",
        "RUN [\"awk\", \"{print $NF}\", \"f\"]",
        "CMD [\"grep\", \"x$y\", \"f\"]",
        "CMD [\"grep\", \"x$\", \"f\"]",
        "CMD [\"a\", \"\\\\$PORT\"]",
        "CMD [\"npm\", \"exec\", \"echo $PORT\"]",
        "CMD server $PORT",
        "SHELL [\"a\", \"$PORT\"]",
        "COPY [\"$A\", \"$B\"]",
      })
  void whereSomebodyDoesOrItIsTextNothingIsSaid(String instruction) {
    assertThat(RuleRun.findings(RULE, "FROM alpine\n" + instruction + "\n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "CMD ['a', '$B', 'c d']    | CMD ['sh', '-c', 'exec a @'$B@' ~c d~']",
        "CMD ['java', '$JAVA_OPTS', '-jar', 'a'] | CMD ['sh', '-c', 'exec java $JAVA_OPTS -jar a']",
        "ENTRYPOINT ['a', '$BC']   | ENTRYPOINT ['sh', '-c', 'exec a @'$BC@' @'$@@'', '--']",
        "HEALTHCHECK --retries=2 CMD ['a', '$BC'] | HEALTHCHECK --retries=2 CMD ['sh', '-c', 'exec a @'$BC@'']",
        "RUN ['a', '$BC']          | RUN ['sh', '-c', 'a @'$BC@'']",
      })
  void aShellStartsIt(String before, String after) {
    assertThat(
            RuleRun.fixes(RULE, "FROM alpine\nENV B=1\n" + json(before) + "\n").values())
        .containsExactly("FROM alpine\nENV B=1\n" + json(after) + "\n");
  }

  private static String json(String text) {
    return text.replace("@'$@@'", "\\\"$@\\\"")
        .replace("@'", "\\\"")
        .replace('\'', '"')
        .replace('~', '\'');
  }

  /** A shell in front of them would be one more argument. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "java | | Start the program in ENTRYPOINT with sh -c.",
        "npm', 'start | | Start the program in ENTRYPOINT with sh -c.",
        "tini', '--', '/app/run | HINT | is not expanded, unless the script in ENTRYPOINT does that.",
        "/start.sh | HINT | is not expanded, unless the script in ENTRYPOINT does that.",
        "/docker-entrypoint | HINT | is not expanded, unless the script in ENTRYPOINT does that.",
      })
  void whatGetsThemAsArgumentsMayExpandThem(
      String program, @Nullable Severity severity, String end) {
    String text = "FROM alpine\nENTRYPOINT [\"" + program.replace('\'', '"')
        + "\"]\nCMD [\"--port\", \"$PORT\"]\n";
    assertThat(RuleRun.findings(RULE, text)).singleElement().satisfies(one -> {
      assertThat(one.severity()).isEqualTo(severity);
      assertThat(one.message()).endsWith(end);
      assertThat(one.fixes()).isEmpty();
    });
  }

  @Test
  void withoutAShellThereIsNoFix() {
    assertThat(RuleRun.fixes(RULE, "FROM scratch\nCMD [\"/a\", \"$PORT\"]\n")).isEmpty();
    assertThat(
            RuleRun.fixes(RULE, "FROM alpine\nENTRYPOINT [\"/x.sh\"]\nCMD [\"/a\", \"$PORT\"]\n"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${WORKERS:-4}",
        "${WORKERS-4}",
        "--workers=${WORKERS:-4}",
        "${WORKERS:+x}",
        "${WORKERS:?must be given}",
        "$(nproc)",
        "--workers=$(nproc)",
        "$(cat /etc/workers)",
      })
  void nobodyReadsWhatOnlyShellsUnderstand(String word) {
    String text = "FROM python:3.13\nCMD [\"gunicorn\", \"--workers\", \"" + word + "\"]\n";
    assertThat(RuleRun.findings(RULE, text)).hasSize(1);
    assertThat(RuleRun.findings(RULE, text.replace("[\"gunicorn", "[\"sh\", \"-c\", \"gunicorn")))
        .isEmpty();
  }
}

package dev.plimsoll.lint.rules.correctness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.rules.RuleRun;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvalidJsonFormTest {

  private static final InvalidJsonForm RULE = new InvalidJsonForm();

  @Test
  void theFaultIsNamedAtItsPlace() {
    RuleRun.check(RULE, """
        FROM alpine
        CMD ["node", "x",]
        #               ^ Remove the comma before ]. This is not a JSON array, so a shell runs it as text and the \
        container can't start.
        ENTRYPOINT ["node" "x"]
        #                  ^ A comma is missing here.
        CMD ["C:\\app\\x"]
        #       ^^ JSON doesn't know this escape
        CMD ["node"]]
        #           ^ Remove this bracket.
        CMD [["node"]
        #    ^ Remove this bracket.
        CMD ["node"] --port 80
        #            ^^^^^^^^^ Nothing may stand behind ].
        CMD ["node", "x"
        #              ^ The closing ] is missing.
        CMD ['node']
        #    ^^^^^^ JSON strings stand in double quotes.
        CMD [“node”]
        #    ^^^^^^ These are typographic quotes
        CMD [node, "x"]
        #    ^^^^ Put this into double quotes.
        CMD ["sh", "-c", "echo "hi""]
        #                      ^ A quote inside a string
        CMD ["node, x]
        #    ^ The closing quote is missing.
        CMD ["a",, "b"]
        #        ^ Remove this comma.
        CMD "node", "x"
        #   ^^^^^^^^^^^ A JSON array stands in [ and ].
        CMD ["node"; ]
        #          ^ Remove the comma before ].
        CMD ["node";
        #          ^ Remove the comma before ].
        """);
  }

  @Test
  void itIsSaidWhatBecomesOfIt() {
    RuleRun.check(RULE, """
        FROM alpine
        VOLUME ['/data']
        #       ^^^^^^^ become part of the paths
        RUN ['echo', 'x']
        #    ^^^^^^ the build fails
        COPY ['a', 'b']
        #     ^^^ become part of the paths
        HEALTHCHECK CMD ['curl', '-f', 'http://localhost']
        #                ^^^^^^ the check always fails
        SHELL ['bash', '-c']
        #      ^^^^^^ SHELL takes only a JSON array
        ONBUILD CMD ['a']
        #            ^^^ the container can't start
        """);
  }

  @Test
  void quotesThatAreDoubledAreMeantAsAnEscape() {
    RuleRun.check(RULE, """
        FROM alpine
        CMD ["pytest", "-m ""docker""\"]
        #                  ^^ A quote inside a string is written \\". This is not
        CMD ["a""b""c"]
        #      ^^ A quote inside a string is written \\".
        CMD ["a""b"]
        #       ^ A comma is missing here.
        CMD ["a" "" "b"]
        #        ^ A comma is missing here.
        """);
    assertThat(RuleRun.fixes(RULE, "FROM alpine\nCMD [\"pytest\", \"-m \"\"docker\"\"\"]\n")
            .values())
        .containsExactly("FROM alpine\nCMD [\"pytest\", \"-m \\\"docker\\\"\"]\n");
    assertThat(RuleRun.fixes(RULE, "FROM alpine\nCMD [\"a\"\"b\"\"c\"]\n")).isEmpty();
  }

  /** What a CMD becomes is decided by the ENTRYPOINT that is in force with it. */
  @Test
  void aCommandBesideAnEntrypointIsNotWhatStarts() {
    RuleRun.check(RULE, """
        FROM alpine AS ignoring
        ENTRYPOINT exec server --all
        CMD [-v, $LEVEL]
        #    ^^ The shell form of ENTRYPOINT ignores CMD: use the exec form there, too.
        FROM alpine AS giving
        CMD ['-v']
        #    ^^^^ This is not a JSON array, so ENTRYPOINT is given a shell and its code as arguments.
        ENTRYPOINT ["server"]
        FROM ignoring
        CMD ['-v']
        #    ^^^^ The shell form of ENTRYPOINT ignores CMD: use the exec form there, too.
        FROM alpine
        ENTRYPOINT ['server']
        #           ^^^^^^^^ the container can't start
        """);
    assertThat(RuleRun.findings(RULE, "FROM a\nENTRYPOINT b\nCMD ['c']\n"))
        .extracting(Finding::severity)
        .containsExactly(Severity.INFORMATION);
  }

  @Test
  void whatStopsTheBuildIsAnError() {
    assertThat(RuleRun.findings(RULE, "FROM a\nSHELL ['a']\nCOPY ['a','b']\nCMD ['a']\n"))
        .extracting(Finding::severity)
        .containsExactly(Severity.ERROR, Severity.ERROR, null);
  }

  @Test
  void oneStringWithACommentBehindIsNoTest() {
    assertThat(RuleRun.fixes(RULE, "FROM debian\nCMD [ \"run.sh\" ] # starts it\n"))
        .isEqualTo(
            Map.of("Move the comment above", "FROM debian\n# starts it\nCMD [ \"run.sh\" ]\n"));
    assertThat(RuleRun.findings(RULE, "FROM debian\nRUN [ \"$A\" ] && [ \"$B\" ] # both\n"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      CMD ["a", "b",]          | CMD ["a", "b"]
      CMD ["a", "b", ]         | CMD ["a", "b" ]
      CMD ["a" "b"]            | CMD ["a", "b"]
      CMD ["a""b"]             | CMD ["a","b"]
      CMD ["a" "b" "c"]        | CMD ["a", "b", "c"]
      CMD [ "a" "b" ]          | CMD [ "a", "b" ]
      CMD ["a"; "b"]           | CMD ["a", "b"]
      CMD ["a", "b"]]          | CMD ["a", "b"]
      CMD [["a", "b"]          | CMD ["a", "b"]
      CMD ["a", "b"            | CMD ["a", "b"]
      CMD ["a", "b",           | CMD ["a", "b"]
      CMD ["a"] --port 80      | CMD ["a", "--port", "80"]
      CMD ["a"],               | CMD ["a"]
      CMD ["a"];               | CMD ["a"]
      CMD ['a', 'b c']         | CMD ["a", "b c"]
      CMD ['say "x"']          | CMD ["say \\"x\\""]
      CMD ['a', "b"]           | CMD ["a", "b"]
      CMD [“a”, ”b“]           | CMD ["a", "b"]
      CMD ["a”, "b"]           | CMD ["a", "b"]
      CMD [‘a’, «b»]           | CMD ["a", "b"]
      CMD [a, b]               | CMD ["a", "b"]
      CMD [npm start]          | CMD ["npm", "start"]
      CMD ["a", --b=c]         | CMD ["a", "--b=c"]
      CMD ["a", "b\\.c"]       | CMD ["a", "b\\\\.c"]
      CMD ["C:\\app\\new.exe"] | CMD ["C:\\\\app\\\\new.exe"]
      CMD ["C:\\new\\", "b"]   | CMD ["C:\\new\\\\", "b"]
      CMD ["sh", "-c", "echo "hi""]      | CMD ["sh", "-c", "echo \\"hi\\""]
      CMD ["sh", "-c", "echo "hi" you"]  | CMD ["sh", "-c", "echo \\"hi\\" you"]
      CMD ["sh", "-c", "echo "a, b""]    | CMD ["sh", "-c", "echo \\"a, b\\""]
      CMD ["a", "b.conf]       | CMD ["a", "b.conf"]
      CMD ["a", b", "c"]       | CMD ["a", "b", "c"]
      CMD {"a", "b"}           | CMD ["a", "b"]
      CMD ("a", "b")           | CMD ["a", "b"]
      CMD ["a", "b"},          | CMD ["a", "b"]
      EXPOSE ["80", "443"]     | EXPOSE 80 443
      WORKDIR ["/app"]         | WORKDIR /app
      CMD "a", "b"             | CMD ["a", "b"]
      CMD ["a",\u00A0"b"]      | CMD ["a", "b"]
      VOLUME [/data]           | VOLUME ["/data"]
      VOLUME [/a, /b]          | VOLUME ["/a", "/b"]
      COPY ["a b" "/c"]        | COPY ["a b", "/c"]
      COPY [a, /b]             | COPY ["a", "/b"]
      SHELL [bash, -c]         | SHELL ["bash", "-c"]
      HEALTHCHECK CMD ["a",]   | HEALTHCHECK CMD ["a"]
      ONBUILD RUN ['a']        | ONBUILD RUN ["a"]
      RUN ["a", "b",]          | RUN ["a", "b"]
      """)
  void theArrayThatWasMeantIsMade(String written, String meant) {
    assertThat(RuleRun.fixes(RULE, "FROM a\n" + written + "\nUSER a\n").values())
        .containsExactly("FROM a\n" + meant + "\nUSER a\n");
  }

  @Test
  void withoutAShellEveryFailureOfACheckCounts() {
    assertThat(
            RuleRun.fixes(RULE, "FROM a\nHEALTHCHECK CMD [\"a\"] || exit 1\n").values())
        .containsExactly("FROM a\nHEALTHCHECK CMD [\"a\"]\n");
  }

  @Test
  void aCommentBehindGoesAbove() {
    assertThat(RuleRun.fixes(RULE, "FROM a\nCMD [\"a\"]  # start\n"))
        .containsEntry("Move the comment above", "FROM a\n# start\nCMD [\"a\"]\n");
  }

  @Test
  void continuedLinesAndCommentsStay() {
    assertThat(RuleRun.fixes(RULE, """
        FROM a
        ENTRYPOINT [\\
            "/some/command" \\
            # the argument
            "--arg", \\
        ]
        """).values()).containsExactly("""
        FROM a
        ENTRYPOINT [\\
            "/some/command", \\
            # the argument
            "--arg" \\
        ]
        """);
  }

  @Test
  void linesThatAreNotContinuedAreOneArray() {
    String text = """
        FROM a
        CMD [
          "node",
          # the script
          "x"
        ]
        """;
    assertThat(RuleRun.fixes(RULE, text)).containsEntry("Continue the lines", """
        FROM a
        CMD [ \\
          "node", \\
          # the script
          "x" \\
        ]
        """);
    assertThat(RuleRun.findings(RULE, text))
        .singleElement()
        .satisfies(one -> assertThat(one.severity()).isEqualTo(Severity.ERROR));
    assertThat(RuleRun.findings(RULE, "FROM a\nRUN [\nRUN x ]\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CMD [\"a\", \"b\"] && c",
        "CMD [\"a, b]",
        "HEALTHCHECK CMD [\"a\" || exit 1]",
      })
  void whatIsNotClearIsLeftToTheAuthor(String instruction) {
    assertThat(RuleRun.fixes(RULE, "FROM a\n" + instruction + "\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CMD [\"a\", \"b\"]",
        "CMD []",
        "CMD [\"a\", 1]",
        "RUN [ -f x ] && echo y",
        "RUN [ \"$A\" = \"b\" ] && echo y",
        "RUN [ \"$A\" = \"b, c\" ] || exit 1",
        "RUN [ \"$A\" ] || exit 1",
        "RUN [ ! -d /x ]",
        "RUN [ \"a\" -eq 1 ]",
        "RUN [[ $A == b ]] && echo y",
        "RUN [ -f x ] && for i in a,b; do echo $i; done",
        "RUN [a-z]* x",
        "HEALTHCHECK CMD [ -f /ready ]",
        "HEALTHCHECK CMD [ \"$(cat /x)\" = ok ] || exit 1",
        "HEALTHCHECK NONE",
        "COPY [ab]c.txt /x/",
        "COPY [a-z]*.txt [x]",
        "COPY [[]a.txt /x/",
        "ADD [!a]*.txt /",
        "VOLUME /data",
        "CMD \"a\" \"b\"",
        "CMD \"a,b\"",
        "CMD { a; b; }",
        "CMD (a, b)",
        "CMD echo [\"a\",]",
        "RUN <<EOF\n[a, b]\nEOF",
      })
  void whatIsNoArrayStays(String instruction) {
    assertThat(RuleRun.findings(RULE, "FROM a\n" + instruction + "\n")).isEmpty();
  }

  @Test
  void noDirectoryIsMadeOfAFile() {
    assertThat(RuleRun.fixes(RULE, "FROM a\nRUN mv /tmp/helm /bin/helm\nWORKDIR [\"/bin/helm\"]\n"))
        .isEmpty();
    assertThat(RuleRun.fixes(RULE, "FROM a\nRUN mv /tmp/helm /bin/helm\nWORKDIR [\"/bin\"]\n"))
        .isNotEmpty();
  }
}

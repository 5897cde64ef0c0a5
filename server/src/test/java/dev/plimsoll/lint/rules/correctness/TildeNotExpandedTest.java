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

class TildeNotExpandedTest {

  private static final TildeNotExpanded RULE = new TildeNotExpanded();

  @Test
  void noShellReadsThem() {
    RuleRun.check(RULE, """
        FROM alpine:3.22
        COPY a ~/a
        #      ^^^ No shell reads COPY, so ~ is the name of a directory
        COPY --from=b ~root/a /a
        #             ^^^^^^^ ~ is the name of a directory
        ADD ~/a /a
        #   ^^^ ADD reads files of the build context only
        ENV PATH=/a:~/bin:$PATH B="~/b"
        #        ^^^^^^^^^^^^^^ No shell reads ENV
        #                         ^^^^^ ENV doesn't expand ~
        ARG DIR=~/b
        #       ^^^ ARG doesn't expand ~
        VOLUME /a ~/data
        #         ^^^^^^ No shell reads VOLUME
        RUN --mount=type=cache,target=~/.cache a
        #                             ^^^^^^^^ No shell reads --mount
        RUN --mount=source=~/a,target=/a b
        #                  ^^^ No shell reads --mount
        ONBUILD COPY a ~/
        #              ^^ No shell reads COPY
        HEALTHCHECK CMD ["~/check"]
        #                ^^^^^^^^^ No shell reads the exec form of HEALTHCHECK
        CMD ["~/start", "a"]
        #    ^^^^^^^^^ Write the path of the program from the root
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY a~ ~backup /b/",
        "ENV A=~ B=~5 C=x~/y D=https://e/~f/",
        "ENV MSG='see ~/x'",
        "RUN cp a ~/b",
        "RUN --mount=type=secret,id=~/a b",
        "CMD ~/a",
        "CMD [\"a\", \"~/b\"]",
        "LABEL a=~/b",
      })
  void otherTildesAreFine(String line) {
    assertThat(RuleRun.findings(RULE, "FROM alpine:3.22\n" + line + "\n")).isEmpty();
  }

  @Test
  void aPathOfWindowsMayHaveThem() {
    assertThat(RuleRun.findings(
            RULE, "FROM mcr.microsoft.com/windows/servercore:ltsc2022\nCOPY a ~/a\n"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"ENV PATH=~/a:$PATH, WARNING", "ENV HOME=~/a,WARNING", "ENV A=~/b,INFORMATION"})
  void aVariableMayBeExpandedByWhoReadsIt(String line, Severity severity) {
    assertThat(RuleRun.findings(RULE, "FROM alpine:3.22\n" + line + "\n"))
        .extracting(Finding::severity)
        .containsExactly(severity == Severity.WARNING ? null : severity);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY a ~/b | COPY a /root/b",
        "COPY [\"a\", \"~/b\"] | COPY [\"a\", \"/root/b\"]",
        "ENV PATH=~/a:~/b | ENV PATH=/root/a:/root/b",
        "RUN --mount=type=cache,target=~/.cache a | RUN --mount=type=cache,target=/root/.cache a",
      })
  void theFixWritesTheHomeOfTheUserInForce(String before, String after) {
    assertThat(RuleRun.fixes(RULE, "FROM alpine:3.22\n" + before + "\n"))
        .containsExactly(Map.entry("Write /root for ~", "FROM alpine:3.22\n" + after + "\n"));
    assertThat(RuleRun.fixes(RULE, "FROM alpine:3.22\nUSER app\n" + before + "\n"))
        .isEmpty();
  }
}

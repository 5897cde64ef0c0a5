package dev.plimsoll.lint.rules.style;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.rules.BuildKitChecks;
import dev.plimsoll.lint.rules.FixesOnRealFiles;
import dev.plimsoll.lint.rules.RuleRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonArgsRecommendedTest {

  private static final JsonArgsRecommended RULE = new JsonArgsRecommended();

  @Test
  void shellFormsAreReportedWhereNoShellIsChosen() {
    RuleRun.check(RULE, """
        FROM alpine AS base
        CMD node server.js
        #   ^^^^^^^^^^^^^^ may not pass on the signal
        FROM base
        ENTRYPOINT exec java -jar app.jar
        #          ^^^^^^^^^^^^^^^^^^^^^^ only to be replaced
        HEALTHCHECK CMD curl -f localhost
        RUN echo hi
        ONBUILD CMD echo
        FROM alpine
        CMD
        #^^ names no program
        CMD ['node']
        #   ^^^^^^^^ not a JSON array
        CMD node && exec node
        #   ^^^^^^^^^^^^^^^^^ Say that it is wanted: SHELL
        CMD . env && node
        #   ^^^^^^^^^^^^^ Begin the last program with exec
        """);
  }

  @Test
  void aShellThatWasChosenIsWanted() {
    RuleRun.check(RULE, """
        FROM alpine AS base
        CMD first
        #   ^^^^^
        SHELL ["/bin/bash", "-c"]
        CMD second
        FROM base
        CMD third
        FROM alpine
        CMD fourth
        #   ^^^^^^
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "CMD node server.js      | CMD ['node', 'server.js']",
        "cmd  node  server.js    | cmd  ['node',  'server.js']",
        "CMD exec node a         | CMD ['node', 'a']",
        "CMD /run.sh             | CMD ['/run.sh']",
        "CMD sh -c \"a && b\"    | CMD ['sh', '-c', 'a && b']",
        "CMD say '\"hi\" \\ you' | CMD ['say', '\\\"hi\\\" \\\\ you']",
        "CMD a --b=c:d,e@f+g%h   | CMD ['a', '--b=c:d,e@f+g%h']",
        "CMD echo ''             | CMD ['echo', '']",
        "ENTRYPOINT tini -- x    | ENTRYPOINT ['tini', '--', 'x']",
      })
  void everyWordIsQuotedWhereItStands(String shell, String array) {
    assertThat(RuleRun.fixes(RULE, "FROM alpine\n" + shell + "\nUSER a\n").values())
        .containsExactly("FROM alpine\n" + array.replace('\'', '"') + "\nUSER a\n");
  }

  @Test
  void linesCommentsAndLineEndingsStay() {
    assertThat(RuleRun.fixes(
                RULE,
                "# escape=`\r\nFROM alpine\r\nCMD node `\r\n  # port\r\n  --port 80 `\r\n  x.js\r\n")
            .values())
        .containsExactly(
            "# escape=`\r\nFROM alpine\r\nCMD [\"node\", `\r\n  # port\r\n  \"--port\", \"80\", `\r\n  \"x.js\"]\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "node $PORT",
        "node \"${PORT}\"",
        "node *.js",
        "node ~/a",
        "A=b node",
        "node > /log",
        "node && a",
        "node; a",
        "node &",
        "node | tee a",
        "cd /app",
        ". /env",
        "source /env",
        "exec",
        "exec -a b c",
        "exec cd",
        "! node",
        "node # really",
        "node {a,b}",
        "(node)",
        "node `hostname`",
        "node $(hostname)",
        "time -p node",
        "[ -f a ]",
        "node 'unclosed",
        "no\\\nde a",
        "if true; then node; fi",
        "['a']",
        "[\"a\", 'b']"
      })
  void noFixWhereTheShellDoesMoreThanSplitWords(String command) {
    assertThat(RuleRun.fixes(RULE, "FROM alpine\nCMD " + command + "\n")).isEmpty();
  }

  @Test
  void noFixOnWindowsOrWhereItWouldWakeACmd() {
    assertThat(RuleRun.fixes(
            RULE, "FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nCMD ping -t localhost\n"))
        .isEmpty();
    assertThat(RuleRun.fixes(RULE, "FROM alpine AS a\nCMD [\"x\"]\nFROM a\nENTRYPOINT y\n"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "node server.js,",
    "exec node, HINT",
    "node $PORT, HINT",
    "a && b, HINT",
  })
  void whatNeedsAShellIsOnlyHintedAt(String command, Severity severity) {
    assertThat(RuleRun.findings(RULE, "FROM alpine\nCMD " + command + "\n"))
        .extracting(Finding::severity)
        .containsExactly(severity);
  }

  @Test
  void agreesWithBuildKit() {
    BuildKitChecks.agree(RULE, "JSONArgsRecommended", detail -> true);
  }

  @Test
  void fixesOfRealFilesKeepTheRest() {
    FixesOnRealFiles.check(RULE, 0);
  }
}

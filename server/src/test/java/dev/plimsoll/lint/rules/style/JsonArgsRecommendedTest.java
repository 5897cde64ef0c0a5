package dev.plimsoll.lint.rules.style;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Iterables;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Fix;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.rules.RuleRun;
import dev.plimsoll.text.TextEdit;
import java.util.Map;
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
        #   ^^^^^^^^^^^^^^ may not forward the stop signal
        FROM base
        ENTRYPOINT exec java -jar app.jar
        #          ^^^^^^^^^^^^^^^^^^^^^^ is replaced by it at once
        HEALTHCHECK CMD curl -f localhost
        #               ^^^^^^^^^^^^^^^^^ A shell is started for every check only to start this program
        FROM base
        HEALTHCHECK CMD curl -f localhost || exit 1
        ENTRYPOINT /bin/bash
        RUN echo hi
        ONBUILD CMD echo
        FROM alpine
        HEALTHCHECK NONE
        CMD
        #^^ names no program
        FROM alpine
        CMD node && exec node
        #   ^^^^^^^^^^^^^^^^^ Declare that shell: SHELL
        FROM alpine
        CMD . env && node
        #   ^^^^^^^^^^^^^ Start the last program with exec
        """);
  }

  @Test
  void aShellThatWasChosenIsWanted() {
    RuleRun.check(RULE, """
        FROM alpine AS base
        ENTRYPOINT first
        #          ^^^^^
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
  @ValueSource(
      strings = {
        "npm test",
        "npm run test --workspace=web",
        "make html",
        "pytest tests",
        "go test ./..."
      })
  void whatEndsByItselfIsAHint(String command) {
    for (String keyword : new String[] {"CMD ", "ENTRYPOINT "}) {
      assertThat(RuleRun.findings(RULE, "FROM x\n" + keyword + command + "\n"))
          .singleElement()
          .satisfies(one -> assertThat(one.severity()).isEqualTo(Severity.HINT));
    }
  }

  @Test
  void nothingIsSaidOfWhatEndsAtOnce() {
    assertThat(RuleRun.findings(RULE, "FROM x\nCMD echo ready\n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cd /a && ./run.sh        | exec server | true",
        "cd /a && exec bash run.sh | exec server | false", // which gets the signal already
        "cd /a && ./run.sh        | server -x   | false",
        "cd /a && exec bash run.sh | server -x  | false",
        "cd /mnt/x && ./run.sh    | server -x   | false",
        "cd /a && ./other.sh      | server -x   | false", // nobody knows what it does
        "./other.sh               | server -x   | true",
        "./run.sh                 | server -x   | false",
        "bash run.sh              | server -x   | false",
        "./run.sh                 | exec server | true",
        "cd /a && ./run.sh; server -x | server -x | true",
      })
  void execIsOfNoUseBeforeAScriptThatStays(String command, String last, boolean reported) {
    String text = "FROM debian:12\nWORKDIR /a\nCOPY . .\nCMD " + command + "\n";
    Map<String, String> files = Map.of("run.sh", "#!/bin/sh\nset -e\n" + last + "\n");
    assertThat(RuleRun.findings(RULE, text, files)).hasSize(reported ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY start /start~CMD /start               | #!/bin/bash | ./server -x  | false",
        "COPY start /usr/local/bin/~CMD start       | #!/bin/sh   | yarn start   | false",
        "COPY start /~ENTRYPOINT exec /start        | #!/bin/sh   | ./server     | false",
        "COPY start /start~CMD /start               | #!/bin/bash | exec server  | true",
        "COPY start /start~CMD /start               | #!/usr/bin/env python3 | serve() | true",
        "COPY start /start~CMD /start               | \0ELF      |              | true",
      })
  void aScriptIsOneByItsFirstLine(String lines, String first, String last, boolean reported) {
    String text = "FROM debian:12\n" + lines.replace('~', '\n') + "\n";
    Map<String, String> files = Map.of("start", first + "\nset -e\n" + last + "\n");
    assertThat(RuleRun.findings(RULE, text, files)).hasSize(reported ? 1 : 0);
  }

  @Test
  void whatAnotherTakesThePlaceOfIsDeletedRather() {
    RuleRun.check(RULE, """
        FROM debian:12 AS tool
        CMD tool --help
        CMD tool serve
        #   ^^^^^^^^^^ Use the exec form
        FROM tool
        ENTRYPOINT one x
        ENTRYPOINT ["two"]
        HEALTHCHECK CMD curl -f localhost
        HEALTHCHECK NONE
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
        "CMD serve ''            | CMD ['serve', '']",
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
        "b; [ -f a ]",
        "node 'unclosed",
        "no\\\nde a",
        "if true; then node; fi",
        "['a']",
        "[\"a\", 'b']"
      })
  void noExecFormWhereTheShellDoesMoreThanSplitWords(String command) {
    assertThat(RuleRun.fixes(RULE, "FROM alpine\nCMD " + command + "\n"))
        .doesNotContainKey("Use the exec form of CMD");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '%',
      quoteCharacter = '`',
      value = {
        "node $PORT               % exec node $PORT",
        "cd /app && node a.js     % cd /app && exec node a.js",
        ". /env; node > /log 2>&1 % . /env; exec node > /log 2>&1",
        "a & node *.js            % a & exec node *.js",
        "test -f a || node $A     % test -f a || exec node $A",
      })
  void theLastProgramTakesThePlaceOfAShellThatIsWanted(String before, String after) {
    assertThat(RuleRun.fixes(RULE, "FROM alpine\nCMD " + before + "\nUSER a\n").values())
        .containsExactly("FROM alpine\nSHELL [\"/bin/sh\", \"-c\"]\nCMD " + after + "\nUSER a\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "node &",
        "node $A | tee a",
        "A=b node",
        "(node)",
        "cd $A",
        "! node",
        "time -p node",
        "trap a TERM; node",
        "node() { a; }; node",
        "if true; then node; fi",
        "> a node",
        "$NODE",
        "b; [ -f a ]",
      })
  void nothingIsPutBeforeWhatIsNoProgramOfItsOwn(String command) {
    assertThat(RuleRun.fixes(RULE, "FROM alpine\nCMD " + command + "\n")).isEmpty();
  }

  @Test
  void theShellStandsAboveTheCommentsAndInTheirStyle() {
    assertThat(
            RuleRun.fixes(RULE, "FROM a\r\n# why\r\n cmd exec node $PORT\r\n").values())
        .containsExactly(
            "FROM a\r\n shell [\"/bin/sh\", \"-c\"]\r\n# why\r\n cmd exec node $PORT\r\n");
  }

  @Test
  void noFixOnWindows() {
    assertThat(RuleRun.fixes(
            RULE, "FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nCMD ping -t localhost\n"))
        .isEmpty();
  }

  @Test
  void anEntrypointInShellFormIgnoresCmd() {
    RuleRun.check(RULE, """
        FROM alpine AS base
        ENTRYPOINT /x.sh
        #          ^^^^^ The shell form of ENTRYPOINT ignores CMD
        CMD ["node"]
        FROM base
        CMD node $PORT
        #   ^^^^^^^^^^ The shell form of ENTRYPOINT ignores this CMD
        FROM alpine
        ENTRYPOINT . /env && /x.sh
        #          ^^^^^^^^^^^^^^^ exec "$@"
        CMD ["node"]
        FROM alpine
        ENTRYPOINT /x.sh
        #          ^^^^^ ENTRYPOINT is run by a shell
        FROM base
        ENTRYPOINT ["/y.sh"]
        CMD node
        #   ^^^^ CMD is run by a shell
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "FROM a%ENTRYPOINT /x.sh%CMD ['b']             | FROM a%ENTRYPOINT ['/x.sh']%CMD ['b']",
        "FROM a%CMD ['b']%ENTRYPOINT exec /x.sh        | FROM a%CMD ['b']%ENTRYPOINT ['/x.sh']",
        "FROM a%ENTRYPOINT /x.sh%CMD b c               | FROM a%ENTRYPOINT ['/x.sh']%CMD ['b', 'c']",
        "FROM a AS a%CMD ['b']%FROM a%ENTRYPOINT /x.sh | FROM a AS a%CMD ['b']%FROM a%ENTRYPOINT ['/x.sh']",
        "FROM a AS a%ENTRYPOINT /x.sh%FROM a%CMD ['b'] | FROM a AS a%ENTRYPOINT ['/x.sh']%FROM a%CMD ['b']",
        "FROM a%ENTRYPOINT java -jar a%CMD ['--b']     | FROM a%ENTRYPOINT ['java', '-jar', 'a']%CMD ['--b']",
      })
  void theExecFormTakesCmdAsArguments(String before, String after) {
    Fix fix = Iterables.getOnlyElement(ofEntrypoint(text(before)).fixes());
    assertThat(TextEdit.apply(text(before), fix.edits())).isEqualTo(text(after));
    assertThat(fix.isSafe()).isFalse();
  }

  @Test
  void aCommandBecomesNoArgumentOfAProgram() {
    RuleRun.check(RULE, """
        FROM alpine AS base
        ENTRYPOINT java -jar /app.jar
        #          ^^^^^^^^^^^^^^^^^^ CMD, and its shell may not forward the stop signal. Delete CMD, and use the exec form
        CMD ["rm", "-rf", "/src"]
        FROM alpine
        ENTRYPOINT java $OPTS -jar /app.jar
        #          ^^^^^^^^^^^^^^^^^^^^^^^^ Delete CMD, and start the program with exec.
        CMD rm -rf /src
        #   ^^^^^^^^^^^ The shell form of ENTRYPOINT ignores this CMD. Delete it.
        FROM alpine
        ENTRYPOINT ["java", "-jar", "/app.jar"]
        CMD echo started
        #   ^^^^^^^^^^^^ ENTRYPOINT doesn't start this CMD, but takes it as arguments: /bin/sh, -c and the command. Delete it
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ENTRYPOINT app -x%CMD ['rm', 'a']             | ENTRYPOINT ['app', '-x']",
        "ENTRYPOINT app -x%CMD serve now               | ENTRYPOINT ['app', '-x']",
        "ENTRYPOINT app $X%CMD ['rm', 'a']             | ENTRYPOINT app $X",
        "ENTRYPOINT ['app', '-x']%CMD python b.py      | ENTRYPOINT ['app', '-x']",
        "ENTRYPOINT ['app', '-x']%CMD serve now        | ENTRYPOINT ['app', '-x']%CMD ['serve', 'now']",
        "ENTRYPOINT ['tini', '--']%CMD node a          | ENTRYPOINT ['tini', '--']%CMD ['node', 'a']",
        "ENTRYPOINT ['poetry', 'run']%CMD python a     | ENTRYPOINT ['poetry', 'run']%CMD ['python', 'a']",
        "ENTRYPOINT ['python']%CMD node a              | ENTRYPOINT ['python']%CMD ['node', 'a']",
        "ENTRYPOINT ['node', 'b.js']%CMD node a        | ENTRYPOINT ['node', 'b.js']",
        "ENTRYPOINT ['gosu', 'app']%CMD node a         | ENTRYPOINT ['gosu', 'app']%CMD ['node', 'a']",
        "ENTRYPOINT ['bash', '-l']%CMD node a          | ENTRYPOINT ['bash', '-l']%CMD ['node', 'a']",
        "ENTRYPOINT ['app', '$1']%CMD node a           | ENTRYPOINT ['app', '$1']%CMD ['node', 'a']",
        "ENTRYPOINT ['/entrypoint']%CMD node a         | ENTRYPOINT ['/entrypoint']%CMD ['node', 'a']",
        "ENTRYPOINT ['bash', '/a.sh']%CMD node a       | ENTRYPOINT ['bash', '/a.sh']%CMD ['node', 'a']",
      })
  void theFixLeavesAloneWhatStartsIt(String before, String after) {
    String text = "FROM alpine\n" + text(before);
    Fix fix = Iterables.getOnlyElement(RuleRun.findings(RULE, text)
        .get(RuleRun.findings(RULE, text).size() - 1)
        .fixes());
    assertThat(TextEdit.apply(text, fix.edits())).isEqualTo("FROM alpine\n" + text(after));
  }

  @Test
  void aScriptThatStartsNothingElseTakesNoCommand() {
    String text = "FROM alpine\nCOPY run.sh /\nENTRYPOINT /run.sh\nCMD [\"node\"]\n";
    assertThat(ofFile(text, "#!/bin/sh\nserver\n")).contains("Delete CMD");
    assertThat(ofFile(text, "#!/bin/sh\nexec \"$@\"\n")).doesNotContain("Delete CMD");
  }

  private static String ofFile(String text, String script) {
    return Iterables.getLast(RuleRun.findings(RULE, text, Map.of("run.sh", script)))
        .message();
  }

  private static Finding ofEntrypoint(String text) {
    return Iterables.getLast(RuleRun.findings(RULE, text));
  }

  private static String text(String lines) {
    return lines.replace('%', '\n').replace('\'', '"') + "\n";
  }

  @Test
  void aCmdThatNeedsAShellBecomesNoArgument() {
    assertThat(ofEntrypoint("FROM alpine\nENTRYPOINT /x.sh\nCMD a $B\n").fixes())
        .isEmpty();
  }

  @Test
  void theTitleTellsWhatBecomesOfCmd() {
    assertThat(ofEntrypoint("FROM alpine\nENTRYPOINT /x.sh\nCMD [\"a\"]\n").fixes())
        .extracting(Fix::title)
        .containsExactly("Use the exec form of ENTRYPOINT, with CMD as its arguments");
    assertThat(ofEntrypoint("FROM alpine\nENTRYPOINT /x.sh\nCMD a\n").fixes())
        .extracting(Fix::title)
        .containsExactly("Use the exec form of ENTRYPOINT, and of CMD as its arguments");
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY . /\nCMD \"/run.sh\"",
        "COPY run.sh /opt/\nENTRYPOINT exec /opt/run.sh now",
        "COPY run.sh /usr/local/bin/\nCMD run.sh",
        "WORKDIR /app\nCOPY . .\nCMD ./run.sh",
        "RUN echo 'exec node' > /run.sh\nCMD /run.sh",
        "COPY <<EOF /run.sh\nexec node\nEOF\nCMD /run.sh",
      })
  void aScriptWithoutInterpreterIsStartedByShellsOnly(String file) {
    String text = "FROM alpine\n" + file + "\n";
    Map<String, String> bare = Map.of("run.sh", "exec node\n");
    assertThat(RuleRun.fixes(RULE, text, bare)).as(file).isEmpty();
    assertThat(RuleRun.findings(RULE, text, bare))
        .extracting(Finding::message)
        .singleElement()
        .asString()
        .contains("run.sh with #!/bin/sh, then use the exec form");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY . /\nCMD /run.sh",
        "COPY --from=build /run.sh /\nCMD /run.sh",
        "RUN printf '#!/bin/sh\\nexec node' > /run.sh\nCMD /run.sh",
        "COPY <<EOF /run.sh\n#!/bin/sh\nexec node\nEOF\nCMD /run.sh",
        "CMD node server.js",
      })
  void otherProgramsNeedNoShell(String file) {
    Map<String, String> complete = Map.of("run.sh", "#!/bin/sh\nexec node\n");
    assertThat(RuleRun.fixes(RULE, "FROM alpine\n" + file + "\n", complete))
        .as(file)
        .containsKey("Use the exec form of CMD");
  }

  @Test
  void aScriptThatNobodyHasSeenMayHaveNoInterpreter() {
    String text = "FROM alpine\nCOPY dist /app\nWORKDIR /app\nCMD ./run.sh\n";
    Map<String, String> without = Map.of("package.json", "{}");
    assertThat(RuleRun.fixes(RULE, text, without)).isEmpty();
    assertThat(RuleRun.findings(RULE, text, without))
        .extracting(Finding::message)
        .singleElement()
        .asString()
        .endsWith("Use the exec form, a JSON array, if ./run.sh begins with #!.");
    assertThat(RuleRun.fixes(RULE, text, Map.of("dist/run.sh", "#!/bin/sh\nexec server\n")))
        .containsKey("Use the exec form of CMD");
  }

  @Test
  void aCommandThatAllStagesBelowReplaceStartsNothing() {
    String text = """
        FROM alpine AS base
        CMD node server.js
        FROM base AS prod
        CMD ["/entrypoint"]
        """;
    Map<String, String> files = Map.of("Makefile", "build:\n\tdocker build .\n");
    assertThat(RuleRun.findings(RULE, text, files)).isEmpty();
    assertThat(RuleRun.findings(RULE, text.replace("CMD [", "RUN ["), files)).hasSize(1);
    assertThat(RuleRun.findings(RULE, text)).hasSize(1);
  }

  @Test
  void aCheckByAScriptWithoutInterpreterNeedsItsShell() {
    String text = "FROM alpine\nCOPY check /\nHEALTHCHECK CMD /check now\n";
    assertThat(RuleRun.findings(RULE, text, Map.of("check", "test -f /ready\n")))
        .isEmpty();
    assertThat(RuleRun.findings(RULE, text, Map.of("check", "#!/bin/sh\ntest -f /ready\n")))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CMD exec server --port $PORT                | false",
        "CMD migrate && exec server                  | false",
        "CMD exec node server.js                     | true", // which needs no shell
        "CMD migrate && server                       | true",
        "CMD exec server ; sort log                  | true",
        "ENTRYPOINT exec server $PORT%CMD ['--help'] | true", // which is ignored
      })
  void whatExecStartsGetsTheSignal(String commands, boolean recommended) {
    String text = "FROM alpine\n" + commands.replace('%', '\n').replace('\'', '"') + "\n";
    assertThat(RuleRun.findings(RULE, Profile.RECOMMENDED, text)).hasSize(recommended ? 1 : 0);
    assertThat(RuleRun.findings(RULE, Profile.BUILDKIT, text)).hasSize(1);
    assertThat(RuleRun.findings(RULE, Profile.HADOLINT, text)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "service ssh start && tail -f /var/log/syslog",
        "tail -f /dev/null",
        "sleep infinity",
        "exec sleep infinity",
        "service nginx start && bash",
        "cd /src && cargo build --release && cp target/release/app /out/",
        "make; echo done",
        "if [ $(gofmt -l . | wc -c) -ne 0 ]; then exit 1; fi",
        "test -z \"$(gofmt -l .)\" || { echo bad; exit 1; }",
        "while :; do /job; sleep 60; done",
      })
  void whatIgnoresTheSignalAnywayIsNotReported(String command) {
    assertThat(RuleRun.findings(RULE, "FROM debian\nCMD " + command + "\n")).isEmpty();
    assertThat(RuleRun.findings(RULE, "FROM debian\nENTRYPOINT " + command + "\nCMD [\"a\"]\n"))
        .as("the CMD is lost")
        .hasSize(1);
  }

  @Test
  void whatPrintsHowTheImageIsUsedEndsByItself() {
    assertThat(RuleRun.findings(RULE, "FROM debian:12\nCMD $SCRIPTS/usage\n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "node -e \"require('http').get('http://localhost')\" | 0",
        "curl -fH 'A: \"b\"' localhost                       | 0",
        "curl -d {\\\"a\\\":1} localhost                        | 0",
        "python -c \"import urllib.request as r; r.urlopen(1)\" | 0",
        "python3 -c 'import app; app.check()'                | 0",
        "php -r 'exit(0);'                                   | 0",
        "python check.py                                     | 1",
        "node -r dotenv/config check.js                      | 1",
        "curl -f \"localhost\"                               | 1",
        "sh -c '[ \"$(cat /a)\" = b ]'                       | 1",
      })
  void aCheckWithBothKindsOfQuotesStaysReadable(String command, int findings) {
    assertThat(RuleRun.findings(RULE, "FROM node:22\nHEALTHCHECK CMD " + command + "\n"))
        .hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource({
    "sh -c \"server --port ${PORT}\", false",
    "cd /srv && bash -ec server, false",
    "cd /srv && server, true",
  })
  void anExecBeforeAShellWouldLeaveThatInTheWay(String command, boolean offered) {
    String text = "FROM alpine:3.22\nCMD " + command + "\n";
    assertThat(RuleRun.findings(new JsonArgsRecommended(), text)).hasSize(1);
    assertThat(RuleRun.fixes(new JsonArgsRecommended(), text).isEmpty()).isEqualTo(!offered);
  }
}

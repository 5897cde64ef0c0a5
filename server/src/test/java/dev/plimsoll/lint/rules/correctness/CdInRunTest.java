package dev.plimsoll.lint.rules.correctness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.rules.RuleRun;
import dev.plimsoll.text.TextEdit;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CdInRunTest {

  private static final CdInRun RULE = new CdInRun();

  @Test
  void theFirstOfARunIsReportedInWhicheverForm() {
    RuleRun.check(RULE, """
        FROM golang
        RUN make && cd /src && make && cd /b && make
        #           ^^^^^^^ cd holds for this RUN only.
        RUN ["sh", "-c", "cd /src && make"]
        #                 ^^^^^^^ cd holds for this RUN only.
        RUN (cd /src; make)
        #    ^^^^^^^ cd holds for this RUN only.
        ONBUILD RUN cd /src
        #           ^^^^^^^ This cd is forgotten where the RUN ends.
        RUN echo cd && make cd
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cd /src", "cd", "cd $DIR", "mkdir /src && cd /src"})
  void aCdThatNothingFollowsIsForgotten(String script) {
    assertThat(RuleRun.findings(RULE, "FROM golang\nRUN " + script + "\n"))
        .singleElement()
        .satisfies(found -> assertThat(found.severity()).isEqualTo(Severity.WARNING));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cd /src && make && cd ..",
        "make && cd /src && make",
        "(cd /src)",
        "cd /src || make",
        "cd /src; make",
        "cd $DIR && make",
        "cd /src && make",
      })
  void whereWorkdirCannotTakeItsPlaceOnlyThoseAreToldWhoAsk(String script) {
    String text = "FROM golang\nRUN " + script + "\nRUN make\n";
    assertThat(RuleRun.findings(RULE, text)).singleElement().matches(Finding::isPedantic);
    assertThat(RuleRun.fixes(RULE, text)).isEmpty();
  }

  @Test
  void nothingIsLostWhereALaterRunGoesThereItself() {
    String text = "FROM golang\nRUN git clone x && cd x\nRUN cd x && make\n";
    assertThat(RuleRun.findings(RULE, text))
        .filteredOn(one -> !one.isPedantic())
        .singleElement()
        .satisfies(found -> {
          assertThat(found.severity()).isNull();
          assertThat(found.message())
              .isEqualTo(
                  "This cd is forgotten where the RUN ends, and a later RUN goes there itself. Delete it.");
          assertThat(found.fixes()).isEmpty();
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ln -s /usr/bin/python3 /usr/bin/python | true",
        "mkdir -p /a && chown -R app:app /a     | true",
        "chmod +x /a /b                         | true",
        "ln -s /usr/bin/python3 python          | false",
        "ln -s /opt/python3                     | false",
        "cp -t b /a                             | false",
        "cp -tb /a                              | false",
        "touch /a > log                         | false",
        "/make.sh                               | false",
        "rm -r /a $B                            | false",
      })
  void aCdIsDeletedWhereAllIsNamedFromTheRoot(String script, boolean needless) {
    String text = "FROM golang\nRUN cd /usr/bin && " + script + "\nWORKDIR /x\n";
    Map<String, String> fixes = RuleRun.fixes(RULE, text);
    assertThat(fixes.containsKey("safe: Remove cd")).isEqualTo(needless);
    if (needless) {
      assertThat(fixes).containsValue("FROM golang\nRUN " + script + "\nWORKDIR /x\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cd /", "cd -", "cd .."})
  void whoGoesBackAtTheEndTidiesUp(String cd) {
    assertThat(RuleRun.findings(RULE, "FROM golang\nRUN ./make.sh && " + cd + "\n"))
        .singleElement()
        .matches(Finding::isPedantic);
  }

  @Test
  void workdirComesBelowWhatMakesTheDirectory() {
    assertThat(RuleRun.fixes(RULE, """
        FROM golang
        # sources
        RUN mkdir /src \\
            && cd /src
        COPY . .
        """)).isEqualTo(Map.of("Use WORKDIR /src", """
        FROM golang
        # sources
        RUN mkdir /src
        WORKDIR /src
        COPY . .
        """));
    assertThat(RuleRun.fixes(RULE, "FROM golang\nRUN cd /src\nCOPY . .\n"))
        .isEqualTo(Map.of("Use WORKDIR /src", "FROM golang\nWORKDIR /src\nCOPY . .\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "WORKDIR /a                                 ! 'safe: '",
        "ENV A=b; COPY a /b; WORKDIR /a             ! 'safe: '",
        "RUN cd /b && make; WORKDIR /a              ! 'safe: '",
        "USER app                                   ! ''",
        "CMD make; WORKDIR /a                       ! ''",
        "ENTRYPOINT [\"/app\"]                      ! ''",
      })
  void workdirTakesThePlaceOfTheFirstCommand(String rest, String safe) {
    String after = rest.strip().replace("; ", "\n") + "\n";
    String before = "FROM golang\nRUN cd /src \\\n    && make \\\n    && make install\n" + after;
    Finding found = RuleRun.findings(RULE, before).get(0);
    assertThat(found.isPedantic()).isEqualTo(safe.isEmpty());
    assertThat(found.fixes()).singleElement().satisfies(fix -> {
      assertThat((fix.isSafe() ? "safe: " : "") + fix.title()).isEqualTo(safe + "Use WORKDIR /src");
      assertThat(TextEdit.apply(before, fix.edits()))
          .isEqualTo("FROM golang\nWORKDIR /src\nRUN make \\\n    && make install\n" + after);
    });
  }

  /** To a shell it is the way on which it came, to WORKDIR where that leads: /var/run is a link. */
  @ParameterizedTest
  @ValueSource(strings = {"pwd > /dir", "echo $PWD", "echo ${PWD}/x", "cp a ../b", "ls .."})
  void whoAsksForTheDirectoryMayBeToldAnother(String command) {
    String text = "FROM debian:12\nRUN cd /var/run && " + command + "\nWORKDIR /a\n";
    assertThat(RuleRun.fixes(RULE, text)).containsOnlyKeys("Use WORKDIR /var/run");
    String there = "FROM debian:12\nWORKDIR /var/run\nRUN cd /var/run && " + command + "\n";
    assertThat(RuleRun.fixes(RULE, there))
        .containsOnlyKeys("Remove cd: the RUN is in /var/run already");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN make",
        "COPY a b\nWORKDIR /a",
        "WORKDIR b",
        "ONBUILD RUN make",
        "RUN cd b && make\nWORKDIR /a",
        "FROM base\nWORKDIR /a",
      })
  void whatStillDependsOnTheDirectoryKeepsIt(String rest) {
    String text = "FROM golang AS base\nRUN cd /src && make\n" + rest + "\n";
    assertThat(RuleRun.findings(RULE, text).get(0).fixes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "cd /src && make       ! make",
        "cd . && make          ! make",
        "cd /src/../src && make ! make",
        "make && cd /src       ! make",
      })
  void aCdToWhereTheRunIsGoes(String before, String after) {
    String head = "FROM golang\nWORKDIR /src\nRUN ";
    Finding found = RuleRun.findings(RULE, head + before + "\nRUN make\n").get(0);
    assertThat(found.severity()).isNull();
    assertThat(RuleRun.fixes(RULE, head + before + "\nRUN make\n"))
        .containsValue(head + after + "\nRUN make\n")
        .allSatisfy((title, text) -> assertThat(title).startsWith("safe: Remove cd"));
  }
}

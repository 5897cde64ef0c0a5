package dev.plimsoll.lint.rules.correctness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.rules.RuleRun;
import dev.plimsoll.text.TextEdit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrailingCommentTest {

  private static final TrailingComment RULE = new TrailingComment();

  @Test
  void eachInstructionTakesTheWordsForArguments() {
    RuleRun.check(RULE, """
        FROM alpine:3.22 # base
        #                ^^^^^^ FROM takes # base for arguments
        ARG V=1 # version
        #       ^^^^^^^^^ ARG declares # version as variables
        ENV A=1 # one
        #       ^^^^^ ENV takes # one for variables
        ENV X y # z w
        #       ^^^^^ # z w becomes part of the value
        LABEL a="x # y" # z
        #               ^^^ LABEL takes # z for labels
        EXPOSE 80 # http
        #         ^^^^^^ EXPOSE takes # http for ports
        STOPSIGNAL SIGTERM # x
        #                  ^^^ # x becomes part of the signal's name
        SHELL ["/bin/sh", "-c"] # x
        #                       ^^^ the JSON array is not read as one
        HEALTHCHECK NONE # x
        #                ^^^ HEALTHCHECK NONE takes no arguments
        WORKDIR /app # here
        #            ^^^^^^ # here becomes part of the directory's name
        COPY a b # files
        #        ^^^^^^^ COPY takes # files for file names
        ADD ["a", "b"] # files
        #              ^^^^^^^ ADD takes # files for file names
        VOLUME /data # data
        #            ^^^^^^ VOLUME takes # data for directories
        ONBUILD USER a # not root
        #              ^^^^^^^^^^ # not root becomes part of the user's name
        """);
  }

  /** A number sign without a blank behind it is a comment where the instruction could do nothing with it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ENV A=1 #B=2",
        "ARG A #b",
        "EXPOSE 80 #http",
        "USER a #b",
        "WORKDIR /a #b",
        "VOLUME /a #b",
        "COPY a b #c",
        "LABEL a=b ## c",
      })
  void aWordMayBeACommentForCertain(String line) {
    assertThat(RuleRun.findings(RULE, "FROM alpine\n" + line + "\n")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY 1.txt #4.txt /dir/",
        "COPY 1.txt #4.txt .",
        "COPY 1.txt #4.txt $DIR",
        "COPY #1.txt /dir",
        "COPY \"a # b\" /dir",
        "ENV A=\"1 # one\" B='2 # two'",
        "ENV A=1\\ # B=2",
        "ENV A=x#y",
        "ENV PS1 \\u@\\h # ",
        "ENV PS1 \\u # $x",
        "ENV A b #c",
        "ARG A=${B:-# c}",
        "LABEL a=b \\\n  # c\n  d=e",
        "RUN echo a # b",
        "CMD echo a # b",
        "HEALTHCHECK CMD echo a # b",
        "ENTRYPOINT [\"a\"] # b",
        "MAINTAINER Team # 1",
        "ONBUILD RUN echo a # b",
      })
  void otherNumberSignsAreWhatTheyAre(String line) {
    assertThat(RuleRun.findings(RULE, "FROM alpine\n" + line + "\n")).isEmpty();
  }

  @Test
  void theCommentStandsAboveItsOwnLine() {
    assertThat(RuleRun.fixes(RULE, """
        FROM alpine\r
          # hadolint ignore=DL3044\r
          ENV A=1 \\\r
              B=2    # two \\\r
              C=3\r
        """))
        .containsExactly(Map.entry("safe: Move the comment to a line of its own", """
        FROM alpine\r
          # hadolint ignore=DL3044\r
          ENV A=1 \\\r
              # two\r
              B=2 \\\r
              C=3\r
        """));
  }

  /** What is said to a tool about the instruction stays directly above it. */
  @Test
  void theCommentStandsAbovePragmas() {
    assertThat(RuleRun.fixes(RULE, """
        FROM alpine
        # hadolint ignore=DL3000
        WORKDIR /app  # here
        """).values()).containsExactly("""
        FROM alpine
        # here
        # hadolint ignore=DL3000
        WORKDIR /app
        """);
  }

  @Test
  void noFixWhereACommentWouldBecomeADirective() {
    assertThat(RuleRun.fixes(RULE, "FROM alpine # syntax=x\n")).isEmpty();
  }

  @Test
  void noFixWhereNothingElseIsSaid() {
    assertThat(RuleRun.fixes(RULE, "FROM alpine\nWORKDIR # /app\n")).isEmpty();
  }

  @Test
  void behindTheEscapeCharacterItEndsTheInstruction() {
    RuleRun.check(RULE, """
        FROM alpine
        RUN apk add \\
            curl \\ # needed
        #          ^^^^^^^^ after the \\ keeps the line from being continued
            git \\  # not needed
        #          ^^^^^^^^^^^^ after the \\
            make
        RUN echo \\ # a blank
        """);
  }

  @Test
  void itIsAnErrorWhereTheBuildFails() {
    assertThat(RuleRun.findings(RULE, "FROM alpine # a\nWORKDIR /b # c\n"))
        .extracting(Finding::severity)
        .containsExactly(Severity.ERROR, null);
  }

  @Test
  void variablesThatNothingUsesHarmNobody() {
    String text = """
        FROM alpine
        ARG A=1 # https://example.com/a/${A}
        ARG B=2 # the second
        # see there
        ARG C=3 # the third
        ARG D=4
        ARG E=5 # the fifth
        RUN echo $A $B $C $D $E
        """;
    List<Finding> found = RuleRun.findings(RULE, text);
    assertThat(found).extracting(Finding::severity).containsOnly(Severity.INFORMATION);
    assertThat(found).extracting(one -> one.related().size()).containsExactly(2, 0);
    assertThat(found.get(0).fixes().stream().map(fix -> TextEdit.apply(text, fix.edits())))
        .containsExactly(
            text.replace(
                "ARG A=1 # https://example.com/a/${A}", "# https://example.com/a/${A}\nARG A=1"),
            """
            FROM alpine
            # https://example.com/a/${A}
            ARG A=1
            # the second
            ARG B=2
            # see there
            # the third
            ARG C=3
            ARG D=4
            ARG E=5 # the fifth
            RUN echo $A $B $C $D $E
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ARG A=1 # for USED", "ARG A=1 # PATH=/a", "ARG USED=1 # USED", "ARG A=1 # it's"})
  void othersMayBeUsed(String arg) {
    assertThat(RuleRun.findings(RULE, "FROM alpine\n" + arg + "\nRUN echo ${USED}\n"))
        .extracting(Finding::severity)
        .doesNotContain(Severity.INFORMATION)
        .hasSize(1);
  }

  @Test
  void whatAToolLooksForInALineStaysThere() {
    String text = "FROM alpine:3.22\nARG VERSION=1.2.3 # %s\nRUN id\n";
    assertThat(RuleRun.findings(RULE, text.formatted("x-release-please-version")))
        .isEmpty();
    assertThat(RuleRun.findings(RULE, text.formatted("the version"))).hasSize(1);
  }
}

package dev.plimsoll.lint.rules.correctness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.rules.RuleRun;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgOutOfScopeTest {

  private static final Rule RULE = new ArgOutOfScope();

  @Test
  void theArgBeforeTheFirstFrom() {
    RuleRun.check(RULE, """
        ARG TAG=3.22 DIR=/srv
        FROM alpine:$TAG AS build
        WORKDIR ${DIR}/app
        #       ^^^^^^ DIR is empty here: only FROM sees an ARG above the first FROM. Add ARG DIR to this stage.
        ARG DIR
        WORKDIR ${DIR}/app
        """);
  }

  @Test
  void itIsSaidOnceAStageWhereTheVariableIsUsedFirst() {
    RuleRun.check(RULE, """
        ARG DIR=/srv
        FROM alpine:3.22 AS a
        RUN echo $TARGETARCH
        #        ^^^^^^^^^^^ Add ARG TARGETARCH
        RUN echo ${TARGETARCH} $DIR
        #                      ^^^^ Add ARG DIR
        ENV A=$DIR/$TARGETARCH
        FROM alpine:3.22
        COPY a $DIR
        #      ^^^^ Add ARG DIR
        """);
    RuleRun.check(RULE, """
        ARG DIR=/srv
        FROM alpine:3.22
        RUN DIR=/x && echo $DIR ${DIR:-a}
        ENV A=$DIR
        #     ^^^^ Add ARG DIR
        """);
  }

  @Test
  void theArgOfAnotherStage() {
    String text = """
        FROM golang:1.25 AS build
        ARG OUT="/out dir"
        RUN go build -o "$OUT"
        FROM scratch
        # the program
        COPY --from=build ${OUT}/app /
        """;
    RuleRun.check(
        RULE,
        text.replace(
            "COPY --from=build ${OUT}/app /\n",
            "COPY --from=build ${OUT}/app /\n#                 ^^^^^^ OUT is empty here: it is declared only in stage build. Declare it in this stage too.\n"));
    assertThat(RuleRun.fixes(RULE, text))
        .containsEntry(
            "Declare it: ARG OUT=\"/out dir\"",
            text.replace("# the program", "ARG OUT=\"/out dir\"\n# the program"));
  }

  @ParameterizedTest
  @CsvSource({"node:24, 1", "node:24-alpine, 1", "alpine, 1", "ghost:6, 0", "team/node, 0"})
  void theImageOfNodeLeavesItsEnvironmentToOthers(String image, int findings) {
    String text = "ARG NODE_ENV=production\nFROM " + image + "\nENV NODE_ENV=$NODE_ENV\n";
    assertThat(RuleRun.findings(RULE, text)).hasSize(findings);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WORKDIR /$A",
        "USER $A",
        "ENV B=$A",
        "LABEL a=${A}",
        "COPY --chown=$A a /",
        "RUN echo $A",
        "RUN echo \"${A}\" \\\n  && true",
        "RUN <<EOF\necho $A\nEOF",
        "COPY <<EOF /x\n$A\nEOF",
        "EXPOSE $A",
      })
  void isReportedWhereverItIsUsed(String use) {
    assertThat(RuleRun.findings(RULE, "ARG A=1\nFROM alpine:3.22\n" + use + "\n"))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN A=1; echo $A",
        "RUN export A && echo $A",
        "RUN read A && echo $A",
        "RUN for A in 1 2; do echo $A; done",
        "RUN . ./env && echo $A",
        "RUN set -a; source env; echo $A",
        "RUN eval $(cat x); echo $A",
        "RUN echo ${A:-1}",
        "RUN echo '$A'",
        "RUN [\"echo\", \"$A\"]",
        "RUN <<'EOF' python3\nprint('$A')\nEOF",
        "RUN <<EOF\n#!/usr/bin/python3\nprint('$A')\nEOF",
        "WORKDIR /${A:-x}",
        "CMD echo $A",
        "ONBUILD RUN echo $A",
        "ENV A=2\nWORKDIR /$A",
        "SHELL [\"powershell\"]\nRUN echo $A",
        "FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nRUN echo $A",
      })
  void isNotReportedWhereSomethingElseMayGiveIt(String use) {
    assertThat(RuleRun.findings(RULE, "ARG A=1\nFROM alpine:3.22\n" + use + "\n"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "GOOS=$TARGETOS go build -o /app .                            | TARGETOS",
        "cp -r . /src && make ARCH=${TARGETARCH}                      | TARGETARCH",
        "go build -o x-$TARGETARCH . && pip install .                 | TARGETARCH",
        "find . -name *.$TARGETARCH                                   | TARGETARCH",
        "echo $BUILDPLATFORM                                          | BUILDPLATFORM",
        ". ./env && go build -o x-$TARGETARCH .                       | ",
        "true; . ./env; go build -o x-$TARGETARCH .                   | ",
        "if true; then . /env; fi; GOOS=$TARGETOS go build .          | ",
        "set -a && \\~  . ./env && \\~  go build -o x-$TARGETARCH .   | ",
        "<<EOF~. ./env~go build -o x-$TARGETARCH .~EOF                | ",
        "GOARCH=${TARGETARCH:-amd64} go build .                       | ",
        "if [ -z \"$TARGETARCH\" ]; then make; else make $TARGETARCH; fi | ",
        "test -z ${TARGETARCH} || go build -o $TARGETARCH .           | ",
        "if [ -z \"$TARGETARCH\" ]; then make; fi~RUN make $TARGETARCH | TARGETARCH",
        "echo '$TARGETARCH' .                                         | ",
        "echo ${HTTP_PROXY} .                                         | ",
        "if true; then cp . /$TARGETARCH                              | ",
      })
  void aFolderThatIsAnArgumentSetsNothing(String run, @Nullable String name) {
    List<String> messages = RuleRun.findings(
            RULE, "FROM golang:1.26\nWORKDIR /a\nRUN " + run.replace('~', '\n') + "\n")
        .stream()
        .map(Finding::message)
        .toList();
    assertThat(messages)
        .isEqualTo(
            name == null
                ? List.of()
                : List.of(name
                    + " is empty here: BuildKit sets it only in stages that declare it. Add ARG "
                    + name + " to this stage."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ghcr.io/owner/image:1", "owner/image:1", "$UNKNOWN"})
  void nothingIsKnownOfABaseImageThatIsNotOfficial(String base) {
    assertThat(RuleRun.findings(RULE, "ARG A=1\nFROM " + base + "\nWORKDIR /$A\n"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "alpine:$TAG, A, true",
    "wordpress:${TAG}-php${PHP}-apache, DB_HOST, true",
    "wordpress:${TAG}-php${PHP}-apache, WORDPRESS_DB_HOST, false",
    "wordpress:${TAG}-php${PHP}-apache, PHP_VERSION, false",
    "wordpress:${TAG}-php${PHP}-apache, OTHER_VERSION, false",
    "wordpress:${TAG}-php${PHP}-apache, APACHE_CONFDIR, false",
    "ghcr.io/owner/image:$TAG, A, false",
    "localhost:$TAG/image, A, false",
    "unknown-image:$TAG, A, false",
    "$TAG:1, A, false",
  })
  void aTagWithoutAValueDoesNotChangeWhichVariablesTheImageSets(
      String base, String name, boolean reported) {
    String text =
        "ARG TAG\nARG PHP\nARG " + name + "=1\nFROM " + base + "\nENV B=${" + name + "}\n";
    assertThat(RuleRun.findings(RULE, text)).hasSize(reported ? 1 : 0);
  }

  @Test
  void anInheritedArgIsNotOutOfScope() {
    assertThat(RuleRun.findings(RULE, "FROM alpine:3.22 AS a\nARG X=1\nFROM a\nWORKDIR /$X\n"))
        .isEmpty();
  }

  @Test
  void theNearestStageCounts() {
    String text = "FROM alpine:3.22 AS a\nARG X=1\nFROM alpine:3.22 AS b\nARG X=2 X=3\n"
        + "FROM alpine:3.22\nWORKDIR /$X\n";
    assertThat(RuleRun.fixes(RULE, text)).containsOnlyKeys("Declare it: ARG X=2");
  }

  @Test
  void aFileKeepsItsLineEndings() {
    String text = "ARG A=1\r\nFROM alpine:3.22\r\nWORKDIR /$A\r\n";
    assertThat(RuleRun.fixes(RULE, text))
        .containsEntry("Declare it: ARG A", text.replace("\r\nWORKDIR", "\r\nARG A\r\nWORKDIR"));
  }
}

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

class UndefinedVarTest {

  private static final UndefinedVar RULE = new UndefinedVar();

  @Test
  void workdirIsNoVariable() {
    String text = "FROM debian:12\nWORKDIR /app\nCOPY src $WORKDIR/src\n";
    RuleRun.check(RULE, """
        FROM debian:12
        WORKDIR /app
        COPY src $WORKDIR/src
        #        ^^^^^^^^ The instruction WORKDIR sets no variable. Write the path.
        """);
    assertThat(RuleRun.fixes(RULE, text)).isEmpty();
  }

  /** A colon at either end keeps what man and TeX search by default. */
  @Test
  void anEmptyEntryMayBeWhatIsSearchedByDefault() {
    RuleRun.check(RULE, """
        FROM debian:12
        ENV MANPATH=$MANPATH:/opt/man
        ENV TEXINPUTS=/opt/tex:$TEXINPUTS
        ENV PKG_CONFIG_PATH=/opt/lib/pkgconfig:$PKG_CONFIG_PATH
        #                                      ^^^^^^^^^^^^^^^^ Nothing defines PKG_CONFIG_PATH
        """);
  }

  @Test
  void aVariableIsReportedWhereAStageUsesItFirst() {
    RuleRun.check(RULE, """
        FROM alpine:3.22 AS one
        ENV A=1 B=$APP_DIR/b
        #         ^^^^^^^^ Nothing defines APP_DIR, so it is empty here. Declare it with ARG or ENV.
        WORKDIR /opt/$APP_DIR
        COPY --chown=$OWNER a "$A"
        #            ^^^^^^ Nothing defines OWNER
        RUN --mount=type=cache,target=$CACHE true
        #                             ^^^^^^ Nothing defines CACHE
        ARG MAJOR=1 VERSION=$MAJOR.2
        COPY <<EOF /conf
        a $PORT
        # ^^^^^ Nothing defines PORT
        EOF
        FROM one
        LABEL a=$A b=$MAJOR c='$none' d=\\$none
        USER $APP_DIR
        #    ^^^^^^^^ Nothing defines APP_DIR
        FROM alpine:3.22
        ENV PATH=$HOME/bin:$PATH
        #        ^^^^^ Nothing defines HOME
        ENV PYTHONPATH=/lib:${PWD}
        #                   ^^^^^^ Nothing defines PWD, so it is empty here. Only a shell sets it, and none reads this instruction. Write the path.
        """);
  }

  /** Who sets a variable to one of the same name means that somebody hands it in. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ARG DB_HOST=db\nENV DB_PORT ${DB_PORT}",
        "ARG DB_HOST=db\nLABEL a=${DB_PORT}",
        "ARG DB_HOST=db\nLABEL a=${BD_HSOT}",
        "ARG DB_USER\nLABEL a=${DB_UID}",
        "ARG APP_DIR\nENV APPDIR=$APPDIR",
        "ARG APP_DIR\nENV A=1 APPDIR=\"${APPDIR}\"",
        "ARG VERSION1\nLABEL a=$VERSION2",
      })
  void noOtherNameIsMeantWhereItIsNoSlip(String text) {
    String file = "FROM alpine:3.22\n" + text + "\n";
    assertThat(RuleRun.findings(RULE, file))
        .singleElement()
        .satisfies(finding -> assertThat(finding.message()).contains("Declare it with ARG"));
    assertThat(RuleRun.fixes(RULE, file)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ARG DB_HOST=db\nLABEL a=$DB_HSOT",
        "ARG DB_HOST=db\nLABEL a=$BD_HOST",
        "ARG VERSION\nLABEL a=$VERSON",
        "ARG DESTINATION\nLABEL a=$DESTNATON",
        "ARG VERSION\nLABEL a=$version",
        "ARG APP_USER\nLABEL a=$APP_USERS",
        "ARG APP_USER\nENV USER=$APPUSER",
      })
  void aSlipWithinOnePartIsOne(String text) {
    assertThat(RuleRun.findings(RULE, "FROM alpine:3.22\n" + text + "\n"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.message()).contains("meant?"));
  }

  @Test
  void aLetterIsNearNoOther() {
    RuleRun.check(RULE, """
        FROM alpine:3.22
        ARG a
        ENV Q=$w
        #     ^^ Nothing defines w, so it is empty here. Declare it with ARG or ENV.
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM alpine:3.22\nRUN echo $A\nCMD echo $B\nEXPOSE $C",
        "FROM node:22\nLABEL v=$NODE_VERSION",
        "FROM example/unknown\nWORKDIR $A",
        "FROM deps\nENV B=$A L=/opt/lib:$L",
        "ARG BASE=alpine\nFROM other/$BASE\nWORKDIR $A",
        "ARG A=1\nFROM alpine:3.22\nLABEL a=$A", // which arg-out-of-scope reports
        "FROM alpine:3.22\nLABEL a=$TARGETARCH",
        "FROM alpine:3.22 AS b\nARG A=1\nFROM alpine:3.22\nLABEL a=$A",
        "FROM alpine:3.22\nONBUILD LABEL a=$A",
        "FROM fedora:42\nLABEL name=$FGC",
        "FROM alpine:3.22\nARG A\nLABEL a=$A"
      })
  void otherVariablesAreDefinedOrSomebodyElses(String text) {
    assertThat(RuleRun.findings(RULE, text + "\n")).isEmpty();
  }

  @Test
  void aDefaultIsAllThatThereEverIs() {
    assertThat(RuleRun.findings(RULE, "FROM alpine:3.22\nENV A=${A:-1}\n"))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.severity()).isEqualTo(Severity.INFORMATION);
          assertThat(one.message())
              .startsWith("Nothing defines A, so that this is always the same");
        });
  }

  /** A build argument takes the place of it, as of {@code ARG REGION=eu}. Only BuildKit's profile has it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ARG REGION=${REGION:-eu}",
        "ARG A=1 REGION=\"${REGION:-eu}\"",
        "ARG REGION=$REGION",
        "ARG API_TOKEN=${API_TOKEN:-\"\"}",
      })
  void anArgThatNamesItselfTakesWhatABuildGives(String arg) {
    assertThat(RuleRun.findings(RULE, "FROM alpine:3.22\n" + arg + "\n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ENV DB_HOST=$DB_HOST          | ARG if the build is given it; else leave it out, and give it to the container.",
        "ENV DB_URL=//$DB_HOST         | Declare it with ARG or ENV.",
        "LABEL DB_HOST=$DB_HOST        | Declare it with ARG or ENV.",
      })
  void aVariableThatIsHandedOnIsMeantForTheContainer(String instruction, String advice) {
    assertThat(RuleRun.findings(RULE, "FROM alpine:3.22\n" + instruction + "\n"))
        .singleElement()
        .satisfies(one -> assertThat(one.message()).endsWith(advice));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ENV ADMIN_PASSWORD=${ADMIN_PASSWORD:-example} | Write it plainly, without the variable.",
        "ENV DB_PASSWORD=$DB_SECRET  | Leave it out, and give it to the container when that is started.",
        "LABEL a=$API_TOKEN          | Leave it out, and give it to the container when that is started.",
        "ENV KEY=${SIGNING_KEY}      | Leave it out, and give it to the container when that is started.",
      })
  void noSecretBecomesAnArg(String instruction, String advice) {
    assertThat(RuleRun.findings(RULE, "FROM alpine:3.22\n" + instruction + "\n"))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.message()).endsWith(advice);
          assertThat(one.fixes()).isEmpty();
        });
  }

  @Test
  void aListThatExtendsItselfIsAHint() {
    assertThat(RuleRun.findings(RULE, "FROM alpine:3.22\nENV L=/opt/lib:$L\n"))
        .singleElement()
        .satisfies(one -> assertThat(one.severity()).isEqualTo(Severity.HINT));
    assertThat(RuleRun.findings(RULE, "FROM alpine:3.22\nENV http_proxy=$http_proxy\n"))
        .singleElement()
        .satisfies(one -> assertThat(one.severity()).isNull());
  }

  @ParameterizedTest
  @CsvSource({
    "L=/opt/lib:$L, L=/opt/lib, empty here. Leave it out.",
    "LD_LIBRARY_PATH=\"/a:${LD_LIBRARY_PATH}\" B=c, LD_LIBRARY_PATH=\"/a\" B=c, working directory. Leave it out.",
    "PYTHONPATH $PYTHONPATH:/app, PYTHONPATH /app, working directory. Leave it out.",
    "CLASSPATH=/a:$CLASSPATH:/b, CLASSPATH=/a:/b, working directory. Leave it out.",
  })
  void whatALineExtendsIsLeftOutWhereItIsEmpty(String before, String after, String message) {
    String text = "FROM alpine:3.22\nENV " + before + "\n";
    assertThat(RuleRun.fixes(RULE, text))
        .isEqualTo(Map.of("Leave it out", "FROM alpine:3.22\nENV " + after + "\n"));
    assertThat(RuleRun.findings(RULE, text))
        .singleElement()
        .satisfies(one -> assertThat(one.message()).endsWith(message));
  }

  @Test
  void nothingIsOfferedWhereNoColonPartsIt() {
    assertThat(RuleRun.fixes(RULE, "FROM alpine:3.22\nENV A=\"-b $A\"\n")).isEmpty();
    assertThat(RuleRun.fixes(RULE, "FROM alpine:3.22\nENV A=/b:$A/c\n")).isEmpty();
  }

  @Test
  void aListThatIsExtendedOnlyWhereThereIsOneIsRight() {
    assertThat(RuleRun.findings(RULE, "FROM alpine:3.22\nENV L=/opt/lib${L:+:$L}\n"))
        .allMatch(one -> one.audience() == Finding.Audience.ONLY_BUILDKIT);
  }

  @Test
  void itIsDeclaredOrWrittenAsItIsDeclared() {
    assertThat(RuleRun.fixes(RULE, "FROM alpine:3.22\nARG APP_DIR=/x\nWORKDIR ${APPDIR}/y\n"))
        .isEqualTo(Map.of(
            "Change to APP_DIR", "FROM alpine:3.22\nARG APP_DIR=/x\nWORKDIR ${APP_DIR}/y\n",
            "Declare it: ARG APPDIR",
                "FROM alpine:3.22\nARG APP_DIR=/x\nARG APPDIR\nWORKDIR ${APPDIR}/y\n"));
    assertThat(RuleRun.fixes(RULE, "FROM alpine:3.22\nWORKDIR $HOME\n")).isEmpty();
    assertThat(RuleRun.fixes(RULE, "FROM alpine:3.22\nWORKDIR $PWD/a\n")).isEmpty();
  }

  @Test
  void aTagWithoutAValueDoesNotChangeWhichVariablesTheImageSets() {
    RuleRun.check(RULE, """
        ARG TAG
        FROM wordpress:${TAG}
        ENV HOST=${DB_HOST} PHP=${PHP_VERSION} NAME=${WORDPRESS_DB_NAME}
        #        ^^^^^^^^^^ DB_HOST
        FROM fedora:${TAG}
        ENV TAG=$DISTTAG
        """);
  }

  @Test
  void aContextInPlaceOfTheBaseMayDefineAnything() {
    String text = "FROM alpine:3.22\nWORKDIR $A\n";
    assertThat(RuleRun.findings(RULE, text, Map.of())).hasSize(1);
    assertThat(RuleRun.findings(RULE, text, Map.of("context:alpine", ""))).isEmpty();
  }
}

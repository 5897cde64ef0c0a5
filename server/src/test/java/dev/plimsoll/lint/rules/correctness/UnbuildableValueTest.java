package dev.plimsoll.lint.rules.correctness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Profile;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.rules.RuleRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnbuildableValueTest {

  private static final UnbuildableValue RULE = new UnbuildableValue();

  private static List<Severity> severities(String text) {
    return RuleRun.findings(RULE, text).stream().map(Finding::severity).toList();
  }

  @Test
  void aVariableOfAStageIsEmptyInFrom() {
    RuleRun.check(RULE, """
        ARG BASE=ubuntu
        FROM ${BASE}:24.04
        ARG REPO=centos
        ARG TAG=7
        FROM ${REPO}:${TAG}
        #    ^^^^^^^^^^^^^^ REPO and TAG are empty here, so ':' is not the name of an image: their ARGs stand inside a \
        stage, and FROM sees only ARGs above the first FROM. Move them there.
        """);
    RuleRun.check(RULE, """
        FROM alpine
        ENV TAG=7
        FROM centos:$TAG
        #    ^^^^^^^^^^^ TAG is empty here, so the tag is empty: ENV sets it inside a stage
        FROM $REPO
        #    ^^^^^ REPO is empty here, so the base image has no name: no ARG above the first FROM declares it. Add ARG REPO
        FROM --platform=$PLATFORM alpine
        #               ^^^^^^^^^ PLATFORM is empty here, so the platform is empty
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM $DOCKER_IMAGE_PARENT\n",
        "FROM $BASE\n# %include scripts/install.sh\nADD topsrcdir/scripts/install.sh /\n",
        "# %ARG RELEASE\nFROM debian:$RELEASE\n",
      })
  void whatTaskgraphGivesIsNotEmpty(String text) {
    assertThat(RuleRun.findings(RULE, text)).isEmpty();
    assertThat(RuleRun.findings(new UndefinedArgInFrom(), text, Map.of())).isEmpty();
    assertThat(RuleRun.findings(new InvalidDefaultArgInFrom(), text, Map.of())).isEmpty();
  }

  @Test
  void aBuildArgMayBeTheDigest() {
    RuleRun.check(RULE, """
        ARG DIGEST=latest
        FROM alpine@sha256:$DIGEST
        #    ^^^^^^^^^^^^^^^^^^^^^ hexadecimal digits. The default of DIGEST is none: pass --build-arg DIGEST=value.
        """);
    assertThat(severities("ARG A=1\nFROM alpine@sha256:$A\n"))
        .containsExactly(Severity.INFORMATION);
    assertThat(severities("FROM alpine@sha256:1\n")).containsExactly((Severity) null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "#include \"base.txt\"      | INFORMATION",
        "#ifdef WITH_GPU           | INFORMATION",
        "# include all that is new |",
        "# if in doubt, ask        |",
      })
  void aPreprocessorMayGiveIt(String comment, Severity severity) {
    assertThat(severities("FROM $BASE\n" + comment + "\nRUN x\n")).containsExactly(severity);
  }

  @Test
  void itsArgMovesAboveTheFirstFrom() {
    assertThat(RuleRun.fixes(RULE, """
        ARG BASE=ubuntu
        FROM ${BASE}:24.04
        ARG REPO=centos
        ARG TAG=7

        FROM ${REPO}:${TAG}
        """))
        .containsEntry("Move ARG REPO and TAG above the first FROM", """
        ARG BASE=ubuntu
        ARG REPO=centos
        ARG TAG=7
        FROM ${BASE}:24.04

        FROM ${REPO}:${TAG}
        """);
  }

  @Test
  void itStaysDeclaredWhereItsStageUsesIt() {
    assertThat(RuleRun.fixes(RULE, """
        FROM alpine
        ARG TAG=7
        RUN echo $TAG
        FROM centos:${TAG}
        """)).containsEntry("Move ARG TAG above the first FROM", """
        ARG TAG=7
        FROM alpine
        ARG TAG
        RUN echo $TAG
        FROM centos:${TAG}
        """);
  }

  @Test
  void anEnvBecomesAnArgToo() {
    assertThat(RuleRun.fixes(RULE, "FROM $BASE\n")).isEmpty();
    assertThat(RuleRun.fixes(RULE, "FROM alpine\nENV TAG=7\nFROM centos:$TAG\n"))
        .containsEntry(
            "Add ARG TAG above the first FROM",
            "ARG TAG=7\nFROM alpine\nENV TAG=7\nFROM centos:$TAG\n");
  }

  @Test
  void aMisspeltVariableIsChanged() {
    assertThat(RuleRun.fixes(RULE, "ARG VERSION=3\nFROM alpine:${VERSOIN}\n"))
        .containsEntry("Change to VERSION", "ARG VERSION=3\nFROM alpine:${VERSION}\n");
  }

  @Test
  void onlyABuildArgIsMissing() {
    RuleRun.check(RULE, """
        ARG version
        FROM alpine:${version}
        #    ^^^^^^^^^^^^^^^^^ version has no default, so the tag is empty. Pass --build-arg version=value, or give it a
        """);
    RuleRun.check(RULE, """
        FROM alpine
        ARG V
        ENV W=${V:?need}
        #     ^^^^^^^^^^ V has no value here, and ${V:?…} demands one: pass --build-arg V=value
        ARG I="${I:?must be given}"
        #     ^^^^^^^^^^^^^^^^^^^^^ I has no default: the build needs --build-arg I=value.
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ARG version%FROM alpine:${version}                 | INFORMATION",
        "ARG version=%FROM alpine:${version}                | INFORMATION",
        "ARG base%FROM $base                                | INFORMATION",
        "ARG p%FROM --platform=$p alpine                    | INFORMATION",
        "ARG base%FROM ${base:?needed}                      | INFORMATION",
        "ARG I=${I:?must}%FROM alpine                       | INFORMATION",
        "FROM alpine%ARG I=\"${I:?must be given}\"          | INFORMATION",
        "FROM alpine%ARG A=${B:?b}                          | INFORMATION",
        "FROM alpine%ARG V%ENV W=${V:?need}                 | INFORMATION",
        "FROM alpine%ARG V%ENV U=$V%USER ${U:?need}         | INFORMATION",
        "FROM alpine%ARG V%RUN --mount=type=cache,target=${V:?x} a | INFORMATION",
        "FROM alpine%ENV W=${V:?need}                       | INFORMATION",
        "FROM scratch%ENV W=${V:?need}                      | ",
        "FROM alpine%ENV V=%ENV W=${V:?need}                | ",
        "FROM alpine:${version}                             | ",
        "FROM ${base:?needed}                               | ",
        "ARG t%FROM alpine:$t$u                             | ",
      })
  void whatABuildArgMendsIsInformation(String lines, Severity severity) {
    assertThat(severities(lines.replace('%', '\n') + "\n")).containsExactly(severity);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ENV A='b                | A quote is opened here and never closed.",
        "ENV A=${B               | A ${ is opened here and never closed: add the }.",
        "ENV A=${B~c}            | BuildKit doesn't know this form of ${…}",
        "ENV A=${}               | Behind ${ stands no name of a variable.",
      },
      quoteCharacter = '`')
  void whatTheReaderOfWordsSaysIsPutPlainly(String instruction, String message) {
    assertThat(RuleRun.findings(RULE, "FROM alpine\n" + instruction + "\n"))
        .singleElement()
        .satisfies(one -> assertThat(one.message()).startsWith(message));
  }

  @ParameterizedTest
  @CsvSource({
    "Alpine:3.22, alpine:3.22",
    "https://ghcr.io/a/b, ghcr.io/a/b",
  })
  void aNameOfAnImageIsMended(String written, String meant) {
    assertThat(RuleRun.fixes(RULE, "FROM " + written + "\n"))
        .containsEntry("Change to " + meant, "FROM " + meant + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RUN --mount=type=cahe,target=/c a     | RUN --mount=type=cache,target=/c a",
        "RUN --mount=type=cache,traget=/c a    | RUN --mount=type=cache,target=/c a",
        "RUN --mount=type=cache,target=/c,sharing=lokced a | RUN --mount=type=cache,target=/c,sharing=locked a",
        "RUN --mount=type=bind,target=/c,readolny a | RUN --mount=type=bind,target=/c,readonly a",
        "STOPSIGNAL SIGTREM                    | STOPSIGNAL SIGTERM",
        "STOPSIGNAL qiut                       | STOPSIGNAL SIGQUIT",
      })
  void whatIsMisspeltIsChangedToWhatWasMeant(String before, String after) {
    assertThat(RuleRun.fixes(RULE, "FROM alpine\n" + before + "\n").values())
        .containsExactly("FROM alpine\n" + after + "\n");
  }

  @Test
  void aStageThatIsNotBuiltYetHasNothingToTake() {
    RuleRun.check(RULE, """
        FROM alpine AS build
        COPY --from=build /a /b
        FROM alpine AS last
        COPY --from=final /a /b
        #           ^^^^^ Stage final begins further down. Move it above this one
        FROM alpine AS final
        COPY --from=7 /a /b
        #           ^ There is no stage 7. This file has the stages 0 to 2.
        """);
  }

  @Test
  void aPortThatIsNoneIsExplained() {
    RuleRun.check(RULE, """
        FROM alpine
        EXPOSE 80/tpc 80000 80b /tcp
        #      ^^^^^^ tpc is not a protocol. Write tcp, udp or sctp behind the slash.
        #                   ^^^ 80b is not a port.
        #                       ^^^^ The port is missing.
        """);
  }

  @Test
  void withLinkOnlyRootIsKnownByName() {
    RuleRun.check(RULE, """
        FROM alpine
        ARG GROUP=app
        COPY --link --chown=app a /
        #                   ^^^ no name but root
        COPY --chown=0:app --link=TRUE a /
        #            ^^^^^ no name but root
        ADD --link --chown=root:$GROUP a /
        #                  ^^^^^^^^^^^ no name but root
        COPY --link --chown=root:root a /
        COPY --link --chown=1000:1000 a /
        COPY --link --chown=1000: a /
        COPY --link=false --chown=app a /
        COPY --link --chown=app --chmod=755 a /
        COPY --link --chown=$UNKNOWN a /
        COPY --chown=app a /
        """);
  }

  @Test
  void aChecksumIsJudgedByItsValue() {
    RuleRun.check(RULE, """
        FROM alpine
        ARG NONE
        ARG SHORT=sha256:abc
        ADD --checksum=sha256:abc https://example.com/f /
        #              ^^^^^^^^^^ not a checksum
        ADD --checksum=$SHORT https://example.com/f /
        #              ^^^^^^ not a checksum
        ADD --checksum=md5:d41d8cd98f00b204e9800998ecf8427e https://example.com/f /
        #              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ not a checksum
        ADD --checksum=sha256:24454F830CDB571E2C4AD15481119C43B3CAFD48DD869A9B2945D1036D1DC68D https://example.com/f /
        #              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ not a checksum
        ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/f /
        ADD --checksum=e8f1c5f https://example.com/r.git /
        ADD --checksum=$NONE local /
        ADD --checksum=$SHORT local /
        #   ^^^^^^^^^^^^^^^^^ this source is local
        ADD --checksum=$SHORT https://example.com/f https://example.com/g /
        #   ^^^^^^^^^^^^^^^^^ only one source
        """);
  }

  @Test
  void aChecksumThatAnArgumentCompletesIsInformation() {
    assertThat(RuleRun.findings(
            RULE, "FROM a\nARG SUM\nADD --checksum=sha256:$SUM https://example.com/f /\n"))
        .extracting(Finding::severity)
        .containsExactly(Severity.INFORMATION);
  }

  @Test
  void theQueryOfARepositoryIsRead() {
    RuleRun.check(RULE, """
        FROM alpine
        ADD https://example.com/r.git?foo=1 /
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unexpected query "foo"
        ADD https://example.com/r.git?keep-git-dir=x&ref=v1 /
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid keep-git-dir value: "x"
        ADD git@example.com:r.git?ref= /
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^^ query "ref" has no value
        ADD https://example.com/r.git?ref=a&ref=b /
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ multiple values
        ADD https://example.com/r.git?tag=v1&branch=main /
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ branch conflicts with tag
        ADD https://example.com/r.git?tag=v1#v2 /
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ref conflicts: "v2" vs "refs/tags/v1"
        ADD --checksum=abc https://example.com/r.git?commit=def /
        #                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ another commit
        ADD https://example.com/r.git?keep-git-dir&submodules=false&subdir=a%2Fb#v1 /
        ADD https://example.com/file?foo=1 /
        """);
  }

  @Test
  void theArgumentsBeforeFromAreASequence() {
    RuleRun.check(RULE, """
        ARG V=alpine
        ARG V
        ARG U=${W:?missing}
        #     ^^^^^^^^^^^^^ W has no value here
        ARG W=1
        ARG X=${W:?missing} Y=${X:?missing}
        FROM $V
        ARG A=1 B=${A:?missing}
        ARG C=${D:?missing} D=1
        #     ^^^^^^^^^^^^^ D has no value here
        """);
  }

  @Test
  void anImageOfWindowsHasOnlyItsSystemDrive() {
    RuleRun.check(RULE, """
        FROM --platform=windows/amd64 a
        ENV DRIVE=D:
        WORKDIR D:/x
        #       ^^^^ only drive C:
        WORKDIR C:
        #       ^^ a path behind the drive
        COPY a D:/x/
        #      ^^^^^ only drive C:
        COPY a $DRIVE/x/
        #      ^^^^^^^^^ only drive C:
        ADD D:/a C:/x/
        #   ^^^^ only drive C:
        COPY a //server/share/
        #      ^^^^^^^^^^^^^^^ no network shares
        ADD https://example.com/a c:/x/
        COPY --from=busybox C:/a /x/
        FROM alpine
        COPY a D:/x/
        """);
  }

  @Test
  void aSecretOnWindowsSaysWhereItGoes() {
    RuleRun.check(RULE, """
        FROM mcr.microsoft.com/windows/nanoserver:ltsc2022
        RUN --mount=type=secret,id=x cmd
        #   ^^^^^^^^^^^^^^^^^^^^^^^^ needs a target
        RUN --mount=type=secret,id=x,target=C:x cmd
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ from the root of its drive
        RUN --mount=type=secret,id=x,target=C:/x cmd
        RUN --mount=type=secret,id=x,env=X cmd
        FROM alpine
        RUN --mount=type=secret,id=x cat /run/secrets/x
        """);
  }

  @Test
  void aStageThatIsAnImageToBuildKitIsStillNone() {
    RuleRun.check(RULE, """
        FROM alpine
        RUN --mount=type=cache,target=/c x
        COPY --from=1 x y
        #           ^ no stage 1
        COPY --from=9 x y
        #           ^ no stage 9
        """);
  }

  @Test
  void aRegistryBeforeAnEmptyTagMayBeEmpty() {
    RuleRun.check(RULE, """
        ARG REGISTRY
        ARG TAG
        FROM ${REGISTRY}team/app:${TAG}
        #    ^^^^^^^^^^^^^^^^^^^^^^^^^^ TAG has no default, so the tag is empty. Pass --build-arg TAG=value,
        """);
  }

  @Test
  void anArgumentThatTheProjectGivesIsNotMissing() {
    String text = "ARG BASE\nFROM $BASE\n";
    assertThat(RuleRun.findings(RULE, text, Map.of())).hasSize(1);
    assertThat(RuleRun.findings(RULE, text, Map.of("arg:BASE", ""))).isEmpty();
    InvalidDefaultArgInFrom other = new InvalidDefaultArgInFrom();
    assertThat(RuleRun.findings(other, text, Map.of("arg:BASE", ""))).allMatch(Finding::isPedantic);
    String ofPlatform = "ARG BASE\nFROM --platform=$BUILDPLATFORM $BASE\n";
    Map<String, String> given = Map.of("arg:BASE", "");
    assertThat(RuleRun.findings(other, ofPlatform, given)).isEmpty();
    assertThat(RuleRun.findings(other, Profile.BUILDKIT, ofPlatform, given)).hasSize(1);
    assertThat(RuleRun.findings(other, "FROM A\n", Map.of("arg:BASE", "")))
        .noneMatch(Finding::isPedantic);
    assertThat(RuleRun.findings(RULE, "FROM $BASE\n", Map.of("arg:BASE", ""))).hasSize(1);
  }

  @Test
  void onlyABuildArgIsMissingInAStage() {
    RuleRun.check(RULE, """
        FROM scratch
        ARG PORT
        EXPOSE $PORT/tcp
        #      ^^^^^^^^^ PORT has no default, so only /tcp is left here. Pass --build-arg PORT=value, or give it a default.
        STOPSIGNAL $PORT
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ARG A%EXPOSE $A/tcp                                     | INFORMATION",
        "ARG A=%EXPOSE $A/tcp                                    | INFORMATION",
        "ARG A%EXPOSE \"8000-$A\"                              | INFORMATION",
        "ARG A%ENV B=$A C=1%EXPOSE $B/tcp                        | INFORMATION",
        "ARG A%EXPOSE ${A:-x}/tcp                                | ",
        "ARG A=x%EXPOSE $A/tcp                                   | ",
        "ENV A=%EXPOSE $A/tcp                                    | ",
        "EXPOSE $A/tcp                                           | ",
        "ARG A%STOPSIGNAL $A                                     | INFORMATION",
        "ARG A%VOLUME $A                                         | INFORMATION",
        "ARG A%COPY --chmod=${A}rw a /                           | INFORMATION",
        "ARG A%COPY https://example.org/$A /                     | ",
        "ARG A%ADD --checksum=sha256:$A https://example.org/a /  | INFORMATION",
        "ARG A%RUN --mount=type=cache,target=/a,uid=$A b         | INFORMATION",
        "ARG A%RUN --mount=type=cache,target=$A b                | INFORMATION",
        "ARG A%RUN --mount=type=$A,target=/a b                   | INFORMATION",
        "ARG A%RUN --mount=type=cache,target=/a,mode=$A b        | INFORMATION",
        "ARG A%RUN --mount=type=bind,sharing=locked,target=$A b  | ",
      })
  void inAStageOnlyTheBuildArgMakesItInformation(String lines, Severity severity) {
    String text = "FROM scratch\n" + lines.replace('%', '\n') + "\n";
    assertThat(severities(text)).containsExactly(severity);
    assertThat(RuleRun.findings(RULE, text, Map.of("arg:A", ""))).hasSize(severity == null ? 1 : 0);
  }

  @Test
  void whatTheProjectGivesIsNotMissingWhereItIsDemanded() {
    String text = "FROM alpine\nARG V\nENV W=${V:?need}\n";
    assertThat(RuleRun.findings(RULE, text, Map.of())).hasSize(1);
    assertThat(RuleRun.findings(RULE, text, Map.of("arg:V", ""))).isEmpty();
  }
}

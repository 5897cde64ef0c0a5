package dev.plimsoll.lint.rules.correctness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.rules.RuleRun;
import org.junit.jupiter.api.Test;

class UnbuildableValueTest {

  private static final UnbuildableValue RULE = new UnbuildableValue();

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
        #              ^^^^^^^^^^ no checksum
        ADD --checksum=$SHORT https://example.com/f /
        #              ^^^^^^ no checksum
        ADD --checksum=md5:d41d8cd98f00b204e9800998ecf8427e https://example.com/f /
        #              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ no checksum
        ADD --checksum=sha256:24454F830CDB571E2C4AD15481119C43B3CAFD48DD869A9B2945D1036D1DC68D https://example.com/f /
        #              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ no checksum
        ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/f /
        ADD --checksum=e8f1c5f https://example.com/r.git /
        ADD --checksum=$NONE local /
        ADD --checksum=$SHORT local /
        #   ^^^^^^^^^^^^^^^^^ this source is local
        ADD --checksum=$SHORT https://example.com/f https://example.com/g /
        #   ^^^^^^^^^^^^^^^^^ a single source
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
        #     ^^^^^^^^^^^^^ missing
        ARG W=1
        ARG X=${W:?missing} Y=${X:?missing}
        FROM $V
        ARG A=1 B=${A:?missing}
        ARG C=${D:?missing} D=1
        #     ^^^^^^^^^^^^^ missing
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
}

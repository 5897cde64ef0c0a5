package dev.plimsoll.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.Carets;
import dev.plimsoll.Carets.Found;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstructionErrorsTest {

  private static void check(String marked) {
    Carets carets = Carets.read(marked);
    carets.check(Dockerfile.parse(carets.text()).errors().stream()
        .map(error -> new Found(error.range(), error.message()))
        .toList());
  }

  private static List<String> buildkit(String instruction) {
    return Dockerfile.parse(instruction).instructions().get(0).errors().stream()
        .map(SyntaxError::buildkit)
        .toList();
  }

  @Test
  void saysNothingOfWhatIsRight() {
    check(
        """
        ARG VERSION=3 EMPTY= NONE
        FROM --platform=$BUILDPLATFORM alpine:$VERSION AS Build-1_a.b
        ENV a=b c="d e"
        ENV legacy the value
        LABEL "a=b"=c
        ADD --checksum=sha256:0 --chmod=644 --chown=1:1 --link --keep-git-dir=TRUE --unpack=false a b /
        ADD --exclude=a --exclude=b . /
        COPY --from= --parents <<a <<b /
        a
        b
        RUN --mount=type=cache,target=/c --mount=type=bind,from=build$,rw --network=none --security=sandbox true
        RUN --device=vendor.com/class=dev,required --device=name=x,required=T true
        RUN
        CMD []
        EXPOSE 80 443/tcp
        VOLUME /a /b
        SHELL ["/bin/sh", "-c"]
        HEALTHCHECK --interval=1m30s --timeout=0 --start-period=1ms --start-interval= --retries=0 cmd true
        HEALTHCHECK --ignored none
        ONBUILD COPPY --what nobody looks yet
        ARG --ignored=too a
        STOPSIGNAL --ignored TERM
        """);
  }

  @Test
  void anUnknownInstructionIsMarkedAtItsKeyword() {
    check(
        """
        FROM a
        COPPY a b
        #^^^^ There is no instruction COPPY. Did you mean COPY?
        RUN apt-get update &&
          apt-get install curl
        # ^^^^^^^ If it belongs to the line above, end that line with \\.
        cd /src
        #^ Did you mean CMD?
        """);
    check(
        """
        # escape=`
        FROM a
        mkdir x
        #^^^^ end that line with `.
        """);
  }

  @Test
  void anEscapeCharacterAloneIsAnInstructionWithoutAName() {
    assertThat(buildkit("\\")).containsExactly("unknown instruction: ");
    assertThat(Dockerfile.parse("FROM a\n  \\\n").errors()).singleElement().satisfies(error -> {
      assertThat(error.range().length()).isPositive();
      assertThat(error.message()).startsWith("There is no instruction here.");
    });
  }

  @Test
  void everyWrongFlagIsMarked() {
    check(
        """
        FROM a
        COPY --form=x --link --link --parents=maybe --chown --chmod=1 --excluude=a a b
        #    ^^^^^^^^ COPY has no flag --form. Did you mean --from?
        #                    ^^^^^^ --link is given twice
        #                                     ^^^^^ --parents is true or false.
        #                                           ^^^^^^^ Give a value: --chown=value.
        #                                                             ^^^^^^^^^^^^ Did you mean --exclude?
        ADD --from=x --link= a b
        #   ^^^^^^^^ ADD has no flag --from: it belongs to COPY.
        #            ^^^^^^^ Write --link alone
        USER --group root
        #    ^^^^^^^ USER takes no flags: remove --group.
        ONBUILD --link COPY a b
        #       ^^^^^^ ONBUILD takes no flags
        """);
  }

  @Test
  void aFlagMayStandOnAContinuedLine() {
    check(
        """
        FROM a
        COPY --link \\
          # a comment
          --fro=b \\
        # ^^^^^^^ Did you mean --from?
          a b
        """);
  }

  @Test
  void missingArgumentsAreMarkedAtTheKeyword() {
    check(
        """
        FROM
        #^^^ Name an image
        ENV
        #^^ Give a name after ENV.
        LABEL
        #^^^^ Give a name
        ARG
        #^^ Give a name
        COPY --link
        #^^^ Name a source and a destination.
        ADD a
        #   ^ Name a destination after the source.
        EXPOSE
        #^^^^^ Name a port
        VOLUME []
        #^^^^^ Name a path
        SHELL []
        #^^^^ Name the shell
        USER
        #^^^ Name a user.
        WORKDIR
        #^^^^^^ Name a path.
        STOPSIGNAL
        #^^^^^^^^^ Name a signal
        MAINTAINER
        #^^^^^^^^^ Name the maintainer.
        ONBUILD
        #^^^^^^ Write the instruction
        HEALTHCHECK
        #^^^^^^^^^^ Say how
        """);
  }

  @Test
  void fromTakesAnImageAndPerhapsAName() {
    check(
        """
        FROM a as
        #      ^^ Give the stage a name after AS.
        FROM a AS b c d
        #           ^^^ a stage has one name
        FROM a b
        #      ^ Only AS and a name
        FROM a to b
        #      ^^^^ Only AS and a name
        FROM a AS 1b
        #         ^^ The name of a stage begins with a letter
        """);
  }

  @Test
  void namesOfVariablesAndVolumesAreNotBlank() {
    check(
        """
        FROM a
        ENV =b c=d =
        #   ^^ Give a name before the equals sign
        #          ^ Give a name
        ARG a = b
        #     ^ Give a name
        VOLUME ["/a", " ", ""]
        #             ^^^ A volume needs a path.
        #                  ^^ A volume needs a path.
        """);
  }

  @Test
  void aHereDocumentIsNoDestination() {
    check(
        """
        FROM a
        COPY a <<EOF
        #      ^^^^^ can only be a source
        EOF
        COPY ["a", "<<EOF"]
        #          ^^^^^^^ can only be a source
        COPY a <<'E
        COPY a b<<c
        COPY a <<
        """);
  }

  @Test
  void anOpenHereDocumentHidesNoOtherError() {
    check(
        """
        FROM a
        COPY --fro=b <<EOF
        #    ^^^^^^^ Did you mean --from?
        #            ^^^^^ never closed
        #            ^^^^^ Name a destination
        """);
  }

  @Test
  void argumentsThatCannotBeReadAreReportedOnce() {
    check(
        """
        FROM a
        COPY [1]
        #     ^ double quotes
        SHELL --x [true]
        #     ^^^ SHELL takes no flags
        #          ^^^^ double quotes
        ENV name
        #   ^^^^ Give a value
        """);
  }

  @Test
  void shellWantsAnArray() {
    check(
        """
        FROM a
        SHELL bash -c
        #     ^^^^^^^ Write a JSON array
        """);
  }

  @Test
  void healthchecksAreCmdOrNone() {
    check(
        """
        FROM a
        HEALTHCHECK NONE of this
        #                ^^^^^^^ NONE stands alone
        HEALTHCHECK --interval=5 --timeout=1us --retries=-1 curl localhost
        #                      ^ A duration is a number with a unit
        #                                  ^^^ The shortest duration is 1ms
        #                                                ^^ a whole number
        #                                                   ^^^^ Write CMD before the command
        HEALTHCHECK CMD
        #           ^^^ Give the command
        """);
  }

  @Test
  void triggersAreJudgedByTheirKeywordOnly() {
    check(
        """
        FROM a
        ONBUILD onbuild RUN x
        #       ^^^^^^^ a trigger can't set another
        ONBUILD FROM b
        #       ^^^^ FROM can't be a trigger
        ONBUILD Maintainer b
        #       ^^^^^^^^^^ MAINTAINER can't be a trigger
        """);
  }

  @Test
  void runFlagsAreMarkedAtTheValueThatIsWrong() {
    check(
        """
        FROM a
        RUN --network=hots --security= --mount= true
        #             ^^^^ --network is default, none or host.
        #                  ^^^^^^^^^^^ --security is sandbox or insecure.
        #                              ^^^^^^^^ Give a value, such as
        RUN --mount=type=bind,from=$base,target=/a true
        #                          ^^^^^ from= takes no variables
        RUN --mount=from="$base",target=/a true
        #           ^^^^^^^^^^^^^^^^^^^^^^ from= takes no variables
        RUN --mount='"a"b' true
        #           ^^^^^^ no list of fields
        RUN --device=a,b --device=a,name=b --device=a,required=yes --device=a,nme=x true
        #              ^ A device has one name
        #                           ^^^^^^ This device has a name already: a.
        #                                             ^^^^^^^^^^^^ required is true or false.
        #                                                                     ^^^^^ A device has one name
        """);
  }

  @Test
  void anInstructionRemembersItsErrors() {
    Instruction instruction = Dockerfile.parse("FROM").instructions().get(0);
    assertThat(instruction.errors()).isSameAs(instruction.errors());
  }
}

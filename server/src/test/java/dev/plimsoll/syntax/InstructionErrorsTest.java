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
    check("""
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
    check("""
        FROM a
        COPPY a b
        #^^^^ There is no instruction COPPY. Did you mean COPY?
        RUN apt-get update &&
          apt-get install curl
        # ^^^^^^^ If it belongs to the line above, end that line with \\.
        cd /src
        #^ Did you mean CMD?
        """);
    check("""
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
    check("""
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
    check("""
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
    check("""
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
    check("""
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
    check("""
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
    check("""
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
    check("""
        FROM a
        COPY --fro=b <<EOF
        #    ^^^^^^^ Did you mean --from?
        #            ^^^^^ never closed
        #            ^^^^^ Name a destination
        """);
  }

  @Test
  void argumentsThatCannotBeReadAreReportedOnce() {
    check("""
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
    check("""
        FROM a
        SHELL bash -c
        #     ^^^^^^^ Write a JSON array
        """);
  }

  @Test
  void healthchecksAreCmdOrNone() {
    check("""
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
    check("""
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
    check("""
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

  /** Where an instruction has several errors, BuildKit's is the first. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = true,
      textBlock = """
      COPY --x a                  | COPY requires at least two arguments, but only one was provided. Destination could not be determined
      COPY --x a <<EOF            | unterminated heredoc
      COPY --x ["a", "<<EOF"]     | unknown flag: --x
      USER --x                    | USER requires exactly one argument
      ENV --x                     | unknown flag: --x
      SHELL --x                   | unknown flag: --x
      VOLUME --x [""]             | unknown flag: --x
      FROM --x a AS 1             | invalid name for build stage: "1", name can't start with a number or contain symbols
      ONBUILD --x FROM a          | unknown flag: --x
      HEALTHCHECK --x --retries=a FOO | unknown flag: --x
      HEALTHCHECK --retries=a FOO | Unknown type "FOO" in HEALTHCHECK (try CMD)
      HEALTHCHECK --retries=a --timeout=1x --interval=1y CMD a | time: unknown unit "y" in duration "1y"
      RUN --security=x --network=y --mount= --device= a | failed to parse csv devices: EOF
      RUN --security=x --network=y --mount= a | failed to parse csv mounts: EOF
      RUN --security=x --network=y a | invalid network mode "y"
      RUN --security=x --y a      | unknown flag: --y
      """)
  void buildkitsErrorComesFirst(String instruction, String first) {
    assertThat(buildkit(instruction)).element(0).isEqualTo(first);
    assertThat(buildkit(instruction)).hasSizeGreaterThan(1);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      Copyy a b                   | unknown instruction: Copyy (did you mean copy?)
      coppy a b                   | unknown instruction: coppy (did you mean copy?)
      COPPY a b                   | unknown instruction: COPPY (did you mean COPY?)
      HEALTH CMD a                | unknown instruction: HEALTH
      COPY --Link a b             | unknown flag: --Link (did you mean link?)
      COPY --LINK a b             | unknown flag: --LINK
      COPY --=x a b               | unknown flag: --
      COPY --chown=é a            | COPY requires at least two arguments, but only one was provided. Destination could not be determined
      COPY --link=é a b           | expecting boolean value for flag --link, not: Ã©
      FROM a AS ""                | invalid name for build stage: "\\"\\"", name can't start with a number or contain symbols
      HEALTHCHECK straße          | Unknown type "STRAßE" in HEALTHCHECK (try CMD)
      HEALTHCHECK --start-interval=-1s CMD a | Interval "start-interval" cannot be less than 1ms
      HEALTHCHECK --retries=-1 CMD a | --retries cannot be negative (-1)
      HEALTHCHECK --retries=1_0 CMD a | strconv.ParseInt: parsing "1_0": invalid syntax
      HEALTHCHECK NONE a          | HEALTHCHECK NONE takes no arguments
      HEALTHCHECK CMD []          | Missing command after HEALTHCHECK CMD
      RUN --network= a            | invalid network mode ""
      RUN --network=HOST a        | invalid network mode "HOST"
      RUN --security= a           | security "" is not valid
      RUN --mount a               | missing a value on flag: --mount
      RUN --mount=a\\"b a         | failed to parse csv mounts: parse error on line 1, column 2: bare " in non-quoted-field
      RUN --mount=FROM=$a a       | 'from' doesn't support variable expansion, define alias stage instead
      RUN --device=a,B=c a        | unexpected key 'b' in 'B=c'
      RUN --device=a,nam=c a      | unexpected key 'nam' in 'nam=c' (did you mean name?)
      RUN --device=a,b a          | invalid field 'b' must be a key=value pair
      RUN --device=a,name=b a     | device name already set to a
      RUN --device=a,Required=no a | invalid value for required: no
      ONBUILD onbuild a           | Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed
      ONBUILD maıntaıner a        | MAINTAINER isn't allowed as an ONBUILD trigger
      """)
  void speaksBuildkitsWords(String instruction, String error) {
    assertThat(buildkit(instruction)).containsExactly(error);
  }

  @Test
  void anInstructionRemembersItsErrors() {
    Instruction instruction = Dockerfile.parse("FROM").instructions().get(0);
    assertThat(instruction.errors()).isSameAs(instruction.errors());
  }
}

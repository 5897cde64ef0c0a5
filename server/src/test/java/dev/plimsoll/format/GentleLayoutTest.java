package dev.plimsoll.format;

import static dev.plimsoll.format.Layout.check;
import static dev.plimsoll.format.Layout.unchanged;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.format.FormatOptions.KeywordCase;
import dev.plimsoll.text.TextEdit;
import org.junit.jupiter.api.Test;

/** The gentle level: what it lays out, and above all what it leaves. Lines that end in {@code \} plus blanks are written with {@code \s}. */
class GentleLayoutTest {

  private static final FormatOptions TWO = FormatOptions.DEFAULT.withIndent(Indent.spaces(2));
  private static final FormatOptions FOUR = FormatOptions.DEFAULT.withIndent(Indent.spaces(4));
  private static final FormatOptions TAB = FormatOptions.DEFAULT.withIndent(Indent.tab(4));

  @Test
  void keywordsAreInTheCaseThatMostOfThemHave() {
    check("""
        FROM golang:1.24 as build
        run go build
        COPY . .
        Healthcheck cmd true
        onbuild run make
        """, """
        FROM golang:1.24 AS build
        RUN go build
        COPY . .
        HEALTHCHECK CMD true
        ONBUILD RUN make
        """);
    check("""
        from golang:1.24 AS build
        run go build
        COPY . .
        healthcheck NONE
        """, """
        from golang:1.24 as build
        run go build
        copy . .
        healthcheck none
        """);
  }

  @Test
  void theCaseOfKeywordsCanBeChosen() {
    check(
        FormatOptions.DEFAULT.with(KeywordCase.LOWER),
        "FROM a AS b\nRUN c\n",
        "from a as b\nrun c\n");
    check(
        FormatOptions.DEFAULT.with(KeywordCase.UPPER),
        "from a as b\nrun c\n",
        "FROM a AS b\nRUN c\n");
    unchanged(FormatOptions.DEFAULT.with(KeywordCase.KEEP), "FROM a as b\nrun c\nCOPY d e\n");
  }

  @Test
  void oneBlankStandsBetweenWords() {
    check("""
        FROM   --platform=linux/amd64    alpine   AS   base
        ENV  A=1   B="x  y"
        ARG   C=d
        COPY  --from=base   a   b   /dest/
        RUN   apk   add  curl   &&   echo "a   b"   >   /x
        EXPOSE  80   443/tcp
        CMD  [ "a",   "b  c" ]
        """, """
        FROM --platform=linux/amd64 alpine AS base
        ENV A=1 B="x  y"
        ARG C=d
        COPY --from=base a b /dest/
        RUN apk add curl && echo "a   b" > /x
        EXPOSE 80 443/tcp
        CMD [ "a", "b c" ]
        """.replace("b c", "b  c"));
    check("FROM\ta\nRUN\tb\tc\n", "FROM a\nRUN b c\n");
  }

  /** What follows is one text to the builder, which puts it into the image as it stands. */
  @Test
  void blanksInsideOfAValueStay() {
    check("""
        FROM   a
        ENV    KEY   some   value
        LABEL  KEY   some   value
        WORKDIR   /a  b
        USER   a  b
        CMD   echo   a   b
        ENTRYPOINT   exec   top
        HEALTHCHECK   --interval=5s   CMD   curl   -f  localhost
        MAINTAINER   A  B
        """, """
        FROM a
        ENV KEY some   value
        LABEL KEY some   value
        WORKDIR /a  b
        USER a  b
        CMD echo   a   b
        ENTRYPOINT exec   top
        HEALTHCHECK --interval=5s CMD curl   -f  localhost
        MAINTAINER A  B
        """);
  }

  /** White space around {@code =} has a meaning: the pair becomes one of the old form, or wrong. */
  @Test
  void aroundAnEqualsSignNothingIsChanged() {
    unchanged("""
        FROM a
        ENV KEY = value
        LABEL a = b
        ENV A=1 B = 2
        ARG a = b
        """);
  }

  @Test
  void oneBlankStandsBeforeTheEscapeCharacterAndNoneBehindIt() {
    check("""
        FROM a
        RUN b   \\
            && c\\
            && d &&\\
            e  \\  \s
            && f
        """, """
        FROM a
        RUN b \\
            && c \\
            && d && \\
            e \\
            && f
        """);
  }

  /** {@code foo\} and {@code bar} on the next line are one word, and so are two halves of an operator. */
  @Test
  void noBlankIsPutIntoAWord() {
    unchanged("""
        FROM a
        RUN echo foo\\
        bar &\\
        & baz
        COPY a\\
        b /x
        ENV A=b\\
        c
        RU\\
        N d
        """);
  }

  @Test
  void escapeCharactersInAColumnStayInOne() {
    unchanged("""
        FROM a
        RUN apt-get install -y \\
            curl               \\
            git                \\
            openssh-client
        """);
    check("""
        FROM a
        LABEL one="1"        \\
        second="a value"     \\
        third="the widest"   \\
        fourth="4"
        """, """
        FROM a
        LABEL one="1"        \\
            second="a value" \\
            third="the widest" \\
            fourth="4"
        """.replace("\"1\"        \\", "\"1\"          \\")
        .replace("value\" \\", "value\"   \\"));
    check("""
        FROM a
        RUN b      \\
            c    \\
            d \\
            e
        """, """
        FROM a
        RUN b \\
            c \\
            d \\
            e
        """);
  }

  @Test
  void wordsInAColumnStayInOne() {
    unchanged("""
        FROM a
        COPY a.txt      /x/
        COPY longer.txt /y/
        ENV ONE=1        TWO=2 \\
            LONGER=three FOUR=4
        """);
    check("""
        FROM a
        COPY  a.txt   /x/
        COPY  b.txt   /y/
        """, """
        FROM a
        COPY a.txt /x/
        COPY b.txt /y/
        """);
  }

  @Test
  void argumentsInAColumnThroughoutAFileStayThere() {
    unchanged("""
        FROM       alpine
        ENV        A=b
        RUN        make \\
                   && make install
        WORKDIR    /x
        ENTRYPOINT ["x"]
        """);
  }

  @Test
  void continuedLinesKeepTheirNesting() {
    unchanged("""
        FROM a
        RUN set -eux; \\
            if [ -f x ]; then \\
              for i in 1 2; do \\
                    echo "$i"; \\
              done; \\
            fi
        RUN apt-get update && apt-get install -y \\
            curl \\
            git \\
         && rm -rf /var/lib/apt/lists/*
        LABEL a=b \\
              c=d
        COPY a \\
             b \\
             /x/
        HEALTHCHECK --interval=5s \\
                    --timeout=3s \\
            CMD x
        """);
  }

  @Test
  void continuedLinesAtTheMarginAreIndentedTogether() {
    check("""
        FROM a
        RUN apt-get update \\
        && apt-get install -y \\
            curl \\
            git \\
        && rm -rf /x
        """, """
        FROM a
        RUN apt-get update \\
            && apt-get install -y \\
                curl \\
                git \\
            && rm -rf /x
        """);
  }

  /** The others stand where they should, so it is no nesting. */
  @Test
  void oneLineThatFellBackIsIndentedAlone() {
    check("""
        FROM a
        ENV A=1 \\
          B=2 \\
        C=3
        RUN a \\
          && b \\
        && c
        """, """
        FROM a
        ENV A=1 \\
          B=2 \\
          C=3
        RUN a \\
          && b \\
          && c
        """);
  }

  /** What stands at the first operator's column is a step; deeper lines are below their command. */
  @Test
  void anOperatorThatFellBackByABlankMakesNoOtherStep() {
    check("""
        FROM debian:12
        RUN apt-get update \\
          && apt-get install -y \\
              git \\
         && rm -rf /var/lib/apt/lists/*
        """, """
        FROM debian:12
        RUN apt-get update \\
          && apt-get install -y \\
              git \\
          && rm -rf /var/lib/apt/lists/*
        """);
  }

  @Test
  void anotherStepChangesAllLevels() {
    check(FOUR, """
        FROM a
        RUN b \\
          && if c; then \\
            d; \\
          fi
        """, """
        FROM a
        RUN b \\
            && if c; then \\
                d; \\
            fi
        """);
    check(TWO, """
        FROM a
        RUN b \\
            && c \\
                d
        LABEL a=b \\
              c=d
        """, """
        FROM a
        RUN b \\
          && c \\
            d
        LABEL a=b \\
              c=d
        """);
    check(TAB, "FROM a\nRUN b \\\n    c \\\n        d\n", "FROM a\nRUN b \\\n\tc \\\n\t\td\n");
    check(FOUR, "FROM a\nRUN b \\\n\tc \\\n\t\td\n", "FROM a\nRUN b \\\n    c \\\n        d\n");
  }

  @Test
  void mostOfTheFileDecidesOnTheStep() {
    check("""
        FROM a
        RUN b \\
          && c
        RUN d \\
          && e
        RUN f \\
             && g
        """, """
        FROM a
        RUN b \\
          && c
        RUN d \\
          && e
        RUN f \\
          && g
        """);
  }

  @Test
  void commentsStandWithTheirCommand() {
    check("""
        FROM a
        RUN set -x \\
        # why
            && b \\
          # because  \s
          # of this
            && c \\
                # its argument
                d
        """, """
        FROM a
        RUN set -x \\
            # why
            && b \\
            # because
            # of this
            && c \\
                # its argument
                d
        """);
  }

  @Test
  void commentsMayStandBelowTheCommandBehindAnOperator() {
    unchanged("""
        FROM a
        RUN set -x \\
            # why
         && b \\
         && c
        RUN d \\
               # why
            && e
        """);
  }

  @Test
  void whatToolsReadStays() {
    unchanged("""
        # syntax = docker/dockerfile:1 \s
        #escape=\\
        # check=skip=all \s
        FROM a
          # hadolint ignore=DL3008 \s
        RUN b \\
        # hadolint ignore=DL3009 \s
            && c
          # check=skip=JSONArgsRecommended
        CMD d
        """);
  }

  @Test
  void blankLinesAreTwoAtMostAndNoneAtBothEnds() {
    check("\n\nFROM a\n\n\n\n\nRUN b\n \t\nRUN c\n\n\n", "FROM a\n\n\nRUN b\n\nRUN c\n");
  }

  /** Without the blank line the builder would take the comment for a directive. */
  @Test
  void blankLinesAboveWhatWouldBeADirectiveStay() {
    unchanged("\n# escape=`\nFROM a\n");
  }

  @Test
  void blankLinesInsideAnInstructionStay() {
    check("FROM a\nRUN b \\\n  \n    && c\n", "FROM a\nRUN b \\\n\n    && c\n");
  }

  @Test
  void aBlankLineBeforeEachStageIsAMatterOfTaste() {
    String stages = "FROM a\nRUN b\n# second\nFROM c\n\nFROM d\n";
    unchanged(stages);
    check(
        FormatOptions.DEFAULT.withSeparateStages(true),
        stages,
        "FROM a\nRUN b\n\n# second\nFROM c\n\nFROM d\n");
  }

  @Test
  void theLastLineEnds() {
    check("FROM a", "FROM a\n");
    check("FROM a\r\nRUN b", "FROM a\r\nRUN b\r\n");
    check("FROM a\nRUN <<EOF\nb\nEOF", "FROM a\nRUN <<EOF\nb\nEOF\n");
    unchanged("FROM a\nRUN <<EOF\nb");
    unchanged(FormatOptions.DEFAULT.withFinalNewline(false), "FROM a");
  }

  @Test
  void lineEndingsAndTheByteOrderMarkStay() {
    check("\uFEFFFROM  a\r\nRUN b \\  \r\n&& c\r\n", "\uFEFFFROM a\r\nRUN b \\\r\n    && c\r\n");
    check("FROM  a\r\nRUN  b\nCMD  c\r\n", "FROM a\r\nRUN b\nCMD c\r\n");
  }

  @Test
  void hereDocumentsStay() {
    check("""
        FROM a
        RUN  <<EOF  \s
          if x;   then \s
        \ty
        EOF
        COPY  <<-"END"   /x
        \t  a   b \s
        \tEND
        RUN cat   <<ONE  &&   cat <<TWO
         1  1
        ONE
         2  2
        TWO
        """, """
        FROM a
        RUN <<EOF
          if x;   then \s
        \ty
        EOF
        COPY <<-"END" /x
        \t  a   b \s
        \tEND
        RUN cat <<ONE && cat <<TWO
         1  1
        ONE
         2  2
        TWO
        """);
  }

  /** The blanks at the beginning of a continued line are part of the string. */
  @Test
  void stringsOverSeveralLinesStay() {
    check("""
        FROM a
        RUN echo "one   \\
              two" \\
         && echo 'x  \\
        y'   \\
         && z
        ENV A="b  \\
           c"   D=e
        """, """
        FROM a
        RUN echo "one   \\
              two" \\
         && echo 'x  \\
        y' \\
         && z
        ENV A="b  \\
           c" D=e
        """);
  }

  @Test
  void valuesOfTheOldFormOverSeveralLinesStay() {
    unchanged("""
        FROM a
        ENV PACKAGES \\
        a \\
          b
        CMD \\
        a \\
          b
        ENTRYPOINT   c \\
                     d
        """);
  }

  @Test
  void commandsInSubstitutionsAreLinesLikeOthers() {
    check("""
        FROM a
        RUN A=$(b \\
          |   c  \\
          | d) \\
        && e
        """, """
        FROM a
        RUN A=$(b \\
            | c \\
            | d) \\
          && e
        """);
  }

  @Test
  void otherLanguagesStay() {
    check("""
        # escape=`
        FROM mcr.microsoft.com/windows/servercore:ltsc2022
        SHELL ["powershell",  "-Command"]
        RUN   Write-Host   a;   `  \s
        Write-Host   'b'
        """, """
        # escape=`
        FROM mcr.microsoft.com/windows/servercore:ltsc2022
        SHELL ["powershell", "-Command"]
        RUN Write-Host   a;   `
        Write-Host   'b'
        """);
    unchanged("FROM a\nSHELL [\"python\", \"-c\"]\nRUN if x: \\\n  y(1,   2)\n");
  }

  @Test
  void theBacktickContinuesWhereTheDirectiveSaysSo() {
    check(
        "# escape=`\nFROM a\nSHELL [\"bash\", \"-c\"]\nRUN b   `  \n&& c\\d\nCMD d\\\n",
        "# escape=`\nFROM a\nSHELL [\"bash\", \"-c\"]\nRUN b `\n    && c\\d\nCMD d\\\n");
  }

  @Test
  void whatIsWrongOrNotUnderstoodStays() {
    unchanged("""
        FROM a
        RUNN   b   \\
        c
        COPY   onlyone
        RUN if   x; \\
        y
        RUN echo   "open
        ENV   A=1   B
        """);
  }

  /** The builder takes no line of more than 65,535 bytes. */
  @Test
  void linesThatAreNearlyTooLongStay() {
    unchanged("FROM a\nRUN b \\\n" + "c".repeat(65_533) + "\n");
  }

  /** Indented, nobody would see it. */
  @Test
  void anInstructionThatIsSwallowedStaysAtTheMargin() {
    unchanged("FROM a\nRUN b \\\n    && c \\\n\nUSER nobody\n");
    check(
        "FROM a\nHEALTHCHECK --interval=5s \\\nCMD b\n",
        "FROM a\nHEALTHCHECK --interval=5s \\\n    CMD b\n");
  }

  @Test
  void aFileCanTurnItOff() {
    check("""
        FROM   a
        # plimsoll format: off
        RUN   b   \\
        && c
        #PLIMSOLL FORMAT:ON
        RUN   d
        RUN   e \\
        # plimsoll format: off
        &&   f
        RUN   g
        """, """
        FROM a
        # plimsoll format: off
        RUN   b   \\
        && c
        #PLIMSOLL FORMAT:ON
        RUN d
        RUN   e \\
        # plimsoll format: off
        &&   f
        RUN g
        """);
    unchanged("FROM a\n# plimsoll format: off\nRUN   b\n\n\n\n\nRUN c");
  }

  @Test
  void instructionsStandAtTheMarginUnlessAllOfTheirStageAreIndented() {
    check(
        "FROM a\n RUN b \\\n     && c\n  # && e\nRUN d\n  # why\nRUN f\n",
        "FROM a\nRUN b \\\n    && c\n  # && e\nRUN d\n# why\nRUN f\n");
    unchanged("FROM a\n  RUN b \\\n    && c\n  # why\n  CMD d\n");
  }

  @Test
  void flagsAreSortedWhereThatIsWanted() {
    String text =
        "FROM a\nCOPY --link --chown=1 --from=b c /d\nRUN --network=none --mount=type=tmpfs,target=/y --mount=type=cache,target=/x true\n";
    unchanged(text);
    assertThat(TextEdit.apply(text, Layout.edits(text, FormatOptions.DEFAULT.withSortFlags(true))))
        .isEqualTo(
            "FROM a\nCOPY --chown=1 --from=b --link c /d\nRUN --mount=type=tmpfs,target=/y --mount=type=cache,target=/x --network=none true\n");
  }

  @Test
  void trailingBlanksStayWhereThatIsWanted() {
    FormatOptions kept = FormatOptions.DEFAULT.withTrimTrailingWhitespace(false);
    unchanged(kept, "FROM a  \n# b  \n  \nRUN c \\  \n    d  \n");
  }

  /** A cursor, a breakpoint, a line of blame: they stay where nothing changes. */
  @Test
  void editsTouchNothingButWhiteSpaceAndKeywords() {
    String text = "FROM a\nRUN  b \\\n  c \\\n  d\n";
    assertThat(Layout.edits(text, FOUR))
        .extracting(edit -> edit.range().of(text) + ">" + edit.newText())
        .containsExactly("  > ", "  >    ", "  >    ");
  }
}

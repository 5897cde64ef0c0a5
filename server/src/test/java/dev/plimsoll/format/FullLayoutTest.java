package dev.plimsoll.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.format.FormatOptions.Level;
import dev.plimsoll.format.FormatOptions.OperatorPosition;
import org.junit.jupiter.api.Test;

/** The full level: scripts laid out by their structure, and lists with one item a line. */
class FullLayoutTest {

  private static final FormatOptions FULL = FormatOptions.DEFAULT.with(Level.FULL);

  private static void check(String before, String after) {
    Layout.check(FULL, before, after);
  }

  @Test
  void eachCommandHasALine() {
    check("""
        FROM a
        RUN b&&c || d ;e
        """, """
        FROM a
        RUN b && c || d; \\
            e
        """);
    check("""
        FROM a
        RUN apt-get update && apt-get clean && rm -rf /x
        """, """
        FROM a
        RUN apt-get update \\
            && apt-get clean \\
            && rm -rf /x
        """);
    check("FROM a\nRUN a || true\n", "FROM a\nRUN a || true\n");
  }

  @Test
  void operatorsStandAsInTheRestOfTheFileOrAsIsChosen() {
    check("""
        FROM a
        RUN b && \\
            c
        RUN d \\
            && e
        """, """
        FROM a
        RUN b && \\
            c
        RUN d && \\
            e
        """);
    Layout.check(
        FULL.with(OperatorPosition.LEADING),
        "FROM a\nRUN b && \\\n    c\n",
        "FROM a\nRUN b \\\n    && c\n");
    Layout.check(
        FULL.with(OperatorPosition.TRAILING),
        "FROM a\nRUN b \\\n    && c\n",
        "FROM a\nRUN b && \\\n    c\n");
  }

  @Test
  void compoundCommandsAreIndented() {
    check("""
        FROM a
        RUN set -eux; if [ -f x ]; then b; elif c; then d && e; else f; fi; for i in 1 2; do echo $i; done
        RUN while read l; do echo $l; done < /x && until a; do b; done
        RUN ( cd /x && make ) && { a; b; }
        RUN f() { if a; then b; fi; }; f
        """, """
        FROM a
        RUN set -eux; \\
            if [ -f x ]; then \\
                b; \\
            elif c; then \\
                d && e; \\
            else \\
                f; \\
            fi; \\
            for i in 1 2; do \\
                echo $i; \\
            done
        RUN while read l; do \\
                echo $l; \\
            done < /x \\
            && until a; do \\
                b; \\
            done
        RUN ( cd /x && make ) \\
            && { a; b; }
        RUN f() { \\
                if a; then \\
                    b; \\
                fi; \\
            }; \\
            f
        """);
  }

  @Test
  void shortArmsOfACaseHaveALine() {
    check("""
        FROM a
        RUN case "$(uname -m)" in x86_64|amd64) A=1;; arm*) A=2; B=3;; (*) exit 1 ;; esac && b
        """, """
        FROM a
        RUN case "$(uname -m)" in \\
                x86_64|amd64) A=1 ;; \\
                arm*) \\
                    A=2; \\
                    B=3 \\
                    ;; \\
                (*) exit 1 ;; \\
            esac \\
            && b
        """);
  }

  @Test
  void packagesAreSortedOneALine() {
    String text =
        "FROM debian\nRUN apt-get update && apt-get install -y --no-install-recommends zip curl=7.* \"git\" bash\n";
    assertThat(Layout.format(text, FULL)).isEqualTo("""
        FROM debian
        RUN apt-get update \\
            && apt-get install -y --no-install-recommends \\
                bash \\
                curl=7.* \\
                "git" \\
                zip
        """);
    check("FROM debian\nRUN apk add a b c\n", "FROM debian\nRUN apk add a b c\n");
    Layout.check(
        FULL.withSortPackages(false),
        "FROM debian\nRUN apk add d c b a\n",
        "FROM debian\nRUN apk add \\\n    d \\\n    c \\\n    b \\\n    a\n");
  }

  /** A comment says something of the package below it. */
  @Test
  void packagesWithCommentsKeepTheirOrder() {
    Layout.check(FULL.withIndent(Indent.spaces(4)), """
        FROM debian
        RUN apk add d c \\
        # why
          b a
        """, """
        FROM debian
        RUN apk add \\
            d \\
            c \\
            # why
            b \\
            a
        """);
  }

  @Test
  void whatIsTooLongIsBroken() {
    Layout.check(FULL.withMaxLineLength(40), """
        FROM a
        RUN curl -fsSL https://example.org/a.tar.gz | tar -xz -C /usr/local
        RUN ./configure --prefix=/usr --with-one --with-two=2 && make
        """, """
        FROM a
        RUN curl -fsSL https://example.org/a.tar.gz \\
            | tar -xz -C /usr/local
        RUN ./configure \\
                --prefix=/usr \\
                --with-one \\
                --with-two=2 \\
            && make
        """);
  }

  /** Somebody had a reason for them. */
  @Test
  void breaksBetweenArgumentsStay() {
    check("""
        FROM a
        RUN docker-php-ext-configure gd \\
              --with-freetype \\
                --with-jpeg && \\
            docker-php-ext-install gd
        RUN echo a |\\
           b
        """, """
        FROM a
        RUN docker-php-ext-configure gd \\
                --with-freetype \\
                --with-jpeg && \\
            docker-php-ext-install gd
        RUN echo a | \\
            b
        """);
  }

  @Test
  void commentsGoWithTheirCommand() {
    Layout.check(FULL.withIndent(Indent.spaces(4)), """
        FROM a
        RUN a && \\
          # of b
          b && \\
            \\
        # of c
            c
        RUN set -e; \\
        # of if
          if a; then \\
        # of b
          b; fi
        """, """
        FROM a
        RUN a && \\
            # of b
            b && \\
            \\
            # of c
            c
        RUN set -e; \\
            # of if
            if a; then \\
                # of b
                b; \\
            fi
        """);
    Layout.check(FULL.with(OperatorPosition.LEADING), """
        FROM a
        RUN a && \\
            # of b
            b
        """, """
        FROM a
        RUN a \\
            # of b
            && b
        """);
  }

  @Test
  void whatIsNotCertainIsLaidOutGently() {
    check("""
        FROM a
        RUN a   && cat <<EOF && b
        x
        EOF
        RUN a   && echo "b \\
          c" && d
        RUN a   && b # c
        RUN a   && if b
        RUN a   && b \\
          # hadolint ignore=DL3003
          && cd c
        RUN foo\\
        bar   && b
        """, """
        FROM a
        RUN a && cat <<EOF && b
        x
        EOF
        RUN a && echo "b \\
          c" && d
        RUN a && b # c
        RUN a   && if b
        RUN a && b \\
          # hadolint ignore=DL3003
          && cd c
        RUN foo\\
        bar && b
        """);
    Layout.unchanged(FULL, "FROM a\nSHELL [\"pwsh\", \"-c\"]\nRUN a;  b\n");
  }

  @Test
  void itemsOfListsStandInOrder() {
    check("""
        FROM a
        LABEL a=b c="d  e" \\
            f=g
        ENV A=1   B=2
        ENV C 3  4
        ARG D=1 E=2
        ENTRYPOINT [ "a","b" , "c,d" ]
        HEALTHCHECK CMD ["x" ,"y"]
        COPY [ "a","/b" ]
        ONBUILD CMD [  "a" ]
        CMD [ ]
        """, """
        FROM a
        LABEL a=b \\
            c="d  e" \\
            f=g
        ENV A=1 \\
            B=2
        ENV C 3  4
        ARG D=1 E=2
        ENTRYPOINT ["a", "b", "c,d"]
        HEALTHCHECK CMD ["x", "y"]
        COPY ["a", "/b"]
        ONBUILD CMD ["a"]
        CMD [ ]
        """);
  }

  @Test
  void lineEndingsAndTheEscapeCharacterAreThoseOfTheFile() {
    check(
        "# escape=`\r\nFROM debian\r\nSHELL [\"bash\", \"-c\"]\r\nRUN a && b\r\n",
        "# escape=`\r\nFROM debian\r\nSHELL [\"bash\", \"-c\"]\r\nRUN a `\r\n    && b\r\n");
  }

  @Test
  void triggersAreLaidOutToo() {
    check("FROM a\nONBUILD RUN a && b\n", "FROM a\nONBUILD RUN a \\\n    && b\n");
  }
}

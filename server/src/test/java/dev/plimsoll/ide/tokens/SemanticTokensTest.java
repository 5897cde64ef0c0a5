package dev.plimsoll.ide.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Opened;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.ValueSet;
import dev.plimsoll.text.TextRange;
import java.util.List;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.junit.jupiter.api.Test;

class SemanticTokensTest {

  private static final ClientSupport FULL = ClientSupport.full();

  @Test
  void directivesAndComments() {
    assertThat(tokens("# syntax=docker/dockerfile:1\n# escape=`\n# a comment \n"))
        .isEqualTo("""
        # comment
        syntax property
        = operator
        docker/dockerfile class
        : operator
        1 property
        # comment
        escape property
        = operator
        ` string
        # a comment comment
        """);
  }

  @Test
  void thePartsOfAnImage() {
    assertThat(tokens("FROM --platform=$BUILDPLATFORM ghcr.io:443/a/b:1.2@sha256:" + "0".repeat(64)
            + " AS base"))
        .isEqualTo("""
            FROM keyword
            --platform parameter
            = operator
            $BUILDPLATFORM variable.defaultLibrary
            ghcr.io:443 namespace
            / operator
            a/b class
            : operator
            1.2 property
            @ operator
            sha256:%s property.readonly
            AS keyword
            base namespace.declaration
            """.formatted("0".repeat(64)));
  }

  @Test
  void variablesInTheNameOfAnImage() {
    assertThat(tokens("FROM $REPO/node:${V:-22}-slim")).isEqualTo("""
        FROM keyword
        $REPO variable
        /node class
        : operator
        ${V variable
        :- operator
        22 string
        } variable
        -slim property
        """);
  }

  @Test
  void stagesAreToldFromImages() {
    assertThat(tokens("""
        FROM node AS Build
        FROM build
        COPY --from=build a b
        COPY --from=1 a b
        COPY --from=nginx:1 a b
        RUN --mount=type=bind,from=build,ro x
        """)).isEqualTo("""
            FROM keyword
            node class
            AS keyword
            Build namespace.declaration
            FROM keyword
            build namespace
            COPY keyword
            --from parameter
            = operator
            build namespace
            a string
            b string
            COPY keyword
            --from parameter
            = operator
            1 namespace
            a string
            b string
            COPY keyword
            --from parameter
            = operator
            nginx class
            : operator
            1 property
            a string
            b string
            RUN keyword
            --mount parameter
            = operator
            type parameter
            = operator
            bind property
            , operator
            from parameter
            = operator
            build namespace
            , operator
            ro parameter
            x function
            """);
  }

  @Test
  void aNameBecomesAStageWhenItsStageIsWritten() {
    Snapshot before = Opened.dockerfile("FROM a AS x\nCOPY --from=b c d\n");
    assertThat(kind(before, "b")).isEqualTo("class");
    Snapshot after = before.apply(new TextDocumentContentChangeEvent(
        new Range(new Position(0, 10), new Position(0, 10)), "b\nFROM a AS "));
    assertThat(after.text()).startsWith("FROM a AS b\n");
    assertThat(kind(after, "b")).isEqualTo("namespace.declaration");
    assertThat(all(after)).contains("COPY keyword\n--from parameter\n= operator\nb namespace\n");
  }

  @Test
  void variablesLabelsAndTheirValues() {
    assertThat(tokens("""
        ENV A=1 B="x ${A#*/} y" C=$TARGETARCH
        ENV OLD the rest
        LABEL a.b=c
        ARG D
        """)).isEqualTo("""
            ENV keyword
            A variable.declaration
            = operator
            1 number
            B variable.declaration
            = operator
            "x  string
            ${A variable
            # operator
            */ string
            } variable
             y" string
            C variable.declaration
            = operator
            $TARGETARCH variable.defaultLibrary
            ENV keyword
            OLD variable.declaration
            the rest string
            LABEL keyword
            a.b property.declaration
            = operator
            c string
            ARG keyword
            D variable.declaration
            """);
  }

  @Test
  void variablesInOperands() {
    assertThat(tokens("WORKDIR ${A:-/x${B}}/${C//a/$D}")).isEqualTo("""
        WORKDIR keyword
        ${A variable
        :- operator
        /x string
        ${B} variable
        } variable
        / string
        ${C variable
        // operator
        a string
        / operator
        $D variable
        } variable
        """);
  }

  @Test
  void portsAndTheRest() {
    assertThat(tokens("""
        EXPOSE 80-81/tcp $PORT
        USER app:app
        VOLUME ["/a", "$B"]
        MAINTAINER me
        HEALTHCHECK --interval=5s CMD true
        HEALTHCHECK CMD ["/a"]
        ONBUILD CMD ["a", "$b"]
        WHAT is this
        """)).isEqualTo("""
            EXPOSE keyword
            80 number
            - operator
            81 number
            / operator
            tcp property
            $PORT variable
            USER keyword
            app:app string
            VOLUME keyword
            [ operator
            "/a" string
            , operator
            " string
            $B variable
            " string
            ] operator
            MAINTAINER keyword.deprecated
            me string
            HEALTHCHECK keyword
            --interval parameter
            = operator
            5s property
            CMD keyword
            true function.defaultLibrary
            HEALTHCHECK keyword
            CMD keyword
            [ operator
            "/a" string
            ] operator
            ONBUILD keyword
            CMD keyword
            [ operator
            "a" string
            , operator
            "$b" string
            ] operator
            """);
  }

  @Test
  void theShell() {
    assertThat(tokens("""
        RUN set -e; A=1 sudo -u app make -j$(nproc) "x $Y" 'z' --o=p > /dev/null 2>&1 || ./fail
        """)).isEqualTo("""
            RUN keyword
            set function.defaultLibrary
            -e parameter
            ; operator
            A variable.declaration
            = operator
            1 number
            sudo function
            -u parameter
            app string
            make function
            -j parameter
            $( operator
            nproc function
            ) operator
            "x  string
            $Y variable
            " string
            'z' string
            --o parameter
            = operator
            p string
            > operator
            /dev/null string
            2 number
            >& operator
            1 number
            || operator
            ./fail function
            """);
  }

  @Test
  void reservedWordsOfTheShell() {
    assertThat(tokens("""
        RUN <<EOF
        # all of them
        for f in *.js; do if [ "$f" = a ]; then :; fi; done
        case $x in a) ! b;; esac
        f() { (c); }
        [[ $a == b ]] && export D=$((1 + e))
        EOF
        """)).isEqualTo("""
            RUN keyword
            << operator
            EOF macro
            # all of them comment
            for keyword
            f variable.declaration
            in keyword
            *.js string
            ; operator
            do keyword
            if keyword
            [ function.defaultLibrary
            " string
            $f variable
            " string
            = operator
            a string
            ] function.defaultLibrary
            ; operator
            then keyword
            : function.defaultLibrary
            ; operator
            fi keyword
            ; operator
            done keyword
            case keyword
            $x variable
            in keyword
            a string
            ) operator
            ! keyword
            b function
            ;; operator
            esac keyword
            f function.definition
            { keyword
            ( operator
            c function
            ) operator
            ; operator
            } keyword
            [[ keyword
            $a variable
            == operator
            b string
            ]] keyword
            && operator
            export function.defaultLibrary
            D variable.declaration
            = operator
            $(( operator
            1 number
            + operator
            e variable
            )) operator
            EOF macro
            """);
  }

  @Test
  void linesThatAreContinuedAndCommentsBetweenThem() {
    assertThat(tokens("RUN a \\\r\n  # why\r\n  \"b \\\r\n  c\" \\\r\n  d\r\n")).isEqualTo("""
        RUN keyword
        a function
        \\ macro
        # why comment
        "b  string
        \\ macro
          c" string
        \\ macro
        d string
        """);
  }

  @Test
  void hereDocumentsThatAreFiles() {
    assertThat(tokens("COPY <<EOF <<-'RAW' /etc/\nhi $NAME\nEOF\n\tno $NAME\n\tRAW\n"))
        .isEqualTo("""
            COPY keyword
            << operator
            EOF macro
            <<- operator
            'RAW' macro
            /etc/ string
            hi  string
            $NAME variable
            EOF macro
            \tno $NAME string
            RAW macro
            """);
  }

  @Test
  void hereDocumentsThatAShellReads() {
    assertThat(tokens("RUN bash -e <<EOF\ncd /tmp\nEOF\nRUN cat <<EOF\ncd $A\nEOF\n"))
        .isEqualTo("""
        RUN keyword
        bash function
        -e parameter
        << operator
        EOF macro
        cd function.defaultLibrary
        /tmp string
        EOF macro
        RUN keyword
        cat function
        << operator
        EOF macro
        cd  string
        $A variable
        EOF macro
        """);
  }

  @Test
  void otherLanguagesAreReadAsFarAsAllAreTheSame() {
    assertThat(tokens("""
        FROM a
        SHELL ["pwsh", "-c"]
        RUN Get-Item "x" -Force; $y = 3
        """)).endsWith("""
            RUN keyword
            "x" string
            -Force parameter
            $y variable
            3 number
            """);
    assertThat(tokens("RUN <<EOF\n#!/usr/bin/env python3\nprint('if', 3)\nEOF\n"))
        .doesNotContain("function")
        .contains("'if' string\n3 number\n");
    assertThat(tokens("FROM mcr.microsoft.com/windows/nanoserver\nRUN if exist x del x\n"))
        .doesNotContain("if keyword");
  }

  @Test
  void aRangeHasItsTokensOnly() {
    Snapshot snapshot = Opened.dockerfile("# escape=`\nFROM a\nUSER b\nUSER c\n");
    TextRange second = snapshot.file().range(snapshot.file().instructions().get(1));
    List<Integer> tokens = SemanticTokens.in(snapshot, second, FULL);
    assertThat(Tokens.read(snapshot, tokens, FULL))
        .extracting(Tokens.Token::text)
        .containsExactly("USER", "b");
  }

  @Test
  void typesThatTheEditorDoesNotKnowAreReplacedOrLeftOut() {
    ClientSupport few = FULL.with(ImmutableMap.of(
        ValueSet.TOKEN_TYPES, ImmutableSet.of("keyword", "type"),
        ValueSet.TOKEN_MODIFIERS, ImmutableSet.of("deprecated")));
    Snapshot snapshot = Opened.dockerfile("FROM node:22\nMAINTAINER me \\\n\n");
    assertThat(Tokens.read(snapshot, SemanticTokens.of(snapshot, few), few))
        .extracting(token -> token.text() + " " + token.kind())
        .containsExactly(
            "FROM keyword", "node type", "MAINTAINER keyword.deprecated", "\\ keyword");
  }

  @Test
  void anotherLanguageHasNone() {
    assertThat(SemanticTokens.of(Opened.document("ignore", "*.md"), FULL)).isEmpty();
  }

  private static String kind(Snapshot snapshot, String text) {
    for (Tokens.Token token : Tokens.read(snapshot, SemanticTokens.of(snapshot, FULL), FULL)) {
      if (token.text().equals(text)) {
        return token.kind();
      }
    }
    return "";
  }

  private static String tokens(String text) {
    return all(Opened.dockerfile(text));
  }

  private static String all(Snapshot snapshot) {
    StringBuilder all = new StringBuilder();
    for (Tokens.Token token : Tokens.read(snapshot, SemanticTokens.of(snapshot, FULL), FULL)) {
      all.append(token.text()).append(' ').append(token.kind()).append('\n');
    }
    return all.toString();
  }
}

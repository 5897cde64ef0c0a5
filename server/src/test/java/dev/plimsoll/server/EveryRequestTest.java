package dev.plimsoll.server;

import dev.plimsoll.SampleFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * While a file is typed, every beginning of it is there for a moment, and an editor may ask anything about it. Each
 * request has an answer for the beginnings of each example, and no place in an answer lies outside of the file.
 */
class EveryRequestTest {

  /** An editor that can show everything, and one that says next to nothing of itself. */
  static final List<String> CLIENTS = List.of("""
      {"workspace": {"applyEdit": true, "workspaceEdit": {"documentChanges": true}},
       "textDocument": {
         "publishDiagnostics": {"relatedInformation": true, "dataSupport": true},
         "diagnostic": {}, "hover": {"contentFormat": ["markdown"]},
         "definition": {"linkSupport": true}, "declaration": {"linkSupport": true},
         "signatureHelp": {"signatureInformation": {"parameterInformation": {"labelOffsetSupport": true}}},
         "completion": {"completionItem": {"snippetSupport": true, "insertReplaceSupport": true}},
         "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": [""]}}},
         "rename": {"prepareSupport": true},
         "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
         "semanticTokens": {"requests": {"full": {"delta": true}, "range": true},
           "tokenTypes": ["keyword", "string", "variable"], "tokenModifiers": ["declaration"]}}}""", "{\"textDocument\": {\"diagnostic\": {}}}");

  /** What few files have: here-documents that end nowhere, triggers over lines, quotes that are left open… */
  static final List<String> ODDITIES = List.of(
      """
      # escape=`
      arg V=${X:-1}
      from --platform=$BUILDPLATFORM a:${V} as b
      onbuild run --mount=type=cache,target=/a,"x=y",from=b apt-get -y `
        # comment

        install "$V" ${V##*/}
      COPY <<A <<-"B" --chmod=7 /x/
      $V
      A
      \tB
      HEALTHCHECK --interval=1s --retries CMD ["a", "$V"
      RUN <<
      """,
      """
      FROM a AS b
      ONBUILD SHELL\\
       [ "a", \\
      # why
       "b" ]
      ONBUILD COPY ["x",\\
      "y"]
      ONBUILD ONBUILD ADD --checksum=\\
       a b
      LABEL "x y"=z 'q
      ENV A=\\
      """,
      "\uFEFF# syntax=a\n#escape=\nFROM \uD83D\uDC33 AS \uD83D\nRUN echo '\uD83D\uDC33\n",
      "FROM a\rRUN b\r\n\r\nCOPY --from=0 . \u2028 .\r\n",
      """
      \\
      #
      FROM \u2003 AS \u2003x
      COPY <<'' <<"\u2003" --from=\u2003 /\u2003/
      ENV \u2003=a =b \u3000c
      LABEL ""=""
      ONBUILD \\
        ARG \u2003=
      USER \uD83D\uDE00:\uD83D\uDE00
      FROM
      FROM $x
      RUN <<EOF
      a \\
      EOF
      \u3000\\
      \\
      """);

  static Stream<String> texts() {
    List<String> texts = new ArrayList<>(ODDITIES);
    texts.addAll(SampleFiles.some(2, SampleFiles.whole()));
    texts.addAll(SampleFiles.some(40, SampleFiles.examples()));
    for (String text : List.copyOf(texts)) {
      if (ODDITIES.contains(text) || texts.indexOf(text) % 6 == 0) {
        texts.add(text.replace("\r\n", "\n").replace("\n", "\r\n"));
      }
    }
    return texts.stream();
  }

  @ParameterizedTest
  @MethodSource("texts")
  void everyBeginningHasItsAnswers(String text) {
    for (String client : CLIENTS) {
      Asker asker = new Asker(client);
      int step = (ODDITIES.contains(text) ? 1 : 8) + 3 * CLIENTS.indexOf(client);
      for (int end = text.length(); end >= 0; end -= step) {
        String beginning = text.substring(0, end);
        asker.open("file:///home/ada/Dockerfile", "dockerfile", beginning);
        asker.askAll(end);
        asker.askAll(end * 7 / 11);
      }
      asker.finish();
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void everyPlaceInTheWholeHasItsAnswers(String text) {
    Asker asker = new Asker(CLIENTS.get(0));
    asker.open("vscode-remote://ssh/home/ada/Dockerfile", "dockerfile", text);
    for (int offset = 0; offset <= text.length(); offset += 2) {
      asker.askAt(offset);
    }
    asker.open("untitled:Untitled-1", "dockerfile", text);
    asker.askAll(text.length() / 2);
    asker.finish();
  }

  @ParameterizedTest
  @MethodSource("texts")
  void anIgnoreFileHasItsAnswers(String text) {
    Asker asker = new Asker(CLIENTS.get(0));
    for (int end = text.length(); end >= 0; end -= 9) {
      asker.open("file:///home/ada/.dockerignore", "ignore", text.substring(0, end));
      asker.askAll(end);
    }
    asker.finish();
  }
}

package dev.plimsoll.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.plimsoll.ide.Checks;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.rules.Rules;
import dev.plimsoll.text.LineMap;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.json.MessageJsonHandler;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * While a file is typed, every beginning of it is there for a moment, and an editor may ask anything about it. Each
 * request has an answer for the beginnings of each example, and no place in an answer lies outside of the file.
 */
class EveryRequestTest {

  /** An editor that can show everything, and one that says next to nothing of itself. */
  private static final List<String> CLIENTS =
      List.of("""
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

  /** Asked with what an answer of the same document has given, see {@link #askFurther}. */
  private static final ImmutableSet<String> FOLLOWING = ImmutableSet.of(
      "completionItem/resolve",
      "codeAction/resolve",
      "callHierarchy/incomingCalls",
      "callHierarchy/outgoingCalls");

  /** About no document, or changing one. */
  private static final ImmutableSet<String> OTHER = ImmutableSet.of(
      "initialize", "workspace/executeCommand", "workspace/configuration", "workspace/symbol");

  private static final Gson GSON = new MessageJsonHandler(Methods.BY_NAME).getGson();

  /** What few files have: here-documents that end nowhere, triggers over lines, quotes that are left open… */
  private static final List<String> ODDITIES = List.of(
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
      "FROM a\rRUN b\r\n\r\nCOPY --from=0 . \u2028 .\r\n");

  static Stream<String> texts() throws IOException {
    List<String> texts = new ArrayList<>(ODDITIES);
    try (Stream<Path> files = Files.list(Path.of("..", "docs", "examples"))) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        texts.add(Files.readString(file));
      }
    }
    Pattern example = Pattern.compile("```dockerfile.*\n([^`]*)```");
    for (Rule rule : Rules.ALL) {
      for (Matcher m = example.matcher(rule.info().documentation()); m.find(); ) {
        texts.add(m.group(1));
      }
    }
    texts.add(texts.get(5).replace("\n", "\r\n"));
    return texts.stream();
  }

  @ParameterizedTest
  @MethodSource("texts")
  void everyBeginningHasItsAnswers(String text) {
    for (String client : CLIENTS) {
      Asker asker = new Asker(client);
      int step = (ODDITIES.contains(text) ? 1 : 5) + 3 * CLIENTS.indexOf(client);
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

  /** Asks a server in this process, and looks at what it answers. */
  private static final class Asker {

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final LanguageServer server;
    private String uri = "";
    private LineMap lines = LineMap.of("");

    Asker(String capabilities) {
      Log lines = new Log(new PrintStream(log, true, StandardCharsets.UTF_8));
      Connection client = new Connection(
          new ByteArrayInputStream(new byte[0]), OutputStream.nullOutputStream(), lines);
      Checks checks = new Checks(
          () -> Rules.ALL, new EmbeddedImages(), LintOptions.DEFAULT, new RuleFailures(lines));
      server = new LanguageServer(null, client, checks, Dialogue.inline(), lines, () -> {});
      JsonObject params = new JsonObject();
      params.add("capabilities", JsonParser.parseString(capabilities));
      server.request("initialize", params).join();
    }

    void open(String uri, String language, String text) {
      if (!this.uri.isEmpty()) {
        notify("textDocument/didClose", Map.of("textDocument", Map.of("uri", this.uri)));
      }
      this.uri = uri;
      lines = LineMap.of(text);
      notify(
          "textDocument/didOpen",
          Map.of(
              "textDocument",
              Map.of("uri", uri, "languageId", language, "version", 1, "text", text)));
    }

    private void notify(String method, Map<String, Object> params) {
      server.notify(method, params(method, GSON.toJsonTree(params)));
    }

    /** All requests about a document, with an offset where they need one. */
    void askAll(int offset) {
      for (String method : Methods.BY_NAME.keySet()) {
        if (!Methods.BY_NAME.get(method).isNotification()
            && !FOLLOWING.contains(method)
            && !OTHER.contains(method)) {
          askFurther(method, ask(method, about(offset)));
        }
      }
    }

    /** Those that need an offset. */
    void askAt(int offset) {
      for (String method : List.of(
          "textDocument/hover",
          "textDocument/completion",
          "textDocument/signatureHelp",
          "textDocument/definition",
          "textDocument/documentHighlight",
          "textDocument/prepareRename",
          "textDocument/rename",
          "textDocument/selectionRange",
          "textDocument/codeAction",
          "textDocument/onTypeFormatting")) {
        ask(method, about(offset));
      }
    }

    private void askFurther(String method, @Nullable JsonElement answer) {
      if (answer == null) {
        return;
      }
      if (method.equals("textDocument/prepareCallHierarchy")) {
        for (JsonElement item : answer.getAsJsonArray()) {
          JsonObject params = new JsonObject();
          params.add("item", item);
          ask("callHierarchy/incomingCalls", params);
          ask("callHierarchy/outgoingCalls", params);
        }
      } else if (method.equals("textDocument/codeAction")) {
        answer.getAsJsonArray().forEach(action -> ask("codeAction/resolve", action));
      } else if (method.equals("textDocument/completion") && answer.isJsonObject()) {
        JsonArray items = answer.getAsJsonObject().getAsJsonArray("items");
        for (int i = 0; i < items.size(); i += 1 + items.size() / 5) {
          ask("completionItem/resolve", items.get(i));
        }
      }
    }

    /** Whatever any of the methods needs. */
    private JsonElement about(int offset) {
      Map<String, Object> at = ServerProcess.position(lines.lineAt(offset), lines.columnAt(offset));
      Map<String, Object> end = ServerProcess.position(lines.lineCount(), 0);
      return GSON.toJsonTree(Map.of(
          "textDocument", Map.of("uri", uri),
          "position", at,
          "positions", List.of(at, end),
          "range", Map.of("start", at, "end", end),
          "context", Map.of("diagnostics", List.of(), "includeDeclaration", true, "triggerKind", 1),
          "newName", "other",
          "ch", offset % 2 == 0 ? "\n" : "\\",
          "options", Map.of("tabSize", 4, "insertSpaces", true),
          "previousResultId", "1"));
    }

    private static @Nullable Object params(String method, JsonElement json) {
      return GSON.fromJson(json, Methods.BY_NAME.get(method).getParameterTypes()[0]);
    }

    private @Nullable JsonElement ask(String method, JsonElement params) {
      try {
        Object answer = server.request(method, params(method, params)).join();
        if (answer == null) {
          return null;
        }
        JsonElement json = GSON.toJsonTree(answer);
        check(method, json, uri);
        return json;
      } catch (CompletionException e) {
        // A rename may be refused, with a reason.
        assertThat(e).as(method).hasCauseInstanceOf(ResponseErrorException.class);
        ResponseErrorException refusal = (ResponseErrorException) e.getCause();
        assertThat(refusal.getResponseError().getCode())
            .as("%s: %s", method, refusal.getMessage())
            .isEqualTo(ResponseErrorCode.RequestFailed.getValue());
        return null;
      }
    }

    /** Looks at every place in an answer that is one in this file. */
    private void check(String method, JsonElement part, String of) {
      if (part.isJsonArray()) {
        part.getAsJsonArray().forEach(element -> check(method, element, of));
      } else if (part.isJsonObject()) {
        JsonObject object = part.getAsJsonObject();
        if (object.has("line") && object.has("character") && of.equals(uri)) {
          int line = object.get("line").getAsInt();
          int column = object.get("character").getAsInt();
          assertThat(line).as(method).isBetween(0, lines.lineCount() - 1);
          assertThat(column).as(method).isBetween(0, lines.endOf(line) - lines.startOf(line));
        }
        JsonElement other = object.has("targetUri") ? object.get("targetUri") : object.get("uri");
        String target = other == null ? of : other.getAsString();
        object.entrySet().forEach(entry -> check(method, entry.getValue(), target));
      }
    }

    void finish() {
      assertThat(log.toString(StandardCharsets.UTF_8)).isEmpty();
    }
  }
}

package dev.plimsoll.server;

import com.google.common.collect.ImmutableMap;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.plimsoll.text.LineMap;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An editor that can show everything: it opens the file of a transcript, asks, and tells in text what it would show. */
final class TranscriptClient implements AutoCloseable {

  private static final String CAPABILITIES = """
      {"workspace": {"workspaceEdit": {"documentChanges": true}},
       "textDocument": {
         "publishDiagnostics": {"relatedInformation": true, "tagSupport": {"valueSet": [1, 2]}},
         "diagnostic": {},
         "hover": {"contentFormat": ["markdown"]},
         "signatureHelp": {"signatureInformation": {
           "documentationFormat": ["markdown"], "parameterInformation": {"labelOffsetSupport": true}}},
         "completion": {"completionItem": {
           "snippetSupport": true, "insertReplaceSupport": true, "documentationFormat": ["markdown"],
           "labelDetailsSupport": true}},
         "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": [""]}}},
         "rename": {"prepareSupport": true},
         "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
         "foldingRange": {"foldingRange": {"collapsedText": true}},
         "documentLink": {"tooltipSupport": true},
         "semanticTokens": {
           "requests": {"full": {"delta": true}, "range": true},
           "tokenTypes": ["keyword", "namespace", "type", "class", "parameter", "variable", "property",
             "function", "macro", "string", "number", "operator", "comment"],
           "tokenModifiers": ["declaration", "definition", "readonly", "deprecated", "defaultLibrary"]}}}""";

  private final ServerProcess server;
  private final Path folder;
  private final List<String> tokenTypes = new ArrayList<>();

  TranscriptClient(ServerProcess server, Path folder) throws IOException {
    this.server = server;
    this.folder = folder;
    server
        .initialize(CAPABILITIES)
        .getAsJsonObject("semanticTokensProvider")
        .getAsJsonObject("legend")
        .getAsJsonArray("tokenTypes")
        .forEach(type -> tokenTypes.add(type.getAsString()));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  /** What the editor indents with. */
  private static final Map<String, Object> OPTIONS = Map.of("tabSize", 4, "insertSpaces", true);

  /** What is shown, each line ended. */
  String answer(Transcript transcript) throws IOException {
    String name = transcript.language().equals("ignore") ? ".dockerignore" : "Dockerfile";
    String uri = folder.resolve(name).toUri().toString();
    server.open(uri, transcript.language(), transcript.file());
    String shown = shown(transcript, uri);
    server.notify("textDocument/didClose", "{" + ServerProcess.document(uri) + "}");
    String elsewhere = shown.replace(folder.toString(), "/home/ada/shop");
    return elsewhere.endsWith("\n") ? elsewhere : elsewhere + "\n";
  }

  private String shown(Transcript transcript, String uri) throws IOException {
    String argument = transcript.argument();
    AnswerText text = new AnswerText(transcript.file(), URI.create(uri));
    return switch (transcript.method()) {
      case "textDocument/diagnostic" -> text.diagnostics(ask(transcript, uri, Map.of()));
      case "textDocument/completion" ->
        text.completion(ask(transcript, uri, Map.of()), transcript.cursor());
      case "completionItem/resolve" -> text.documentation(resolved(transcript, uri));
      case "textDocument/hover" -> text.hover(ask(transcript, uri, Map.of()));
      case "textDocument/signatureHelp" -> text.signatureHelp(ask(transcript, uri, Map.of()));
      case "textDocument/inlayHint" ->
        text.inlayHints(ask(transcript, uri, Map.of("range", all(transcript))));
      case "textDocument/definition", "textDocument/declaration" ->
        text.locations(ask(transcript, uri, Map.of()));
      case "textDocument/references" ->
        text.locations(ask(transcript, uri, Map.of("context", Map.of("includeDeclaration", true))));
      case "textDocument/documentHighlight" -> text.highlights(ask(transcript, uri, Map.of()));
      case "textDocument/prepareRename" -> text.renamed(ask(transcript, uri, Map.of()));
      case "textDocument/rename" -> text.edited(ask(transcript, uri, Map.of("newName", argument)));
      case "textDocument/linkedEditingRange" -> text.linked(ask(transcript, uri, Map.of()));
      case "textDocument/prepareCallHierarchy" -> text.calls(ask(transcript, uri, Map.of()), "");
      case "callHierarchy/incomingCalls" -> text.calls(calls(transcript, uri), "from");
      case "callHierarchy/outgoingCalls" -> text.calls(calls(transcript, uri), "to");
      case "textDocument/codeLens" -> text.lenses(ask(transcript, uri, Map.of()));
      case "textDocument/documentSymbol" -> text.symbols(ask(transcript, uri, Map.of()));
      case "textDocument/foldingRange" -> text.foldings(ask(transcript, uri, Map.of()));
      case "textDocument/selectionRange" ->
        text.selections(ask(transcript, uri, Map.of("positions", List.of(position(transcript)))));
      case "textDocument/documentLink" -> text.links(ask(transcript, uri, Map.of()));
      case "textDocument/semanticTokens/full", "textDocument/semanticTokens/range" ->
        text.tokens(ask(transcript, uri, Map.of("range", all(transcript))), tokenTypes);
      case "textDocument/semanticTokens/full/delta" -> text.tokenChanges(delta(transcript, uri));
      case "textDocument/codeAction" -> text.actions(actions(transcript, uri), argument);
      case "textDocument/onTypeFormatting" -> text.edited(ask(transcript, uri, onType(transcript)));
      case "textDocument/formatting" ->
        text.edited(ask(transcript, uri, Map.of("options", OPTIONS)));
      case "textDocument/rangeFormatting" ->
        text.edited(ask(transcript, uri, Map.of("range", line(transcript), "options", OPTIONS)));
      case "textDocument/rangesFormatting" ->
        text.edited(
            ask(transcript, uri, Map.of("ranges", List.of(line(transcript)), "options", OPTIONS)));
      case "workspace/symbol" ->
        text.workspaceSymbols(
            server.result("workspace/symbol", ServerProcess.json(Map.of("query", argument))));
      case "plimsoll/buildGraph" -> text.graph(ask(transcript, uri, Map.of()));
      default -> throw new AssertionError("nobody shows " + transcript.method());
    };
  }

  /** Sends what all requests have, and what this one has besides. */
  private JsonElement ask(Transcript transcript, String uri, Map<String, Object> more)
      throws IOException {
    return server.result(transcript.method(), parameters(transcript, uri, more));
  }

  private static String parameters(Transcript transcript, String uri, Map<String, Object> more) {
    return ServerProcess.json(ImmutableMap.builder()
        .put("textDocument", Map.of("uri", uri))
        .put("position", position(transcript))
        .putAll(more)
        .build());
  }

  private static Map<String, Object> position(Transcript transcript) {
    LineMap lines = LineMap.of(transcript.file());
    int cursor = transcript.cursor();
    return ServerProcess.position(lines.lineAt(cursor), lines.columnAt(cursor));
  }

  private static Map<String, Object> all(Transcript transcript) {
    LineMap lines = LineMap.of(transcript.file());
    return Map.of(
        "start", ServerProcess.position(0, 0), "end", ServerProcess.position(lines.lineCount(), 0));
  }

  private static Map<String, Object> onType(Transcript transcript) {
    return Map.of(
        "ch",
        transcript.file().substring(transcript.cursor() - 1, transcript.cursor()),
        "options",
        OPTIONS);
  }

  /** The line of the cursor. */
  private static Map<String, Object> line(Transcript transcript) {
    int line = LineMap.of(transcript.file()).lineAt(transcript.cursor());
    return Map.of(
        "start", ServerProcess.position(line, 0), "end", ServerProcess.position(line + 1, 0));
  }

  private JsonElement resolved(Transcript transcript, String uri) throws IOException {
    JsonElement list =
        server.result("textDocument/completion", parameters(transcript, uri, Map.of()));
    JsonObject first = AnswerText.bySortText(list).get(0);
    return server.result("completionItem/resolve", first.toString());
  }

  private JsonElement calls(Transcript transcript, String uri) throws IOException {
    JsonArray items = server
        .result("textDocument/prepareCallHierarchy", parameters(transcript, uri, Map.of()))
        .getAsJsonArray();
    return server.result(transcript.method(), "{\"item\":" + items.get(0) + "}");
  }

  /** Types the argument at the cursor, and asks what that has changed. */
  private JsonElement delta(Transcript transcript, String uri) throws IOException {
    JsonObject full = server
        .result("textDocument/semanticTokens/full", parameters(transcript, uri, Map.of()))
        .getAsJsonObject();
    Map<String, Object> at = position(transcript);
    server.changes(
        uri,
        List.of(Map.of("range", Map.of("start", at, "end", at), "text", transcript.argument())));
    return ask(transcript, uri, Map.of("previousResultId", full.get("resultId").getAsString()));
  }

  private JsonElement actions(Transcript transcript, String uri) throws IOException {
    JsonElement report =
        server.result("textDocument/diagnostic", parameters(transcript, uri, Map.of()));
    Map<String, Object> at = position(transcript);
    int line = (int) at.get("line");
    List<JsonElement> onLine = new ArrayList<>();
    for (JsonElement item : report.getAsJsonObject().getAsJsonArray("items")) {
      if (AnswerText.line(item, "start") <= line && line <= AnswerText.line(item, "end")) {
        onLine.add(item);
      }
    }
    return ask(
        transcript,
        uri,
        Map.of(
            "range",
            Map.of("start", at, "end", at),
            "context",
            Map.of("diagnostics", onLine, "triggerKind", 1)));
  }
}

package dev.plimsoll.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableSet;
import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.plimsoll.ide.Checks;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.rules.Rules;
import dev.plimsoll.text.LineMap;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.json.MessageJsonHandler;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.jspecify.annotations.Nullable;

/** Asks a server in this process, and looks at what it answers: every place has to be one of the document. */
final class Asker {

  /** Asked with what an answer of the same document has given, see {@link #askFurther}. */
  private static final ImmutableSet<String> FOLLOWING = ImmutableSet.of(
      "completionItem/resolve",
      "codeAction/resolve",
      "callHierarchy/incomingCalls",
      "callHierarchy/outgoingCalls");

  /** About no document, or changing one. */
  private static final ImmutableSet<String> OTHER = ImmutableSet.of(
      "initialize", "workspace/executeCommand", "workspace/configuration", "workspace/symbol");

  private static final CharMatcher LINE_ENDING = CharMatcher.anyOf("\r\n");

  private static final Gson GSON = new MessageJsonHandler(Methods.BY_NAME).getGson();

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final LanguageServer server;
  private String uri = "";
  private String text = "";
  private LineMap lines = LineMap.of("");

  Asker(String capabilities) {
    Log lines = new Log(new PrintStream(log, true, StandardCharsets.UTF_8));
    Connection client = new Connection(
        new ByteArrayInputStream(new byte[0]), OutputStream.nullOutputStream(), lines);
    Checks checks = new Checks(
        () -> Rules.ALL, new EmbeddedImages(), LintOptions.DEFAULT, new RuleFailures(lines));
    server =
        new LanguageServer(null, client, checks, null, null, Dialogue.inline(), lines, () -> {});
    JsonObject params = new JsonObject();
    params.add("capabilities", JsonParser.parseString(capabilities));
    server.request("initialize", params).join();
  }

  void open(String uri, String language, String text) {
    if (!this.uri.isEmpty()) {
      notify("textDocument/didClose", Map.of("textDocument", Map.of("uri", this.uri)));
    }
    this.uri = uri;
    this.text = text;
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

  /** All requests about a document, with an offset where they need one; what they are answered, by method. */
  Map<String, JsonElement> askAll(int offset) {
    JsonElement params = about(offset);
    Map<String, JsonElement> answers = new LinkedHashMap<>();
    for (String method : Methods.BY_NAME.keySet()) {
      if (!Methods.BY_NAME.get(method).isNotification()
          && !FOLLOWING.contains(method)
          && !OTHER.contains(method)) {
        JsonElement answer = ask(method, params);
        askFurther(method, answer);
        if (answer != null) {
          answers.put(method, answer);
        }
      }
    }
    return answers;
  }

  /** Those that need an offset. */
  void askAt(int offset) {
    JsonElement params = about(offset);
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
      ask(method, params);
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
    Map<String, Object> range = Map.of("start", at, "end", end);
    return GSON.toJsonTree(Map.of(
        "textDocument",
        Map.of("uri", uri),
        "position",
        at,
        "positions",
        List.of(at, end),
        "range",
        range,
        "ranges",
        List.of(range),
        "context",
        Map.of("diagnostics", List.of(), "includeDeclaration", true, "triggerKind", 1),
        "newName",
        "other",
        "ch",
        offset % 2 == 0 ? "\n" : "\\",
        "options",
        Map.of("tabSize", 4, "insertSpaces", true),
        "previousResultId",
        "1"));
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
        assertThat(column).as(method).isBetween(0, content(line).length());
        assertThat(splitsCharacter(content(line), column))
            .as("%s %s", method, part)
            .isFalse();
      }
      if (object.has("name") && object.has("kind")) {
        symbol(method, object);
      }
      JsonElement other = object.has("targetUri") ? object.get("targetUri") : object.get("uri");
      String target = other == null ? of : other.getAsString();
      object.entrySet().forEach(entry -> check(method, entry.getValue(), target));
    }
  }

  /** VS Code drops a whole outline for one symbol without a name, or with a selection that isn't in its range. */
  private void symbol(String method, JsonObject symbol) {
    assertThat(symbol.get("name").getAsString()).as("%s %s", method, symbol).isNotBlank();
    if (symbol.has("selectionRange")) {
      Range whole = GSON.fromJson(symbol.get("range"), Range.class);
      Range selection = GSON.fromJson(symbol.get("selectionRange"), Range.class);
      assertThat(offset(selection.getStart()))
          .as("%s %s", method, symbol)
          .isBetween(offset(whole.getStart()), offset(selection.getEnd()));
      assertThat(offset(selection.getEnd()))
          .as("%s %s", method, symbol)
          .isLessThanOrEqualTo(offset(whole.getEnd()));
    }
  }

  private int offset(Position position) {
    return lines.startOf(position.getLine()) + position.getCharacter();
  }

  /** A line without its line ending, in which no place lies: an editor would take it for another. */
  private String content(int line) {
    return LINE_ENDING.trimTrailingFrom(text.substring(lines.startOf(line), lines.endOf(line)));
  }

  private static boolean splitsCharacter(String line, int column) {
    return 0 < column
        && column < line.length()
        && Character.isSurrogatePair(line.charAt(column - 1), line.charAt(column));
  }

  void finish() {
    assertThat(log.toString(StandardCharsets.UTF_8)).isEmpty();
  }
}

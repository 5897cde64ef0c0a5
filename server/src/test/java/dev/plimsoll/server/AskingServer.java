package dev.plimsoll.server;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.plimsoll.ide.Checks;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.rules.Rules;
import dev.plimsoll.registry.FakeRegistry;
import dev.plimsoll.server.Workers.Patience;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.CompletionContext;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.CompletionTriggerKind;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/** A whole server whose registries and Docker Hub are on this machine, and one document that is typed in. */
final class AskingServer {

  static final String URI = "file:///ada/Dockerfile";

  private static final String CAPABILITIES = """
      {"window": {"workDoneProgress": true},
       "textDocument": {"codeAction": {
         "codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}},
         "resolveSupport": {"properties": ["edit"]}}},
       "workspace": {"workspaceEdit": {"documentChanges": true}}}""";

  private final LanguageServer server;
  private final Position cursor = new Position(0, 0);
  private int version;

  private AskingServer(LanguageServer server) {
    this.server = server;
  }

  static AskingServer start(FakeRegistry registry, Path folder, boolean trusted, OutputStream out) {
    return start(registry, folder, trusted, out, new JsonArray());
  }

  /** One that trusts nobody, for which this is the folder that is open. */
  static AskingServer in(Path workspace, FakeRegistry registry, Path folder) {
    JsonObject open = new JsonObject();
    open.addProperty("uri", workspace.toUri().toString());
    open.addProperty("name", "workspace");
    JsonArray folders = new JsonArray();
    folders.add(open);
    return start(registry, folder, false, OutputStream.nullOutputStream(), folders);
  }

  private static AskingServer start(
      FakeRegistry registry, Path folder, boolean trusted, OutputStream out, JsonArray folders) {
    Log log = new Log(System.err);
    Connection client = new Connection(new ByteArrayInputStream(new byte[0]), out, log);
    Checks checks = new Checks(
        () -> Rules.ALL, new EmbeddedImages(), LintOptions.DEFAULT, new RuleFailures(log));
    RegistryAccess access = new AccessInTests(registry.options(), folder.resolve("cache"));
    LanguageServer server = new LanguageServer(
        null, client, checks, access, null, Workers.start(Patience.OF_PEOPLE), log, () -> {});
    JsonObject params = new JsonObject();
    params.add("workspaceFolders", folders);
    params.add("capabilities", JsonParser.parseString(CAPABILITIES));
    JsonObject initialization = new JsonObject();
    initialization.addProperty("workspaceTrusted", trusted);
    params.add("initializationOptions", initialization);
    server.request("initialize", params).join();
    return new AskingServer(server);
  }

  /** @param marked the text with the cursor {@code <|>} */
  AskingServer open(String marked) {
    String[] lines = marked.substring(0, marked.indexOf("<|>")).split("\n", -1);
    cursor.setLine(lines.length - 1);
    cursor.setCharacter(lines[lines.length - 1].length());
    version = 1;
    openBeside(URI, marked.replace("<|>", ""));
    return this;
  }

  void openBeside(String uri, String text) {
    server.notify(
        "textDocument/didOpen",
        new DidOpenTextDocumentParams(new TextDocumentItem(uri, "dockerfile", 1, text)));
  }

  AskingServer type(String keys) {
    Position at = new Position(cursor.getLine(), cursor.getCharacter());
    server.notify(
        "textDocument/didChange",
        new DidChangeTextDocumentParams(
            new VersionedTextDocumentIdentifier(URI, ++version),
            List.of(new TextDocumentContentChangeEvent(new Range(at, at), keys))));
    cursor.setCharacter(cursor.getCharacter() + keys.length());
    return this;
  }

  CompletableFuture<CompletionList> completion() {
    CompletionParams params = new CompletionParams(
        new TextDocumentIdentifier(URI), new Position(cursor.getLine(), cursor.getCharacter()));
    params.setContext(new CompletionContext(CompletionTriggerKind.TriggerForIncompleteCompletions));
    return server.request("textDocument/completion", params).thenApply(CompletionList.class::cast);
  }

  /** What is offered at the cursor: as an editor does, it asks again where nothing is there yet, some thirty times. */
  List<String> labels() {
    CompletionList list = completion().join();
    for (int i = 0; i < 30 && list.isIncomplete() && list.getItems().isEmpty(); i++) {
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      list = completion().join();
    }
    return labels(list);
  }

  static List<String> labels(CompletionList list) {
    return list.getItems().stream().map(CompletionItem::getLabel).toList();
  }

  /** What the light bulb offers at the cursor. */
  List<CodeAction> actions() {
    CodeActionParams params = new CodeActionParams(
        new TextDocumentIdentifier(URI),
        new Range(cursor, cursor),
        new CodeActionContext(List.of()));
    List<CodeAction> actions = new ArrayList<>();
    for (Object action :
        (List<?>) server.request("textDocument/codeAction", params).join()) {
      actions.add((CodeAction) ((Either<?, ?>) action).getRight());
    }
    return actions;
  }

  List<String> titles() {
    return actions().stream().map(CodeAction::getTitle).toList();
  }

  CodeAction action(String title) {
    return actions().stream()
        .filter(action -> action.getTitle().equals(title))
        .findFirst()
        .orElseThrow(() -> new AssertionError(title + " is not among " + titles()));
  }

  /** What an action that is chosen does: line and column of each edit, counted from 0, and the new text. */
  List<String> edits(CodeAction action) {
    action.setData(new Gson().toJsonTree(action.getData()));
    CodeAction chosen =
        (CodeAction) server.request("codeAction/resolve", action).join();
    return chosen.getEdit() == null
        ? List.of()
        : chosen.getEdit().getDocumentChanges().get(0).getLeft().getEdits().stream()
            .map(Either::getLeft)
            .map(edit -> edit.getRange().getStart().getLine() + ":"
                + edit.getRange().getStart().getCharacter() + " " + edit.getNewText())
            .toList();
  }
}

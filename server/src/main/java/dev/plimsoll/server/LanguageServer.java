package dev.plimsoll.server;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.Checks;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.CodeActions;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DocumentDiagnosticParams;
import org.eclipse.lsp4j.ExecuteCommandParams;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.jsonrpc.Endpoint;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * The server: who may call, when, and on which thread.
 *
 * <p>All methods run on the thread that reads messages, in the order of the messages. It alone changes the open
 * documents; what takes long works on a snapshot, elsewhere.
 */
public final class LanguageServer implements Endpoint {

  /** Where a session stands. */
  private enum Phase {
    NEW,
    RUNNING,
    SHUT_DOWN
  }

  private final @Nullable String version;
  private final Connection client;
  private final Log log;
  private final Executor analysis;
  private final Runnable abandoned;
  private Checks checks;
  private final Documents documents;

  private Phase phase = Phase.NEW;
  private @Nullable Session session;

  /** What {@code initialize} brings. */
  private record Session(ClientSupport support, DiagnosticReports diagnostics) {}

  /**
   * @param version told to the client, where it is known
   * @param analysis one thread on which everything that needs problems is computed, so that it is computed once
   * @param abandoned called on a thread of its own when the editor's process has ended
   */
  public LanguageServer(
      @Nullable String version,
      Connection client,
      Checks checks,
      Executor analysis,
      Log log,
      Runnable abandoned) {
    this.version = version;
    this.client = client;
    this.log = log;
    this.analysis = analysis;
    this.abandoned = abandoned;
    this.checks = checks;
    this.documents = new Documents(checks);
  }

  /** The status with which the process has to end: 0 after an orderly shutdown. */
  public int exitStatus() {
    return phase == Phase.SHUT_DOWN ? 0 : 1;
  }

  @Override
  public CompletableFuture<?> request(String method, @Nullable Object params) {
    if (phase == Phase.NEW && method.equals("initialize")) {
      return CompletableFuture.completedFuture(initialize((JsonObject) params));
    }
    if (phase == Phase.SHUT_DOWN || method.equals("initialize")) {
      throw Refusal.of(ResponseErrorCode.InvalidRequest, method.concat(" is not allowed now"));
    }
    if (session == null) {
      throw Refusal.of(ResponseErrorCode.ServerNotInitialized, "initialize comes first");
    }
    return answer(method, params, session);
  }

  private CompletableFuture<?> answer(String method, @Nullable Object params, Session session) {
    switch (method) {
      case "shutdown":
        phase = Phase.SHUT_DOWN;
        return CompletableFuture.completedFuture(null);
      case "textDocument/diagnostic":
        return diagnostics(required(params, DocumentDiagnosticParams.class), session);
      case "codeAction/resolve":
        return resolve(required(params, CodeAction.class), session);
      case "workspace/executeCommand":
        return execute(required(params, ExecuteCommandParams.class));
      default:
        if (!Methods.BY_NAME.containsKey(method)) {
          throw Refusal.noSuchMethod(method);
        }
        return ask(method, required(params, Object.class), session);
    }
  }

  /** Computes what is asked about one document. Of one that is not open there is nothing to say. */
  private CompletableFuture<?> ask(String method, Object params, Session session) {
    Snapshot snapshot = documents.get(uri(DocumentRequests.document(method, params)));
    if (snapshot == null) {
      return CompletableFuture.completedFuture(null);
    }
    DocumentRequests requests = new DocumentRequests(snapshot, checks.images(), session.support);
    return CompletableFuture.supplyAsync(() -> requests.answer(method, params), analysis);
  }

  @Override
  public void notify(String method, @Nullable Object params) {
    if (method.equals("exit")) {
      client.close();
    } else if (session != null && phase == Phase.RUNNING) {
      take(method, params, session);
    }
  }

  private void take(String method, @Nullable Object params, Session session) {
    switch (method) {
      case "initialized":
        initialized(session);
        break;
      case "textDocument/didOpen":
        open(required(params, DidOpenTextDocumentParams.class).getTextDocument(), session);
        break;
      case "textDocument/didChange":
        change(required(params, DidChangeTextDocumentParams.class), session);
        break;
      case "textDocument/didClose":
        String uri = uri(required(params, DidCloseTextDocumentParams.class).getTextDocument());
        documents.close(uri);
        session.diagnostics.closed(uri);
        break;
      case "workspace/didChangeConfiguration":
        configurationChanged(required(params, DidChangeConfigurationParams.class), session);
        break;
      default:
        if (!method.startsWith("$/")) {
          log.note("Ignored notification ".concat(method));
        }
    }
  }

  private JsonObject initialize(@Nullable JsonObject params) {
    ClientDescription description = new ClientDescription(params);
    ClientSupport support = description.support();
    DiagnosticReports diagnostics = support.has(Ability.DIAGNOSTIC_PULL)
        ? new PulledDiagnostics(client, support, analysis)
        : new PushedDiagnostics(client, support, analysis, log);
    session = new Session(support, diagnostics);
    phase = Phase.RUNNING;
    log.attach(client);
    Long parent = description.processId();
    if (parent != null) {
      ParentWatch.start(parent, abandoned);
    }
    apply(description.initializationOptions(), session);
    return Capabilities.initializeResult(support, version);
  }

  private void initialized(Session session) {
    if (session.support.has(Ability.CONFIGURATION_REGISTRATION)) {
      client.request("client/registerCapability", Registrations.didChangeConfiguration());
    }
    if (session.support.has(Ability.CONFIGURATION)) {
      askForConfiguration(session);
    }
  }

  private void configurationChanged(DidChangeConfigurationParams params, Session session) {
    if (session.support.has(Ability.CONFIGURATION)) {
      askForConfiguration(session);
    } else {
      apply((JsonElement) params.getSettings(), session);
    }
  }

  private void askForConfiguration(Session session) {
    JsonObject item = new JsonObject();
    item.addProperty("section", Settings.SECTION);
    JsonArray items = new JsonArray();
    items.add(item);
    JsonObject params = new JsonObject();
    params.add("items", items);
    client.request("workspace/configuration", params).thenAccept(answer -> {
      if (answer instanceof JsonArray sections && !sections.isEmpty()) {
        apply(sections.get(0), session);
      }
    });
  }

  /** Takes settings into force, and tells the user once of all in them that isn't valid. */
  private void apply(@Nullable JsonElement sent, Session session) {
    List<String> complaints = new ArrayList<>();
    Settings settings = Settings.read(sent, complaints);
    if (!complaints.isEmpty()) {
      log.warning(String.join("\n", complaints));
    }
    LintOptions options = settings.lint();
    // Asked twice because the first equals of a record costs as much as the rest of the start.
    if (options != checks.options() && !options.equals(checks.options())) {
      checks = checks.withOptions(options);
      documents.judge(checks);
      session.diagnostics.judgedAnew(documents.all());
    }
  }

  private void open(@Nullable TextDocumentItem document, Session session) {
    if (document == null
        || document.getUri() == null
        || document.getLanguageId() == null
        || document.getText() == null) {
      throw Refusal.invalidParams("a document with its language and text is needed");
    }
    session.diagnostics.changed(documents.open(document));
  }

  private void change(DidChangeTextDocumentParams params, Session session) {
    VersionedTextDocumentIdentifier document = params.getTextDocument();
    String uri = uri(document);
    if (document.getVersion() == null || params.getContentChanges() == null) {
      throw Refusal.invalidParams("a version and changes are needed");
    }
    Snapshot changed = documents.change(uri, document.getVersion(), params.getContentChanges());
    if (changed == null) {
      log.note("Ignored a change of a document that is not open: ".concat(uri));
    } else {
      session.diagnostics.changed(changed);
    }
  }

  private CompletableFuture<?> diagnostics(DocumentDiagnosticParams params, Session session) {
    return session.diagnostics.report(
        documents.get(uri(params.getTextDocument())), params.getPreviousResultId());
  }

  private CompletableFuture<?> resolve(CodeAction action, Session session) {
    if (!(action.getData() instanceof JsonObject data)
        || !(data.get("uri") instanceof JsonPrimitive uri)
        || !(data.get("version") instanceof JsonPrimitive version)) {
      return CompletableFuture.completedFuture(action);
    }
    Snapshot snapshot = documents.get(uri.getAsString());
    if (snapshot == null || snapshot.version() != version.getAsInt()) {
      throw Refusal.of(ResponseErrorCode.ContentModified, "the document has changed since");
    }
    if (data.get("start") instanceof JsonPrimitive start
        && data.get("end") instanceof JsonPrimitive end) {
      if (start.getAsInt() < 0
          || end.getAsInt() < start.getAsInt()
          || end.getAsInt() > snapshot.file().length()) {
        throw Refusal.invalidParams("not a range of the document");
      }
      TextRange range = new TextRange(start.getAsInt(), end.getAsInt());
      return CompletableFuture.supplyAsync(
          () -> CodeActions.refactoring(snapshot, range, action, session.support), analysis);
    }
    return CompletableFuture.supplyAsync(
        () -> CodeActions.fixAll(snapshot, session.support), analysis);
  }

  private CompletableFuture<?> execute(ExecuteCommandParams params) {
    if (!CodeActions.APPLY_FIX.equals(params.getCommand())
        || params.getArguments().size() != 1) {
      throw Refusal.invalidParams("no such command: " + params.getCommand());
    }
    JsonObject edit = new JsonObject();
    edit.add("edit", (JsonElement) params.getArguments().get(0));
    client.request("workspace/applyEdit", edit);
    return CompletableFuture.completedFuture(null);
  }

  private static String uri(@Nullable TextDocumentIdentifier document) {
    if (document == null || document.getUri() == null) {
      throw Refusal.invalidParams("a document is needed");
    }
    return document.getUri();
  }

  private static <T> T required(@Nullable Object params, Class<T> type) {
    if (params == null) {
      throw Refusal.invalidParams("parameters are needed");
    }
    return type.cast(params);
  }
}

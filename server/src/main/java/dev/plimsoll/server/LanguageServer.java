package dev.plimsoll.server;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.plimsoll.context.BuildContexts;
import dev.plimsoll.context.Disk;
import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.Checks;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.image.ImageCatalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.DidChangeWorkspaceFoldersParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DidSaveTextDocumentParams;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.WorkspaceFolder;
import org.eclipse.lsp4j.WorkspaceFoldersChangeEvent;
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
  private final Workers workers;
  private final Executor analysis;
  private final Runnable abandoned;
  private final Checks checks;
  private final Documents documents;
  private final @Nullable RegistryAccess registries;
  private final @Nullable String programs;
  private FolderSettings settings = new FolderSettings(
      Settings.DEFAULT, ImmutableMap.of(), new WorkspaceFolders(ImmutableList.of()));

  /** Made with the first request about a document, so that starting doesn't load it. */
  private @Nullable Disk disk;

  /** Of the present workspace folders. Made like the disk. */
  private @Nullable BuildContexts contexts;

  /** Made with the first document, so that starting doesn't load it. */
  private @Nullable ConfigChecks configs;

  /** What the user has been told, and need not be told again at every question. */
  private final Set<String> warnings = ConcurrentHashMap.newKeySet();

  /** Made with the first question about the workspace. */
  private volatile @Nullable WorkspaceDockerfiles workspace;

  /** Made with the first document, so that starting doesn't load it. */
  private volatile @Nullable ImageLookups lookups;

  /** Made with the first document, so that starting doesn't load it. */
  private volatile @Nullable ShellCheckLookups scripts;

  /** Whether the editor says that the workspace is trusted. */
  private boolean trusted;

  /** The editor's proxy, or null. */
  private @Nullable String proxy;

  private Phase phase = Phase.NEW;
  private @Nullable Session session;

  /**
   * @param version told to the client, where it is known
   * @param registries how registries are reached; null where they are never asked
   * @param programs the folders where programs are, as the variable {@code PATH} has them; null where none may be run
   * @param abandoned called on a thread of its own when the editor's process has ended
   */
  public LanguageServer(
      @Nullable String version,
      Connection client,
      Checks checks,
      @Nullable RegistryAccess registries,
      @Nullable String programs,
      Workers workers,
      Log log,
      Runnable abandoned) {
    this.version = version;
    this.client = client;
    this.log = log;
    this.workers = workers;
    this.analysis = workers.analysis();
    this.abandoned = abandoned;
    this.checks = checks;
    this.registries = registries;
    this.programs = programs;
    this.documents = new Documents(checks, settings);
  }

  /** The status with which the process has to end: 0 after an orderly shutdown. */
  public int exitStatus() {
    return phase == Phase.SHUT_DOWN ? 0 : 1;
  }

  @Override
  public CompletableFuture<?> request(String method, @Nullable Object params) {
    if (phase == Phase.NEW && method.equals("initialize")) {
      return CompletableFuture.completedFuture(initialize(understood(params, JsonObject.class)));
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
    if (method.equals("shutdown")) {
      phase = Phase.SHUT_DOWN;
      return CompletableFuture.completedFuture(null);
    }
    FeatureSearch feature = new FeatureSearch(method);
    Features.Answer<Object> answer = feature.answer();
    if (answer == null) {
      throw Refusal.noSuchMethod(method);
    }
    Object given = required(params, feature.params());
    return answer.to(new Question(this, session, feature.lane()), given);
  }

  /** The symbols of all Dockerfiles of the workspace that a query finds. */
  CompletableFuture<?> workspaceSymbols(String query, Session session) {
    return dockerfiles(session)
        .symbols(query, documents.all(), settings.folders().uris());
  }

  /** The files of the workspace that are Dockerfiles; not before {@code initialize} is answered. */
  WorkspaceDockerfiles dockerfiles() {
    return dockerfiles(Objects.requireNonNull(session));
  }

  private synchronized WorkspaceDockerfiles dockerfiles(Session session) {
    WorkspaceDockerfiles files = workspace;
    if (files == null) {
      files = new WorkspaceDockerfiles(disk(), workers, checks, session.support(), log);
      workspace = files;
    }
    return files;
  }

  Connection client() {
    return client;
  }

  Workers workers() {
    return workers;
  }

  Documents documents() {
    return documents;
  }

  /**
   * A document as it was when it is asked about, judged as its configuration files say: what comes in time from a slow disk.
   */
  CompletableFuture<@Nullable Snapshot> configured(@Nullable Snapshot asked) {
    CompletableFuture<?> known =
        asked == null || configs == null ? null : configs.known(asked.uri());
    if (asked == null || known == null || known.isDone()) {
      return CompletableFuture.completedFuture(asked);
    }
    judgeAhead(asked);
    return known.thenApply(end -> {
      Snapshot now = documents.get(asked.uri());
      return now != null && now.version() == asked.version() ? now : asked;
    });
  }

  /** Mostly there are no configuration files, and this is what will be asked for. What fails is told then. */
  private void judgeAhead(Snapshot snapshot) {
    analysis.execute(() -> {
      try {
        snapshot.problems();
      } catch (RuntimeException | StackOverflowError e) {
        log.note("judging ".concat(snapshot.uri()).concat(" ahead failed"));
      }
    });
  }

  FolderSettings settings() {
    return settings;
  }

  /** All that is known of images now. */
  ImageCatalog images() {
    ImageLookups known = lookups;
    return known == null ? checks.images() : known.images();
  }

  /** Looks for images in registries; null where they are never asked. */
  @Nullable ImageLookups lookups() {
    return lookups;
  }

  /** The build contexts for one answer. */
  DocumentContexts contextsFor(BooleanSupplier cancelled) {
    return new DocumentContexts(contexts(), settings, workers.patience(), cancelled);
  }

  /** The text of an open document, or null; for tests, as no answer holds it. */
  @Nullable String text(String uri) {
    Snapshot snapshot = documents.get(uri);
    return snapshot == null ? null : snapshot.text();
  }

  private void warnOnce(String message) {
    if (warnings.add(message)) {
      log.warning(message);
    }
  }

  Disk disk() {
    Disk known = disk;
    if (known == null) {
      known = new Disk(workers.files(), workers.patience().hangingMillis());
      disk = known;
    }
    return known;
  }

  private ConfigChecks configs(Session session) {
    ConfigChecks known = configs;
    if (known == null) {
      known = ConfigChecks.of(
          documents, session.diagnostics(), disk(), settings, workers.patience().hangingMillis());
      configs = known;
    }
    return known;
  }

  private BuildContexts contexts() {
    BuildContexts known = contexts;
    if (known == null) {
      known = new BuildContexts(disk(), settings.folders().uris(), this::warnOnce);
      contexts = known;
    }
    return known;
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
      case "textDocument/didSave":
        saved(required(params, DidSaveTextDocumentParams.class), session);
        break;
      case "textDocument/didClose":
        String uri =
            required(params, DidCloseTextDocumentParams.class).getTextDocument().getUri();
        documents.close(uri);
        session.diagnostics().closed(uri);
        session.sources().closed(uri);
        configs(session).closed(uri);
        closeLookups(uri);
        closeScripts(uri);
        analysis.execute(
            () -> session.lenses().closed(uri)); // behind the answers that are still to come
        break;
      case "plimsoll/workspaceTrusted":
        understood(params, JsonObject.class); // nothing is needed, but rubbish grants nothing
        trusted = true;
        permitLookups();
        break;
      case "workspace/didChangeConfiguration":
        configurationChanged(required(params, DidChangeConfigurationParams.class), session);
        break;
      case "workspace/didChangeWorkspaceFolders":
        foldersChanged(required(params, DidChangeWorkspaceFoldersParams.class), session);
        break;
      case "workspace/didChangeWatchedFiles":
        required(params, DidChangeWatchedFilesParams.class);
        if (disk != null) {
          disk.forget();
        }
        WorkspaceDockerfiles files = workspace;
        if (files != null) {
          files.forget();
        }
        configs(session).look(documents.all());
        session.sources().lookAgain(documents.all(), contexts(), settings);
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
        ? new PulledDiagnostics(client, support, analysis, Pauses.on(analysis))
        : new PushedDiagnostics(
            client, support, analysis, Pauses.on(analysis), log, documents::get);
    LensReports lenses = new LensReports(client, support, Pauses.on(analysis));
    session = new Session(
        support,
        diagnostics,
        new SemanticTokenReports(support),
        lenses,
        SourceChecks.of(documents, diagnostics, analysis));
    trusted = description.isTrusted();
    proxy = description.proxy();
    phase = Phase.RUNNING;
    log.attach(client);
    Long parent = description.processId();
    if (parent != null) {
      ParentWatch.start(parent, abandoned);
    }
    settings = settings.with(description.workspaceFolders());
    apply(description.initializationOptions(), session);
    return Capabilities.initializeResult(support, version);
  }

  private void initialized(Session session) {
    JsonObject registrations = Registrations.of(session.support());
    if (registrations != null) {
      client.request("client/registerCapability", registrations);
    }
    if (session.support().has(Ability.CONFIGURATION)) {
      askForConfiguration(session);
    }
  }

  private void configurationChanged(DidChangeConfigurationParams params, Session session) {
    if (session.support().has(Ability.CONFIGURATION)) {
      askForConfiguration(session);
    } else {
      apply((JsonElement) params.getSettings(), session);
    }
  }

  private void foldersChanged(DidChangeWorkspaceFoldersParams params, Session session) {
    WorkspaceFoldersChangeEvent event = params.getEvent();
    judge(
        settings.with(settings.folders().change(uris(event.getRemoved()), uris(event.getAdded()))),
        session);
    if (session.support().has(Ability.CONFIGURATION)) {
      askForConfiguration(session);
    }
  }

  private static List<String> uris(List<WorkspaceFolder> folders) {
    List<String> uris = new ArrayList<>();
    for (WorkspaceFolder folder : folders) {
      uris.add(folder.getUri());
    }
    return uris;
  }

  /** Asks for the settings in general and for those of each folder. */
  private void askForConfiguration(Session session) {
    ImmutableList<String> folders = settings.folders().uris();
    JsonArray items = new JsonArray();
    items.add(section(null));
    for (String folder : folders) {
      items.add(section(folder));
    }
    JsonObject params = new JsonObject();
    params.add("items", items);
    client.request("workspace/configuration", params).thenAccept(answer -> {
      if (answer instanceof JsonArray sections && !sections.isEmpty()) {
        apply(sections, folders, session);
      }
    });
  }

  private static JsonObject section(@Nullable String folder) {
    JsonObject item = new JsonObject();
    if (folder != null) {
      item.addProperty("scopeUri", folder);
    }
    item.addProperty("section", Settings.SECTION);
    return item;
  }

  /** Takes the settings in general, and of each folder that has told its own, into force. */
  private void apply(JsonArray sections, ImmutableList<String> folders, Session session) {
    Set<String> complaints = new LinkedHashSet<>();
    Settings general = read(sections.get(0), complaints);
    Map<String, Settings> ofFolders = new LinkedHashMap<>();
    for (int i = 0; i < folders.size() && i + 1 < sections.size(); i++) {
      if (!sections.get(i + 1).isJsonNull()) {
        ofFolders.put(folders.get(i), read(sections.get(i + 1), complaints));
      }
    }
    complain(complaints);
    judge(settings.with(general, ImmutableMap.copyOf(ofFolders)), session);
  }

  /** Takes settings into force for all documents. */
  private void apply(@Nullable JsonElement sent, Session session) {
    Set<String> complaints = new LinkedHashSet<>();
    Settings general = read(sent, complaints);
    complain(complaints);
    judge(settings.with(general), session);
  }

  private static Settings read(@Nullable JsonElement sent, Set<String> complaints) {
    List<String> found = new ArrayList<>();
    Settings read = Settings.read(sent, found);
    complaints.addAll(found);
    return read;
  }

  /** Tells the user once of all that isn't valid. */
  private void complain(Set<String> complaints) {
    if (!complaints.isEmpty()) {
      log.warning(String.join("\n", complaints));
    }
  }

  private void judge(FolderSettings changed, Session session) {
    FolderSettings before = settings;
    settings = changed;
    contexts = null;
    permitLookups();
    permitScripts(changed.general().shellCheck());
    ImmutableList<Snapshot> judged = documents.judge(changed);
    judged.forEach(this::checkScripts);
    if (configs != null) {
      configs.settings(changed);
      configs.look(documents.all());
    }
    if (!judged.isEmpty()) {
      session.diagnostics().judgedAnew(judged);
    }
    if (!documents.all().isEmpty()) {
      session.sources().lookAgain(documents.all(), contexts(), changed);
    }
    if (changesShown(before, changed)) {
      refreshShown(session.support());
    }
  }

  /** More is known of images: whatever shows them is to be asked again. */
  private void learnt(
      ImmutableList<Snapshot> judged, DiagnosticReports diagnostics, ClientSupport support) {
    diagnostics.judgedAnew(judged);
    judged.forEach(this::checkScripts); // another shell may run them
    refreshShown(support);
    if (support.has(Ability.SEMANTIC_TOKENS_REFRESH)
        && judged.stream().anyMatch(LanguageServer::knowsABase)) {
      client.request("workspace/semanticTokens/refresh", null);
    }
  }

  /** Whether the configuration of a base image is known, which decides in which language RUN is written. */
  private static boolean knowsABase(Snapshot snapshot) {
    return snapshot.isDockerfile()
        && snapshot.model().stages().stream()
            .anyMatch(stage -> snapshot.model().environment(stage).isRead());
  }

  /** What stands between the lines of documents is to be asked for again. */
  private void refreshShown(ClientSupport support) {
    if (support.has(Ability.INLAY_HINT_REFRESH)) {
      client.request("workspace/inlayHint/refresh", null);
    }
    if (support.has(Ability.CODE_LENS_REFRESH)) {
      client.request("workspace/codeLens/refresh", null);
    }
  }

  private void permitLookups() {
    ImageLookups known = lookups;
    if (known != null) {
      known.permit(settings.general().images(), trusted, proxy);
    }
  }

  /** Whether other hints or lenses of any open document are wanted. */
  private boolean changesShown(FolderSettings before, FolderSettings after) {
    for (Snapshot document : documents.all()) {
      Settings was = before.of(document.uri());
      Settings is = after.of(document.uri());
      if (!was.inlayHints().equals(is.inlayHints()) || was.sizeLenses() != is.sizeLenses()) {
        return true;
      }
    }
    return false;
  }

  private void open(TextDocumentItem document, Session session) {
    Snapshot opened = documents.open(document);
    CompletableFuture<?> configured = configs(session).opened(opened);
    if (configured.isDone()) {
      session.diagnostics().changed(opened);
    } else {
      judgeAhead(opened);
      configured.thenRun(() -> session.diagnostics().changed(opened));
    }
    session.sources().changed(opened, contexts(), settings);
    startLookups(session);
    lookUp(opened);
    startScripts(session);
    checkScripts(opened);
  }

  private void startLookups(Session session) {
    if (lookups == null && registries != null) {
      lookups = new ImageLookups(
          registries,
          checks.images(),
          documents,
          judged -> learnt(judged, session.diagnostics(), session.support()),
          new Progress(client, session.support()));
      permitLookups();
    }
  }

  private void startScripts(Session session) {
    if (scripts == null && programs != null) {
      scripts = new ShellCheckLookups(
          programs, documents, session.diagnostics()::judgedAnew, log::warning);
      permitScripts(settings.general().shellCheck());
    }
  }

  private void permitScripts(ShellCheckOptions options) {
    ShellCheckLookups known = scripts;
    if (known != null) {
      known.permit(options);
    }
  }

  private void closeScripts(String uri) {
    ShellCheckLookups known = scripts;
    if (known != null) {
      known.closed(uri);
    }
  }

  private void checkScripts(Snapshot snapshot) {
    ShellCheckLookups known = scripts;
    if (known != null) {
      known.changed(snapshot);
    }
  }

  private void closeLookups(String uri) {
    ImageLookups known = lookups;
    if (known != null) {
      known.closed(uri);
    }
  }

  private void lookUp(Snapshot snapshot) {
    ImageLookups known = lookups;
    if (known != null) {
      known.changed(snapshot);
    }
  }

  private void change(DidChangeTextDocumentParams params, Session session) {
    VersionedTextDocumentIdentifier document = params.getTextDocument();
    String uri = document.getUri();
    Integer version = document.getVersion();
    if (version == null) {
      throw Refusal.invalidParams(
          "textDocument.version is missing"); // the protocol's class allows it
    }
    Snapshot changed = documents.change(uri, version, params.getContentChanges());
    if (changed == null) {
      log.note("Ignored a change of a document that is not open: ".concat(uri));
    } else {
      session.diagnostics().changed(changed);
      configs(session).changed(changed);
      session.sources().changed(changed, contexts(), settings);
      lookUp(changed);
      checkScripts(changed);
    }
  }

  private void saved(DidSaveTextDocumentParams params, Session session) {
    Snapshot snapshot = documents.get(params.getTextDocument().getUri());
    if (snapshot != null) {
      session.diagnostics().saved(snapshot);
      session.lenses().saved(snapshot);
      configs(session)
          .look(snapshot.configKind() == null ? ImmutableList.of(snapshot) : documents.all());
      session.sources().lookAgain(ImmutableList.of(snapshot), contexts(), settings);
    }
  }

  private static <T> T required(@Nullable Object params, Class<T> type) {
    T understood = understood(params, type);
    if (understood == null) {
      throw Refusal.invalidParams("parameters are needed");
    }
    return understood;
  }

  private static <T> @Nullable T understood(@Nullable Object params, Class<T> type) {
    if (params instanceof Parameters.Malformed malformed) {
      throw Refusal.invalidParams(malformed.complaint());
    }
    return type.cast(params);
  }
}

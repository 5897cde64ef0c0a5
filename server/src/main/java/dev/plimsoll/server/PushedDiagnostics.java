package dev.plimsoll.server;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.problems.Diagnostics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.jsonrpc.Endpoint;
import org.jspecify.annotations.Nullable;

/** Sends diagnostics with their version as soon as they are known; what was overtaken by a change is left out. */
final class PushedDiagnostics implements DiagnosticReports {

  private final Endpoint client;
  private final ClientSupport support;
  private final Executor analysis;
  private final Pauses pauses;
  private final Log log;
  private final Function<String, @Nullable Snapshot> documents;

  /** By URI, what was judged last. Used on the analysis thread. */
  private final Map<String, Snapshot> published = new HashMap<>();

  /**
   * @param analysis one thread, so that publications keep their order
   * @param documents finds an open document as it is now, on any thread
   */
  PushedDiagnostics(
      Endpoint client,
      ClientSupport support,
      Executor analysis,
      Pauses pauses,
      Log log,
      Function<String, @Nullable Snapshot> documents) {
    this.client = client;
    this.support = support;
    this.analysis = analysis;
    this.pauses = pauses;
    this.log = log;
    this.documents = documents;
  }

  @Override
  public void changed(Snapshot snapshot) {
    analysis.execute(new Publication(snapshot.uri(), false));
  }

  /** Judges a document as it is when its turn comes. */
  private final class Publication implements Runnable {
    private final String uri;
    private final boolean again;

    /** @param again whether it is published even if it has been in this version */
    Publication(String uri, boolean again) {
      this.uri = uri;
      this.again = again;
    }

    @Override
    public void run() {
      Snapshot snapshot = documents.apply(uri);
      if (snapshot == null || !again && published.get(uri) == snapshot) {
        return;
      }
      try {
        List<Diagnostic> diagnostics = diagnostics(snapshot);
        if (documents.apply(uri) == snapshot) { // still; else another publication follows
          publish(new PublishDiagnosticsParams(uri, diagnostics, snapshot.version()));
          published.put(uri, snapshot);
        }
      } catch (RuntimeException | StackOverflowError e) {
        log.error("judging ".concat(uri).concat(" failed"), e);
      }
    }

    private ImmutableList<Diagnostic> diagnostics(Snapshot snapshot) {
      if (!pauses.isTyping(snapshot)) {
        return Diagnostics.of(snapshot, support);
      }
      Diagnostics diagnostics = Diagnostics.whileTyping(snapshot, support);
      if (!diagnostics.complete()) {
        pauses.await(snapshot, () -> again(uri));
      }
      return diagnostics.shown();
    }
  }

  /** What was waited for has come. */
  private void again(String uri) {
    analysis.execute(new Publication(uri, true));
  }

  @Override
  public void saved(Snapshot snapshot) {
    if (pauses.isTyping(snapshot)) {
      pauses.end(snapshot);
      again(snapshot.uri());
    }
  }

  private void publish(PublishDiagnosticsParams params) {
    client.notify("textDocument/publishDiagnostics", params);
  }

  @Override
  public void closed(String uri) {
    analysis.execute(() -> {
      published.remove(uri);
      pauses.closed(uri); // not before: what was to be published may just have begun to wait
      publish(new PublishDiagnosticsParams(uri, List.of()));
    });
  }

  @Override
  public void judgedAnew(ImmutableList<Snapshot> open) {
    open.forEach(this::changed);
  }

  @Override
  public CompletableFuture<?> report(
      @Nullable Snapshot snapshot, Told told, @Nullable String previousResultId) {
    throw Refusal.noSuchMethod("textDocument/diagnostic");
  }
}

package dev.plimsoll.server;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Diagnostics;
import dev.plimsoll.ide.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
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

  /** By URI, what is to be judged; a task that finds another snapshot here has been overtaken. */
  private final Map<String, Snapshot> latest = new ConcurrentHashMap<>();

  /** @param analysis one thread, so that publications keep their order */
  PushedDiagnostics(
      Endpoint client, ClientSupport support, Executor analysis, Pauses pauses, Log log) {
    this.client = client;
    this.support = support;
    this.analysis = analysis;
    this.pauses = pauses;
    this.log = log;
  }

  @Override
  public void changed(Snapshot snapshot) {
    latest.put(snapshot.uri(), snapshot);
    analysis.execute(new Publication(snapshot));
  }

  private final class Publication implements Runnable {
    private final Snapshot snapshot;

    Publication(Snapshot snapshot) {
      this.snapshot = snapshot;
    }

    @Override
    public void run() {
      if (latest.get(snapshot.uri()) != snapshot) {
        return;
      }
      try {
        List<Diagnostic> diagnostics = diagnostics();
        if (latest.get(snapshot.uri()) == snapshot) { // still
          publish(new PublishDiagnosticsParams(snapshot.uri(), diagnostics, snapshot.version()));
        }
      } catch (RuntimeException | StackOverflowError e) {
        log.error("judging ".concat(snapshot.uri()).concat(" failed"), e);
      }
    }

    private ImmutableList<Diagnostic> diagnostics() {
      if (!pauses.isTyping(snapshot)) {
        return Diagnostics.of(snapshot, support);
      }
      Diagnostics diagnostics = Diagnostics.whileTyping(snapshot, support);
      if (!diagnostics.complete()) {
        String uri = snapshot.uri();
        pauses.await(snapshot, () -> again(uri));
      }
      return diagnostics.shown();
    }
  }

  /** What was waited for has come. */
  private void again(String uri) {
    Snapshot snapshot = latest.get(uri);
    if (snapshot != null) {
      analysis.execute(new Publication(snapshot));
    }
  }

  @Override
  public void saved(Snapshot snapshot) {
    if (pauses.isTyping(snapshot)) {
      pauses.end(snapshot);
      changed(snapshot);
    }
  }

  private void publish(PublishDiagnosticsParams params) {
    client.notify("textDocument/publishDiagnostics", params);
  }

  @Override
  public void closed(String uri) {
    latest.remove(uri);
    analysis.execute(() -> {
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

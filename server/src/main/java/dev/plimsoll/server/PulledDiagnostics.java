package dev.plimsoll.server;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.problems.Diagnostics;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DocumentDiagnosticReport;
import org.eclipse.lsp4j.RelatedFullDocumentDiagnosticReport;
import org.eclipse.lsp4j.RelatedUnchangedDocumentDiagnosticReport;
import org.eclipse.lsp4j.jsonrpc.Endpoint;
import org.jspecify.annotations.Nullable;

/** Answers when the editor asks; an answer that it has already is given as {@code unchanged}. */
final class PulledDiagnostics implements DiagnosticReports {

  private final Endpoint client;
  private final ClientSupport support;
  private final Executor analysis;
  private final Pauses pauses;

  private long lastId;

  /** @param analysis one thread, so that answers keep their order */
  PulledDiagnostics(Endpoint client, ClientSupport support, Executor analysis, Pauses pauses) {
    this.client = client;
    this.support = support;
    this.analysis = analysis;
    this.pauses = pauses;
  }

  @Override
  public void changed(Snapshot snapshot) {
    // The editor asks next.
  }

  @Override
  public void closed(String uri) {
    // What the editor was told went with the document. An answer that is still to come may begin to
    // wait.
    analysis.execute(() -> pauses.closed(uri));
  }

  @Override
  public void saved(Snapshot snapshot) {
    if (pauses.isTyping(snapshot) && support.has(Ability.DIAGNOSTIC_REFRESH)) {
      pauses.end(snapshot);
      refresh();
    }
  }

  private void refresh() {
    client.request("workspace/diagnostic/refresh", null);
  }

  @Override
  public void judgedAnew(ImmutableList<Snapshot> open) {
    if (support.has(Ability.DIAGNOSTIC_REFRESH) && !open.isEmpty()) {
      refresh();
    }
  }

  @Override
  public CompletableFuture<?> report(
      @Nullable Snapshot snapshot, Told told, @Nullable String previousResultId) {
    if (snapshot == null) {
      return CompletableFuture.completedFuture(full(null, ImmutableList.of()));
    }
    return CompletableFuture.supplyAsync(new Report(snapshot, told, previousResultId), analysis);
  }

  private final class Report implements Supplier<DocumentDiagnosticReport> {
    private final Snapshot snapshot;
    private final Told told;
    private final @Nullable String previousResultId;

    Report(Snapshot snapshot, Told told, @Nullable String previousResultId) {
      this.snapshot = snapshot;
      this.told = told;
      this.previousResultId = previousResultId;
    }

    @Override
    public DocumentDiagnosticReport get() {
      ImmutableList<Diagnostic> diagnostics = diagnostics();
      Told.Diagnostics last = told.diagnostics();
      if (last == null || !last.diagnostics().equals(diagnostics)) {
        last = new Told.Diagnostics(Long.toString(++lastId), diagnostics);
        told.tell(last);
      } else if (last.resultId().equals(previousResultId)) {
        return new DocumentDiagnosticReport(
            new RelatedUnchangedDocumentDiagnosticReport(last.resultId()));
      }
      return full(last.resultId(), diagnostics);
    }

    /** Leaves out nothing that the editor can't be told to ask for again. */
    private ImmutableList<Diagnostic> diagnostics() {
      if (!support.has(Ability.DIAGNOSTIC_REFRESH) || !pauses.isTyping(snapshot)) {
        return Diagnostics.of(snapshot, support);
      }
      Diagnostics diagnostics = Diagnostics.whileTyping(snapshot, support);
      if (!diagnostics.complete()) {
        pauses.await(snapshot, PulledDiagnostics.this::refresh);
      }
      return diagnostics.shown();
    }
  }

  private static DocumentDiagnosticReport full(
      @Nullable String resultId, ImmutableList<Diagnostic> diagnostics) {
    RelatedFullDocumentDiagnosticReport report =
        new RelatedFullDocumentDiagnosticReport(diagnostics);
    report.setResultId(resultId);
    return new DocumentDiagnosticReport(report);
  }
}

package dev.plimsoll.server;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.ide.Snapshot;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** How the editor comes to know the diagnostics: one way or the other for a whole session. */
interface DiagnosticReports {

  /** A document was opened or changed. */
  void changed(Snapshot snapshot);

  /** The author takes a document for finished, for now. */
  void saved(Snapshot snapshot);

  void closed(String uri);

  /** The open documents are judged differently from now on. */
  void judgedAnew(ImmutableList<Snapshot> open);

  /**
   * The editor asks.
   *
   * @param snapshot null if the document is not open
   * @param told what the editor was told of it before
   * @param previousResultId what the answer before was called, or null
   */
  CompletableFuture<?> report(
      @Nullable Snapshot snapshot, Told told, @Nullable String previousResultId);
}

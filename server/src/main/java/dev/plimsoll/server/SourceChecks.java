package dev.plimsoll.server;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.context.BuildContexts;
import dev.plimsoll.context.Deadline;
import dev.plimsoll.context.SourceReport;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.links.SourceFiles;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the files that open documents copy. The disk may be slow, so a document is judged without it at first, and
 * again when what was found changes something.
 */
final class SourceChecks {

  /** A pause in typing: the first diagnostics, and who types on, come first. */
  private static final long PAUSE_MILLIS = 300;

  /** Who was kept waiting so long for diagnostics may be about to type on. */
  private static final long BUSY_MILLIS = 50;

  /** Nobody waits for it. */
  private static final long LIMIT_MILLIS = 5_000;

  /** Editors tell of new files only where they are told which ones: what is missing may come at any time. */
  private static final long AGAIN_MILLIS = 4_000;

  private final Documents documents;
  private final DiagnosticReports diagnostics;
  private final Executor analysis;
  private final Executor later;
  private final AfterPause pause;

  /** What rules find in files may make them ask for others: a script for the one that it runs, a program for what it imports. */
  private static final int MAX_ROUNDS = 8;

  /** By URI, what has been looked for. */
  private final Map<String, Asked> asked = new ConcurrentHashMap<>();

  /**
   * What is looked for.
   *
   * @param sources that the document names
   * @param files that rules ask for
   */
  private record Asked(ImmutableSet<String> sources, ImmutableSet<String> files) {

    static Asked by(Snapshot snapshot) {
      return new Asked(SourceFiles.all(snapshot), snapshot.contextFiles());
    }
  }

  /** A document is judged for it: where all is judged, for else two threads judge it at once while it is new. */
  private Asked askedBy(Snapshot snapshot) {
    return CompletableFuture.supplyAsync(() -> Asked.by(snapshot), analysis).join();
  }

  /** The URIs of documents whose files are looked for even if they are the same as before. */
  private final Set<String> again = ConcurrentHashMap.newKeySet();

  /** The URIs of documents that will be looked at later, because something is missing. */
  private final Set<String> waiting = ConcurrentHashMap.newKeySet();

  /** What is in force now. */
  private volatile @Nullable Setup setup;

  private record Setup(BuildContexts contexts, FolderSettings settings) {}

  /**
   * @param analysis where documents are judged
   * @param soon runs a task on one thread, when what is more urgent is done
   * @param later runs a task on the same thread, when something may have changed
   */
  SourceChecks(
      Documents documents,
      DiagnosticReports diagnostics,
      Executor analysis,
      Executor soon,
      Executor later) {
    this.documents = documents;
    this.diagnostics = diagnostics;
    this.analysis = analysis;
    this.later = later;
    this.pause = new AfterPause(soon, this::check);
  }

  static SourceChecks of(Documents documents, DiagnosticReports diagnostics, Executor analysis) {
    Executor thread = Threads.single("sources");
    return new SourceChecks(
        documents,
        diagnostics,
        analysis,
        Threads.after(PAUSE_MILLIS, thread),
        CompletableFuture.delayedExecutor(AGAIN_MILLIS, TimeUnit.MILLISECONDS, thread));
  }

  /** A document is new or has changed: its files are looked for, if it names others than before, when nobody types on. */
  void changed(Snapshot snapshot, BuildContexts contexts, FolderSettings settings) {
    String uri = snapshot.uri();
    setup = new Setup(contexts, settings);
    if (snapshot.isDockerfile() && settings.folderOf(uri) != null) {
      pause.touched(uri);
    }
  }

  /** Files or settings have changed. */
  void lookAgain(Iterable<Snapshot> open, BuildContexts contexts, FolderSettings settings) {
    setup = new Setup(contexts, settings);
    for (Snapshot snapshot : open) {
      if (snapshot.isDockerfile()) {
        again.add(snapshot.uri());
        pause.touched(snapshot.uri());
      }
    }
  }

  private void check(String uri) {
    Snapshot snapshot = documents.get(uri);
    Setup now = setup;
    if (snapshot == null || now == null) {
      closed(uri);
      return;
    }
    Deadline busy = Deadline.inMillis(BUSY_MILLIS);
    Asked wanted = askedBy(snapshot);
    if (busy.isOver()) {
      pause.touched(uri);
      return;
    }
    boolean isSame = wanted.equals(asked.put(uri, wanted));
    if (!again.remove(uri) && isSame) {
      return;
    }
    SourceReport report = report(now, snapshot, wanted);
    Snapshot judged = null;
    Snapshot found = documents.found(uri, report);
    for (int round = 1; found != null; round++) {
      judged = found;
      Asked more = askedBy(found);
      if (round == MAX_ROUNDS || report.files().keySet().containsAll(more.files)) {
        break;
      }
      asked.put(uri, more);
      report = report(now, found, more);
      found = documents.found(uri, report);
    }
    if (judged != null) {
      diagnostics.judgedAnew(ImmutableList.of(judged));
    }
    boolean mayChange =
        !report.missing().isEmpty() || !report.hidden().isEmpty() || report.knowsFiles();
    if (mayChange && waiting.add(uri)) {
      later.execute(() -> {
        waiting.remove(uri);
        again.add(uri);
        check(uri);
      });
    }
  }

  private static SourceReport report(Setup setup, Snapshot snapshot, Asked wanted) {
    String uri = snapshot.uri();
    return setup.contexts.report(
        uri,
        setup.settings.folderOf(uri),
        setup.settings.of(uri).buildContext(),
        SourceFiles.paths(snapshot),
        wanted.sources,
        wanted.files,
        Deadline.inMillis(LIMIT_MILLIS));
  }

  void closed(String uri) {
    asked.remove(uri);
    again.remove(uri);
  }
}

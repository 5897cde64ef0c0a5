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

  /** The first diagnostics, and who types on, come first. */
  private static final long DELAY_MILLIS = 300;

  /** Nobody waits for it. */
  private static final long LIMIT_MILLIS = 5_000;

  /** Editors tell of new files only where they are told which ones: what is missing may come at any time. */
  private static final long AGAIN_MILLIS = 4_000;

  private final Documents documents;
  private final DiagnosticReports diagnostics;
  private final Executor soon;
  private final Executor later;

  /** By URI, what has been looked for. */
  private final Map<String, ImmutableSet<String>> asked = new ConcurrentHashMap<>();

  /** The URIs of documents that will be looked at soon, whatever is typed until then. */
  private final Set<String> pending = ConcurrentHashMap.newKeySet();

  /** The URIs of documents that will be looked at later, because something is missing. */
  private final Set<String> waiting = ConcurrentHashMap.newKeySet();

  /** What is in force now. */
  private volatile @Nullable Setup setup;

  private record Setup(BuildContexts contexts, FolderSettings settings) {}

  /**
   * @param soon runs a task on one thread, when what is more urgent is done
   * @param later runs a task on the same thread, when something may have changed
   */
  SourceChecks(Documents documents, DiagnosticReports diagnostics, Executor soon, Executor later) {
    this.documents = documents;
    this.diagnostics = diagnostics;
    this.soon = soon;
    this.later = later;
  }

  static SourceChecks of(Documents documents, DiagnosticReports diagnostics) {
    Executor thread = Threads.single("sources");
    return new SourceChecks(
        documents, diagnostics, after(DELAY_MILLIS, thread), after(AGAIN_MILLIS, thread));
  }

  private static Executor after(long millis, Executor thread) {
    return CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, thread);
  }

  /** A document is new or has changed: its files are looked for if it names others than before. */
  void changed(Snapshot snapshot, BuildContexts contexts, FolderSettings settings) {
    String uri = snapshot.uri();
    setup = new Setup(contexts, settings);
    if (snapshot.isDockerfile() && settings.folderOf(uri) != null && pending.add(uri)) {
      soon.execute(() -> {
        pending.remove(uri);
        check(uri, false);
      });
    }
  }

  /** Files or settings have changed. */
  void lookAgain(Iterable<Snapshot> open, BuildContexts contexts, FolderSettings settings) {
    setup = new Setup(contexts, settings);
    for (Snapshot snapshot : open) {
      if (snapshot.isDockerfile()) {
        soon.execute(() -> check(snapshot.uri(), true));
      }
    }
  }

  private void check(String uri, boolean again) {
    Snapshot snapshot = documents.get(uri);
    Setup now = setup;
    if (snapshot == null || now == null) {
      asked.remove(uri);
      return;
    }
    ImmutableSet<String> sources = SourceFiles.all(snapshot);
    if (sources.equals(asked.put(uri, sources)) && !again) {
      return;
    }
    SourceReport report = now.contexts.report(
        uri,
        now.settings.folderOf(uri),
        now.settings.of(uri).buildContext(),
        SourceFiles.paths(snapshot),
        sources,
        Deadline.inMillis(LIMIT_MILLIS));
    Snapshot judged = documents.found(uri, report);
    if (judged != null) {
      diagnostics.judgedAnew(ImmutableList.of(judged));
    }
    boolean isSomethingWrong = !report.missing().isEmpty() || !report.hidden().isEmpty();
    if (isSomethingWrong && waiting.add(uri)) {
      later.execute(() -> {
        waiting.remove(uri);
        check(uri, true);
      });
    }
  }

  void closed(String uri) {
    asked.remove(uri);
  }
}

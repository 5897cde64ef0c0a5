package dev.plimsoll.server;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.config.ConfigSearch;
import dev.plimsoll.config.Configuration;
import dev.plimsoll.context.Deadline;
import dev.plimsoll.context.Disk;
import dev.plimsoll.context.NearestFiles;
import dev.plimsoll.ide.Snapshot;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Looks for the configuration files that count for open documents. The disk may be slow, so a document is judged without
 * them at first, and again when what they say changes something.
 */
final class ConfigChecks {

  /** Nobody waits for it. */
  private static final long LIMIT_MILLIS = 5_000;

  /** While a document is typed in, other files change seldom. */
  private static final long DELAY_MILLIS = 300;

  /** Not all editors tell of files that change. */
  private static final long AGAIN_MILLIS = 4_000;

  private final Documents documents;
  private final DiagnosticReports diagnostics;
  private final ConfigSearch search;
  private final Executor now;
  private final Executor soon;
  private final Executor later;

  /** The URIs of documents that will be looked at soon, whatever is typed until then. */
  private final Set<String> pending = ConcurrentHashMap.newKeySet();

  /** The URIs of documents that will be looked at later, because a file that counts may change. */
  private final Set<String> waiting = ConcurrentHashMap.newKeySet();

  /** What is in force now. */
  private volatile FolderSettings settings;

  private ConfigChecks(
      Documents documents,
      DiagnosticReports diagnostics,
      Disk disk,
      FolderSettings settings,
      Executor thread) {
    this.documents = documents;
    this.diagnostics = diagnostics;
    this.search = new ConfigSearch(new NearestFiles(disk));
    this.settings = settings;
    this.now = thread;
    this.soon = after(DELAY_MILLIS, thread);
    this.later = after(AGAIN_MILLIS, thread);
  }

  static ConfigChecks of(
      Documents documents, DiagnosticReports diagnostics, Disk disk, FolderSettings settings) {
    return new ConfigChecks(
        documents, diagnostics, disk, settings, Threads.single("configuration"));
  }

  private static Executor after(long millis, Executor thread) {
    return CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, thread);
  }

  /** Other settings are in force, other folders open. */
  void settings(FolderSettings changed) {
    settings = changed;
  }

  /** Documents are new, or files have changed. */
  void look(Iterable<Snapshot> open) {
    for (Snapshot snapshot : open) {
      if (snapshot.isDockerfile()) {
        now.execute(() -> check(snapshot.uri()));
      }
    }
  }

  /** A document is being typed in. */
  void changed(Snapshot snapshot) {
    String uri = snapshot.uri();
    if (snapshot.isDockerfile() && pending.add(uri)) {
      soon.execute(() -> {
        pending.remove(uri);
        check(uri);
      });
    }
  }

  private void check(String uri) {
    if (documents.get(uri) == null) {
      return;
    }
    Configuration found = search.of(uri, settings.folderOf(uri), Deadline.inMillis(LIMIT_MILLIS));
    Snapshot judged = documents.configured(uri, found);
    if (judged != null) {
      diagnostics.judgedAnew(ImmutableList.of(judged));
    }
    if (!found.sources().isEmpty() && waiting.add(uri)) {
      later.execute(() -> {
        waiting.remove(uri);
        check(uri);
      });
    }
  }
}

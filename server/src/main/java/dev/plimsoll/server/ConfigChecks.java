package dev.plimsoll.server;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.config.ConfigKind;
import dev.plimsoll.config.ConfigSearch;
import dev.plimsoll.config.Configuration;
import dev.plimsoll.context.Deadline;
import dev.plimsoll.context.Disk;
import dev.plimsoll.context.NearestFiles;
import dev.plimsoll.ide.Snapshot;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the configuration files that count for open documents. The disk may be slow, so the first diagnostics wait a
 * moment at most; a document is judged again when what is found later changes something.
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
  private final Executor impatient;

  /** The URIs of documents that will be looked at soon, whatever is typed until then. */
  private final Set<String> pending = ConcurrentHashMap.newKeySet();

  /** The URIs of documents that will be looked at later, because a file that counts may change, or be new. */
  private final Set<String> waiting = ConcurrentHashMap.newKeySet();

  /** By URI, what ends when a document has been looked at for the first time, or that takes too long. */
  private final Map<String, CompletableFuture<@Nullable Void>> first = new ConcurrentHashMap<>();

  /** What is in force now. */
  private volatile FolderSettings settings;

  private ConfigChecks(
      Documents documents,
      DiagnosticReports diagnostics,
      Disk disk,
      FolderSettings settings,
      long patienceMillis,
      Executor thread) {
    this.documents = documents;
    this.diagnostics = diagnostics;
    this.search = new ConfigSearch(new NearestFiles(disk), documents::openConfig);
    this.settings = settings;
    this.now = thread;
    this.soon = Threads.after(DELAY_MILLIS, Threads.single("typed configuration"));
    this.later = Threads.after(AGAIN_MILLIS, Threads.single("configuration again"));
    this.impatient = Threads.after(patienceMillis, Threads.single("slow configuration"));
  }

  /** @param patienceMillis how long the first diagnostics of a document wait for a slow disk */
  static ConfigChecks of(
      Documents documents,
      DiagnosticReports diagnostics,
      Disk disk,
      FolderSettings settings,
      long patienceMillis) {
    return new ConfigChecks(
        documents, diagnostics, disk, settings, patienceMillis, Threads.single("configuration"));
  }

  /** Other settings are in force, other folders open. */
  void settings(FolderSettings changed) {
    settings = changed;
  }

  /**
   * A document is new.
   *
   * @return ends when what counts for it is in force, or the disk is too slow
   */
  CompletableFuture<@Nullable Void> opened(Snapshot snapshot) {
    if (snapshot.configKind() != null) {
      changed(snapshot); // perhaps with what was not saved when the editor ended
    }
    if (!mayHaveSome(snapshot)) {
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<@Nullable Void> known = new CompletableFuture<>();
    first.put(snapshot.uri(), known);
    impatient.execute(() -> known.complete(null));
    now.execute(() -> {
      try {
        check(snapshot.uri());
      } finally {
        known.complete(null);
      }
    });
    return known;
  }

  /** What {@link #opened} returned of a document, or null if it is not open. */
  @Nullable CompletableFuture<@Nullable Void> known(String uri) {
    return first.get(uri);
  }

  void closed(String uri) {
    first.remove(uri);
    if (ConfigKind.of(uri.substring(uri.lastIndexOf('/') + 1)) != null) {
      look(documents.all()); // what was typed and not saved is gone
    }
  }

  /** Files have changed. */
  void look(Iterable<Snapshot> open) {
    for (Snapshot snapshot : open) {
      if (snapshot.isDockerfile()) {
        now.execute(() -> check(snapshot.uri()));
      }
    }
  }

  /** A document is being typed in: one that is judged, or one that says how others are. */
  void changed(Snapshot snapshot) {
    String uri = snapshot.uri();
    if (snapshot.configKind() != null) {
      if (pending.add(uri)) {
        soon.execute(() -> {
          pending.remove(uri);
          look(documents.all());
        });
      }
    } else if (mayHaveSome(snapshot) && pending.add(uri)) {
      soon.execute(() -> {
        pending.remove(uri);
        now.execute(() -> check(uri));
      });
    }
  }

  /** Without a workspace folder nobody knows which project a file belongs to. */
  private boolean mayHaveSome(Snapshot snapshot) {
    return snapshot.isDockerfile() && settings.folderOf(snapshot.uri()) != null;
  }

  private void check(String uri) {
    if (documents.get(uri) == null) {
      return;
    }
    String folder = settings.folderOf(uri);
    Configuration found = folder == null
        ? Configuration.NONE
        : search.of(uri, folder, Deadline.inMillis(LIMIT_MILLIS));
    Snapshot judged = documents.configured(uri, found);
    if (judged != null) {
      diagnostics.judgedAnew(ImmutableList.of(judged));
    }
    if (folder != null && waiting.add(uri)) {
      later.execute(() -> {
        waiting.remove(uri);
        now.execute(() -> check(uri));
      });
    }
  }
}

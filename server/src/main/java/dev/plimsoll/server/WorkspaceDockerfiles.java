package dev.plimsoll.server;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.plimsoll.context.Deadline;
import dev.plimsoll.context.Disk;
import dev.plimsoll.context.DockerfileSearch;
import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.Checks;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.WorkspaceSymbols;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.eclipse.lsp4j.SymbolInformation;
import org.jspecify.annotations.Nullable;

/**
 * The Dockerfiles of the workspace: the open ones as the editor has them, all others as they are on the disk. What was
 * found there is kept until the editor tells of a change; where it can't tell, only for the letters of one word.
 */
final class WorkspaceDockerfiles {

  private static final long SEARCH_MILLIS = 2_000;

  private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Disk disk;
  private final Executor searches;
  private final Checks checks;
  private final ClientSupport support;
  private final AtomicLong changes = new AtomicLong();
  private volatile @Nullable Search last;

  /** @param files by URI */
  private record Search(
      ImmutableList<String> folders,
      long changes,
      long nanos,
      ImmutableMap<String, Snapshot> files) {}

  /** @param searches where searching may block */
  WorkspaceDockerfiles(Disk disk, Executor searches, Checks checks, ClientSupport support) {
    this.disk = disk;
    this.searches = searches;
    this.checks = checks;
    this.support = support;
  }

  /** Something has changed on the disk. */
  void forget() {
    changes.incrementAndGet();
  }

  /** The symbols that a query finds in the open documents and in the files below the folders. */
  CompletableFuture<ImmutableList<SymbolInformation>> symbols(
      String query, ImmutableList<Snapshot> open, ImmutableList<String> folders) {
    CompletableFuture<ImmutableList<SymbolInformation>> answer = new CompletableFuture<>();
    return answer.completeAsync(
        () -> WorkspaceSymbols.of(all(open, folders, answer::isCancelled), query, support),
        searches);
  }

  /** The open documents, then the files below the folders that are not open. Waits for the disk, but not for long. */
  private ImmutableList<Snapshot> all(
      ImmutableList<Snapshot> open, ImmutableList<String> folders, BooleanSupplier cancelled) {
    ImmutableList.Builder<Snapshot> all = ImmutableList.<Snapshot>builder().addAll(open);
    Set<String> inEditor = new HashSet<>();
    for (Snapshot document : open) {
      inEditor.add(WorkspaceFolders.decoded(document.uri()));
    }
    for (Snapshot file : search(folders, cancelled).files.values()) {
      if (!inEditor.contains(WorkspaceFolders.decoded(file.uri()))) {
        all.add(file);
      }
    }
    return all.build();
  }

  private Search search(ImmutableList<String> folders, BooleanSupplier cancelled) {
    Search before = last;
    if (before != null && isCurrent(before) && before.folders.equals(folders)) {
      return before;
    }
    long now = changes.get();
    Deadline deadline = Deadline.inMillis(SEARCH_MILLIS).unless(cancelled);
    ImmutableMap.Builder<String, Snapshot> files = ImmutableMap.builder();
    for (DockerfileSearch.Found found : DockerfileSearch.below(folders, disk, deadline)) {
      files.put(found.uri(), snapshot(found, before));
    }
    Search search = new Search(folders, now, System.nanoTime(), files.buildKeepingLast());
    if (!deadline.isOver()) {
      last = search;
    }
    return search;
  }

  private boolean isCurrent(Search search) {
    return support.has(Ability.WATCHED_FILES_REGISTRATION)
        ? search.changes == changes.get()
        : System.nanoTime() - search.nanos < KEPT_NANOS;
  }

  /** The file, read anew only if its text is another than before. */
  private Snapshot snapshot(DockerfileSearch.Found found, @Nullable Search before) {
    Snapshot known = before == null ? null : before.files.get(found.uri());
    return known != null && known.text().equals(found.text())
        ? known
        : Snapshot.open(found.uri(), "dockerfile", 0, found.text(), checks);
  }
}

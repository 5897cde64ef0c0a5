package dev.plimsoll.server;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import dev.plimsoll.context.Deadline;
import dev.plimsoll.context.Disk;
import dev.plimsoll.context.DockerfileSearch;
import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.Checks;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.outline.WorkspaceSymbols;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.eclipse.lsp4j.SymbolInformation;
import org.jspecify.annotations.Nullable;

/**
 * The Dockerfiles of the workspace: the open ones as the editor has them, all others as they are on the disk. Of these the
 * symbols are kept, not the texts, until the editor tells of a change; where it can't tell, only for the letters of one
 * word. A search that takes too long is answered with what is there, and goes on with the next question.
 */
final class WorkspaceDockerfiles {

  private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** Some 30 MB. */
  private static final int MAX_SYMBOLS = 100_000;

  private final Disk disk;
  private final Workers workers;
  private final Checks checks;
  private final ClientSupport support;
  private final Log log;
  private final AtomicLong changes = new AtomicLong();

  /** Belongs to the thread that searches. */
  private @Nullable Search last;

  /** What is known of a file, found again by its text. */
  private record Known(HashCode text, ImmutableList<SymbolInformation> symbols) {}

  WorkspaceDockerfiles(Disk disk, Workers workers, Checks checks, ClientSupport support, Log log) {
    this.disk = disk;
    this.workers = workers;
    this.checks = checks;
    this.support = support;
    this.log = log;
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
        () -> WorkspaceSymbols.matching(query, all(open, folders, answer::isCancelled)),
        workers.searches());
  }

  /** Of the open documents, then of the files below the folders that are not open. */
  private List<ImmutableList<SymbolInformation>> all(
      ImmutableList<Snapshot> open, ImmutableList<String> folders, BooleanSupplier cancelled) {
    List<ImmutableList<SymbolInformation>> all = new ArrayList<>();
    Set<String> inEditor = new HashSet<>();
    for (Snapshot document : open) {
      inEditor.add(WorkspaceFolders.decoded(document.uri()));
      all.add(WorkspaceSymbols.of(document, support));
    }
    search(folders, cancelled).files.forEach((uri, file) -> {
      if (!inEditor.contains(WorkspaceFolders.decoded(uri))) {
        all.add(file.symbols);
      }
    });
    return all;
  }

  /** Waits for the disk, but not for long. */
  private Search search(ImmutableList<String> folders, BooleanSupplier cancelled) {
    Search before = last;
    Search search = before != null && before.isCurrent(folders)
        ? before
        : new Search(folders, before == null ? Map.of() : before.files);
    last = search;
    search.proceed(Deadline.inMillis(workers.patience().searchMillis()).unless(cancelled));
    return search;
  }

  /** A search, and what it has found so far. */
  private final class Search {
    private final ImmutableList<String> folders;
    private final Map<String, Known> before;
    private final Map<String, Known> files = new LinkedHashMap<>();
    private final DockerfileSearch found;
    private final long began = changes.get();
    private long ended;
    private int symbols;
    private boolean told;

    /** @param before what was known of the files */
    Search(ImmutableList<String> folders, Map<String, Known> before) {
      this.folders = folders;
      this.before = Map.copyOf(before);
      this.found = new DockerfileSearch(folders, disk);
    }

    /** One that has not come to its end is not too old: it would never come there. */
    boolean isCurrent(ImmutableList<String> wanted) {
      boolean isFresh = support.has(Ability.WATCHED_FILES_REGISTRATION)
          ? began == changes.get()
          : !found.isOver() || System.nanoTime() - ended < KEPT_NANOS;
      return isFresh && folders.equals(wanted);
    }

    void proceed(Deadline deadline) {
      if (!found.isOver()) {
        found.proceed(deadline, this::take);
        ended = System.nanoTime();
        tell(deadline);
      }
    }

    /** False if no more fits in. */
    private boolean take(DockerfileSearch.Found file) {
      HashCode text = Hashing.murmur3_128().hashUnencodedChars(file.text());
      Known known = before.get(file.uri());
      if (known == null || !known.text.equals(text)) {
        Snapshot snapshot = Snapshot.open(file.uri(), "dockerfile", 0, file.text(), checks);
        known = new Known(text, WorkspaceSymbols.of(snapshot, support));
      }
      symbols += known.symbols.size();
      files.put(file.uri(), known);
      return symbols < MAX_SYMBOLS;
    }

    /** Says once that there is more than the answer tells. */
    private void tell(Deadline deadline) {
      if (found.isWhole() || told || !found.isOver() && !deadline.isOver()) {
        return;
      }
      told = true;
      log.warning(
          "workspace/symbol knows " + files.size() + " Dockerfiles of the workspace, but not all. "
              + (found.isOver()
                  ? "The others are too many or too large, or can't be read."
                  : "The search goes on with the next question."));
    }
  }
}

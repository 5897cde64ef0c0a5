package dev.plimsoll.server;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
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
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.semantics.ImageUse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.eclipse.lsp4j.SymbolInformation;
import org.jspecify.annotations.Nullable;

/**
 * The Dockerfiles of the workspace: the open ones as the editor has them, all others as they are on the disk. Of these the
 * symbols and the images that they name are kept, not the texts, until the editor tells of a change; where it can't tell, only for the letters of one
 * word. A search that takes too long is answered with what is there, and goes on with the next question.
 */
final class WorkspaceDockerfiles {

  private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** Some 30 MB. */
  private static final int MAX_SYMBOLS = 100_000;

  /** More than any file names that somebody wrote. */
  private static final int MAX_IMAGES = 100;

  private final Disk disk;
  private final Workers workers;
  private final Checks checks;
  private final ClientSupport support;
  private final Log log;
  private final AtomicLong changes = new AtomicLong();

  /** Belongs to the thread that searches. */
  private @Nullable Search last;

  /** What files name, as far as they were read last. */
  private volatile NamedImages named =
      new NamedImages(ImmutableList.of(), -1, 0, false, ImmutableMap.of());

  private CompletableFuture<?> reading = CompletableFuture.completedFuture(null);

  /** What is known of a file, found again by its text. */
  private record Known(
      HashCode text,
      ImmutableList<SymbolInformation> symbols,
      ImmutableSet<ImageReference> images) {}

  /**
   * The images that files name.
   *
   * @param began the number of changes on the disk before they were read
   * @param ended by {@link System#nanoTime}
   * @param over whether all were read
   * @param byFile by the URIs of the files
   */
  private record NamedImages(
      ImmutableList<String> folders,
      long began,
      long ended,
      boolean over,
      ImmutableMap<String, ImmutableSet<ImageReference>> byFile) {}

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

  /** The images that files name which aren't open, as far as they were read. */
  ImmutableList<ImageReference> imagesBeside(ImmutableList<Snapshot> open) {
    Set<String> inEditor = new HashSet<>();
    open.forEach(document -> inEditor.add(WorkspaceFolders.decoded(document.uri())));
    ImmutableSet.Builder<ImageReference> images = ImmutableSet.builder();
    named.byFile.forEach((uri, inFile) -> {
      if (!inEditor.contains(WorkspaceFolders.decoded(uri))) {
        images.addAll(inFile);
      }
    });
    return images.build().asList();
  }

  /** Reads the files below the folders, for as long as a search may take, unless nothing can have changed since. */
  synchronized CompletableFuture<?> read(ImmutableList<String> folders) {
    NamedImages known = named;
    if (known.over && isFresh(known.began, known.ended) && known.folders.equals(folders)) {
      return CompletableFuture.completedFuture(null);
    }
    if (reading.isDone()) {
      reading = CompletableFuture.runAsync(() -> search(folders, deadline()), workers.searches());
    }
    return reading;
  }

  private boolean isFresh(long began, long ended) {
    return support.has(Ability.WATCHED_FILES_REGISTRATION)
        ? began == changes.get()
        : System.nanoTime() - ended < KEPT_NANOS;
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
    Deadline deadline = deadline().unless(cancelled);
    Search search = search(folders, deadline);
    search.tell(deadline);
    search.files.forEach((uri, file) -> {
      if (!inEditor.contains(WorkspaceFolders.decoded(uri))) {
        all.add(file.symbols);
      }
    });
    return all;
  }

  /** How long the disk is waited for. */
  private Deadline deadline() {
    return Deadline.inMillis(workers.patience().searchMillis());
  }

  private Search search(ImmutableList<String> folders, Deadline deadline) {
    Search before = last;
    Search search = before != null && before.isCurrent(folders)
        ? before
        : new Search(folders, before == null ? Map.of() : before.files);
    last = search;
    if (search.proceed(deadline)) {
      named = search.named();
    }
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
      boolean goesOn = !found.isOver() && !support.has(Ability.WATCHED_FILES_REGISTRATION);
      return (goesOn || isFresh(began, ended)) && folders.equals(wanted);
    }

    /** Whether it went on. */
    boolean proceed(Deadline deadline) {
      if (found.isOver()) {
        return false;
      }
      found.proceed(deadline, this::take);
      ended = System.nanoTime();
      return true;
    }

    NamedImages named() {
      ImmutableMap.Builder<String, ImmutableSet<ImageReference>> images = ImmutableMap.builder();
      files.forEach((uri, file) -> {
        if (!file.images.isEmpty()) {
          images.put(uri, file.images);
        }
      });
      return new NamedImages(folders, began, ended, found.isOver(), images.buildOrThrow());
    }

    /** False if no more fits in. */
    private boolean take(DockerfileSearch.Found file) {
      HashCode text = Hashing.murmur3_128().hashUnencodedChars(file.text());
      Known known = before.get(file.uri());
      if (known == null || !known.text.equals(text)) {
        Snapshot snapshot = Snapshot.open(file.uri(), "dockerfile", 0, file.text(), checks);
        known = new Known(text, WorkspaceSymbols.of(snapshot, support), images(snapshot));
      }
      symbols += known.symbols.size();
      files.put(file.uri(), known);
      return symbols < MAX_SYMBOLS;
    }

    private static ImmutableSet<ImageReference> images(Snapshot file) {
      return file.model().imageUses().stream()
          .map(ImageUse::image)
          .filter(Objects::nonNull)
          .limit(MAX_IMAGES)
          .collect(ImmutableSet.toImmutableSet());
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

package dev.plimsoll.server;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.ide.Checks;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.lint.LintOptions;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentItem;
import org.jspecify.annotations.Nullable;

/** The open documents. Belongs to the thread that reads messages; snapshots go to other threads. */
final class Documents {

  private final Map<String, Snapshot> open = new HashMap<>();

  /** By URI, for the open documents that something was asked of. */
  private final Map<String, Told> told = new HashMap<>();

  private final Checks checks;
  private FolderSettings settings;

  /** @param checks how documents are judged, but for the settings */
  Documents(Checks checks, FolderSettings settings) {
    this.checks = checks;
    this.settings = settings;
  }

  private Checks checks(String uri) {
    return checks.withOptions(settings.of(uri).lint());
  }

  @Nullable Snapshot get(String uri) {
    return open.get(uri);
  }

  /** What the editor was told of a document; of one that is not open, nothing, and that is not remembered. */
  Told told(String uri) {
    return open.containsKey(uri) ? told.computeIfAbsent(uri, opened -> new Told()) : new Told();
  }

  ImmutableList<Snapshot> all() {
    return ImmutableList.copyOf(open.values());
  }

  Snapshot open(TextDocumentItem item) {
    Snapshot snapshot = Snapshot.open(
        item.getUri(),
        item.getLanguageId(),
        item.getVersion(),
        item.getText(),
        checks(item.getUri()));
    open.put(item.getUri(), snapshot);
    told.remove(item.getUri());
    return snapshot;
  }

  /** The document after changes that were made one after the other; null if it is not open. */
  @Nullable Snapshot change(String uri, int version, Iterable<TextDocumentContentChangeEvent> changes) {
    Snapshot snapshot = open.get(uri);
    if (snapshot == null) {
      return null;
    }
    for (TextDocumentContentChangeEvent change : changes) {
      snapshot = snapshot.apply(change);
    }
    snapshot = snapshot.withVersion(version);
    open.put(uri, snapshot);
    return snapshot;
  }

  void close(String uri) {
    open.remove(uri);
    told.remove(uri);
  }

  /** From now on every document is judged so, the open ones too. Returns those for which that changes something. */
  ImmutableList<Snapshot> judge(FolderSettings settings) {
    this.settings = settings;
    ImmutableList.Builder<Snapshot> changed = ImmutableList.builder();
    for (Map.Entry<String, Snapshot> entry : open.entrySet()) {
      Snapshot snapshot = entry.getValue();
      LintOptions options = settings.of(entry.getKey()).lint();
      if (!options.equals(snapshot.options())) {
        Snapshot judged = snapshot.withChecks(checks.withOptions(options));
        entry.setValue(judged);
        changed.add(judged);
      }
    }
    return changed.build();
  }
}

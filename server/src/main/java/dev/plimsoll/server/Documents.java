package dev.plimsoll.server;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.ide.Checks;
import dev.plimsoll.ide.Snapshot;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentItem;
import org.jspecify.annotations.Nullable;

/** The open documents. Belongs to the thread that reads messages; snapshots go to other threads. */
final class Documents {

  private final Map<String, Snapshot> open = new HashMap<>();
  private Checks checks;

  Documents(Checks checks) {
    this.checks = checks;
  }

  @Nullable Snapshot get(String uri) {
    return open.get(uri);
  }

  ImmutableList<Snapshot> all() {
    return ImmutableList.copyOf(open.values());
  }

  Snapshot open(TextDocumentItem item) {
    Snapshot snapshot = Snapshot.open(
        item.getUri(), item.getLanguageId(), item.getVersion(), item.getText(), checks);
    open.put(item.getUri(), snapshot);
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
  }

  /** From now on every document is judged so, the open ones too. */
  void judge(Checks checks) {
    this.checks = checks;
    for (Map.Entry<String, Snapshot> entry : open.entrySet()) {
      entry.setValue(entry.getValue().withChecks(checks));
    }
  }
}

package dev.plimsoll.server;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.navigation.CodeLenses;
import dev.plimsoll.image.ImageCatalog;
import org.eclipse.lsp4j.CodeLens;
import org.eclipse.lsp4j.jsonrpc.Endpoint;
import org.jspecify.annotations.Nullable;

/** Answers with the lenses of a document, which don't change their minds at every key of a FROM that is being typed. */
final class LensReports {

  private final Endpoint client;
  private final ClientSupport support;
  private final Pauses pauses;

  LensReports(Endpoint client, ClientSupport support, Pauses pauses) {
    this.client = client;
    this.support = support;
    this.pauses = pauses;
  }

  /** @param images what is known of images where their sizes are wanted; else null */
  ImmutableList<CodeLens> of(Snapshot snapshot, @Nullable ImageCatalog images) {
    boolean typing = support.has(Ability.CODE_LENS_REFRESH) && pauses.isTyping(snapshot);
    CodeLenses lenses = CodeLenses.of(snapshot, images, support, typing);
    if (!lenses.complete()) {
      pauses.await(snapshot, this::refresh);
    }
    return lenses.shown();
  }

  void saved(Snapshot snapshot) {
    if (support.has(Ability.CODE_LENS_REFRESH) && pauses.isTyping(snapshot)) {
      pauses.end(snapshot);
      refresh();
    }
  }

  private void refresh() {
    client.request("workspace/codeLens/refresh", null);
  }

  void closed(String uri) {
    pauses.closed(uri);
  }
}

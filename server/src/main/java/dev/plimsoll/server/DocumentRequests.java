package dev.plimsoll.server;

import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.CodeActions;
import dev.plimsoll.ide.Hovers;
import dev.plimsoll.ide.OnTypeFormatting;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.image.ImageCatalog;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.DocumentOnTypeFormattingParams;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentPositionParams;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked about one open document: which feature of {@code ide} answers which request. Nothing here changes
 * anything, so an answer may be computed on any thread.
 */
final class DocumentRequests {

  private final Snapshot snapshot;
  private final ImageCatalog images;
  private final ClientSupport support;

  DocumentRequests(Snapshot snapshot, ImageCatalog images, ClientSupport support) {
    this.snapshot = snapshot;
    this.images = images;
    this.support = support;
  }

  /** The document that a request is about. Checks the parameters too, so that what is wrong with them is told at once. */
  static TextDocumentIdentifier document(String method, Object params) {
    if (params instanceof TextDocumentPositionParams at) {
      if (at.getPosition() == null) {
        throw Refusal.invalidParams("a position is needed");
      }
      return at.getTextDocument();
    }
    if (params instanceof CodeActionParams actions) {
      if (actions.getRange() == null || actions.getContext() == null) {
        throw Refusal.invalidParams("a range and a context are needed");
      }
      return actions.getTextDocument();
    }
    throw Refusal.noSuchMethod(method);
  }

  @Nullable Object answer(String method, Object params) {
    switch (method) {
      case "textDocument/codeAction":
        CodeActionParams actions = (CodeActionParams) params;
        return CodeActions.at(
            snapshot, snapshot.range(actions.getRange()), actions.getContext(), support);
      case "textDocument/hover":
        return Hovers.at(snapshot, offset((HoverParams) params), images, support);
      case "textDocument/onTypeFormatting":
        DocumentOnTypeFormattingParams typed = (DocumentOnTypeFormattingParams) params;
        return OnTypeFormatting.at(snapshot, offset(typed), typed.getCh(), typed.getOptions());
      default:
        throw Refusal.noSuchMethod(method);
    }
  }

  private int offset(TextDocumentPositionParams params) {
    return snapshot.offset(params.getPosition());
  }
}

package dev.plimsoll.server;

import org.eclipse.lsp4j.CallHierarchyIncomingCallsParams;
import org.eclipse.lsp4j.CallHierarchyItem;
import org.eclipse.lsp4j.CallHierarchyOutgoingCallsParams;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.CodeLensParams;
import org.eclipse.lsp4j.DocumentLinkParams;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.FoldingRangeRequestParams;
import org.eclipse.lsp4j.InlayHintParams;
import org.eclipse.lsp4j.ReferenceParams;
import org.eclipse.lsp4j.RenameParams;
import org.eclipse.lsp4j.SelectionRangeParams;
import org.eclipse.lsp4j.SemanticTokensDeltaParams;
import org.eclipse.lsp4j.SemanticTokensParams;
import org.eclipse.lsp4j.SemanticTokensRangeParams;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentPositionParams;
import org.jspecify.annotations.Nullable;

/**
 * Which document a request is about. What its parameters lack is told at once, so that nothing that answers need look
 * for it. The protocol's classes for parameters have nothing in common that would say this.
 */
final class RequestedDocument {

  private RequestedDocument() {}

  /**
   * The document that the parameters name.
   *
   * @throws org.eclipse.lsp4j.jsonrpc.ResponseErrorException if something is missing that the method needs
   */
  static TextDocumentIdentifier of(String method, Object params) {
    if (params instanceof TextDocumentPositionParams at) {
      return at(at);
    }
    if (params instanceof CallHierarchyIncomingCallsParams calls) {
      return item(calls.getItem());
    }
    if (params instanceof CallHierarchyOutgoingCallsParams calls) {
      return item(calls.getItem());
    }
    if (params instanceof CodeActionParams actions) {
      needed(actions.getRange(), "a range is needed");
      needed(actions.getContext(), "a context is needed");
      return actions.getTextDocument();
    }
    if (params instanceof InlayHintParams hints) {
      needed(hints.getRange(), "a range is needed");
      return hints.getTextDocument();
    }
    if (params instanceof BuildGraphParams graph) {
      return needed(graph.textDocument(), "a document is needed");
    }
    return whole(method, params);
  }

  private static TextDocumentIdentifier at(TextDocumentPositionParams params) {
    needed(params.getPosition(), "a position is needed");
    if (params instanceof ReferenceParams references) {
      needed(references.getContext(), "a context is needed");
    }
    if (params instanceof RenameParams rename) {
      needed(rename.getNewName(), "a new name is needed");
    }
    return params.getTextDocument();
  }

  private static TextDocumentIdentifier item(@Nullable CallHierarchyItem item) {
    if (item == null || item.getSelectionRange() == null || item.getName() == null) {
      throw Refusal.invalidParams("an item with its name and place is needed");
    }
    return new TextDocumentIdentifier(item.getUri());
  }

  /** Of requests about a document as a whole. */
  private static TextDocumentIdentifier whole(String method, Object params) {
    if (params instanceof CodeLensParams lenses) {
      return lenses.getTextDocument();
    }
    if (params instanceof DocumentSymbolParams symbols) {
      return symbols.getTextDocument();
    }
    if (params instanceof FoldingRangeRequestParams folding) {
      return folding.getTextDocument();
    }
    if (params instanceof DocumentLinkParams links) {
      return links.getTextDocument();
    }
    if (params instanceof SelectionRangeParams selections) {
      if (selections.getPositions() == null || selections.getPositions().contains(null)) {
        throw Refusal.invalidParams("positions are needed");
      }
      return selections.getTextDocument();
    }
    return tokens(method, params);
  }

  private static TextDocumentIdentifier tokens(String method, Object params) {
    if (params instanceof SemanticTokensParams all) {
      return all.getTextDocument();
    }
    if (params instanceof SemanticTokensDeltaParams delta) {
      return delta.getTextDocument();
    }
    if (params instanceof SemanticTokensRangeParams part) {
      needed(part.getRange(), "a range is needed");
      return part.getTextDocument();
    }
    throw Refusal.noSuchMethod(method);
  }

  private static <T> T needed(@Nullable T part, String complaint) {
    if (part == null) {
      throw Refusal.invalidParams(complaint);
    }
    return part;
  }
}

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
import org.eclipse.lsp4j.SelectionRangeParams;
import org.eclipse.lsp4j.SemanticTokensDeltaParams;
import org.eclipse.lsp4j.SemanticTokensParams;
import org.eclipse.lsp4j.SemanticTokensRangeParams;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentPositionParams;

/** Which document a request is about. The protocol's classes for parameters have nothing in common that would say this. */
final class RequestedDocument {

  private RequestedDocument() {}

  /**
   * The document that the parameters name.
   *
   * @throws org.eclipse.lsp4j.jsonrpc.ResponseErrorException if they name none
   */
  static TextDocumentIdentifier of(String method, Object params) {
    if (params instanceof TextDocumentPositionParams at) {
      return at.getTextDocument();
    }
    if (params instanceof CallHierarchyIncomingCallsParams calls) {
      return item(calls.getItem());
    }
    if (params instanceof CallHierarchyOutgoingCallsParams calls) {
      return item(calls.getItem());
    }
    if (params instanceof CodeActionParams actions) {
      return actions.getTextDocument();
    }
    if (params instanceof InlayHintParams hints) {
      return hints.getTextDocument();
    }
    if (params instanceof BuildGraphParams graph) {
      return graph.textDocument();
    }
    return whole(method, params);
  }

  private static TextDocumentIdentifier item(CallHierarchyItem item) {
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
      return part.getTextDocument();
    }
    throw Refusal.noSuchMethod(method);
  }
}

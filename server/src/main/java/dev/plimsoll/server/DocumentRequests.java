package dev.plimsoll.server;

import dev.plimsoll.ide.BuildGraph;
import dev.plimsoll.ide.BuildGraphs;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.CodeActions;
import dev.plimsoll.ide.CodeLenses;
import dev.plimsoll.ide.Definitions;
import dev.plimsoll.ide.Highlights;
import dev.plimsoll.ide.Hovers;
import dev.plimsoll.ide.LinkedEditing;
import dev.plimsoll.ide.References;
import dev.plimsoll.ide.Renames;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.StageCalls;
import dev.plimsoll.image.ImageCatalog;
import org.eclipse.lsp4j.CallHierarchyIncomingCallsParams;
import org.eclipse.lsp4j.CallHierarchyItem;
import org.eclipse.lsp4j.CallHierarchyOutgoingCallsParams;
import org.eclipse.lsp4j.CallHierarchyPrepareParams;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.CodeLensParams;
import org.eclipse.lsp4j.DeclarationParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.DocumentHighlightParams;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.LinkedEditingRangeParams;
import org.eclipse.lsp4j.PrepareRenameParams;
import org.eclipse.lsp4j.ReferenceParams;
import org.eclipse.lsp4j.RenameParams;
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
      if (at instanceof ReferenceParams references && references.getContext() == null
          || at instanceof RenameParams rename && rename.getNewName() == null) {
        throw Refusal.invalidParams("a context, or a new name, is needed");
      }
      return at.getTextDocument();
    }
    if (params instanceof CallHierarchyIncomingCallsParams calls) {
      return document(calls.getItem());
    }
    if (params instanceof CallHierarchyOutgoingCallsParams calls) {
      return document(calls.getItem());
    }
    if (params instanceof CodeLensParams lenses) {
      return lenses.getTextDocument();
    }
    if (params instanceof CodeActionParams actions) {
      if (actions.getRange() == null || actions.getContext() == null) {
        throw Refusal.invalidParams("a range and a context are needed");
      }
      return actions.getTextDocument();
    }
    if (params instanceof BuildGraphParams graph) {
      if (graph.textDocument() == null) {
        throw Refusal.invalidParams("a document is needed");
      }
      return graph.textDocument();
    }
    throw Refusal.noSuchMethod(method);
  }

  private static TextDocumentIdentifier document(@Nullable CallHierarchyItem item) {
    if (item == null || item.getSelectionRange() == null || item.getName() == null) {
      throw Refusal.invalidParams("an item with its name and place is needed");
    }
    return new TextDocumentIdentifier(item.getUri());
  }

  @Nullable Object answer(String method, Object params) {
    switch (method) {
      case "textDocument/codeAction":
        CodeActionParams actions = (CodeActionParams) params;
        return CodeActions.at(
            snapshot, snapshot.range(actions.getRange()), actions.getContext(), support);
      case "textDocument/hover":
        return Hovers.at(snapshot, offset((HoverParams) params), images, support);
      case BuildGraph.METHOD:
        return BuildGraphs.of(snapshot, images);
      case "textDocument/definition":
        return Definitions.at(snapshot, offset((DefinitionParams) params), support);
      case "textDocument/declaration":
        return Definitions.declarationAt(snapshot, offset((DeclarationParams) params), support);
      case "textDocument/references":
        ReferenceParams references = (ReferenceParams) params;
        boolean declarations = references.getContext().isIncludeDeclaration();
        return References.at(snapshot, offset(references), declarations);
      case "textDocument/documentHighlight":
        return Highlights.at(snapshot, offset((DocumentHighlightParams) params));
      case "textDocument/prepareRename":
        return Renames.prepare(snapshot, offset((PrepareRenameParams) params));
      case "textDocument/rename":
        RenameParams rename = (RenameParams) params;
        return Renames.rename(snapshot, offset(rename), rename.getNewName(), support);
      case "textDocument/linkedEditingRange":
        return LinkedEditing.at(snapshot, offset((LinkedEditingRangeParams) params));
      case "textDocument/prepareCallHierarchy":
        return StageCalls.prepare(snapshot, offset((CallHierarchyPrepareParams) params));
      case "callHierarchy/incomingCalls":
        return StageCalls.incoming(snapshot, ((CallHierarchyIncomingCallsParams) params).getItem());
      case "callHierarchy/outgoingCalls":
        return StageCalls.outgoing(snapshot, ((CallHierarchyOutgoingCallsParams) params).getItem());
      case "textDocument/codeLens":
        return CodeLenses.of(snapshot, support);
      default:
        throw Refusal.noSuchMethod(method);
    }
  }

  private int offset(TextDocumentPositionParams params) {
    return snapshot.offset(params.getPosition());
  }
}

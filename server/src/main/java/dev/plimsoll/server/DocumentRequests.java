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
import dev.plimsoll.ide.InlayHints;
import dev.plimsoll.ide.SignatureHelps;
import dev.plimsoll.ide.OnTypeFormatting;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.StageCalls;
import dev.plimsoll.image.ImageCatalog;
import org.eclipse.lsp4j.CallHierarchyIncomingCallsParams;
import org.eclipse.lsp4j.CallHierarchyItem;
import org.eclipse.lsp4j.CallHierarchyOutgoingCallsParams;
import org.eclipse.lsp4j.CallHierarchyPrepareParams;
import dev.plimsoll.text.TextRange;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.CodeLensParams;
import org.eclipse.lsp4j.DeclarationParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.DocumentHighlightParams;
import org.eclipse.lsp4j.DocumentOnTypeFormattingParams;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.LinkedEditingRangeParams;
import org.eclipse.lsp4j.PrepareRenameParams;
import org.eclipse.lsp4j.ReferenceParams;
import org.eclipse.lsp4j.RenameParams;
import dev.plimsoll.context.BuildContext;
import dev.plimsoll.context.Deadline;
import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.CodeActions;
import dev.plimsoll.ide.DocumentLinks;
import dev.plimsoll.ide.DocumentSymbols;
import dev.plimsoll.ide.FlatSymbols;
import dev.plimsoll.ide.FoldingRanges;
import dev.plimsoll.ide.Hovers;
import dev.plimsoll.ide.IgnoreCompletion;
import dev.plimsoll.ide.IgnoreHover;
import dev.plimsoll.ide.SelectionRanges;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.SourceFiles;
import dev.plimsoll.ide.SourceHover;
import dev.plimsoll.ide.completion.Completions;
import dev.plimsoll.image.ImageCatalog;
import java.util.List;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.CompletionContext;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.DocumentLinkParams;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.FoldingRangeRequestParams;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.SelectionRangeParams;
import org.eclipse.lsp4j.SemanticTokens;
import org.eclipse.lsp4j.SemanticTokensDeltaParams;
import org.eclipse.lsp4j.SemanticTokensParams;
import org.eclipse.lsp4j.SemanticTokensRangeParams;
import org.eclipse.lsp4j.InlayHintParams;
import org.eclipse.lsp4j.SignatureHelpParams;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentPositionParams;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked about one open document: which feature of {@code ide} answers which request. Nothing here changes
 * the document, so an answer may be computed on another thread.
 */
final class DocumentRequests {

  private final Snapshot snapshot;
  private final ImageCatalog images;
  private final ClientSupport support;
  private final DocumentContexts contexts;
  private final SemanticTokenReports tokens;

  DocumentRequests(
      Snapshot snapshot,
      ImageCatalog images,
      ClientSupport support,
      DocumentContexts contexts,
      SemanticTokenReports tokens) {
    this.snapshot = snapshot;
    this.images = images;
    this.support = support;
    this.contexts = contexts;
    this.tokens = tokens;
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
      if (part.getRange() == null) {
        throw Refusal.invalidParams("a range is needed");
      }
      return part.getTextDocument();
    if (params instanceof InlayHintParams hints) {
      if (hints.getRange() == null) {
        throw Refusal.invalidParams("a range is needed");
      }
      return hints.getTextDocument();
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
        return hover(offset((HoverParams) params));
      case "textDocument/completion":
        return completion((CompletionParams) params);
      case "textDocument/definition":
        return definition(offset((DefinitionParams) params));
      case "textDocument/documentSymbol":
        return support.has(Ability.HIERARCHICAL_SYMBOLS)
            ? DocumentSymbols.of(snapshot, support)
            : FlatSymbols.of(snapshot, support);
      case "textDocument/foldingRange":
        return FoldingRanges.of(snapshot, support);
      case "textDocument/selectionRange":
        return SelectionRanges.at(snapshot, ((SelectionRangeParams) params).getPositions());
      case "textDocument/documentLink":
        return DocumentLinks.of(snapshot, support);
      case "textDocument/semanticTokens/full":
        return tokens.full(snapshot);
      case "textDocument/semanticTokens/full/delta":
        return tokens.delta(snapshot, ((SemanticTokensDeltaParams) params).getPreviousResultId());
      case "textDocument/semanticTokens/range":
        Range part = ((SemanticTokensRangeParams) params).getRange();
        return new SemanticTokens(
            dev.plimsoll.ide.SemanticTokens.in(snapshot, snapshot.range(part), support));
      case "textDocument/inlayHint":
        TextRange range = snapshot.range(((InlayHintParams) params).getRange());
        return InlayHints.in(snapshot, range, images, hints);
      case "textDocument/signatureHelp":
        return SignatureHelps.at(snapshot, offset((SignatureHelpParams) params), support);
      case "textDocument/onTypeFormatting":
        DocumentOnTypeFormattingParams typed = (DocumentOnTypeFormattingParams) params;
        return OnTypeFormatting.at(snapshot, offset(typed), typed.getCh(), typed.getOptions());
      default:
        throw Refusal.noSuchMethod(method);
    }
  }

  private @Nullable Object hover(int offset) {
    Deadline deadline = contexts.deadline();
    boolean markdown = support.has(Ability.HOVER_MARKDOWN);
    if (snapshot.isIgnoreFile()) {
      return IgnoreHover.at(snapshot, offset, contexts.of(snapshot, deadline), markdown, deadline);
    }
    if (SourceFiles.isAt(snapshot, offset)) {
      BuildContext context = contexts.of(snapshot, deadline);
      SourceHover hover =
          context == null ? null : SourceHover.at(snapshot, offset, context, markdown, deadline);
      if (hover != null) {
        return hover.toHover(snapshot, markdown);
      }
    }
    return Hovers.at(snapshot, offset, images, support);
  }

  private Object completion(CompletionParams params) {
    Deadline deadline = contexts.deadline();
    int offset = offset(params);
    if (snapshot.isIgnoreFile()) {
      BuildContext context = contexts.of(snapshot, deadline);
      return context == null ? List.of() : IgnoreCompletion.at(snapshot, offset, context, deadline);
    }
    CompletionContext asked = params.getContext();
    return Completions.at(
        snapshot,
        offset,
        asked == null ? null : asked.getTriggerCharacter(),
        images,
        () -> contexts.of(snapshot, deadline),
        deadline,
        support);
  }

  private Object definition(int offset) {
    Deadline deadline = contexts.deadline();
    BuildContext context =
        SourceFiles.isAt(snapshot, offset) ? contexts.of(snapshot, deadline) : null;
    return context == null ? List.of() : SourceFiles.at(snapshot, offset, context, deadline);
  }

  private int offset(TextDocumentPositionParams params) {
    return snapshot.offset(params.getPosition());
  }
}

package dev.plimsoll.server;

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
import dev.plimsoll.image.ImageCatalog;
import java.util.List;
import org.eclipse.lsp4j.CodeActionParams;
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
      return at.getTextDocument();
    }
    if (params instanceof CodeActionParams actions) {
      if (actions.getRange() == null || actions.getContext() == null) {
        throw Refusal.invalidParams("a range and a context are needed");
      }
      return actions.getTextDocument();
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
      if (part.getRange() == null) {
        throw Refusal.invalidParams("a range is needed");
      }
      return part.getTextDocument();
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
        return hover(offset((HoverParams) params));
      case "textDocument/completion":
        return completion(offset((CompletionParams) params));
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
        return links();
      case "textDocument/semanticTokens/full":
        return tokens.full(snapshot);
      case "textDocument/semanticTokens/full/delta":
        return tokens.delta(snapshot, ((SemanticTokensDeltaParams) params).getPreviousResultId());
      case "textDocument/semanticTokens/range":
        Range part = ((SemanticTokensRangeParams) params).getRange();
        return new SemanticTokens(
            dev.plimsoll.ide.SemanticTokens.in(snapshot, snapshot.range(part), support));
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

  private Object completion(int offset) {
    Deadline deadline = contexts.deadline();
    BuildContext context = snapshot.isIgnoreFile() ? contexts.of(snapshot, deadline) : null;
    return context == null ? List.of() : IgnoreCompletion.at(snapshot, offset, context, deadline);
  }

  private Object links() {
    Deadline deadline = contexts.deadline();
    BuildContext context =
        SourceFiles.paths(snapshot).isEmpty() ? null : contexts.of(snapshot, deadline);
    return DocumentLinks.of(
        snapshot,
        context == null ? List.of() : SourceFiles.links(snapshot, context, deadline),
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

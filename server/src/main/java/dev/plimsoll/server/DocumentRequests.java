package dev.plimsoll.server;

import dev.plimsoll.context.BuildContext;
import dev.plimsoll.context.Deadline;
import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.completion.Completions;
import dev.plimsoll.ide.completion.ItemDefaults;
import dev.plimsoll.ide.graph.BuildGraph;
import dev.plimsoll.ide.graph.BuildGraphs;
import dev.plimsoll.ide.graph.StageCalls;
import dev.plimsoll.ide.hints.InlayHints;
import dev.plimsoll.ide.hover.Hovers;
import dev.plimsoll.ide.hover.SourceHover;
import dev.plimsoll.ide.ignorefile.IgnoreCompletion;
import dev.plimsoll.ide.ignorefile.IgnoreHover;
import dev.plimsoll.ide.links.DocumentLinks;
import dev.plimsoll.ide.links.SourceFiles;
import dev.plimsoll.ide.navigation.Definitions;
import dev.plimsoll.ide.navigation.Highlights;
import dev.plimsoll.ide.navigation.LinkedEditing;
import dev.plimsoll.ide.navigation.References;
import dev.plimsoll.ide.navigation.Renames;
import dev.plimsoll.ide.outline.DocumentSymbols;
import dev.plimsoll.ide.outline.FlatSymbols;
import dev.plimsoll.ide.outline.FoldingRanges;
import dev.plimsoll.ide.outline.SelectionRanges;
import dev.plimsoll.ide.problems.CodeActions;
import dev.plimsoll.ide.signature.SignatureHelps;
import dev.plimsoll.ide.typing.OnTypeFormatting;
import dev.plimsoll.image.ImageCatalog;
import dev.plimsoll.text.TextRange;
import java.util.List;
import org.eclipse.lsp4j.CallHierarchyIncomingCallsParams;
import org.eclipse.lsp4j.CallHierarchyOutgoingCallsParams;
import org.eclipse.lsp4j.CallHierarchyPrepareParams;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DeclarationParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.DocumentHighlightParams;
import org.eclipse.lsp4j.DocumentOnTypeFormattingParams;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.InlayHintParams;
import org.eclipse.lsp4j.LinkedEditingRangeParams;
import org.eclipse.lsp4j.PrepareRenameParams;
import org.eclipse.lsp4j.ReferenceParams;
import org.eclipse.lsp4j.RenameParams;
import org.eclipse.lsp4j.SelectionRangeParams;
import org.eclipse.lsp4j.SemanticTokensDeltaParams;
import org.eclipse.lsp4j.SemanticTokensRangeParams;
import org.eclipse.lsp4j.SignatureHelpParams;
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
  private final Told told;
  private final LensReports lenses;

  DocumentRequests(
      Snapshot snapshot,
      ImageCatalog images,
      ClientSupport support,
      DocumentContexts contexts,
      SemanticTokenReports tokens,
      Told told,
      LensReports lenses) {
    this.snapshot = snapshot;
    this.images = images;
    this.support = support;
    this.contexts = contexts;
    this.tokens = tokens;
    this.told = told;
    this.lenses = lenses;
  }

  @Nullable Object answer(String method, Object params) {
    switch (method) {
      case "textDocument/hover":
        return hover(offset((HoverParams) params));
      case "textDocument/completion":
        return completion((CompletionParams) params);
      case "textDocument/signatureHelp":
        SignatureHelpParams help = (SignatureHelpParams) params;
        return SignatureHelps.at(snapshot, offset(help), help.getContext(), support);
      case "textDocument/inlayHint":
        TextRange range = snapshot.range(((InlayHintParams) params).getRange());
        return InlayHints.in(
            snapshot, range, images, contexts.settings().of(snapshot.uri()).inlayHints());
      case "textDocument/codeAction":
        CodeActionParams actions = (CodeActionParams) params;
        return CodeActions.at(
            snapshot, snapshot.range(actions.getRange()), actions.getContext(), support);
      case "textDocument/onTypeFormatting":
        DocumentOnTypeFormattingParams typed = (DocumentOnTypeFormattingParams) params;
        return OnTypeFormatting.at(snapshot, offset(typed), typed.getCh(), typed.getOptions());
      case BuildGraph.METHOD:
        return BuildGraphs.of(snapshot, images);
      default:
        return navigate(method, params);
    }
  }

  /** What has to do with names, and with the places that they stand for. */
  private @Nullable Object navigate(String method, Object params) {
    switch (method) {
      case "textDocument/definition":
        return definition(offset((DefinitionParams) params));
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
      default:
        return describe(method, params);
    }
  }

  /** What tells an editor how the document is built and how to show it. */
  private @Nullable Object describe(String method, Object params) {
    switch (method) {
      case "textDocument/documentSymbol":
        return support.has(Ability.HIERARCHICAL_SYMBOLS)
            ? DocumentSymbols.of(snapshot, support)
            : FlatSymbols.of(snapshot, support);
      case "textDocument/codeLens":
        return lenses.of(snapshot);
      case "textDocument/foldingRange":
        return FoldingRanges.of(snapshot, support);
      case "textDocument/selectionRange":
        return SelectionRanges.at(snapshot, ((SelectionRangeParams) params).getPositions());
      case "textDocument/documentLink":
        return links();
      case "textDocument/semanticTokens/full":
        return tokens.full(snapshot, told);
      case "textDocument/semanticTokens/full/delta":
        return tokens.delta(
            snapshot, told, ((SemanticTokensDeltaParams) params).getPreviousResultId());
      case "textDocument/semanticTokens/range":
        return tokens.range(snapshot, ((SemanticTokensRangeParams) params).getRange());
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
    BuildContext context =
        SourceFiles.isAt(snapshot, offset) ? contexts.of(snapshot, deadline) : null;
    SourceHover source =
        context == null ? null : SourceHover.at(snapshot, offset, context, markdown, deadline);
    return Hovers.at(snapshot, offset, images, source, support);
  }

  private Object completion(CompletionParams params) {
    Deadline deadline = contexts.deadline();
    int offset = offset(params);
    if (snapshot.isIgnoreFile()) {
      BuildContext context = contexts.of(snapshot, deadline);
      return context == null
          ? List.of()
          : ItemDefaults.in(IgnoreCompletion.at(snapshot, offset, context, deadline), support);
    }
    return ItemDefaults.in(
        Completions.at(
            snapshot,
            offset,
            params.getContext(),
            images,
            () -> contexts.of(snapshot, deadline),
            deadline,
            support),
        support);
  }

  /** Of a name, a variable within a path too; else the files that a path of COPY stands for. */
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
    if (Definitions.isAt(snapshot, offset) || !SourceFiles.isAt(snapshot, offset)) {
      return Definitions.at(snapshot, offset, support);
    }
    Deadline deadline = contexts.deadline();
    BuildContext context = contexts.of(snapshot, deadline);
    return context == null ? List.of() : SourceFiles.at(snapshot, offset, context, deadline);
  }

  private int offset(TextDocumentPositionParams params) {
    return snapshot.offset(params.getPosition());
  }
}

package dev.plimsoll.server;

import static dev.plimsoll.server.Lane.ANALYSIS;
import static dev.plimsoll.server.Lane.WAITING;

import com.google.common.collect.ImmutableList;
import com.google.gson.JsonPrimitive;
import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.Snapshot;
import dev.plimsoll.ide.completion.Completions;
import dev.plimsoll.ide.graph.BuildGraph;
import dev.plimsoll.ide.graph.BuildGraphs;
import dev.plimsoll.ide.graph.StageCalls;
import dev.plimsoll.ide.hints.InlayHintOptions;
import dev.plimsoll.ide.hints.InlayHints;
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
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.CallHierarchyIncomingCallsParams;
import org.eclipse.lsp4j.CallHierarchyItem;
import org.eclipse.lsp4j.CallHierarchyOutgoingCallsParams;
import org.eclipse.lsp4j.CallHierarchyPrepareParams;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.CodeLensParams;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DeclarationParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.DocumentDiagnosticParams;
import org.eclipse.lsp4j.DocumentFormattingParams;
import org.eclipse.lsp4j.DocumentHighlightParams;
import org.eclipse.lsp4j.DocumentLinkParams;
import org.eclipse.lsp4j.DocumentOnTypeFormattingParams;
import org.eclipse.lsp4j.DocumentRangeFormattingParams;
import org.eclipse.lsp4j.DocumentRangesFormattingParams;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.ExecuteCommandParams;
import org.eclipse.lsp4j.FoldingRangeRequestParams;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.InlayHintParams;
import org.eclipse.lsp4j.LinkedEditingRangeParams;
import org.eclipse.lsp4j.PrepareRenameParams;
import org.eclipse.lsp4j.ReferenceParams;
import org.eclipse.lsp4j.RenameParams;
import org.eclipse.lsp4j.SelectionRangeParams;
import org.eclipse.lsp4j.SemanticTokensDeltaParams;
import org.eclipse.lsp4j.SemanticTokensParams;
import org.eclipse.lsp4j.SemanticTokensRangeParams;
import org.eclipse.lsp4j.SignatureHelpParams;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.WorkspaceSymbolParams;
import org.jspecify.annotations.Nullable;

/**
 * The features, a row each: the method, the class of its parameters, the lane on which it is answered, the capability
 * that announces it, and the answer about the document that the parameters name. A new feature is a new row.
 *
 * <p>A subclass goes through the rows, to list them or to find one. The code behind a row runs only where that row is
 * wanted, so nothing of a feature is loaded before it is asked for: in a list of lambdas each would be a class that is
 * made before {@code initialize} is answered.
 */
abstract class Features {

  /**
   * Whether this row is the one that is looked for. Called for each row until it is.
   *
   * @param capability the member of the server's capabilities; empty where another row announces the feature
   */
  abstract boolean is(String method, Class<?> params, Lane lane, String capability);

  /** How a feature answers; called on the thread that reads messages. */
  interface Answer<P> {
    CompletableFuture<?> to(Question question, P params);
  }

  /** The answer of the first row that is looked for, or null where there is none. */
  final @Nullable Answer<?> find() {
    Answer<?> answer = atPlace();
    answer = answer == null ? ofProblems() : answer;
    answer = answer == null ? ofNames() : answer;
    answer = answer == null ? ofStages() : answer;
    answer = answer == null ? ofDocument() : answer;
    answer = answer == null ? ofTokens() : answer;
    answer = answer == null ? ofLayout() : answer;
    return answer == null ? whileTyping() : answer;
  }

  /** What is known of a place. */
  private @Nullable Answer<?> atPlace() {
    if (is("textDocument/hover", HoverParams.class, WAITING, "hoverProvider")) {
      return (Question q, HoverParams p) -> FileRequests.hover(q, p);
    }
    if (is(
        "textDocument/signatureHelp",
        SignatureHelpParams.class,
        ANALYSIS,
        "signatureHelpProvider")) {
      return (Question q, SignatureHelpParams p) -> q.at(
          p,
          (document, offset) -> SignatureHelps.at(document, offset, p.getContext(), q.support()));
    }
    if (is("textDocument/inlayHint", InlayHintParams.class, ANALYSIS, "inlayHintProvider")) {
      return (Question q, InlayHintParams p) -> {
        InlayHintOptions options =
            q.server().settings().of(p.getTextDocument().getUri()).inlayHints();
        return q.about(
            p.getTextDocument(),
            document -> InlayHints.in(
                document, document.range(p.getRange()), q.server().images(), options));
      };
    }
    return null;
  }

  /** Problems, and what mends them. */
  private @Nullable Answer<?> ofProblems() {
    if (is(
        "textDocument/diagnostic",
        DocumentDiagnosticParams.class,
        ANALYSIS,
        "diagnosticProvider")) {
      return (Question q, DocumentDiagnosticParams p) -> {
        String uri = p.getTextDocument().getUri();
        Documents documents = q.server().documents();
        Told told = documents.told(uri);
        return q.server()
            .configured(documents.get(uri))
            .thenCompose(document ->
                q.session().diagnostics().report(document, told, p.getPreviousResultId()));
      };
    }
    if (is("textDocument/codeAction", CodeActionParams.class, ANALYSIS, "codeActionProvider")) {
      return (Question q, CodeActionParams p) -> q.about(
          p.getTextDocument(),
          document -> CodeActions.at(
              document,
              document.range(p.getRange()),
              p.getContext(),
              q.server().documents().configTarget(document.uri()),
              ActionRequests.mayLookUp(q),
              q.support()));
    }
    if (is("codeAction/resolve", CodeAction.class, WAITING, "")) {
      return (Question q, CodeAction action) -> ActionRequests.resolve(q, action);
    }
    if (is(
        "workspace/executeCommand",
        ExecuteCommandParams.class,
        ANALYSIS,
        "executeCommandProvider")) {
      return (Question q, ExecuteCommandParams p) -> ActionRequests.execute(q, p);
    }
    return null;
  }

  /** Names, and the places that they stand for. */
  private @Nullable Answer<?> ofNames() {
    if (is("textDocument/definition", DefinitionParams.class, WAITING, "definitionProvider")) {
      return (Question q, DefinitionParams p) -> FileRequests.definition(q, p);
    }
    if (is("textDocument/declaration", DeclarationParams.class, ANALYSIS, "declarationProvider")) {
      return (Question q, DeclarationParams p) ->
          q.at(p, (document, offset) -> Definitions.declarationAt(document, offset, q.support()));
    }
    if (is("textDocument/references", ReferenceParams.class, ANALYSIS, "referencesProvider")) {
      return (Question q, ReferenceParams p) -> q.at(
          p,
          (document, offset) ->
              References.at(document, offset, p.getContext().isIncludeDeclaration()));
    }
    if (is(
        "textDocument/documentHighlight",
        DocumentHighlightParams.class,
        ANALYSIS,
        "documentHighlightProvider")) {
      return (Question q, DocumentHighlightParams p) -> q.at(p, Highlights::at);
    }
    if (is(
        "textDocument/linkedEditingRange",
        LinkedEditingRangeParams.class,
        ANALYSIS,
        "linkedEditingRangeProvider")) {
      return (Question q, LinkedEditingRangeParams p) -> q.at(p, LinkedEditing::at);
    }
    if (is("textDocument/prepareRename", PrepareRenameParams.class, ANALYSIS, "")) {
      return (Question q, PrepareRenameParams p) -> q.at(p, Renames::prepare);
    }
    if (is("textDocument/rename", RenameParams.class, ANALYSIS, "renameProvider")) {
      return (Question q, RenameParams p) -> q.at(
          p, (document, offset) -> Renames.rename(document, offset, p.getNewName(), q.support()));
    }
    return null;
  }

  /** Which stage needs which. */
  private @Nullable Answer<?> ofStages() {
    if (is(
        "textDocument/prepareCallHierarchy",
        CallHierarchyPrepareParams.class,
        ANALYSIS,
        "callHierarchyProvider")) {
      return (Question q, CallHierarchyPrepareParams p) -> q.at(p, StageCalls::prepare);
    }
    if (is("callHierarchy/incomingCalls", CallHierarchyIncomingCallsParams.class, ANALYSIS, "")) {
      return (Question q, CallHierarchyIncomingCallsParams p) ->
          q.about(document(p.getItem()), document -> StageCalls.incoming(document, p.getItem()));
    }
    if (is("callHierarchy/outgoingCalls", CallHierarchyOutgoingCallsParams.class, ANALYSIS, "")) {
      return (Question q, CallHierarchyOutgoingCallsParams p) ->
          q.about(document(p.getItem()), document -> StageCalls.outgoing(document, p.getItem()));
    }
    if (is("textDocument/codeLens", CodeLensParams.class, ANALYSIS, "codeLensProvider")) {
      return (Question q, CodeLensParams p) -> {
        boolean sizes = q.server().settings().of(p.getTextDocument().getUri()).sizeLenses();
        return q.about(
            p.getTextDocument(),
            document -> q.session().lenses().of(document, sizes ? q.server().images() : null));
      };
    }
    if (is(BuildGraph.METHOD, BuildGraphParams.class, ANALYSIS, "experimental.buildGraph")) {
      return (Question q, BuildGraphParams p) -> q.about(
          p.textDocument(), document -> BuildGraphs.of(document, q.server().images()));
    }
    return null;
  }

  /** How a document is structured, and what it points at. */
  private @Nullable Answer<?> ofDocument() {
    if (is(
        "textDocument/documentSymbol",
        DocumentSymbolParams.class,
        ANALYSIS,
        "documentSymbolProvider")) {
      return (Question q, DocumentSymbolParams p) -> {
        Told told = q.told(p.getTextDocument());
        return q.about(p.getTextDocument(), document -> outline(document, told, q.support()));
      };
    }
    if (is("workspace/symbol", WorkspaceSymbolParams.class, WAITING, "workspaceSymbolProvider")) {
      return (Question q, WorkspaceSymbolParams p) ->
          q.server().workspaceSymbols(p.getQuery(), q.session());
    }
    if (is(
        "textDocument/foldingRange",
        FoldingRangeRequestParams.class,
        ANALYSIS,
        "foldingRangeProvider")) {
      return (Question q, FoldingRangeRequestParams p) ->
          q.about(p.getTextDocument(), document -> FoldingRanges.of(document, q.support()));
    }
    if (is(
        "textDocument/selectionRange",
        SelectionRangeParams.class,
        ANALYSIS,
        "selectionRangeProvider")) {
      return (Question q, SelectionRangeParams p) ->
          q.about(p.getTextDocument(), document -> SelectionRanges.at(document, p.getPositions()));
    }
    if (is(
        "textDocument/documentLink", DocumentLinkParams.class, WAITING, "documentLinkProvider")) {
      return (Question q, DocumentLinkParams p) -> FileRequests.links(q, p);
    }
    return null;
  }

  private static Object outline(Snapshot document, Told told, ClientSupport support) {
    if (!support.has(Ability.HIERARCHICAL_SYMBOLS)) {
      return FlatSymbols.of(document, support);
    }
    ImmutableList<DocumentSymbol> outline = DocumentSymbols.of(document, support, told.outline());
    told.tell(outline);
    return outline;
  }

  /** What kind of word stands where. */
  private @Nullable Answer<?> ofTokens() {
    if (is(
        "textDocument/semanticTokens/full",
        SemanticTokensParams.class,
        ANALYSIS,
        "semanticTokensProvider")) {
      return (Question q, SemanticTokensParams p) -> {
        Told told = q.told(p.getTextDocument());
        return q.about(p.getTextDocument(), document -> q.session().tokens().full(document, told));
      };
    }
    if (is(
        "textDocument/semanticTokens/full/delta", SemanticTokensDeltaParams.class, ANALYSIS, "")) {
      return (Question q, SemanticTokensDeltaParams p) -> {
        Told told = q.told(p.getTextDocument());
        return q.about(
            p.getTextDocument(),
            document -> q.session().tokens().delta(document, told, p.getPreviousResultId()));
      };
    }
    if (is("textDocument/semanticTokens/range", SemanticTokensRangeParams.class, ANALYSIS, "")) {
      return (Question q, SemanticTokensRangeParams p) -> q.about(
          p.getTextDocument(), document -> q.session().tokens().range(document, p.getRange()));
    }
    return null;
  }

  /** What is offered or done while somebody types. */
  private @Nullable Answer<?> whileTyping() {
    if (is("textDocument/completion", CompletionParams.class, WAITING, "completionProvider")) {
      return (Question q, CompletionParams p) -> FileRequests.completion(q, p);
    }
    if (is("completionItem/resolve", CompletionItem.class, ANALYSIS, "")) {
      return (Question q, CompletionItem item) -> item.getData() instanceof JsonPrimitive reference
          ? q.compute(() ->
              Completions.resolve(item, reference.getAsString(), q.server().images(), q.support()))
          : CompletableFuture.completedFuture(item);
    }
    return null;
  }

  /** How the document is laid out. */
  private @Nullable Answer<?> ofLayout() {
    if (is(
        "textDocument/formatting",
        DocumentFormattingParams.class,
        WAITING,
        "documentFormattingProvider")) {
      return (Question q, DocumentFormattingParams p) -> FormatRequests.whole(q, p);
    }
    if (is(
        "textDocument/rangeFormatting",
        DocumentRangeFormattingParams.class,
        WAITING,
        "documentRangeFormattingProvider")) {
      return (Question q, DocumentRangeFormattingParams p) -> FormatRequests.range(q, p);
    }
    if (is("textDocument/rangesFormatting", DocumentRangesFormattingParams.class, WAITING, "")) {
      return (Question q, DocumentRangesFormattingParams p) -> FormatRequests.ranges(q, p);
    }
    if (is(
        "textDocument/onTypeFormatting",
        DocumentOnTypeFormattingParams.class,
        WAITING,
        "documentOnTypeFormattingProvider")) {
      return (Question q, DocumentOnTypeFormattingParams p) -> FormatRequests.onType(q, p);
    }
    return null;
  }

  private static TextDocumentIdentifier document(CallHierarchyItem item) {
    return new TextDocumentIdentifier(item.getUri());
  }
}

package dev.plimsoll.server;

import com.google.common.collect.ImmutableMap;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.plimsoll.ide.graph.BuildGraph;
import java.lang.reflect.Type;
import org.eclipse.lsp4j.CallHierarchyIncomingCallsParams;
import org.eclipse.lsp4j.CallHierarchyOutgoingCallsParams;
import org.eclipse.lsp4j.CallHierarchyPrepareParams;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.CodeLensParams;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DeclarationParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.DidChangeWorkspaceFoldersParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DidSaveTextDocumentParams;
import org.eclipse.lsp4j.DocumentDiagnosticParams;
import org.eclipse.lsp4j.DocumentHighlightParams;
import org.eclipse.lsp4j.DocumentLinkParams;
import org.eclipse.lsp4j.DocumentOnTypeFormattingParams;
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
import org.eclipse.lsp4j.WorkspaceSymbolParams;
import org.eclipse.lsp4j.jsonrpc.json.JsonRpcMethod;

/** What the client may call, with which parameters; and what we call there, if the result matters. */
final class Methods {

  static final ImmutableMap<String, JsonRpcMethod> BY_NAME = new Builder()
      // A tree: to bind the many classes that describe a client takes longer than all else before
      // the answer.
      .request("initialize", JsonObject.class)
      .notification("textDocument/didOpen", DidOpenTextDocumentParams.class)
      .notification("textDocument/didChange", DidChangeTextDocumentParams.class)
      .notification("textDocument/didSave", DidSaveTextDocumentParams.class)
      .notification("textDocument/didClose", DidCloseTextDocumentParams.class)
      .request("textDocument/diagnostic", DocumentDiagnosticParams.class)
      .request("textDocument/codeAction", CodeActionParams.class)
      .request("textDocument/hover", HoverParams.class)
      .request(BuildGraph.METHOD, BuildGraphParams.class)
      .request("textDocument/definition", DefinitionParams.class)
      .request("textDocument/declaration", DeclarationParams.class)
      .request("textDocument/references", ReferenceParams.class)
      .request("textDocument/documentHighlight", DocumentHighlightParams.class)
      .request("textDocument/prepareRename", PrepareRenameParams.class)
      .request("textDocument/rename", RenameParams.class)
      .request("textDocument/linkedEditingRange", LinkedEditingRangeParams.class)
      .request("textDocument/prepareCallHierarchy", CallHierarchyPrepareParams.class)
      .request("callHierarchy/incomingCalls", CallHierarchyIncomingCallsParams.class)
      .request("callHierarchy/outgoingCalls", CallHierarchyOutgoingCallsParams.class)
      .request("textDocument/codeLens", CodeLensParams.class)
      .request("textDocument/documentSymbol", DocumentSymbolParams.class)
      .request("textDocument/foldingRange", FoldingRangeRequestParams.class)
      .request("textDocument/selectionRange", SelectionRangeParams.class)
      .request("textDocument/documentLink", DocumentLinkParams.class)
      .request("textDocument/semanticTokens/full", SemanticTokensParams.class)
      .request("textDocument/semanticTokens/full/delta", SemanticTokensDeltaParams.class)
      .request("textDocument/semanticTokens/range", SemanticTokensRangeParams.class)
      .request("textDocument/completion", CompletionParams.class)
      .request("completionItem/resolve", CompletionItem.class)
      .request("textDocument/signatureHelp", SignatureHelpParams.class)
      .request("textDocument/inlayHint", InlayHintParams.class)
      .request("codeAction/resolve", CodeAction.class)
      .request("workspace/symbol", WorkspaceSymbolParams.class)
      .request("textDocument/onTypeFormatting", DocumentOnTypeFormattingParams.class)
      .request("workspace/executeCommand", ExecuteCommandParams.class)
      .notification("workspace/didChangeConfiguration", DidChangeConfigurationParams.class)
      .notification("workspace/didChangeWorkspaceFolders", DidChangeWorkspaceFoldersParams.class)
      .notification("workspace/didChangeWatchedFiles", DidChangeWatchedFilesParams.class)
      .call("workspace/configuration", JsonElement.class)
      .build();

  private Methods() {}

  private static final class Builder {
    private final ImmutableMap.Builder<String, JsonRpcMethod> methods = ImmutableMap.builder();

    Builder request(String name, Type params) {
      methods.put(name, JsonRpcMethod.request(name, Object.class, params));
      return this;
    }

    Builder notification(String name, Type params) {
      methods.put(name, JsonRpcMethod.notification(name, params));
      return this;
    }

    Builder call(String name, Type result) {
      methods.put(name, JsonRpcMethod.request(name, result));
      return this;
    }

    ImmutableMap<String, JsonRpcMethod> build() {
      return methods.build();
    }
  }
}

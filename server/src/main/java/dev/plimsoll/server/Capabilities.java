package dev.plimsoll.server;

import com.google.common.collect.ImmutableList;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.problems.CodeActions;
import dev.plimsoll.ide.problems.Diagnostics;
import dev.plimsoll.ide.tokens.TokenLegend;
import org.eclipse.lsp4j.CodeActionKind;
import org.jspecify.annotations.Nullable;

/** What this server answers to {@code initialize}; a tree for the same reason as in {@link Methods}. */
final class Capabilities {

  /** {@code TextDocumentSyncKind} of the protocol. */
  private static final int INCREMENTAL = 2;

  private Capabilities() {}

  static JsonObject initializeResult(ClientSupport support, @Nullable String version) {
    JsonObject server = new JsonObject();
    server.addProperty("name", "Plimsoll");
    if (version != null) {
      server.addProperty("version", version);
    }
    JsonObject result = new JsonObject();
    result.add("capabilities", capabilities(support));
    result.add("serverInfo", server);
    return result;
  }

  private static JsonObject capabilities(ClientSupport support) {
    JsonObject capabilities = new JsonObject();
    capabilities.addProperty("positionEncoding", "utf-16");
    capabilities.add("textDocumentSync", synchronization());
    capabilities.addProperty("hoverProvider", true);
    JsonObject signatures = new JsonObject();
    signatures.add("triggerCharacters", strings("[", ","));
    capabilities.add("signatureHelpProvider", signatures);
    capabilities.addProperty("inlayHintProvider", true);
    capabilities.add("codeActionProvider", codeActions());
    addNavigation(capabilities, support);
    capabilities.addProperty("documentSymbolProvider", true);
    capabilities.addProperty("workspaceSymbolProvider", true);
    capabilities.addProperty("foldingRangeProvider", true);
    capabilities.addProperty("selectionRangeProvider", true);
    capabilities.add("documentLinkProvider", new JsonObject());
    if (support.has(Ability.SEMANTIC_TOKENS)) {
      capabilities.add("semanticTokensProvider", semanticTokens(support));
    }
    capabilities.add("completionProvider", completion());
    capabilities.add("workspace", workspace());
    capabilities.add("documentOnTypeFormattingProvider", onTypeFormatting());
    if (support.has(Ability.DIAGNOSTIC_PULL)) {
      capabilities.add("diagnosticProvider", diagnostics());
    }
    if (!support.has(Ability.CODE_ACTION_LITERALS) && support.has(Ability.APPLY_EDIT)) {
      JsonObject commands = new JsonObject();
      commands.add("commands", strings(CodeActions.APPLY_FIX));
      capabilities.add("executeCommandProvider", commands);
    }
    JsonObject experimental = new JsonObject();
    experimental.addProperty("buildGraph", true);
    capabilities.add("experimental", experimental);
    return capabilities;
  }

  private static void addNavigation(JsonObject capabilities, ClientSupport support) {
    capabilities.addProperty("definitionProvider", true);
    capabilities.addProperty("declarationProvider", true);
    capabilities.addProperty("referencesProvider", true);
    capabilities.addProperty("documentHighlightProvider", true);
    capabilities.addProperty("linkedEditingRangeProvider", true);
    capabilities.addProperty("callHierarchyProvider", true);
    capabilities.add("codeLensProvider", new JsonObject());
    if (support.has(Ability.RENAME_PREPARE)) {
      JsonObject rename = new JsonObject();
      rename.addProperty("prepareProvider", true);
      capabilities.add("renameProvider", rename);
    } else {
      capabilities.addProperty("renameProvider", true);
    }
  }

  private static JsonObject workspace() {
    JsonObject folders = new JsonObject();
    folders.addProperty("supported", true);
    folders.addProperty("changeNotifications", true);
    JsonObject workspace = new JsonObject();
    workspace.add("workspaceFolders", folders);
    return workspace;
  }

  private static JsonObject synchronization() {
    JsonObject synchronization = new JsonObject();
    synchronization.addProperty("openClose", true);
    synchronization.addProperty("change", INCREMENTAL);
    synchronization.addProperty("save", true);
    return synchronization;
  }

  private static JsonObject completion() {
    JsonObject completion = new JsonObject();
    completion.addProperty("resolveProvider", true);
    completion.add(
        "triggerCharacters", strings("=", " ", "$", "-", ":", "/", ".", "{", ",", "\"", "#"));
    return completion;
  }

  private static JsonObject codeActions() {
    JsonObject codeActions = new JsonObject();
    codeActions.add(
        "codeActionKinds",
        strings(
            CodeActionKind.QuickFix,
            CodeActionKind.RefactorExtract,
            CodeActionKind.RefactorInline,
            CodeActionKind.RefactorRewrite,
            CodeActions.FIX_ALL));
    codeActions.addProperty("resolveProvider", true);
    return codeActions;
  }

  private static JsonObject semanticTokens(ClientSupport support) {
    TokenLegend known = TokenLegend.of(support);
    JsonObject legend = new JsonObject();
    legend.add("tokenTypes", strings(known.types()));
    legend.add("tokenModifiers", strings(known.modifiers()));
    JsonObject full = new JsonObject();
    full.addProperty("delta", support.has(Ability.SEMANTIC_TOKENS_DELTA));
    JsonObject tokens = new JsonObject();
    tokens.add("legend", legend);
    tokens.add("full", full);
    tokens.addProperty("range", support.has(Ability.SEMANTIC_TOKENS_RANGE));
    return tokens;
  }

  private static JsonObject onTypeFormatting() {
    JsonObject onTypeFormatting = new JsonObject();
    onTypeFormatting.addProperty("firstTriggerCharacter", "\n");
    onTypeFormatting.add("moreTriggerCharacter", strings("\\", "`"));
    return onTypeFormatting;
  }

  private static JsonObject diagnostics() {
    JsonObject diagnostics = new JsonObject();
    diagnostics.addProperty("identifier", Diagnostics.SOURCE);
    diagnostics.addProperty("interFileDependencies", false);
    diagnostics.addProperty("workspaceDiagnostics", false);
    return diagnostics;
  }

  private static JsonArray strings(String... values) {
    return strings(ImmutableList.copyOf(values));
  }

  private static JsonArray strings(ImmutableList<String> values) {
    JsonArray array = new JsonArray();
    for (String value : values) {
      array.add(value);
    }
    return array;
  }
}

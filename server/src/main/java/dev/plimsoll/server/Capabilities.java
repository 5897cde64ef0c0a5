package dev.plimsoll.server;

import com.google.common.collect.ImmutableList;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.problems.CodeActions;
import dev.plimsoll.ide.problems.Diagnostics;
import dev.plimsoll.ide.tokens.TokenLegend;
import org.eclipse.lsp4j.CodeActionKind;
import org.jspecify.annotations.Nullable;

/** What this server answers to {@code initialize}; a tree for the same reason as in {@link Methods}. */
final class Capabilities extends Features {

  /** {@code TextDocumentSyncKind} of the protocol. */
  private static final int INCREMENTAL = 2;

  /** Before the names of what only editors know that know this server. */
  private static final String EXPERIMENTAL = "experimental.";

  private final ClientSupport support;
  private final JsonObject capabilities = new JsonObject();
  private final JsonObject experimental = new JsonObject();

  private Capabilities(ClientSupport support) {
    this.support = support;
  }

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
    Capabilities announced = new Capabilities(support);
    JsonObject capabilities = announced.capabilities;
    capabilities.addProperty("positionEncoding", "utf-16");
    capabilities.add("textDocumentSync", synchronization());
    capabilities.add("workspace", workspace());
    announced.find();
    capabilities.add("experimental", announced.experimental);
    return capabilities;
  }

  /** Announces every row, so that none is found. */
  @Override
  boolean is(String method, Class<?> params, Lane lane, String capability) {
    if (capability.startsWith(EXPERIMENTAL)) {
      experimental.addProperty(capability.substring(EXPERIMENTAL.length()), true);
    } else if (!capability.isEmpty() && isOffered(capability)) {
      capabilities.add(capability, options(capability));
    }
    return false;
  }

  /** Whether this client is told of a capability: of some only where it says that it makes use of them. */
  private boolean isOffered(String capability) {
    return switch (capability) {
      case "semanticTokensProvider" -> support.has(Ability.SEMANTIC_TOKENS);
      case "diagnosticProvider" -> support.has(Ability.DIAGNOSTIC_PULL);
      case "executeCommandProvider" ->
        !support.has(Ability.CODE_ACTION_LITERALS) && support.has(Ability.APPLY_EDIT);
      default -> true;
    };
  }

  /** What a client has to know of a capability: of most only that it is there. */
  private JsonElement options(String capability) {
    return switch (capability) {
      case "signatureHelpProvider" -> with("triggerCharacters", strings("[", ","));
      case "codeActionProvider" -> codeActions();
      case "codeLensProvider", "documentLinkProvider" -> new JsonObject();
      case "renameProvider" ->
        support.has(Ability.RENAME_PREPARE)
            ? with("prepareProvider", new JsonPrimitive(true))
            : new JsonPrimitive(true);
      case "semanticTokensProvider" -> semanticTokens(support);
      case "completionProvider" -> completion();
      case "documentRangeFormattingProvider" -> with("rangesSupport", new JsonPrimitive(true));
      case "documentOnTypeFormattingProvider" -> onTypeFormatting();
      case "diagnosticProvider" -> diagnostics();
      case "executeCommandProvider" -> with("commands", strings(CodeActions.APPLY_FIX));
      default -> new JsonPrimitive(true);
    };
  }

  private static JsonObject with(String member, JsonElement value) {
    JsonObject object = new JsonObject();
    object.add(member, value);
    return object;
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
        "triggerCharacters", strings("=", " ", "$", "-", ":", "@", "/", ".", "{", ",", "\"", "#"));
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

package dev.plimsoll.server;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.plimsoll.ide.Ability;
import dev.plimsoll.ide.ClientSupport;
import dev.plimsoll.ide.CodeActions;
import dev.plimsoll.ide.Diagnostics;
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
    capabilities.add("codeActionProvider", codeActions());
    capabilities.add("documentOnTypeFormattingProvider", onTypeFormatting());
    if (support.has(Ability.DIAGNOSTIC_PULL)) {
      capabilities.add("diagnosticProvider", diagnostics());
    }
    if (!support.has(Ability.CODE_ACTION_LITERALS) && support.has(Ability.APPLY_EDIT)) {
      JsonObject commands = new JsonObject();
      commands.add("commands", strings(CodeActions.APPLY_FIX));
      capabilities.add("executeCommandProvider", commands);
    }
    return capabilities;
  }

  private static JsonObject synchronization() {
    JsonObject save = new JsonObject();
    save.addProperty("includeText", false);
    JsonObject synchronization = new JsonObject();
    synchronization.addProperty("openClose", true);
    synchronization.addProperty("change", INCREMENTAL);
    synchronization.add("save", save);
    return synchronization;
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
    JsonArray array = new JsonArray();
    for (String value : values) {
      array.add(value);
    }
    return array;
  }
}

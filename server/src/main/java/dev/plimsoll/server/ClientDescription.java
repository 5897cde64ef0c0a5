package dev.plimsoll.server;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.plimsoll.ide.ClientSupport;
import org.jspecify.annotations.Nullable;

/** Reads what the client says of itself in {@code initialize}; what is missing or of another type counts as "no". */
final class ClientDescription {

  private final @Nullable JsonObject params;

  ClientDescription(@Nullable JsonObject params) {
    this.params = params;
  }

  ClientSupport support() {
    return new ClientSupport(
        prefersMarkdown("textDocument", "hover", "contentFormat"),
        has("textDocument", "diagnostic"),
        is("workspace", "diagnostics", "refreshSupport"),
        is("textDocument", "publishDiagnostics", "relatedInformation"),
        is("textDocument", "publishDiagnostics", "dataSupport"),
        has("textDocument", "publishDiagnostics", "tagSupport"),
        is("workspace", "workspaceEdit", "documentChanges"),
        has("textDocument", "codeAction", "codeActionLiteralSupport"),
        is("textDocument", "codeAction", "isPreferredSupport"),
        has("textDocument", "codeAction", "resolveSupport"),
        is("workspace", "applyEdit"),
        is("workspace", "configuration"),
        is("workspace", "didChangeConfiguration", "dynamicRegistration"));
  }

  /** The process that started this one, or null. */
  @Nullable Long processId() {
    JsonElement id = params == null ? null : params.get("processId");
    return id != null && id.isJsonPrimitive() && id.getAsJsonPrimitive().isNumber()
        ? id.getAsLong()
        : null;
  }

  @Nullable JsonElement initializationOptions() {
    return params == null ? null : params.get("initializationOptions");
  }

  private boolean prefersMarkdown(String... path) {
    JsonElement formats = find(path);
    return formats != null
        && formats.isJsonArray()
        && formats.getAsJsonArray().contains(new JsonPrimitive("markdown"));
  }

  private boolean has(String... path) {
    JsonElement found = find(path);
    return found != null && found.isJsonObject();
  }

  private boolean is(String... path) {
    JsonElement found = find(path);
    return found != null && found.isJsonPrimitive() && found.getAsBoolean();
  }

  private @Nullable JsonElement find(String... path) {
    JsonElement at = params == null ? null : params.get("capabilities");
    for (String name : path) {
      if (!(at instanceof JsonObject object)) {
        return null;
      }
      at = object.get(name);
    }
    return at;
  }
}

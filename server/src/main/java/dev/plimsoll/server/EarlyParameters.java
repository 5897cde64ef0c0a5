package dev.plimsoll.server;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.lang.reflect.Type;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DocumentDiagnosticParams;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters that come before the first diagnostics member by member, and demands the same of them as
 * {@link Parameters} does. To find the members of the protocol's classes by reflection takes a tenth of the time until
 * those diagnostics: the JVM makes a class for each kind of annotation that it meets.
 */
final class EarlyParameters {

  private final JsonObject object;

  /** Of the object; with a dot behind it unless it is empty. */
  private final String path;

  private EarlyParameters(JsonElement given, String path) {
    this.object = given.getAsJsonObject();
    this.path = path;
  }

  /**
   * The parameters of a class, or null where it is none of these.
   *
   * @throws Parameters.Malformed if they are not what the protocol demands
   */
  static @Nullable Object read(JsonElement given, Type type) {
    if (type == DidOpenTextDocumentParams.class) {
      return of(given).opened();
    }
    return type == DocumentDiagnosticParams.class ? of(given).asked() : null;
  }

  private static EarlyParameters of(JsonElement given) {
    Parameters.demand(given.isJsonObject(), "", "must be an object");
    return new EarlyParameters(given, "");
  }

  private DidOpenTextDocumentParams opened() {
    EarlyParameters document = object("textDocument");
    return new DidOpenTextDocumentParams(new TextDocumentItem(
        document.string("uri"),
        document.string("languageId"),
        document.integer("version"),
        document.string("text")));
  }

  /** Without tokens: nothing is told of its progress. */
  private DocumentDiagnosticParams asked() {
    DocumentDiagnosticParams asked = new DocumentDiagnosticParams(
        new TextDocumentIdentifier(object("textDocument").string("uri")));
    asked.setIdentifier(stringOrNull("identifier"));
    asked.setPreviousResultId(stringOrNull("previousResultId"));
    return asked;
  }

  private EarlyParameters object(String name) {
    JsonElement value = required(name);
    Parameters.demand(value.isJsonObject(), path.concat(name), "must be an object");
    return new EarlyParameters(value, path + name + ".");
  }

  private String string(String name) {
    return string(name, required(name));
  }

  private @Nullable String stringOrNull(String name) {
    JsonElement value = object.get(name);
    return value == null || value == JsonNull.INSTANCE ? null : string(name, value);
  }

  private String string(String name, JsonElement value) {
    Parameters.demand(Parameters.isString(value), path.concat(name), "must be a string");
    return value.getAsString();
  }

  private int integer(String name) {
    JsonElement value = required(name);
    Parameters.demand(Parameters.isInteger(value), path.concat(name), "must be an integer");
    return value.getAsInt();
  }

  private JsonElement required(String name) {
    JsonElement value = object.get(name);
    if (value == null || value == JsonNull.INSTANCE) {
      String complaint = value == null ? " is missing" : " is null";
      throw new Parameters.Malformed(path.concat(name).concat(complaint));
    }
    return value;
  }
}
